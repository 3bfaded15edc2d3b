"""Whether the frame cuts the specimen: a body on an even ground that runs out of the picture.

A sheet or a tray that fills the frame is not cut, and what is straight (rulers, charts, labels, the edge of a
table) may lie across the border.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Mask, Pixels, resized

VIEW = 800
FAR = 40.0  # sum of the CIE Lab differences (8-bit scale) from the ground around
GROUND = 0.5  # share of a side that has to be ground for a body to stand out from it
SHALLOWEST = 0.04  # of the longer side: how far a body reaches into the picture
LEAST_REACH = 0.7  # of its width where it crosses the border
LEAST, MOST = 0.0025, 0.35  # of the picture
RECTANGULAR = 0.86  # of the smallest rectangle around it: what fills more is a thing made by people
DARKEST_GROUND = 110  # lightness (8-bit scale): what is bright on a dark table is paper or a ruler
BESIDE = 8  # pixels of the view on both sides of a body
SOLID = 0.7  # share of what its outline encloses: frames of labels are hollow
COMPACT = 0.7  # share of its convex hull
TEXTURE = 8  # median change of that sum within a specimen
CRISP = 45  # median change of that sum across the outline: a shadow fades
OPENING = np.ones((2, 2), np.uint8)
NARROWEST = 4  # pixels of the view where it crosses the border


def cut(pixels: Pixels, taken: Mask | None = None) -> float:
    """The share of the picture's border that is crossed by bodies cut by the frame, 0 if there are none.

    `taken` (not 0, of the same shape) are places of codes, charts and rulers, which may be cut.
    """
    view = resized(pixels, min(1.0, VIEW / max(pixels.shape[:2])))
    if min(view.shape[:2]) < 64:
        return 0.0
    lab = np.asarray(cv2.cvtColor(cv2.medianBlur(view, 3), cv2.COLOR_RGB2LAB), dtype=np.uint8)
    busy: Mask = np.zeros(view.shape[:2], np.uint8)
    if taken is not None:
        busy = np.asarray(cv2.resize(taken, view.shape[1::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    crossed = sum(_crossed(np.ascontiguousarray(np.rot90(lab, turn)), np.rot90(busy, turn)) for turn in range(4))
    return crossed / (2 * sum(view.shape[:2]))


def _crossed(lab: Pixels, taken: Mask) -> int:
    """Pixels of the upper side that bodies cross."""
    ground = np.median(lab[:3].reshape(-1, 3), axis=0)
    lightness, red, yellow = cv2.split(cv2.absdiff(lab, np.full_like(lab, ground)))
    away = np.asarray(cv2.add(cv2.add(lightness, red), yellow), dtype=np.uint8)
    if ground[0] < DARKEST_GROUND or (away[1] < FAR / 2).mean() < GROUND:
        return 0
    far = (away > FAR).astype(np.uint8)
    far[taken > 0] = 0
    _, seen, measured, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(far, cv2.MORPH_OPEN, OPENING))
    labels, stats = np.asarray(seen, dtype=np.int32), np.asarray(measured, dtype=np.int32)
    parts, widths = np.unique(labels[1], return_counts=True)
    rows = [(int(part), int(width)) for part, width in zip(parts, widths, strict=True) if part]
    found = [(part, width) for part, width in rows if _runs_out(width, stats[part], lab)]
    return sum(
        width for part, width in found if _on_one_ground(lab, labels[1] == part) and _is_body(away, labels, part, stats)
    )


def _runs_out(width: int, stats: NDArray[np.int32], lab: Pixels) -> bool:
    """Whether a part comes from well within the picture: rulers and edges of papers lie along the border."""
    reach = int(stats[3])
    return width >= NARROWEST and reach >= max(SHALLOWEST * max(lab.shape[:2]), LEAST_REACH * width)


def _on_one_ground(lab: Pixels, crossing: NDArray[np.bool_]) -> bool:
    """Whether the border is alike on both sides of a part: else it is a wall or the edge of a paper."""
    places = np.flatnonzero(crossing)
    first, last = int(places[0]), int(places[-1])
    if first < BESIDE or last + BESIDE >= lab.shape[1]:
        return False
    before, after = lab[:3, first - BESIDE : first - 2], lab[:3, last + 3 : last + BESIDE + 1]
    apart = np.abs(np.median(before, axis=(0, 1)) - np.median(after, axis=(0, 1)))
    return bool(apart.sum() < FAR / 2)


def _is_body(away: Grey, labels: NDArray[np.int32], part: int, stats: NDArray[np.int32]) -> bool:
    """No tick of a ruler, frame of a label, shadow, straight-sided thing, nor the table beside the sheet."""
    left, _, wide, high, area = (int(v) for v in stats[part])
    if not LEAST * labels.size < area < MOST * labels.size:
        return False
    if left == 0 or left + wide == labels.shape[1]:  # at a corner: the table or the edge of a paper
        return False
    alone = np.pad((labels[:high, left : left + wide] == part).astype(np.uint8), 1)
    outlines, _ = cv2.findContours(alone, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = np.asarray(max(outlines, key=len), dtype=np.int32)
    steps = _steps(away[:high, left : left + wide])
    if np.median(_on(steps, outline)) < CRISP or _is_plain(steps, alone[1:-1, 1:-1], outline):
        return False
    if area < SOLID * cv2.contourArea(outline):
        return False
    (_, (along, across), _) = cv2.minAreaRect(outline)
    return cv2.contourArea(outline) < RECTANGULAR * max(1.0, along * across)


def _steps(away: Grey) -> Grey:
    """By how much the distance from the ground changes around each pixel."""
    near = np.ones((5, 5), np.uint8)
    return np.asarray(cv2.subtract(cv2.dilate(away, near), cv2.erode(away, near)), dtype=np.uint8)


def _on(steps: Grey, outline: NDArray[np.int32]) -> Grey:
    """The values along an outline that is shifted by 1 to the lower right."""
    x, y = outline.reshape(-1, 2).T - 1
    return np.asarray(steps[y.clip(0, steps.shape[0] - 1), x.clip(0, steps.shape[1] - 1)], dtype=np.uint8)


def _is_plain(steps: Grey, part: Mask, outline: NDArray[np.int32]) -> bool:
    """A compact thing of one tone, as a piece of paper or card is; nothing that grew is."""
    if cv2.contourArea(outline) < COMPACT * cv2.contourArea(cv2.convexHull(outline)):
        return False
    inner = cv2.erode(part, np.ones((9, 9), np.uint8)) > 0
    return not inner.any() or float(np.median(steps[inner])) < TEXTURE
