"""Collectors' numbers that run with their dates: what was numbered between two days lies between their numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

_WHOLE = re.compile(r"\d{1,6}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LEAST = 4  # entries before a run is believed
_RISING = 0.8  # share of neighbours whose numbers must rise with the days
_FAR = 730  # days between neighbours above which they say nothing
_WIDE = 0.25  # of the number: a wider gap between neighbours says nothing
Entry = tuple[int, int, int]  # day, number, record


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number of that day should be, and how many entries say so."""

    least: int
    most: int
    entries: int

    def holds(self, number: int) -> bool:
        slack = max(3, (self.most - self.least) // 10)
        return self.least - slack <= number <= self.most + slack


@dataclass(slots=True)
class Run:
    """The numbers of one collector in the order of days."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        insort(self.entries, entry)

    def remove(self, entry: Entry) -> None:
        at = bisect_left(self.entries, entry)
        if at < len(self.entries) and self.entries[at] == entry:
            del self.entries[at]

    @property
    def rises(self) -> bool:
        pairs = list(zip(self.entries, self.entries[1:], strict=False))
        rising = sum(one[1] <= other[1] or one[0] == other[0] for one, other in pairs)
        return len(self.entries) >= _LEAST and rising >= _RISING * len(pairs)

    def bounds(self, day: int, record: int = 0) -> Bounds | None:
        """Between which numbers one of that day lies, from its neighbours; None where they do not say.
        `record` is left out, for it must not vouch for itself."""
        others = [entry for entry in self.entries if entry[2] != record]
        if len(others) < _LEAST or not self.rises:
            return None
        before = others[: bisect_right(others, (day, 10**9, 0))]
        after = others[bisect_left(others, (day, -1, 0)) :]
        if not before or not after or after[0][0] - before[-1][0] > _FAR:
            return None
        # Of one day's many numbers the least and the greatest are its bounds.
        span = [before[-1][1], after[0][1], *(number for that, number, _ in others if that == day)]
        least, most = min(span), max(span)
        return Bounds(least, most, len(others)) if most - least <= max(30, _WIDE * most) else None


def day_of(iso: str) -> int | None:
    """The day of a whole ISO date, or of the first of a range, as an ordinal; None for a month, a year, or nonsense."""
    found = _DAY.match(iso)
    try:
        return date(*map(int, found.groups())).toordinal() if found else None
    except ValueError:
        return None


def number_of(value: str) -> int | None:
    """The collector's number as a whole number, prefixes and suffixes of letters aside; None for two numbers."""
    found: Sequence[str] = _WHOLE.findall(value.replace(",", ""))
    return int(found[0]) if len(found) == 1 else None
