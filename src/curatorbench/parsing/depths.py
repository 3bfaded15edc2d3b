"""Depths below the water: as written, and in metres where the unit is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.parsing.lengths import METRES_IN, digits_of

DEEPEST = 11_100  # metres
_UNIT = r"(?:fathoms?|fath?\.?|fms?\.?|brasses|m(?:et(?:er|re)s?|etros|ètres)?\.?|f(?:ee|oo)?t\.?|['’])(?![\w])"
_NUMBER = r"\d{1,5}(?:[.,]\d{1,2})?"
_WORD = (
    r"(?:water depth|depth|dredged (?:in|at|from)|trawled (?:in|at)"
    r"|prof(?:undidad|ondeur|undidade|\.)?|tiefe|djup|dyb(?:de)?|diepte)"
)
_VALUE = (
    r"(?P<value>(?:(?:ca|c|about|approx)\.?\s)?"
    rf"(?P<low>{_NUMBER})\s?(?:(?:-|–|to|bis|a)\s?(?P<high>{_NUMBER})\s?)?(?P<unit>{_UNIT}))"
)
_BEFORE = re.compile(rf"\b{_WORD}[:.,]?\s?(?:of |de )?{_VALUE}", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<![\w.,°])(?:(?:at|in|from) )?{_VALUE}\s"
    r"(?:of water\b|(?:in |de |of )?(?:depth|prof(?:undidad|ondeur|undidade)?|tief)\b|deep\b(?= water)"
    r"|below (?:the )?surface)",
    re.IGNORECASE,
)
_FATHOMS = re.compile(
    rf"(?<![\w.,°])(?P<value>(?P<low>{_NUMBER})\s?(?:(?:-|–|to)\s?(?P<high>{_NUMBER})\s?)?"
    r"(?P<unit>fathoms?|fath\.|fms?\.?))(?!\w)",
    re.IGNORECASE,
)
# What is deep but no water: soil, litter, holes.
_NOT_WATER = re.compile(
    r"\b(?:soil|litter|snow|hole|pit|burrow|humus|peat|dug|buried|duff)\b[^.\n]{0,24}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundDepth:
    """`minimum` and `maximum` in metres; `verbatim` without the word for depth."""

    start: int
    end: int
    verbatim: str
    minimum: float
    maximum: float


def find_depths(text: str) -> Iterator[FoundDepth]:
    """Every depth in `text`; fathoms need no word beside them."""
    clean, taken = digits_of(text), set[int]()
    for pattern in (_BEFORE, _AFTER, _FATHOMS):
        for match in pattern.finditer(clean):
            start, end = match.span("value")
            found = _measured(match, text[start:end])
            soil = _NOT_WATER.search(clean, max(0, match.start() - 40), match.start())
            if found and start not in taken and not soil:
                taken.add(start)
                yield found


def _measured(match: re.Match[str], verbatim: str) -> FoundDepth | None:
    unit = match["unit"].lower()
    scale = METRES_IN["fm" if unit.startswith(("fa", "fm", "br")) else "m" if unit.startswith("m") else "ft"]
    low = float(match["low"].replace(",", ".")) * scale
    high = float(match["high"].replace(",", ".")) * scale if match["high"] else low
    start, end = match.span("value")
    return FoundDepth(start, end, verbatim, round(low, 1), round(high, 1)) if low <= high <= DEEPEST else None
