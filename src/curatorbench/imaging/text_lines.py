"""Where something is written: rows of small dark marks of like height on brighter paper.

Works on a view whose longer side is about 1600 pixels; nothing is read. Leaves and roots make small
marks too, but not in straight rows that are long, thin and evenly filled.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Mask, resized

INK_CONTRAST = 0.16  # how much darker than its paper a mark must be
MIN_PAPER = 70  # grey level below which nothing counts as paper
BANDS = ((4, 9), (7, 15), (12, 24), (18, 36))  # heights of marks that can stand in one row, in pixels
FEWEST_MARKS = 4
_PAPER_KERNEL = cv2.getStructuringElement(cv2.MORPH_RECT, (27, 27))


@dataclass(frozen=True, slots=True)
class TextLine:
    """A row of marks, in pixels of the view; `height` is the median one of its marks."""

    left: int
    top: int
    right: int
    bottom: int
    marks: int
    height: float

    def covers(self, other: TextLine) -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        area = (other.right - other.left) * (other.bottom - other.top)
        return wide > 0 and high > 0 and wide * high > 0.6 * area


@dataclass(frozen=True, slots=True)
class Marks:
    """Connected dark marks: `boxes` has rows of left, top, width, height (int32)."""

    boxes: NDArray[np.int32]

    @property
    def heights(self) -> NDArray[np.int32]:
        return self.boxes[:, 3]


def text_lines(grey: Grey) -> list[TextLine]:
    """Rows of writing, at two sizes so that headings are found beside footnotes."""
    fine = _rows(grey)
    coarse = [_doubled(line) for line in _rows(resized(grey, 0.5))]
    return [*fine, *(line for line in coarse if not any(f.covers(line) for f in fine))]


def ink(grey: Grey) -> Mask:
    """Marks thinner than 27 pixels that are darker than the paper around them, as 0 or 1."""
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, _PAPER_KERNEL)
    depth = paper.astype(np.int16) - grey
    return ((depth > INK_CONTRAST * np.maximum(paper, 40)) & (paper > MIN_PAPER)).astype(np.uint8)


def marks(inked: Mask) -> Marks:
    """The connected marks of a size that letters have."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    wide, high, area = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    solid = area >= 0.95 * np.maximum(wide * high, 12)
    letters = (high >= BANDS[0][0]) & (high <= BANDS[-1][1]) & (wide <= 170) & (area >= 5) & ~solid
    return Marks(stats[1:][letters][:, :4])


def _rows(grey: Grey) -> list[TextLine]:
    found = marks(ink(grey))
    return [line for band in BANDS for line in _rows_of(found, band, grey.shape)]


def _rows_of(found: Marks, band: tuple[int, int], shape: tuple[int, ...]) -> list[TextLine]:
    """Marks of one band of heights, joined sideways over gaps as wide as they are high."""
    low, high = band
    boxes = found.boxes[(found.heights >= low) & (found.heights <= high) & (found.boxes[:, 2] <= 5 * high)]
    canvas = np.zeros(shape[:2], np.uint8)
    for left, top, wide, tall in boxes:
        canvas[top : top + tall, left : left + wide] = 1
    joined = cv2.morphologyEx(canvas, cv2.MORPH_CLOSE, np.ones((1, int(1.3 * high) | 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    rows = labels[boxes[:, 1] + boxes[:, 3] // 2, boxes[:, 0] + boxes[:, 2] // 2]
    numbers = np.bincount(rows, minlength=count)
    return [
        line
        for row in range(1, count)
        if numbers[row] >= FEWEST_MARKS and (line := _line(stats[row], boxes[rows == row, 3])) is not None
    ]


def _line(stats: NDArray[np.int32], heights: NDArray[np.int32]) -> TextLine | None:
    left, top, wide, tall = (int(v) for v in stats[:4])
    usual = float(np.median(heights))
    if wide < 3 * tall or tall > 2.6 * usual or wide > 4 * usual * len(heights):
        return None
    return TextLine(left, top, left + wide, top + tall, len(heights), usual)


def _doubled(line: TextLine) -> TextLine:
    return TextLine(2 * line.left, 2 * line.top, 2 * line.right, 2 * line.bottom, line.marks, 2 * line.height)
