"""Dates as precise as they were written: intervals inside, ISO 8601 outside."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day. Parts that were not written are None, never invented.

    Raises ValueError for a day or month that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        # Not `month or 1`: a zero that was written is wrong, not missing.
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def iso(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read `1943`, `1943-10` or `1943-10-01`; raises ValueError for anything else."""
        found = _ISO.match(text)
        if not found:
            raise ValueError(f"{text!r} is not an ISO 8601 date")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        return cls(year, month, day)


@dataclass(frozen=True, slots=True)
class DateInterval:
    """From the first possible to the last possible day of what was written, both ends as precise as written."""

    start: PartialDate
    end: PartialDate

    def __post_init__(self) -> None:
        if self.end.latest < self.start.earliest:
            raise ValueError("the interval ends before it starts")

    @classmethod
    def of(cls, moment: PartialDate) -> DateInterval:
        return cls(moment, moment)

    def iso(self) -> str:
        """`1943-10`, or `1951-07-18/1951-07-22` where the ends differ."""
        return self.start.iso() if self.start == self.end else f"{self.start.iso()}/{self.end.iso()}"

    @classmethod
    def from_iso(cls, text: str) -> DateInterval:
        """Raises ValueError for what is not ISO 8601; an abbreviated second half is refused, not guessed."""
        first, slash, second = text.partition("/")
        start = PartialDate.from_iso(first)
        return cls(start, PartialDate.from_iso(second) if slash else start)

    def contains(self, other: DateInterval) -> bool:
        return self.start.earliest <= other.start.earliest and other.end.latest <= self.end.latest
