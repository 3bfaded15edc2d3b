"""The lines and blocks of a label's text, each knowing where it stands.

Lines are parted by newlines, blocks (regions, separate slips) by empty lines. Positions are characters of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from curatorbench.parsing.dates import FoundDate, find_dates
from curatorbench.parsing.gazetteer import Mention, mentions
from curatorbench.parsing.line_kinds import LineKind, institution_in, is_title, kind_of

# `Louisiana State ` before `University`: a line of words with capitals that run on to the institution's own.
_NAME_BEFORE = re.compile(r"^\W*(?:[A-ZÀ-Þ][\w'’-]*\s(?:of\s|the\s|de\s){0,2}){1,4}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `start` to `end` in the text without its outer blanks, the number of its block and its own number."""

    start: int
    end: int
    text: str
    block: int
    number: int

    @property
    def kind(self) -> LineKind:
        """Title, exsiccata, institution or none of these."""
        return kind_of(self.text)

    @property
    def of_institution(self) -> bool:
        """Whether it says whose sheet it is, not what or where the specimen is."""
        return institution_in(self.text) is not None

    def is_institution_at(self, place: int) -> bool:
        """Whether the institution's name has begun at `place` of the text: what stands before it is not part of it."""
        found = institution_in(self.text)
        if found is None or self.title:
            return False
        name = _NAME_BEFORE.search(self.text, 0, found.start())
        return place >= self.start + min(found.start() - 5, name.start() if name else found.start())

    @property
    def title(self) -> bool:
        """`LICHENS OF MISSOURI`: says the group and often the country."""
        return is_title(self.text)


# No label has longer lines; what has is cut, so that the work on one line stays bounded.
LONGEST_LINE = 300


@dataclass(frozen=True)
class Layout:
    """A text with its lines; empty lines are not among them."""

    text: str
    lines: tuple[Line, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(_lines(self.text)))

    @cached_property
    def blocks(self) -> tuple[tuple[Line, ...], ...]:
        blocks: list[list[Line]] = []
        for line in self.lines:
            if line.block == len(blocks):
                blocks.append([])
            blocks[-1].append(line)
        return tuple(tuple(block) for block in blocks)

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """Every date in the text, left to right."""
        return tuple(find_dates(self.text))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every country and state named in the text, left to right."""
        return tuple(mentions(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, place: int) -> Line | None:
        """The line that the character at `place` stands in."""
        number = bisect_right(self._starts, place) - 1
        return self.lines[number] if number >= 0 and place < self.lines[number].end else None

    def dates_in(self, start: int, end: int) -> list[FoundDate]:
        """The dates that begin between two places."""
        first = bisect_left(self.dates, start, key=lambda found: found.start)
        last = bisect_left(self.dates, end, key=lambda found: found.start)
        return list(self.dates[first:last])

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The countries and states whose names begin between two places."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start)
        return list(self.mentions[first:last])

    def in_date(self, start: int, end: int) -> bool:
        """Whether a date (more than a year) covers part of `start`-`end`."""
        near = self.dates_in(start - LONGEST_LINE, end)
        return any(found.start < end and start < found.end and found.form != "year" for found in near)

    def next_in_block(self, line: Line) -> Line | None:
        after = line.number + 1
        following = self.lines[after] if after < len(self.lines) else None
        return following if following and following.block == line.block else None

    def before_in_block(self, line: Line) -> Line | None:
        previous = self.lines[line.number - 1] if line.number else None
        return previous if previous and previous.block == line.block else None

    def near(self, line: Line, reach: int) -> list[Line]:
        """The lines of the same block up to `reach` lines away, `line` itself not among them."""
        around = self.lines[max(0, line.number - reach) : line.number + reach + 1]
        return [one for one in around if one.block == line.block and one is not line]


def _lines(text: str) -> Iterator[Line]:
    at, block, number, gap = 0, 0, 0, False
    for raw in text.split("\n"):
        block += gap and bool(raw.strip()) and number > 0
        for start, piece in _pieces(raw):
            yield Line(at + start, at + start + len(piece), piece, block, number)
            number += 1
        gap = not raw.strip()
        at += len(raw) + 1


def _pieces(raw: str) -> Iterator[tuple[int, str]]:
    """A line without its outer blanks; one that is too long in pieces, cut at a blank where there is one."""
    start = 0
    while start < len(raw):
        end = len(raw)
        if end - start > LONGEST_LINE:
            blank = raw.rfind(" ", start + 1, start + LONGEST_LINE)
            end = blank if blank > 0 else start + LONGEST_LINE
        piece = raw[start:end]
        bare = piece.strip()
        if bare:
            yield start + piece.index(bare[0]), bare
        start = end
