"""What every reading engine can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.reading import Reading

Pixels = NDArray[np.uint8]


class Engine(Protocol):
    """Reads upright text. Instances hold loaded networks; use one per process, from one thread."""

    @property
    def name(self) -> str:
        """Of the product, as stored with every word: `rapidocr`, `tesseract`."""
        ...

    @property
    def version(self) -> str:
        """Of the product and its language data, so that a cached reading is known to be this one's."""
        ...

    def read(self, pixels: Pixels) -> Reading:
        """Read an image of shape (height, width, 3), RGB. Boxes are fractions of it, lines in reading order.

        An image without text gives an empty reading. Raises `domain.errors.CuratorError` if the
        engine is not installed or fails.
        """
        ...


@dataclass(frozen=True, slots=True)
class HandWord:
    """A word on a line by hand: `confidence` 0-1; `start` and `end` are columns, as fractions of the line's width."""

    text: str
    confidence: float
    start: float
    end: float


@runtime_checkable
class HandwritingEngine(Protocol):
    """Reads lines written by hand; none ships. A package offers one under the entry points `curatorbench.handwriting`:
    something to call without arguments that gives such an engine. See `docs/handwriting.md`."""

    @property
    def name(self) -> str:
        """Of the product, as stored with every word."""
        ...

    @property
    def version(self) -> str:
        """Of the product and its network, so that a kept reading is known to be this one's."""
        ...

    def read_lines(self, lines: Sequence[Pixels]) -> Sequence[Sequence[HandWord]]:
        """The words of each line, from left to right, in the order of the lines; none where nothing can be read.

        A line is an image of shape (height, width, 3), RGB, of any size, upright, with a small margin. Raises
        `domain.errors.CuratorError` if the engine fails.
        """
        ...


@dataclass(frozen=True, slots=True)
class Engines:
    """Who reads: `first` everything, `second` the words that it doubts, `hands` the lines that are written by hand."""

    first: Engine
    second: Engine | None = None
    hands: HandwritingEngine | None = None

    @property
    def others(self) -> tuple[str, ...]:
        """Names and versions of those that help the first: a reading is also theirs."""
        return tuple(f"{engine.name} {engine.version}" for engine in (self.second, self.hands) if engine)
