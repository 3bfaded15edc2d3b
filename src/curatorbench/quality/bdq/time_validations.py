"""Validations of when: are dates and their parts well written, in range, and of one mind?"""

from __future__ import annotations

import calendar
from datetime import date

from curatorbench.quality.bdq import iso_dates
from curatorbench.quality.bdq.iso_dates import Precision, Span
from curatorbench.quality.bdq.parameters import Parameters, Rows, Run
from curatorbench.quality.bdq.responses import Response, judged, measured, unmet
from curatorbench.quality.values import Values, integer, value

PARTS = ("year", "month", "day", "startDayOfYear", "endDayOfYear")
_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)


def iso(term: str) -> Run:
    def run(values: Values, _: Parameters) -> Response:
        text = value(values, term)
        if not text:
            return unmet(f"{term} is empty.")
        return judged(iso_dates.read(text) is not None, f"{text} is no date of ISO 8601, such as 1943-10-01.")

    return run


def whole_number(term: str, least: int, most: int) -> Run:
    def run(values: Values, _: Parameters) -> Response:
        text = value(values, term)
        if not text:
            return unmet(f"{term} is empty.")
        found = integer(text)
        fault = f"{text} is no {term}, a number from {least} to {most}."
        return judged(found is not None and least <= found <= most, fault)

    return run


def day_in_range(values: Values, _: Parameters) -> Response:
    """Days that some months lack need their month; 29 February needs its year."""
    day, month, year = (integer(value(values, term)) for term in ("day", "month", "year"))
    if day is None:
        return unmet("There is no day that is a number.")
    if 29 <= day <= 31 and not (month is not None and 1 <= month <= 12):
        return unmet("Whether there is such a day depends on the month.")
    if (day, month) == (29, 2) and not (year is not None and 1 <= year <= 9999):
        return unmet("Whether there is such a day depends on the year.")
    return judged(
        _exists(day, month, year), f"Month {month} has no day {day}." if month else f"No month has a day {day}."
    )


def _exists(day: int, month: int | None, year: int | None) -> bool:
    if 1 <= day <= 28:
        return True
    if month == 2:
        return day == 29 and year is not None and calendar.isleap(year)
    return 29 <= day <= (31 if month in _LONG_MONTHS else 30)


def day_of_year_in_range(term: str, at_end: bool) -> Run:
    def run(values: Values, _: Parameters) -> Response:
        text = value(values, term)
        ordinal, span = integer(text), iso_dates.read(value(values, "eventDate"))
        if not text:
            return unmet(f"{term} is empty.")
        if ordinal == 366 and span is None:
            return unmet("Whether the year has a day 366 depends on eventDate.")
        fault = f"The year has no day {text}."
        if ordinal == 366 and span is not None:
            return judged(calendar.isleap((span.last if at_end else span.first).year), fault)
        return judged(ordinal is not None and 1 <= ordinal <= 365, fault)

    return run


def year_in_range(values: Values, parameters: Parameters) -> Response:
    year = integer(value(values, "year"))
    if year is None:
        return unmet("There is no year that is a number.")
    earliest, latest = parameters.earliest_event.year, parameters.today.year
    return judged(earliest <= year <= latest, f"{year} is not between {earliest} and {latest}.")


def event_date_in_range(values: Values, parameters: Parameters) -> Response:
    """The latest day is the last of this year, as the standard has it."""
    span = iso_dates.read(value(values, "eventDate"))
    if span is None:
        return unmet("There is no eventDate of ISO 8601.")
    latest = date(parameters.today.year, 12, 31)
    fault = f"The event is not between {parameters.earliest_event} and the end of {latest.year}."
    return judged(parameters.earliest_event <= span.first and span.last <= latest, fault)


def date_identified_in_range(values: Values, parameters: Parameters) -> Response:
    identified = iso_dates.read(value(values, "dateIdentified"))
    if identified is None:
        return unmet("There is no dateIdentified of ISO 8601.")
    event_text = value(values, "eventDate") if parameters.include_event_date else ""
    event = iso_dates.read(event_text)
    if event_text and event is None:
        return unmet("eventDate is no date of ISO 8601.")
    if not (parameters.earliest_identification <= identified.first and identified.first <= parameters.today):
        return judged(False, f"The determination is not between {parameters.earliest_identification} and today.")
    return judged(event is None or identified.last >= event.first, "It was determined before it was collected.")


def event_consistent(values: Values, _: Parameters) -> Response:
    """Each part that is given must be what eventDate says, which must be precise enough to say it."""
    span = iso_dates.read(value(values, "eventDate"))
    given = {term: value(values, term) for term in PARTS if value(values, term)}
    if not value(values, "eventDate") or not given:
        return unmet("eventDate or all of its parts are empty.")
    said = parts_of(span) if span else {}
    wrong = [term for term, text in given.items() if term not in said or integer(text) != said[term]]
    return judged(not wrong, f"eventDate does not agree with {' and '.join(wrong)}.")


def parts_of(span: Span) -> dict[str, int]:
    """The parts that an event date says: year, month and day where it is within one; days of the year of its ends."""
    first, last, precision = span.first, span.last, span.precision
    said = {}
    if first.year == last.year:
        said["year"] = first.year
        if precision >= Precision.MONTH and first.month == last.month:
            said["month"] = first.month
            if precision >= Precision.DAY and first == last:
                said["day"] = first.day
    if precision >= Precision.DAY:
        said["startDayOfYear"] = first.timetuple().tm_yday
        said["endDayOfYear"] = last.timetuple().tm_yday
    return said


def duration(values: Values, _: Parameters) -> Response:
    span = iso_dates.read(value(values, "eventDate"))
    if span is None:
        return Response(unmet("").status, "NOT_REPORTED", "There is no eventDate of ISO 8601.")
    return measured(str(span.seconds), f"The event lasts {span.seconds} seconds at most.")


ROWS: Rows = {
    "VALIDATION_EVENTDATE_STANDARD": iso("eventDate"),
    "VALIDATION_DATEIDENTIFIED_STANDARD": iso("dateIdentified"),
    "VALIDATION_MONTH_STANDARD": whole_number("month", 1, 12),
    "VALIDATION_DAY_STANDARD": whole_number("day", 1, 31),
    "VALIDATION_DAY_INRANGE": day_in_range,
    "VALIDATION_STARTDAYOFYEAR_INRANGE": day_of_year_in_range("startDayOfYear", at_end=False),
    "VALIDATION_ENDDAYOFYEAR_INRANGE": day_of_year_in_range("endDayOfYear", at_end=True),
    "VALIDATION_YEAR_INRANGE": year_in_range,
    "VALIDATION_EVENTDATE_INRANGE": event_date_in_range,
    "VALIDATION_DATEIDENTIFIED_INRANGE": date_identified_in_range,
    "VALIDATION_EVENT_CONSISTENT": event_consistent,
    "MEASURE_EVENTDATE_DURATIONINSECONDS": duration,
}
