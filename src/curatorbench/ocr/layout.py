"""The order in which a person would read pieces of text: label by label, row by row, left to right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from curatorbench.domain.box import Box

ROW_OVERLAP = 0.5
"""Two pieces stand on one row when they share this part of the lower one's height."""
GAP_IN_ROW = 2.5
"""Pieces of one row whose gap is wider than this many heights belong to different columns."""
GAP_BETWEEN_ROWS = 1.4
"""Rows whose gap is wider than this many heights belong to different blocks."""


def reading_order(boxes: Sequence[Box], aspect: float) -> list[list[list[int]]]:
    """Group pieces of text into blocks of rows of pieces, by their indices in `boxes`.

    `aspect` is the image's width divided by its height, so that gaps can be compared across both
    directions. Blocks come from top to bottom, and from left to right where they begin at one height.
    """
    blocks = [_rows(block, boxes, aspect) for block in _blocks(boxes, aspect)]
    return sorted(blocks, key=lambda rows: _corner([boxes[i] for row in rows for i in row]))


def _corner(boxes: Sequence[Box]) -> tuple[float, float]:
    """(top, left) with tops that differ by less than a line counted as one height."""
    around = Box.around(boxes)
    line = median(box.height for box in boxes)
    return round(around.y / (4 * line)) * 4 * line if line else around.y, around.x


def _blocks(boxes: Sequence[Box], aspect: float) -> list[list[int]]:
    """Indices of pieces that hang together, found by joining near ones."""
    parent = list(range(len(boxes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, first in enumerate(boxes):
        for j in range(i):
            if _near(first, boxes[j], aspect):
                parent[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for i in range(len(boxes)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def _near(one: Box, other: Box, aspect: float) -> bool:
    height = min(one.height, other.height)
    across = (max(one.x, other.x) - min(one.right, other.right)) * aspect
    down = max(one.y, other.y) - min(one.bottom, other.bottom)
    if across > 0:  # side by side: only words of one row belong together
        return across < GAP_IN_ROW * height and down < -ROW_OVERLAP * height
    return down < GAP_BETWEEN_ROWS * height


def _rows(block: Sequence[int], boxes: Sequence[Box], aspect: float) -> list[list[int]]:
    """The block's pieces as rows from top to bottom; a wide gap ends a row and starts another."""
    rows: list[list[int]] = []
    for i in sorted(block, key=lambda i: boxes[i].centre[1]):
        if rows and _on_row(boxes[i], [boxes[k] for k in rows[-1]]):
            rows[-1].append(i)
        else:
            rows.append([i])
    return [part for row in rows for part in _columns(sorted(row, key=lambda i: boxes[i].x), boxes, aspect)]


def _on_row(box: Box, row: Sequence[Box]) -> bool:
    last = row[-1]
    shared = min(box.bottom, last.bottom) - max(box.y, last.y)
    return shared > ROW_OVERLAP * min(box.height, last.height)


def _columns(row: list[int], boxes: Sequence[Box], aspect: float) -> list[list[int]]:
    parts = [[row[0]]]
    for before, i in pairwise(row):
        gap = (boxes[i].x - boxes[before].right) * aspect
        if gap > GAP_IN_ROW * max(boxes[i].height, boxes[before].height):
            parts.append([i])
        else:
            parts[-1].append(i)
    return parts
