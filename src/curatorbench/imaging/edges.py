"""Whether the frame cuts the specimen: a body on an even ground that runs out of the picture.

A sheet or a tray that fills the frame is not cut, and what is straight (rulers, charts, labels, the edge of a
table) may lie across the border.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Mask, Pixels, resized

VIEW = 800
FAR = 30.0  # CIE Lab distance (8-bit scale) from the ground around
GROUND = 0.5  # share of a side that has to be ground for a body to stand out from it
SHALLOWEST = 0.03  # of the longer side: how far a body reaches into the picture
ROUGH = 0.80  # a body that fills more of its convex hull, or of its box, is a thing made by people
NARROWEST = 4  # pixels of the view where it crosses the border

Side = NDArray[np.float32]


def cut(pixels: Pixels, taken: Mask | None = None) -> float:
    """The share of the picture's border that is crossed by bodies cut by the frame, 0 if there are none.

    `taken` (not 0, of the same shape) are places of codes, charts and rulers, which may be cut.
    """
    view = resized(pixels, min(1.0, VIEW / max(pixels.shape[:2])))
    if min(view.shape[:2]) < 64:
        return 0.0
    lab = cv2.cvtColor(cv2.medianBlur(view, 3), cv2.COLOR_RGB2LAB).astype(np.float32)
    busy: Mask = np.zeros(view.shape[:2], np.uint8)
    if taken is not None:
        busy = np.asarray(cv2.resize(taken, view.shape[1::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    crossed = 0
    for turn in range(4):
        crossed += _crossed(np.ascontiguousarray(np.rot90(lab, turn)), np.rot90(busy, turn))
    return crossed / (2 * sum(view.shape[:2]))


def _crossed(lab: Side, taken: Mask) -> int:
    """Pixels of the upper side that bodies cross."""
    ground = np.median(lab[:3].reshape(-1, 3), axis=0)
    away = np.linalg.norm(lab - ground, axis=2)
    if (away[1] < FAR / 2).mean() < GROUND:
        return 0
    mask = (away > FAR).astype(np.uint8)
    mask[taken > 0] = 0
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    deepest = SHALLOWEST * max(lab.shape[:2])
    total = 0
    for part in np.unique(labels[1])[1:].tolist():
        width = int((labels[1] == part).sum())
        if width >= NARROWEST and stats[part][3] >= deepest and _is_body(labels == part, stats[part]):
            total += width
    return total


def _is_body(part: NDArray[np.bool_], stats: NDArray[np.int32]) -> bool:
    """Neither a straight-sided thing, nor most of the picture, nor along another side of it."""
    left, _, wide, high, area = (int(v) for v in stats)
    if area > 0.35 * part.size or area > ROUGH * wide * high:
        return False
    if left == 0 or left + wide == part.shape[1]:  # at a corner: the table or the edge of a paper
        return False
    points = np.column_stack(np.nonzero(part))[:, ::-1].astype(np.int32)
    hull = cv2.contourArea(cv2.convexHull(points.reshape(-1, 1, 2)))
    return area < ROUGH * max(1.0, float(hull))
