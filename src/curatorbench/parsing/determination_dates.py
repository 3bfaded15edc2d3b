"""When it was named: the dates of determinations, which often say no more than `'58` or `6-58`.

A year of two digits has several readings. It cannot be after today nor before the collecting, so that often one is
left; else the likeliest is said first and the others, with little confidence, behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from curatorbench.domain.dates import DateInterval, PartialDate
from curatorbench.domain.months import ROMAN
from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.date_tokens import MONTH_OF
from curatorbench.parsing.dates import FoundDate
from curatorbench.parsing.findings import Span, finding
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.slips import TO_DIGITS

_CENTURIES = (1900, 1800, 2000)  # the likeliest first
_WHOLE = "date identified"
_ONE_LEFT = "date identified, two-digit year, the one possible"
_COMMON = "date identified, two-digit year of the 1900s"
_OPEN = "date identified, two-digit year, century open"
OTHER_CENTURY = "date identified, another century"
_MENDED = "date identified, two-digit year, mended"

_MARK = "['’‘`´\"*]"
# '58 wherever it stands; 58 only at the end of a line, behind a blank or a small letter.
SHORT_YEAR = re.compile(
    rf"(?<![\w'’]){_MARK}\s?(?P<marked>\d{{2}})(?!\d|\s?{_MARK})"
    r"|(?:(?<=[\sa-zà-ÿ.,])|(?<=\s[-–]))(?P<bare>\d{2})\.?$"
)
_YEAR_FIRST = re.compile(r"^['’‘`´](?P<year>\d{2})\b")
# S8 and 5S: one of the two is a digit, and it stands where a year would.
_MISREAD = re.compile(rf"(?<=[a-zà-ÿ.]\s)(?:{_MARK}\s?)?(?P<year>[SBZOlI]\d|\d[SBZOlI])\.?$")
_MONTH_AND_YEAR = re.compile(
    r"(?<![\w/.-])(?P<month>[IVX]{1,4}|[ivx]{1,4}|\d{1,2}|[^\W\d_]{3,10})"
    r"[ ]?[-./,][ ]?['’]?(?P<year>\d{2})(?![\w/-]|\.\d)"
    r"|(?<!\w)(?P<named>[^\W\d_]{3,10})\.?[ ]['’]?(?P<its>\d{2})(?![\w/-]|[ ]?\d)"
)


class Collected(NamedTuple):
    """The first day of collecting that any reading leaves possible, and that of the likeliest reading."""

    earliest: date
    likely: date


def collected_on(layout: Layout, determined: list[Span]) -> Collected | None:
    """When it was collected, as far as the dates outside of determinations say so; None if there is none."""
    days = [
        (found.candidates[0].start.earliest, min(found.candidates, key=_unlikely).start.earliest)
        for found in layout.dates
        if found.has_day and not any(start <= found.start < end for start, end in determined)
    ]
    return Collected(min(first for first, _ in days), min(likely for _, likely in days)) if days else None


def _unlikely(reading: DateInterval) -> int:
    return _CENTURIES.index(min(2000, max(1800, reading.start.year // 100 * 100)))


def said_date(layout: Layout, found: FoundDate, collected: Collected | None) -> Iterator[Finding]:
    """A date that stands whole on a determination's line."""
    yield from _said(layout, (found.start, found.end), found.candidates, collected, _WHOLE)


def short_date(layout: Layout, start: int, end: int, collected: Collected | None) -> Iterator[Finding]:
    """`VI-58`, `Aug '58` or `'58` between two places of one line; the first that is found."""
    for match in _MONTH_AND_YEAR.finditer(layout.text, start, end):
        month = _month(match["month"] or match["named"], int(match["year"] or match["its"]))
        if month:
            readings = _readings(int(match["year"] or match["its"]), month)
            yield from _said(layout, match.span(), readings, collected, _COMMON)
            return
    yield from short_year(layout, start, end, collected)


def short_year(layout: Layout, start: int, end: int, collected: Collected | None) -> Iterator[Finding]:
    """A year of two digits between two places of one line."""
    match = SHORT_YEAR.search(layout.text, start, end) or _YEAR_FIRST.search(layout.text[start:end])
    if match:
        at = 0 if match.re is SHORT_YEAR else start
        written = next(filter(None, match.groups()))
        yield from _said(layout, (match.start() + at, match.end() + at), _readings(int(written)), collected, _COMMON)
        return
    misread = _MISREAD.search(layout.text, start, end)
    if misread:
        year = int(misread["year"].translate(TO_DIGITS))
        said = list(_said(layout, misread.span(), _readings(year), collected, _MENDED))
        yield from said[:1]


def _readings(year: int, month: int | None = None) -> tuple[DateInterval, ...]:
    return tuple(DateInterval.of(PartialDate(century + year, month)) for century in _CENTURIES)


def _month(written: str, year: int) -> int | None:
    """The month that `written` names; a number is one only before what cannot be a day."""
    if written.isdigit():
        return int(written) if year > 31 and 1 <= int(written) <= 12 else None
    return MONTH_OF.get(written.lower()) or ROMAN.get(written.upper())


def _said(
    layout: Layout, span: Span, readings: tuple[DateInterval, ...], collected: Collected | None, rule: str
) -> Iterator[Finding]:
    """The possible readings, the likeliest first; a whole year is not doubted."""
    if rule == _WHOLE and len(readings) == 1:
        yield finding(layout.text, "dateIdentified", readings[0].iso(), (span,), _WHOLE)
        return
    possible = [one for one in readings if one.start.earliest <= date.today()]
    possible = [one for one in possible if collected is None or one.end.latest >= collected.earliest]
    possible.sort(key=lambda one: _CENTURIES.index(one.start.year // 100 * 100))
    for place, one in enumerate(possible):
        doubted = collected is not None and one.end.latest < collected.likely
        said = OTHER_CENTURY if place else _OPEN if doubted else _rule(one, possible, rule)
        yield finding(layout.text, "dateIdentified", one.iso(), (span,), said)


def _rule(best: DateInterval, possible: list[DateInterval], rule: str) -> str:
    if rule == _MENDED:
        return _MENDED
    if len(possible) == 1:
        return _ONE_LEFT
    return _COMMON if best.start.year < 2000 and not any(one.start.year >= 2000 for one in possible) else _OPEN
