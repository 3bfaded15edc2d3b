"""The specimens of a drawer or tray: many compact dark things on one pale ground.

The ground is the local median colour; what differs from it is cut into bodies where legs or wings
touch (watershed from the thick parts), and loose legs join the body they lie beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Mask, Pixels, Rectangle, resized

WEAK = 0.3  # of the threshold that parts bodies from ground: legs and wings
LEAST_DIFFERENCE = 30.0  # below this threshold there are no bodies, in the units of `difference`
GROUND = 0.16  # side of the neighbourhood whose median is the ground, of the shorter side
SMALLEST, LARGEST = 1.0e-4, 0.08  # area of a specimen's mask, of the image
CORE_SHARE = 0.55  # of the thickest place: the thick parts that are bodies
LEAST_FILL = 0.16  # of its rectangle that a specimen's mask covers; corners of trays cover less
INSIDE = 0.7  # of a small rectangle that a larger one covers: a part of it
MARGIN = 0.08  # of its mean side that a rectangle is grown, for the tips of legs
LEAST_CORE = 0.2  # of the largest core in the same part; smaller ones are heads and claws
SMALLEST_OF_USUAL = 0.12  # of the median area: smaller ones are crumbs


@dataclass(frozen=True, slots=True)
class Body:
    """A specimen's rectangle and the area of its mask, in pixels of the view."""

    left: int
    top: int
    right: int
    bottom: int
    area: int


def difference(view: Pixels) -> NDArray[np.float32]:
    """How far each pixel is from the local ground: CIE Lab (8-bit scale), colour weighted 1.5, brighter is 0."""
    lab = cv2.cvtColor(view, cv2.COLOR_RGB2LAB)
    small = resized(cast(Pixels, lab), 0.5)
    kernel = max(3, int(GROUND * min(small.shape[:2]))) | 1
    ground = cv2.resize(cv2.medianBlur(small, kernel), lab.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    apart = (lab.astype(np.float32) - ground) * np.array((-1.0, 1.5, 1.5), np.float32)
    apart[..., 0] = np.maximum(apart[..., 0], 0.0)
    return cast(NDArray[np.float32], np.sqrt((apart**2).sum(axis=2)))


def bodies(view: Pixels, writing: Mask) -> list[Body]:
    """Specimens, largest first; `writing` is 255 where labels are and nothing is looked for."""
    apart = difference(view)
    apart[writing > 0] = 0
    parting, _ = cv2.threshold(np.clip(apart, 0, 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    parting = max(LEAST_DIFFERENCE, parting)
    weak = (apart > WEAK * parting).astype(np.uint8)
    strong = _inner((apart > parting).astype(np.uint8))
    return _specimens(_measured(_split(strong, weak), weak.size))


def _inner(mask: Mask) -> Mask:
    """Without the parts that touch the border of the image (frame, table) or are as long as it."""
    _, parts, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    high, wide = mask.shape
    left, top, w, h = (stats[:, i] for i in range(4))
    keep = (left > 1) & (top > 1) & (left + w < wide - 1) & (top + h < high - 1) & (w < wide / 2) & (h < high / 2)
    keep[0] = False
    return np.asarray(keep[parts], dtype=np.uint8)


def _split(strong: Mask, weak: Mask) -> NDArray[np.int32]:
    """Numbered bodies: thick parts of `strong` grown over `weak` until they meet each other."""
    seeds = _seeds(strong)
    ground = int(seeds.max()) + 1
    seeds[weak == 0] = ground
    depth = cv2.distanceTransform(weak, cv2.DIST_L2, 5)
    relief = cv2.cvtColor(np.clip(255 - 10 * depth, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)
    cut = cv2.watershed(relief, seeds)
    cut[(cut == ground) | (cut < 0)] = 0
    return cast(NDArray[np.int32], cut)


def _seeds(strong: Mask) -> NDArray[np.int32]:
    """The thick parts of every connected part, numbered; heads and claws left out."""
    thick = cv2.distanceTransform(strong, cv2.DIST_L2, 5)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(strong, connectivity=8)
    seeds = np.zeros(strong.shape, np.int32)
    number = 0
    for part in range(1, count):
        left, top, wide, high, area = stats[part]
        if area < SMALLEST * strong.size / 3:
            continue
        window = np.s_[top : top + high, left : left + wide]
        depth = np.where(parts[window] == part, thick[window], 0)
        core = (depth >= max(1.0, CORE_SHARE * depth.max())).astype(np.uint8)
        found, cores, sizes, _ = cv2.connectedComponentsWithStats(core, connectivity=8)
        for one in range(1, found):
            if sizes[one, 4] >= LEAST_CORE * sizes[1:, 4].max():
                number += 1
                seeds[window][cores == one] = number
    return seeds


def _measured(labels: NDArray[np.int32], pixels: int) -> list[Body]:
    wide = labels.shape[1]
    order = np.argsort(labels, axis=None, kind="stable")
    values = labels.ravel()[order]
    starts = np.searchsorted(values, np.arange(1, values[-1] + 2))
    found = []
    for first, last in pairwise(starts):
        if SMALLEST * pixels <= last - first <= LARGEST * pixels:
            ys, xs = np.divmod(order[first:last], wide)
            found.append(Body(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1, int(last - first)))
    return sorted(found, key=lambda b: -b.area)


def _specimens(found: list[Body]) -> list[Body]:
    """Without crumbs, walls and corners of trays; what lies inside another one belongs to it."""
    usual = float(np.median([b.area for b in found])) if found else 0.0
    kept: list[Body] = []
    for body in found:
        if body.area < SMALLEST_OF_USUAL * usual or _is_wall(body):
            continue
        outer = next((i for i, k in enumerate(kept) if _inside(body, k)), None)
        if outer is None:
            kept.append(body)
        else:
            kept[outer] = _union(kept[outer], body)
    return kept


def _is_wall(body: Body) -> bool:
    wide, high = body.right - body.left, body.bottom - body.top
    return max(wide, high) > 6 * min(wide, high) or body.area < LEAST_FILL * wide * high


def _inside(inner: Body, outer: Body) -> bool:
    wide = min(inner.right, outer.right) - max(inner.left, outer.left)
    high = min(inner.bottom, outer.bottom) - max(inner.top, outer.top)
    area = (inner.right - inner.left) * (inner.bottom - inner.top)
    return wide > 0 and high > 0 and wide * high > INSIDE * area


def _union(a: Body, b: Body) -> Body:
    return Body(min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom), a.area + b.area)


def grown(body: Body) -> Rectangle:
    """Its rectangle with a margin for the tips of legs and wings."""
    margin = int(MARGIN * (body.right - body.left + body.bottom - body.top) / 2)
    return body.left - margin, body.top - margin, body.right + margin, body.bottom + margin


def crowded(found: list[Body]) -> float:
    """The share of bodies whose rectangle overlaps that of a larger one: leaves do, specimens do not."""
    overlapped = sum(any(_overlap(body, other) for other in found[:index]) for index, body in enumerate(found))
    return overlapped / max(1, len(found))


def _overlap(a: Body, b: Body) -> bool:
    return min(a.right, b.right) - max(a.left, b.left) > 3 and min(a.bottom, b.bottom) - max(a.top, b.top) > 3
