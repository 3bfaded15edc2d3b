"""Parts of a picture that an engine reads one at a time, and where their words lie in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.canvas import scaled
from curatorbench.ocr.port import Engine, Pixels

EDGE = 0.004
"""A word this near to an inner edge of its window (a fraction of the window) may be cut off there."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the whole picture: `box` in fractions of it, read at `scale` pixels for one of the picture's
    and after `quarters` clockwise quarter turns."""

    box: Box
    scale: float = 1.0
    quarters: int = 0

    def read(self, engine: Engine, pixels: Pixels) -> Reading:
        """What `engine` reads in this window of `pixels`, its boxes in fractions of the whole."""
        reading = engine.read(self.view(pixels))
        return Reading(tuple(Line(tuple(self.placed(word) for word in line.words)) for line in reading.lines))

    def cuts(self, word: Word) -> bool:
        """Whether `word`, placed in the whole, ends at an edge of the window that is none of the picture's."""
        across, down = EDGE * self.box.width, EDGE * self.box.height
        return any(
            (
                self.box.x > 0 and word.box.x < self.box.x + across,
                self.box.y > 0 and word.box.y < self.box.y + down,
                self.box.right < 1 and word.box.right > self.box.right - across,
                self.box.bottom < 1 and word.box.bottom > self.box.bottom - down,
            )
        )

    def view(self, pixels: Pixels) -> Pixels:
        """What the window shows of `pixels`, turned and scaled."""
        left, top, right, bottom = self.box.to_pixels((pixels.shape[1], pixels.shape[0]))
        view = pixels[top : max(bottom, top + 1), left : max(right, left + 1)]
        return scaled(np.rot90(view, -self.quarters), self.scale)

    def placed(self, word: Word) -> Word:
        """A word with its box in fractions of the view, in fractions of the whole."""
        box = turned(word.box, -self.quarters).within(self.box)
        return replace(word, box=box)


def turned(box: Box, quarters: int) -> Box:
    """Where a box comes to lie when its picture is turned by clockwise quarter turns."""
    for _ in range(quarters % 4):
        box = Box(1 - box.bottom, box.x, box.height, box.width)
    return box


def tiles(size: tuple[int, int], side: int, overlap: int, scale: float) -> Iterator[Window]:
    """Windows that cover a picture of `size` (width, height), row by row.

    `side` and `overlap` are in pixels as the engine sees them: no tile is larger, and each shares
    at least `overlap` with its neighbours.
    """
    across, down = (_spans(round(length * scale), side, overlap) for length in size)
    for top, bottom in down:
        for left, right in across:
            yield Window(Box(left, top, right - left, bottom - top), scale)


def _spans(length: int, side: int, overlap: int) -> list[tuple[float, float]]:
    """(start, end) of equal parts as fractions of `length`."""
    if length <= side:
        return [(WHOLE.x, WHOLE.right)]
    count = ceil((length - overlap) / (side - overlap))
    part = (length + (count - 1) * overlap) / count
    return [(k * (part - overlap) / length, min(1.0, (k * (part - overlap) + part) / length)) for k in range(count)]
