"""What an engine read: words with their places, grouped in lines, and the text they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.domain.box import Box


@dataclass(frozen=True, slots=True)
class Word:
    """One word as an engine saw it; `confidence` 0-1, `box` on the whole upright image. `handwritten` says that its
    line looks written by hand, so that its confidence was lowered or is a handwriting engine's own."""

    text: str
    box: Box
    confidence: float
    engine: str = ""
    version: str = ""
    handwritten: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words in reading order that stand on one line."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return Box.around(word.box for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean of the words' confidences, weighted by their lengths."""
        letters = sum(len(word.text) for word in self.words) or 1
        return sum(word.confidence * len(word.text) for word in self.words) / letters


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines of one image or region, in reading order. An empty line separates regions.

    `text` joins the words of a line with one space and the lines with one newline; character
    spans of `text` are what parsers speak of, and `words_at` leads back to the pixels.
    """

    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)

    def placed_words(self) -> Iterator[tuple[int, int, Word]]:
        """(start, end, word) for every word, positions in `text`."""
        at = 0
        for line in self.lines:
            for word in line.words:
                yield at, at + len(word.text), word
                at += len(word.text) + 1
            if not line.words:
                at += 1

    def words_at(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that the characters `start` to `end` of `text` touch."""
        return tuple(word for s, e, word in self.placed_words() if s < end and e > start)
