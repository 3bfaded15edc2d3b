"""By how many degrees the sheet lies askew: from its edges, or from the long straight lines on it."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Rectangle, resized

MOST = 12.0  # degrees: more is no skew but another way to lay it
SHARE_OF_SIDE = 0.5  # of an edge's points that have to lie on one line
ON_LINE = 1.5  # pixels of the view
LINES_VIEW = 1000  # pixels of the longer side of the copy that lines are looked for in
LONG = 0.05  # of the view's longer side: shorter lines are writing
AGREE = 0.6  # degrees
LEAST_LENGTH = 1.2  # of the longer side: all lines that agree together

Points = NDArray[np.float64]


def skew(grey: Grey, where: Rectangle) -> float | None:
    """Degrees clockwise, of a grey view with the sheet at `where`; None where nothing straight shows it."""
    sides = [angle for angle in _sides(grey, where) if angle is not None]
    if len(sides) >= 2:
        middle = float(np.median(sides))
        near = [angle for angle in sides if abs(angle - middle) < AGREE]
        if len(near) >= 2:
            return float(np.mean(near))
    return _of_lines(grey, where)


def _sides(grey: Grey, where: Rectangle) -> list[float | None]:
    """The angle of each edge of a bright sheet on a darker table."""
    left, top, right, bottom = where
    high, wide = grey.shape
    bright: NDArray[np.bool_] = grey > 0.6 * np.percentile(grey[top:bottom:4, left:right:4], 90)
    inside = bright[top:bottom, left:right]
    rows, columns = np.arange(top, bottom), np.arange(left, right)
    rows_seen, columns_seen = np.asarray(inside.any(axis=1)), np.asarray(inside.any(axis=0))
    edges = []
    if left > 2:
        edges.append(_angle(rows, inside.argmax(axis=1), rows_seen, upright=True))
    if right < wide - 2:
        edges.append(_angle(rows, -inside[:, ::-1].argmax(axis=1), rows_seen, upright=True))
    if top > 2:
        edges.append(_angle(columns, inside.argmax(axis=0), columns_seen, upright=False))
    if bottom < high - 2:
        edges.append(_angle(columns, -inside[::-1].argmax(axis=0), columns_seen, upright=False))
    return edges


def _angle(
    along: NDArray[np.intp], across: NDArray[np.intp], seen: NDArray[np.bool_], *, upright: bool
) -> float | None:
    """Degrees clockwise of the line on which at least half of the points lie, None if there is none."""
    margin = len(along) // 20
    x, y = along[seen][margin : -margin or None].astype(float), across[seen][margin : -margin or None].astype(float)
    if len(x) < 40:
        return None
    half = len(x) // 2
    slope = float(np.median((y[half : 2 * half] - y[:half]) / (x[half : 2 * half] - x[:half])))
    for _ in range(4):
        off = y - slope * x
        near = np.abs(off - np.median(off)) < ON_LINE
        if near.mean() < SHARE_OF_SIDE:
            return None
        slope = float(np.polyfit(x[near], y[near], 1)[0])
    degrees = float(np.degrees(np.arctan(slope)))
    return (-degrees if upright else degrees) if abs(degrees) < MOST else None


def _of_lines(grey: Grey, where: Rectangle) -> float | None:
    """The angle that most of the long lines within the sheet share: frames of labels, edges of papers."""
    left, top, right, bottom = where
    part = grey[top:bottom, left:right]
    if min(part.shape) < 100:
        return None
    part = resized(part, min(1.0, LINES_VIEW / max(part.shape)))
    longest = max(part.shape)
    segments = cv2.createLineSegmentDetector().detect(np.ascontiguousarray(part))
    found = cast("NDArray[np.float32] | None", segments[0])
    if found is None:
        return None
    lines = found.reshape(-1, 4).astype(np.float64)
    away = lines[:, 2:] - lines[:, :2]
    angles = (np.degrees(np.arctan2(away[:, 1], away[:, 0])) + 45) % 90 - 45
    lengths = np.hypot(away[:, 0], away[:, 1])
    chosen = (np.abs(angles) < MOST) & (lengths > LONG * longest)
    return _shared(angles[chosen], lengths[chosen], LEAST_LENGTH * longest)


def _shared(angles: Points, lengths: Points, least: float) -> float | None:
    """The length-weighted mean of the angles around which most length lies."""
    if len(angles) == 0:
        return None
    near = np.abs(angles[:, None] - angles[None]) < AGREE / 2
    best = int((near * lengths).sum(axis=1).argmax())
    members = near[best]
    if lengths[members].sum() < least:
        return None
    return float(np.average(angles[members], weights=lengths[members]))
