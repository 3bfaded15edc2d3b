"""Dates that cannot be: after today, out of order, outside of a life, or not what the label has."""

from __future__ import annotations

import re

from curatorbench.quality.bdq import iso_dates
from curatorbench.quality.bdq.iso_dates import Span
from curatorbench.quality.bdq.written_dates import iso_of
from curatorbench.quality.contradictions.contradiction import Contradiction, Surroundings
from curatorbench.quality.values import Values, value

_YOUNGEST = 8  # years; children have collected
_NAMES = re.compile(r"\s*[|;&]\s*")


def _span(values: Values, term: str) -> Span | None:
    return iso_dates.read(value(values, term))


def collected_in_future(values: Values, around: Surroundings) -> Contradiction | None:
    return _in_future(values, "eventDate", "collecting", around)


def determined_in_future(values: Values, around: Surroundings) -> Contradiction | None:
    return _in_future(values, "dateIdentified", "determination", around)


def _in_future(values: Values, term: str, what: str, around: Surroundings) -> Contradiction | None:
    span = _span(values, term)
    if span is None or span.first <= around.today:
        return None
    return Contradiction((term,), f"The day of {what}, {value(values, term)}, is still to come.")


def determined_before_collected(values: Values, _: Surroundings) -> Contradiction | None:
    event, determined = _span(values, "eventDate"), _span(values, "dateIdentified")
    if event is None or determined is None or determined.last >= event.first:
        return None
    sentence = f"It was determined ({value(values, 'dateIdentified')}) before it was collected"
    return Contradiction(("dateIdentified", "eventDate"), f"{sentence} ({value(values, 'eventDate')}).")


def date_as_written(values: Values, _: Surroundings) -> Contradiction | None:
    """Only where the label's date can mean one thing, and nothing that it means is the date given."""
    verbatim, event = value(values, "verbatimEventDate"), _span(values, "eventDate")
    meant = iso_dates.read(iso_of(verbatim) or "") if verbatim else None
    if event is None or meant is None or (meant.first <= event.last and event.first <= meant.last):
        return None
    sentence = f"The label's {verbatim} is not {value(values, 'eventDate')}."
    return Contradiction(("eventDate", "verbatimEventDate"), sentence)


def parts_of_date(values: Values, _: Surroundings) -> Contradiction | None:
    year, event = value(values, "year"), _span(values, "eventDate")
    if event is None or not year.isdecimal() or event.first.year <= int(year) <= event.last.year:
        return None
    return Contradiction(("year", "eventDate"), f"The year {year} is not that of {value(values, 'eventDate')}.")


def outside_collectors_life(values: Values, around: Surroundings) -> Contradiction | None:
    return _outside_life(values, around, "recordedBy", "eventDate", "collected")


def outside_determiners_life(values: Values, around: Surroundings) -> Contradiction | None:
    return _outside_life(values, around, "identifiedBy", "dateIdentified", "determined")


def _outside_life(values: Values, around: Surroundings, who: str, when: str, did: str) -> Contradiction | None:
    span = _span(values, when)
    for name in _NAMES.split(value(values, who)) if span else ():
        life = around.lives.get(name.strip())
        if span is None or life is None:
            continue
        if life.died is not None and span.first.year > life.died:
            return Contradiction((when, who), f"{name} died in {life.died} and cannot have {did} in {span.first.year}.")
        if life.born is not None and span.last.year < life.born + _YOUNGEST:
            return Contradiction((when, who), f"{name} was born in {life.born}: {did} in {span.last.year}?")
    return None
