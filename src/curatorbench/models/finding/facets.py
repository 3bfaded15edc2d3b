"""What the records of an answer are: each value of a term or fact, with how many have it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.models.finding.listing import cursor, highest_key, source
from curatorbench.models.finding.questions import Value, is_indexed, value_of
from curatorbench.models.store.store import Session

Counted = list[tuple[str | None, int]]
_EVERYTHING = Question()
_SMALL = "ix_material_entity_collection_id_status"


def facet(session: Session, name: str, question: Question = _EVERYTHING, limit: int | None = None) -> Counted:
    """How many records of a question have each value of `name`, most first; None stands for those without one.

    `name` is a term, a fact (`status`, `genus`, `year`, `collection`, `batch`), `decade` (as `1950-1959`), or
    `storage`: the units directly below the question's unit (the outermost ones if it has none), each with
    everything in it. A value can be asked for by a filter of that name, except that a record whose date is a span
    counts under its first year and is found under every one. Values that differ in case only count as one.
    """
    counts = {"decade": _decades, "storage": _units, "batch": _batches, "collection": _collections, "status": _statuses}
    if name not in counts:
        return _values(session, name, question, limit)
    counted = [pair for pair in counts[name](session, question) if pair[1]]
    counted.sort(key=lambda pair: (-pair[1], pair[0] or ""))
    return counted if limit is None else counted[:limit]


def status_counts(session: Session) -> dict[str, int]:
    """How many listed records have each status, in the order of the statuses."""
    count = "SELECT count(*) FROM material_entity m WHERE m.retired = 0 AND m.status = ?"
    return {status.value: _number(session, count, status.value) for status in RecordStatus}


def listed(session: Session) -> int:
    """How many records lists show."""
    retired = _number(session, "SELECT count(*) FROM material_entity m WHERE m.retired = 1")
    return highest_key(session) - retired


def _is_everything(question: Question) -> bool:
    return replace(question, sort="", descending=False) == _EVERYTHING


def _values(session: Session, name: str, question: Question, limit: int | None) -> Counted:
    value = value_of(name)
    is_whole = _is_everything(question) and is_indexed(value) and value != "m.modified"
    found, values = (f"material_entity m WHERE {value} IS NOT NULL", ()) if is_whole else source(session, question)
    # The plus keeps SQLite from walking the index of all records to group the few.
    group = value if is_whole or not is_indexed(value) else f"+{value}"
    # The last of the columns is how many have a value at all: the rest of all records has none.
    rows = cursor(
        session,
        f"WITH counted(value, number) AS MATERIALIZED (SELECT {value}, count(*) FROM {found} GROUP BY {group})"  # noqa: S608
        " SELECT value, number, (SELECT sum(number) FROM counted) FROM counted"
        " ORDER BY number DESC, value LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    counted = [(None if value is None else str(value), number, whole) for value, number, whole in rows]
    pairs = [(value, number) for value, number, _ in counted]
    return _with_rest(pairs, listed(session) - (counted[0][2] if counted else 0), limit) if is_whole else pairs


def _with_rest(counted: Counted, without: int, limit: int | None) -> Counted:
    """With the number of those without a value in its place."""
    if without:
        place = sum(number >= without for _, number in counted)
        counted = [*counted[:place], (None, without), *counted[place:]]
    return counted[:limit]


def _decades(session: Session, question: Question) -> Counted:
    decades: Counter[str | None] = Counter()
    for year, number in _values(session, "year", question, None):
        decades[None if year is None else f"{year[:-1]}0-{year[:-1]}9"] += number
    return list(decades.items())


def _statuses(session: Session, question: Question) -> Counted:
    if _is_everything(question):
        return list(status_counts(session).items())
    return _values(session, "status", question, None)


def _collections(session: Session, question: Question) -> Counted:
    if _is_everything(question):
        counted = _by_collection(session)
    else:
        found, values = source(session, question)
        statement = f"SELECT m.collection_id, count(*) FROM {found} GROUP BY +m.collection_id"  # noqa: S608
        counted = dict(cursor(session, statement, values))
    codes = dict(cursor(session, "SELECT id, code FROM collection"))
    summed: Counter[str | None] = Counter()
    for key, number in counted.items():
        summed[codes[key]] += number
    return list(summed.items())


def _by_collection(session: Session) -> dict[int, int]:
    """The listed records of each collection by its key: all there are, from an index, without the retired."""
    count = "SELECT m.collection_id, count(*) FROM material_entity m"
    counted: Counter[int] = Counter()
    counted.update(dict(cursor(session, f"{count} INDEXED BY {_SMALL} GROUP BY m.collection_id")))
    counted.subtract(dict(cursor(session, f"{count} WHERE m.retired = 1 GROUP BY +m.collection_id")))
    return dict(counted)


def _units(session: Session, question: Question) -> Counted:
    """The records of each unit are counted first, then summed up the tree."""
    is_whole = _is_everything(question)
    stored = "material_entity m WHERE m.storage_unit_id IS NOT NULL AND m.retired = 0"
    found, values = (stored, ()) if is_whole else source(session, question)
    parent = "= (SELECT id FROM storage_unit WHERE storage_unit_id = ?)" if question.storage_unit else "IS NULL"
    unit = (question.storage_unit,) if question.storage_unit else ()
    rows = cursor(
        session,
        "WITH RECURSIVE held(id, number) AS MATERIALIZED"  # noqa: S608
        f" (SELECT m.storage_unit_id, count(*) FROM {found} GROUP BY m.storage_unit_id),"
        f" below(top, id) AS (SELECT id, id FROM storage_unit WHERE parent_id {parent}"
        " UNION SELECT below.top, u.id FROM storage_unit u JOIN below ON u.parent_id = below.id)"
        " SELECT u.storage_unit_id, sum(held.number) FROM held JOIN below ON below.id = held.id"
        " JOIN storage_unit u ON u.id = below.top GROUP BY below.top"
        " UNION ALL SELECT NULL, sum(number) FROM held WHERE id IS NULL"
        " UNION ALL SELECT '', sum(number) FROM held",
        (*values, *unit),
    )
    counted = {unit: number or 0 for unit, number in rows}
    stored_at_all = counted.pop("", 0)
    if is_whole:
        counted[None] = listed(session) - stored_at_all
    return list(counted.items())


def _batches(session: Session, question: Question) -> Counted:
    values: tuple[Value, ...] = ()
    if _is_everything(question):
        condition = "NOT IN (SELECT id FROM material_entity m WHERE m.retired = 1)"
    else:
        found, values = source(session, question)
        condition = f"IN (SELECT m.id FROM {found})"  # noqa: S608
    rows = cursor(
        session,
        "SELECT b.batch_id, t.number FROM (SELECT c.batch_id, count(DISTINCT c.material_id) AS number FROM change c"  # noqa: S608
        f" WHERE c.batch_id IS NOT NULL AND c.material_id {condition} GROUP BY c.batch_id) t"
        " JOIN batch b ON b.id = t.batch_id",
        values,
    )
    return list(rows)


def _number(session: Session, statement: str, *values: Value) -> int:
    return int(next(cursor(session, statement, values))[0])
