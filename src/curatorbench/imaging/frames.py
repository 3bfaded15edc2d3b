"""Stamps: a closed thin outline that is round, oval or a diamond."""

from __future__ import annotations

import cv2
import numpy as np

from curatorbench.imaging.pixels import Grey, Rectangle
from curatorbench.imaging.text_lines import ink

SMALLEST, LARGEST = 50, 340  # sides in pixels of a view of 1600
OVAL = (0.70, 0.86)  # area of the outline's inside, of its smallest rectangle: a circle has 0.785
CONVEX = 0.9


def stamps(grey: Grey) -> list[Rectangle]:
    """Rectangles around round, oval and diamond outlines of ink."""
    lines = cv2.morphologyEx(ink(grey), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for outline in outlines:
        left, top, wide, high = cv2.boundingRect(outline)
        if not (min(wide, high) >= SMALLEST and max(wide, high) <= LARGEST and wide < 3.5 * high and high < 2 * wide):
            continue
        inside = cv2.contourArea(outline)
        marked = int(lines[top : top + high, left : left + wide].sum())
        if _is_round(outline, inside) and marked < 0.75 * inside:
            found.append((left, top, left + wide, top + high))
    return found


def _is_round(outline: np.ndarray, inside: float) -> bool:
    if inside < CONVEX * cv2.contourArea(cv2.convexHull(outline)):
        return False
    _, (wide, high), _ = cv2.minAreaRect(outline)
    share = inside / max(1.0, wide * high)
    box = cv2.boundingRect(outline)
    diamond = 0.45 < inside / max(1, box[2] * box[3]) < 0.6
    return OVAL[0] < share < OVAL[1] or diamond
