"""Amendments of when: dates written another way, taken apart, and put together."""

from __future__ import annotations

import re
from datetime import date

from curatorbench.domain.dates import PartialDate
from curatorbench.quality.bdq import iso_dates
from curatorbench.quality.bdq.months import month_named, month_roman
from curatorbench.quality.bdq.parameters import Parameters, Rows, Run
from curatorbench.quality.bdq.responses import Response, amended, filled_in, unamended, unmet
from curatorbench.quality.bdq.time_validations import PARTS, parts_of
from curatorbench.quality.bdq.written_dates import day_of_year, iso_of
from curatorbench.quality.values import Values, integer, value

_GREGORIAN_EVERYWHERE = date(1918, 2, 14)
_ORDINAL = re.compile(r"(?:the\s+)?(\d{1,2})\s*(?:st|nd|rd|th|er|º|ª|\.)\Z", re.IGNORECASE | re.ASCII)


def date_standardized(term: str) -> Run:
    def run(values: Values, _: Parameters) -> Response:
        text = value(values, term)
        if not text:
            return unmet(f"{term} is empty.")
        if iso_dates.read(text):
            return unamended("It is a date of ISO 8601.")
        found = iso_of(text)
        if found is None:
            return unamended(f"{text} could be read in more than one way, or in none.")
        return amended(f"{text} as ISO 8601 is {found}.", **{term: found})

    return run


def day_standardized(values: Values, _: Parameters) -> Response:
    text = value(values, "day").strip()
    if not text:
        return unmet("day is empty.")
    ordinal = _ORDINAL.match(text)
    if integer(text) is None and ordinal and 1 <= int(ordinal[1]) <= 31:
        return amended(f"{text} is day {int(ordinal[1])}.", day=str(int(ordinal[1])))
    return unamended("There is nothing to write otherwise.")


def month_standardized(values: Values, _: Parameters) -> Response:
    text = value(values, "month").strip()
    if not text:
        return unmet("month is empty.")
    # A small x alone stands for what is not known as often as for ten.
    month = month_named(text) or (month_roman(text) if text != "x" else None)
    if month is None or integer(text) is not None:
        return unamended("There is nothing to write otherwise.")
    return amended(f"{text} is month {month}.", month=str(month))


def event_date_from_verbatim(values: Values, _: Parameters) -> Response:
    verbatim = value(values, "verbatimEventDate")
    if value(values, "eventDate") or not verbatim:
        return unmet("eventDate is given, or verbatimEventDate is empty.")
    found = iso_of(verbatim)
    span = iso_dates.read(found or "")
    if found is None or span is None:
        return unamended(f"{verbatim} could be read in more than one way, or in none.")
    old = span.first < _GREGORIAN_EVERYWHERE
    note = " verbatimDate was assumed to be in the Gregorian calendar." if old else ""
    return filled_in(f"{verbatim} as ISO 8601 is {found}.{note}", eventDate=found)


def event_date_from_parts(values: Values, _: Parameters) -> Response:
    """Year, month and day put together; without a month the day says nothing."""
    year = integer(value(values, "year"))
    if value(values, "eventDate") or year is None:
        return unmet("eventDate is given, or there is no year.")
    found = _together(year, value(values, "month"), value(values, "day"))
    if found is None:
        return unamended("Year, month and day make no date.")
    return filled_in("Put together from year, month and day.", eventDate=found.iso())


def _together(year: int, month_text: str, day_text: str) -> PartialDate | None:
    month = integer(month_text)
    if month is None and month_text:
        month = month_named(month_text) or month_roman(month_text)
    day = integer(day_text) if month is not None else None
    try:
        return PartialDate(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def event_date_from_days_of_year(values: Values, _: Parameters) -> Response:
    given = [value(values, term) for term in ("year", "startDayOfYear", "endDayOfYear")]
    if value(values, "eventDate") or not all(given):
        return unmet("eventDate is given, or year, startDayOfYear or endDayOfYear is empty.")
    year, start, end = (integer(text) for text in given)
    if year is None or start is None or end is None or start >= end or year < 1000:
        return unamended("They are no first and last day of one year.")
    first, last = day_of_year(year, start), day_of_year(year, end)
    if first is None or last is None:
        return unamended(f"{year} has no such day.")
    return filled_in("Put together from the days of the year.", eventDate=f"{first}/{last}")


def event_from_event_date(values: Values, _: Parameters) -> Response:
    span = iso_dates.read(value(values, "eventDate"))
    if span is None:
        return unmet("There is no eventDate of ISO 8601.")
    said = parts_of(span)
    changes = {term: str(said[term]) for term in PARTS if term in said and not value(values, term)}
    if not changes:
        return unamended("eventDate says nothing that is not there already.")
    return filled_in(f"eventDate says {' and '.join(changes)}.", **changes)


ROWS: Rows = {
    "AMENDMENT_EVENTDATE_STANDARDIZED": date_standardized("eventDate"),
    "AMENDMENT_DATEIDENTIFIED_STANDARDIZED": date_standardized("dateIdentified"),
    "AMENDMENT_DAY_STANDARDIZED": day_standardized,
    "AMENDMENT_MONTH_STANDARDIZED": month_standardized,
    "AMENDMENT_EVENTDATE_FROM_VERBATIM": event_date_from_verbatim,
    "AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY": event_date_from_parts,
    "AMENDMENT_EVENTDATE_FROM_YEARSTARTDAYOFYEARENDDAYOFYEAR": event_date_from_days_of_year,
    "AMENDMENT_EVENT_FROM_EVENTDATE": event_from_event_date,
}
