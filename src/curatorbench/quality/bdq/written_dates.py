"""Dates as people write them, where they can mean one thing only. What could be read two ways is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from curatorbench.domain.dates import DateInterval, PartialDate
from curatorbench.quality.bdq import iso_dates
from curatorbench.quality.bdq.months import month_named, month_roman

_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*", re.I)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b\.?", re.I)
_RANGE = re.compile(r"\s+(?:to|until|through|bis|al|au)\s+|\s+[-–—]\s+", re.I)
_BETWEEN = re.compile(r"(?:between|from)\s+(.+?)\s+(?:and|to)\s+(.+)\Z", re.I)
_PART = re.compile(r"\d+|[^\W\d_]+")
_GAPS = re.compile(r"[\s.,/_\-–—]*\Z")
_DAYS = re.compile(r"(?<!\d)(?<!\d[./-])(\d{1,2})\s*[-–—]\s*(\d{1,2})(?=\D|\Z)")
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)\Z", re.ASCII)
_FILLERS = {"of", "de", "del", "den", "the", "le"}


def iso_of(text: str) -> str | None:
    """The date as ISO 8601, as precise as it was written; None where it is ambiguous or no date."""
    if iso_dates.read(text):
        return text.strip()
    clocked = _CLOCK.match(text.strip())
    if clocked:
        joined = f"{clocked[1]}T{clocked[2]}"
        return joined if iso_dates.read(joined) else None
    plain = _ORDINAL.sub("", _WEEKDAY.sub("", text)).strip(" .,;")
    found = _interval(plain)
    return found.iso() if found else None


def _interval(text: str) -> DateInterval | None:
    between = _BETWEEN.match(text)
    halves = list(between.groups()) if between else _RANGE.split(text)
    if len(halves) == 2:
        return _ordered(_moment(halves[0]), _moment(halves[1])) or _days_of_one_month(text)
    moment = _moment(text)
    return DateInterval.of(moment) if moment else _days_of_one_month(text)


def _ordered(start: PartialDate | None, end: PartialDate | None) -> DateInterval | None:
    if not start or not end or end.earliest < start.earliest:
        return None
    return DateInterval(start, end)


def _days_of_one_month(text: str) -> DateInterval | None:
    """`15-20 Jan. 1949` and `May 1-5, 1999`."""
    found = _DAYS.search(text)
    if not found or not any(part.isalpha() for part in _PART.findall(text)):
        return None
    sides = (_moment(f"{text[: found.start()]} {day} {text[found.end() :]}") for day in found.groups())
    start, end = sides
    return _ordered(start, end) if start and start.day else None


def _moment(text: str) -> PartialDate | None:
    parts = [part for part in _PART.findall(text) if part.lower() not in _FILLERS]
    if not parts or len(parts) > 3 or not _GAPS.match(_PART.sub("", text)):
        return None
    readings = {found for found in _readings(parts) if found}
    return readings.pop() if len(readings) == 1 else None


def _readings(parts: list[str]) -> Iterator[PartialDate | None]:
    """Every date that the parts can mean; a year has four digits, for two could be of any century."""
    years = [at for at, part in enumerate(parts) if len(part) == 4 and part.isdecimal()]
    if len(years) != 1 or (len(parts) == 3 and years[0] == 1):
        return
    year = int(parts[years[0]])
    rest = [part for at, part in enumerate(parts) if at != years[0]]
    if not rest:
        yield _date(year)
    elif len(rest) == 1:
        yield _date(year, _month(rest[0]))
    elif years[0] == 0 and all(part.isdecimal() for part in rest):
        # After a leading year the month comes next, unless it can only be the day.
        yield _date(year, _month(rest[0]), int(rest[1])) or _date(year, _month(rest[1]), int(rest[0]))
    else:
        for month, day in (rest, rest[::-1]):
            yield _date(year, _month(month), int(day)) if day.isdecimal() and len(day) <= 2 else None


def _month(part: str) -> int | None:
    if part.isdecimal():
        return int(part) if len(part) <= 2 and 1 <= int(part) <= 12 else None
    return month_named(part) or month_roman(part)


def _date(year: int, month: int | None = 0, day: int | None = None) -> PartialDate | None:
    """`month` 0 is none written, None is none that there is."""
    if month is None:
        return None
    try:
        return PartialDate(year, month or None, day)
    except ValueError:
        return None


def day_of_year(year: int, ordinal: int) -> date | None:
    """The day of that number; None if the year has none such."""
    if not 1 <= year <= 9998 or not 1 <= ordinal <= 366:
        return None
    found = date.fromordinal(date(year, 1, 1).toordinal() + ordinal - 1)
    return found if found.year == year else None
