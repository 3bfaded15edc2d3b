"""ISO 8601 dates, times and intervals as Darwin Core writes them: `1963-03-08T14:07-0600`, `1880-05-08/10`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from curatorbench.domain.dates import PartialDate


class Precision(IntEnum):
    YEAR = 0
    MONTH = 1
    DAY = 2
    TIME = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """One side of an interval: its first and last day, and from and until when in time (`until` is not part of it)."""

    first: date
    last: date
    since: datetime
    until: datetime
    precision: Precision


@dataclass(frozen=True, slots=True)
class Span:
    """From the start of `start` to the end of `end`; the two are one for a single date."""

    start: Moment
    end: Moment

    @property
    def first(self) -> date:
        return self.start.first

    @property
    def last(self) -> date:
        return self.end.last

    @property
    def precision(self) -> Precision:
        return min(self.start.precision, self.end.precision)

    @property
    def seconds(self) -> int:
        """The time it lasts; an end given by the clock is that instant."""
        clocked = self.end is not self.start and self.end.precision is Precision.TIME
        until = self.end.since if clocked else self.end.until
        return round((until - self.start.since).total_seconds())


_DAY = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-(?P<ordinal>\d{3})|-W(?P<week>\d{2})-(?P<weekday>[1-7])"
    r"|(?P<basic>\d{4}))?\Z",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?P<part>[.,]\d{1,9})?)?)?"
    r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?\Z",
    re.ASCII,
)


def read(text: str) -> Span | None:
    """None for what is no date of ISO 8601."""
    first, slash, second = text.strip().partition("/")
    try:
        start = _moment(first)
        end = _moment(_completed(first, second)) if slash else start
    except (ValueError, OverflowError):
        return None
    return Span(start, end) if start.since <= end.since and start.first <= end.last else None


def _moment(text: str) -> Moment:
    day, marked, clock = text.partition("T")
    found = _DAY.match(day)
    if not found:
        raise ValueError(f"{text!r} is no date")
    first, last, precision = _days(found.groupdict())
    if not marked:
        since = datetime.combine(first, time())
        return Moment(first, last, since, datetime.combine(last, time()) + timedelta(days=1), precision)
    if precision is not Precision.DAY:
        raise ValueError("a time needs its day")
    since, length = _clock(first, clock)
    return Moment(first, last, since, since + length, Precision.TIME)


def _days(parts: dict[str, str | None]) -> tuple[date, date, Precision]:
    year = int(parts["year"] or 0)
    if parts["ordinal"]:
        day = date(year, 1, 1) + timedelta(days=int(parts["ordinal"]) - 1)
        if day.year != year or parts["ordinal"] == "000":
            raise ValueError("the year has no such day")
        return day, day, Precision.DAY
    if parts["week"]:
        day = date.fromisocalendar(year, int(parts["week"]), int(parts["weekday"] or 1))
        return day, day, Precision.DAY
    month, of_month = parts["month"], parts["day"]
    if parts["basic"]:
        month, of_month = parts["basic"][:2], parts["basic"][2:]
    partial = PartialDate(year, int(month) if month else None, int(of_month) if of_month else None)
    precision = Precision.DAY if of_month else Precision.MONTH if month else Precision.YEAR
    return partial.earliest, partial.latest, precision


def _clock(day: date, text: str) -> tuple[datetime, timedelta]:
    """The instant, in UTC where a zone is given, and how long what was written lasts."""
    found = _TIME.match(text)
    if not found:
        raise ValueError(f"{text!r} is no time")
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        raise ValueError("no clock shows that")
    instant = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute, seconds=second)
    length = timedelta(seconds=1) if found["second"] else timedelta(minutes=1 if found["minute"] else 60)
    return instant - _offset(found["zone"] or "Z"), length


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 14 or minutes > 59:
        raise ValueError("no such time zone")
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _completed(first: str, second: str) -> str:
    """The second half with what it leaves to the first: `1880-05-08/10` ends on `1880-05-10`."""
    day, _, clock = first.partition("T")
    if re.match(r"\d{4}(?:\D|\Z)|\d{8}", second, re.ASCII):
        return second
    if clock and re.match(r"\d{2}:", second, re.ASCII):
        return f"{day}T{second}"
    kept = len(day) - len(second.partition("T")[0])
    if kept < 5 or day[kept - 1] != "-":
        raise ValueError(f"{second!r} does not end {first!r}")
    return day[:kept] + second
