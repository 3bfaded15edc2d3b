"""Barcodes that are too small to be read, from their stripes alone.

Bars change sideways and hardly at all downwards, and look the same at their top and their foot.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Rectangle

LEAST_BARS = 36  # changes from dark to light along the code
LEAST_LIKENESS = 0.88  # of the bars' top to their foot


def stripes(grey: Grey) -> list[Rectangle]:
    """Rectangles of stripes, upright bars and bars on their side."""
    lying = [(top, left, bottom, right) for left, top, right, bottom in _upright_bars(np.ascontiguousarray(grey.T))]
    return [*_upright_bars(grey), *lying]


def _upright_bars(grey: Grey) -> list[Rectangle]:
    sideways = np.abs(cv2.Sobel(grey, cv2.CV_16S, 1, 0, ksize=3))
    downwards = np.abs(cv2.Sobel(grey, cv2.CV_16S, 0, 1, ksize=3))
    busy = np.clip(sideways - 1.5 * downwards, 0, 255).astype(np.uint8)
    stirred = (cv2.blur(busy, (21, 9)) > 38).astype(np.uint8)
    mask = cv2.morphologyEx(stirred, cv2.MORPH_OPEN, np.ones((9, 21), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = [tuple(int(v) for v in stats[i, :5]) for i in range(1, count)]
    boxes = [(x, y, x + w, y + h) for x, y, w, h, area in found if _code_shaped(w, h, area)]
    return [box for box in boxes if _same_from_top_to_foot(grey[box[1] : box[3], box[0] : box[2]])]


def _code_shaped(wide: int, high: int, area: int) -> bool:
    return 36 <= wide <= 700 and 12 <= high <= 200 and 1.3 <= wide / high <= 9 and area > 0.7 * wide * high


def _same_from_top_to_foot(bars: Grey) -> bool:
    third = bars.shape[0] // 3
    upper, middle, lower = (_profile(bars[i * third : (i + 1) * third]) for i in range(3))
    alike = min(_likeness(upper, middle), _likeness(middle, lower))
    changes = int((np.diff(np.signbit(middle)) != 0).sum())
    return alike > LEAST_LIKENESS and changes >= LEAST_BARS


def _profile(rows: Grey) -> NDArray[np.float64]:
    line = rows.mean(axis=0)
    return np.asarray(line - cv2.blur(line.reshape(1, -1), (31, 1)).ravel(), dtype=np.float64)


def _likeness(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float((a @ b) / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-9))
