"""What the records of an answer are: each value of a term or fact, with how many have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.models.listing import cursor, select_keys
from curatorbench.models.questions import LISTED, Value, is_indexed, value_of
from curatorbench.models.store import Session

Counted = list[tuple[str | None, int]]
_EVERYTHING = Question()


def facet(session: Session, name: str, question: Question = _EVERYTHING, limit: int | None = None) -> Counted:
    """How many records of a question have each value of `name`, most first; None stands for those without one.

    `name` is a term, a fact (`status`, `genus`, `year`, `collection`, `batch`), `decade` (as `1950-1959`), or
    `storage`: the units directly below the question's unit (the outermost ones if it has none), each with
    everything in it. A value can be asked for by a filter of that name, except that a record whose date is a span
    counts under its first year and is found under every one. Values that differ in case only count as one.
    """
    if name == "decade":
        counted = _decades(facet(session, "year", question))
    elif name == "storage":
        counted = _units(session, question)
    elif name == "batch":
        counted = _batches(session, question)
    elif name == "status" and _is_everything(question):
        counted = [(status, number) for status, number in status_counts(session).items() if number]
    else:
        counted = _values(session, name, question)
    counted.sort(key=lambda pair: (-pair[1], pair[0] or ""))
    return counted if limit is None else counted[:limit]


def status_counts(session: Session) -> dict[str, int]:
    """How many listed records have each status, in the order of the statuses."""
    count = f"SELECT count(*) FROM material_entity m WHERE {LISTED} AND m.status = ?"  # noqa: S608
    return {status.value: _number(session, count, status.value) for status in RecordStatus}


def listed(session: Session) -> int:
    """How many records lists show."""
    # Counting a whole table is a walk over pages, not rows.
    there = _number(session, "SELECT count(*) FROM material_entity")
    return there - _number(session, "SELECT count(*) FROM material_entity m WHERE m.retired = 1")


def _is_everything(question: Question) -> bool:
    return replace(question, sort="", descending=False) == _EVERYTHING


def _values(session: Session, name: str, question: Question) -> Counted:
    value = value_of(name)
    if _is_everything(question) and is_indexed(value) and value != "m.modified":
        return _by_index(session, value)
    found, values = select_keys(session, question)
    # The plus keeps SQLite from walking the index of all records to group the few.
    group = f"+{value}" if is_indexed(value) else value
    statement = f"SELECT {value}, count(*) FROM material_entity m WHERE m.id IN ({found}) GROUP BY {group}"  # noqa: S608
    return _counted(cursor(session, statement, values))


def _by_index(session: Session, value: str) -> Counted:
    """From the index of the column alone; those without a value are what is missing of all."""
    statement = f"SELECT {value}, count(*) FROM material_entity m WHERE {value} IS NOT NULL GROUP BY {value}"  # noqa: S608
    counted = _counted(cursor(session, statement))
    without = listed(session) - sum(number for _, number in counted)
    return [*counted, (None, without)] if without else counted


def _decades(years: Counted) -> Counted:
    decades: Counter[str | None] = Counter()
    for year, number in years:
        decades[None if year is None else f"{year[:-1]}0-{year[:-1]}9"] += number
    return list(decades.items())


def _units(session: Session, question: Question) -> Counted:
    found, values = select_keys(session, question)
    parent = "= (SELECT id FROM storage_unit WHERE storage_unit_id = ?)" if question.storage_unit else "IS NULL"
    statement = (
        f"WITH RECURSIVE held(id, number) AS MATERIALIZED (SELECT m.storage_unit_id, count(*) FROM material_entity m"  # noqa: S608
        f" WHERE m.id IN ({found}) GROUP BY m.storage_unit_id),"
        f" below(top, id) AS (SELECT id, id FROM storage_unit WHERE parent_id {parent}"
        " UNION SELECT below.top, u.id FROM storage_unit u JOIN below ON u.parent_id = below.id)"
        " SELECT u.storage_unit_id, sum(held.number) FROM held JOIN below ON below.id = held.id"
        " JOIN storage_unit u ON u.id = below.top GROUP BY below.top"
        " UNION ALL SELECT NULL, number FROM held WHERE id IS NULL"
    )
    unit = (question.storage_unit,) if question.storage_unit else ()
    return _counted(cursor(session, statement, (*values, *unit)))


def _batches(session: Session, question: Question) -> Counted:
    values: tuple[Value, ...] = ()
    condition = " AND c.material_id NOT IN (SELECT id FROM material_entity m WHERE m.retired = 1)"
    if not _is_everything(question):
        found, values = select_keys(session, question)
        condition = f" AND c.material_id IN ({found})"
    statement = (
        "SELECT b.batch_id, t.number FROM (SELECT c.batch_id, count(DISTINCT c.material_id) AS number FROM change c"  # noqa: S608
        f" WHERE c.batch_id IS NOT NULL AND c.material_id IS NOT NULL{condition} GROUP BY c.batch_id) t"
        " JOIN batch b ON b.id = t.batch_id"
    )
    return _counted(cursor(session, statement, values))


def _counted(rows: Iterable[tuple[Value, int]]) -> Counted:
    return [(None if value is None else str(value), number) for value, number in rows]


def _number(session: Session, statement: str, *values: Value) -> int:
    return int(next(cursor(session, statement, values))[0])
