"""The mounted plant on a herbarium sheet, and the sheet on its dark table."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Mask, Pixels, Rectangle

APART = 26.0  # CIE Lab distance (8-bit scale) from the paper: leaves are farther, folds nearer
SMALLEST_PART = 0.0006  # of the sheet
PART_OF_SHEET = 0.02  # of the image: smaller bright things are rulers
WORTH_AT_EDGE = 0.2  # likewise for what touches the edge of the sheet: corners in shadow
WORTH_OF_LARGEST = 0.03  # fragments smaller than this share of the largest part do not count


def sheet(grey: Grey) -> Rectangle:
    """The bright sheet on a dark table; the whole image if there is no such."""
    high, wide = grey.shape
    bright = (grey > 0.6 * np.percentile(grey, 90)).astype(np.uint8)
    clean = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(clean)
    parts = stats[1:][stats[1:, 4] > PART_OF_SHEET * grey.size]  # a plant may cut the sheet in pieces
    if len(parts) == 0 or parts[:, 4].sum() < 0.3 * grey.size:
        return 0, 0, wide, high
    left, top = int(parts[:, 0].min()), int(parts[:, 1].min())
    right, bottom = int((parts[:, 0] + parts[:, 2]).max()), int((parts[:, 1] + parts[:, 3]).max())
    return left, top, right, bottom


def plant(view: Pixels, where: Rectangle, taken: Mask) -> Rectangle | None:
    """The rectangle around all that is mounted inside `where` and is not `taken` (255) by something else."""
    left, top, right, bottom = _inset(where)
    part = view[top:bottom, left:right]
    if part.size == 0:
        return None
    mask = (_from_paper(part) > APART).astype(np.uint8)
    mask[taken[top:bottom, left:right] > 0] = 0
    clean = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    clean = cv2.morphologyEx(clean, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(clean)
    parts = [stats[i] for i in range(1, count) if _is_plant(stats[i], mask)]
    if not parts:
        return None
    most = max(int(p[4]) for p in parts)
    parts = [p for p in parts if p[4] >= (WORTH_AT_EDGE if _at_edge(p, mask) else WORTH_OF_LARGEST) * most]
    return (
        left + min(int(p[0]) for p in parts),
        top + min(int(p[1]) for p in parts),
        left + max(int(p[0] + p[2]) for p in parts),
        top + max(int(p[1] + p[3]) for p in parts),
    )


def _inset(where: Rectangle) -> Rectangle:
    left, top, right, bottom = where
    margin = max(2, (right - left) // 80)
    return left + margin, top + margin, right - margin, bottom - margin


def _from_paper(part: Pixels) -> Grey:
    """Lab distance of every pixel from the sheet's most common bright colour."""
    lab = cv2.cvtColor(part, cv2.COLOR_RGB2LAB)
    counts = np.bincount(lab[..., 0].ravel(), minlength=256)
    counts[: int(np.percentile(lab[..., 0], 40))] = 0
    level = int(np.argmax(cv2.blur(counts.astype(np.float32).reshape(1, -1), (9, 1))))
    paper = np.median(lab[np.abs(lab[..., 0].astype(np.int16) - level) < 6], axis=0)
    return cast(Grey, np.clip(np.linalg.norm(lab.astype(np.float32) - paper, axis=2), 0, 255).astype(np.uint8))


def _is_plant(part: NDArray[np.int32], mask: Mask) -> bool:
    """Large enough, and no shadow or tape along an edge of the sheet."""
    wide, high, area = (int(v) for v in part[2:5])
    return area >= SMALLEST_PART * mask.size and not (_at_edge(part, mask) and max(wide, high) > 8 * min(wide, high))


def _at_edge(part: NDArray[np.int32], mask: Mask) -> bool:
    left, top, wide, high = (int(v) for v in part[:4])
    return left <= 1 or top <= 1 or left + wide >= mask.shape[1] - 1 or top + high >= mask.shape[0] - 1
