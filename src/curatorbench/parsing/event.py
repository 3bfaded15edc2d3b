"""When it was collected."""

from __future__ import annotations

import re
from datetime import date

from curatorbench.domain.dates import DateInterval
from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.date_tokens import MONTH_OF
from curatorbench.parsing.dates import FoundDate
from curatorbench.parsing.determiner import determination_spans
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout, Line

_NAMED = re.compile(r"\b(?:date|datum|fecha|data|collected|coll|leg|on)\b[^\n]{0,40}$", re.IGNORECASE)
_CITED = re.compile(
    r"\bp\.\s?\d|\d:\s?\d|\b(?:ser|vol|herb|monogr|bull|journ|ann|proc|mem|bot|sp\. pl|t\.|fig|in litt|typus|teste"
    r"|ined|nom)\b\.|[—–]\s[A-Z]\.?\s",
    re.IGNORECASE,
)
_NOT_EVENT = re.compile(
    r"\b(?:deposited|donated|copyright|printed|workshop|excursion|foray|expedition|series|rev|expl\w*|form|gpo"
    r"|collections?,|recd|received|accession\w*)\b",
    re.IGNORECASE,
)
# Before a year that ends a line: a height, or a day or month that could not be read. The year alone would pass for
# all that was written.
_NOT_ITS_YEAR = re.compile(
    r"(?:\b(?:alt(?:itude)?|elev(?:ation)?|höhe|m\.?ü\.?|nr|no|route|hwy|highway)\b[.:]?\s?(?:ca?\.?\s?)?"
    r"|[-–—/]\s?\d{0,2}\s*[-–—/.,]?\s*|(?<!\d)\d{1,2}\s?[,.-]\s?)$",
    re.IGNORECASE,
)
# A numeral and a day elsewhere on the line: the year's own, which the reader put apart from it.
_DAY_APART = re.compile(r"(?<!\w)[IVX1l]{1,4}[-.]\d{1,2}(?![-.\d\w])")
_COMMON_CENTURY = 1900
_MONTH_FIRST = frozenset({"US", "PH", "PR", "FM", "GU", "MH", "PW"})  # countries that write the month before the day
_ON_DETERMINATION = "date, on a determination's line"


def find_event_dates(layout: Layout) -> list[Finding]:
    """eventDate, best first: a whole date that no determination or citation claims."""
    determined = determination_spans(layout)
    latest = _first_determination(layout, determined)
    sayings: list[Finding] = []
    for found in layout.dates:
        line = layout.line_at(found.start)
        rule = _rule(layout, found, line, determined) if line else None
        if rule:
            sayings += _said(layout, found, rule, latest)
    apart = [said for said in sayings if said.rule != _ON_DETERMINATION]
    sayings = apart or sayings  # a determination's date is the collecting's only where there is no other
    whole = [said for said in sayings if said.value.count("-") >= 2]
    factor = {id(said): 1.0 / len(whole) ** 0.15 for said in whole}
    return sorted(sayings, key=lambda said: -said.confidence * factor.get(id(said), 1.0))


def _rule(layout: Layout, found: FoundDate, line: Line, determined: list[tuple[int, int]]) -> str | None:
    if _CITED.search(line.text) and not found.has_day:
        return None
    if any(start <= found.start < end for start, end in determined):
        before = layout.text[line.start : found.start]
        gap = re.search(r"\bdate\b|\t", before, re.IGNORECASE)
        if gap:
            return f"date, {_precision(found)}, named"
        return _ON_DETERMINATION if found.has_day and not _on_slip(layout, line) else None
    if found.form == "year":
        return _rule_of_year(layout, found, line)
    if found.form in ("year range", "year month number", "month number year", "numbers, run together"):
        return (
            "date, numbers of month and year"
            if found.form != "year range" and not _NOT_EVENT.search(line.text)
            else "date, year range"
        )
    before = layout.text[max(line.start, found.start - 45) : found.start]
    named = ", named" if _NAMED.search(before) else ""
    if line.of_institution and not named:
        return "date, with an institution"
    return f"date, {_precision(found)}{named}"


def _on_slip(layout: Layout, line: Line) -> bool:
    """A slip of its own beside a larger label: what is dated there is the determination."""
    lines = len(layout.blocks[line.block])
    return lines <= 4 and any(len(block) > lines for block in layout.blocks)


def _precision(found: FoundDate) -> str:
    return "day" if found.has_day else "month"


def _rule_of_year(layout: Layout, found: FoundDate, line: Line) -> str | None:
    """A year by itself is a date where it is or ends its line; elsewhere it may be anything."""
    if _NOT_EVENT.search(line.text) or line.of_institution or line.title:
        return None
    text = layout.text[found.end : line.end].strip(" .,")
    alone = line.text.strip(" .,") == layout.text[found.start : found.end]
    before = layout.text[line.start : found.start]
    words = re.findall(r"[^\W\d_]+", before[-20:])
    if not alone and (
        _DAY_APART.search(line.text) or _NOT_ITS_YEAR.search(before) or (words and words[-1].lower() in MONTH_OF)
    ):
        return None
    return "date, year alone" if alone or not text else None


def _said(layout: Layout, found: FoundDate, rule: str, determined: date | None) -> list[Finding]:
    """Every reading of one date, the likeliest first; none after its determination."""
    span = ((found.start, found.end),)
    if found.interval:
        return [finding(layout.text, "eventDate", found.interval.iso(), span, rule)]
    possible = [one for one in found.candidates if determined is None or one.start.earliest <= determined]
    readings = sorted(possible or found.candidates, key=lambda one: abs(one.start.year // 100 * 100 - _COMMON_CENTURY))
    if found.order_open:
        order = "date, day and month may be swapped"
        countries = {mention.places[0].code for mention in layout.mentions if not mention.places[0].short}
        if len(countries) == 1:
            month_first = bool(countries & _MONTH_FIRST)
            readings.sort(key=lambda one: abs(one.start.year // 100 * 100 - _COMMON_CENTURY))
            readings.sort(key=lambda one: (one in _swapped(found)) != month_first)
        return [finding(layout.text, "eventDate", reading.iso(), span, order) for reading in readings]
    doubtful = any(other.start.year >= 2000 for other in readings)
    common = "date, century open" if doubtful else "date, two-digit year of the 1900s"
    best = readings[0].start.year // 100 * 100 == _COMMON_CENTURY
    return [
        finding(layout.text, "eventDate", one.iso(), span, common if best and not place else "date, another century")
        for place, one in enumerate(readings)
    ]


def _swapped(found: FoundDate) -> set[DateInterval]:
    """The readings with the month first, which stand behind those with the day first."""
    half = len(found.candidates) // 2
    return set(found.candidates[half:])


def _first_determination(layout: Layout, determined: list[tuple[int, int]]) -> date | None:
    """The last day of the oldest determination that is dated beyond doubt."""
    days = [
        found.interval.end.latest
        for found in layout.dates
        if found.interval and any(start <= found.start < end for start, end in determined)
    ]
    return min(days, default=None)
