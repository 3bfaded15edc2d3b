"""The lines and blocks of a label's text, each knowing where it stands.

Lines are parted by newlines, blocks (regions, separate slips) by empty lines. Positions are characters of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

# Lines that say whose sheet it is, not what or where the specimen is.
_INSTITUTION = re.compile(
    r"\b(?:universit(?:y|ies|é|ät|à|at|as|aire)|universidad\w*|universidade|museu?m|muséum|museo|herbari(?:um|o|a)|herbier|botanical|botanic"
    r"|botanische\w*|botânico|botánico|jard[ií]n|institut\w*|academy|accademia|college|department|dept|laborator(?:y|io)"
    r"|smithsonian|society|foundation|copyright|arboretum|distributed|deposited|exsiccat\w*)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:flora|plantae?|plants|lichens?|lichenes|fungi|mosses|musci|hepaticae?|bryophytes?|cryptogams?|algae|ferns|pteridophytes?"
    r"|mycological|exploration|expedition|insects|vegetation|plantas|plantes|flore|flechten|pflanzen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `start` to `end` in the text without its outer blanks, the number of its block and its own number."""

    start: int
    end: int
    text: str
    block: int
    number: int

    @property
    def of_institution(self) -> bool:
        return bool(_INSTITUTION.search(self.text))

    def is_institution_at(self, place: int) -> bool:
        """Whether the institution's name has begun at `place` of the text: what stands before it is not part of it."""
        found = _INSTITUTION.search(self.text)
        return found is not None and place >= self.start + found.start() - 5 and not self.title

    @property
    def title(self) -> bool:
        """`LICHENS OF MISSOURI`: says the group and often the country."""
        return bool(_TITLE.search(self.text)) and len(self.text) < 90


@dataclass(frozen=True)
class Layout:
    """A text with its lines; empty lines are not among them."""

    text: str
    lines: tuple[Line, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(_lines(self.text)))

    @cached_property
    def blocks(self) -> tuple[tuple[Line, ...], ...]:
        count = self.lines[-1].block + 1 if self.lines else 0
        return tuple(tuple(line for line in self.lines if line.block == block) for block in range(count))

    def line_at(self, place: int) -> Line | None:
        """The line that the character at `place` stands in."""
        return next((line for line in self.lines if line.start <= place < max(line.end, line.start + 1)), None)

    def next_in_block(self, line: Line) -> Line | None:
        after = line.number + 1
        following = self.lines[after] if after < len(self.lines) else None
        return following if following and following.block == line.block else None

    def before_in_block(self, line: Line) -> Line | None:
        previous = self.lines[line.number - 1] if line.number else None
        return previous if previous and previous.block == line.block else None


def _lines(text: str) -> Iterator[Line]:
    at, block, number, gap = 0, 0, 0, False
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            block += gap and number > 0
            start = at + raw.index(bare[0])
            yield Line(start, start + len(bare), bare, block, number)
            number += 1
        gap = not bare
        at += len(raw) + 1
