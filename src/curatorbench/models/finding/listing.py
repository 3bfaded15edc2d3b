"""Lists of records: all keys of an answer in their order, the rows of a few of them, identifiers and keys."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from curatorbench.domain.found import Row
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus, RecordSummary
from curatorbench.models.finding.questions import Asked, Part, Value, asked, parts, value_of
from curatorbench.models.store.store import Session

_EVERYTHING, _BACKWARDS = Question(), Question(descending=True)
_AT_ONCE = 10_000
# With more matches than this it is quicker to walk the index of an order and to leave out what does not match.
_MANY = 5_000
# The full-text index leads: it finds rows in the order of their keys.
_WORDS_LEAD = "record_search s CROSS JOIN material_entity m ON m.id = s.rowid"
_SOUGHT = "s.record_search MATCH ?"
_SUMMARY = (
    "SELECT m.id, m.material_entity_id, c.code, m.catalog_number, m.scientific_name, m.status,"
    " (SELECT a.sha256 FROM asset_subject s JOIN asset a ON a.id = s.asset_id"
    " WHERE s.material_id = m.id AND s.role <> 'superseded'"
    " ORDER BY s.role IN ('back', 'label', 'other'), s.id LIMIT 1)"
)


def keys(session: Session, question: Question, limit: int | None = None, after: int = 0) -> array[int]:
    """The local keys (64-bit) of all records that a question is about, or of the first `limit`, in order.

    `after` leaves out those up to a key, for pages in the order of capture. Raises as `questions.asked`.
    """
    if limit is None and not after and question in (_EVERYTHING, _BACKWARDS):
        return _every_key(session, question.descending)
    found: array[int] = array("q")
    for select in _selects(session, question, after):
        statement, values = f"{select.statement} ORDER BY {select.order}", select.values
        if limit is not None:
            if len(found) >= limit:
                break
            statement, values = f"{statement} LIMIT ?", (*values, limit - len(found))
        found.extend(chain.from_iterable(cursor(session, statement, values)))
    return found


def highest_key(session: Session) -> int:
    """The key of the newest record, and so how many there are: keys are 1, 2, 3 ..., and no record is ever deleted."""
    return next(cursor(session, "SELECT max(id) FROM material_entity"))[0] or 0


def _every_key(session: Session, descending: bool) -> array[int]:
    """All keys but those of the retired, without going through the others."""
    every = range(1, highest_key(session) + 1)
    retired = set(chain.from_iterable(cursor(session, "SELECT m.id FROM material_entity m WHERE m.retired = 1")))
    way = reversed(every) if descending else every
    return array("q", (key for key in way if key not in retired) if retired else way)


def rows(session: Session, keys: Sequence[int], columns: Sequence[str]) -> list[Row]:
    """The records of `keys`, in that order, with their values of `columns` (terms or facts); unknown keys are left out.

    Raises BadInput for a column that there is not.
    """
    wanted = "".join(f", {value_of(column)}" for column in columns)
    statement = (
        f"{_SUMMARY}{wanted} FROM material_entity m JOIN collection c ON c.id = m.collection_id"  # noqa: S608
        " WHERE m.id IN (SELECT value FROM json_each(?))"
    )
    found = {row[0]: _row(row) for row in cursor(session, statement, (json.dumps(list(keys)),))}
    return [found[key] for key in keys if key in found]


def ids_of(session: Session, keys: Sequence[int]) -> list[str]:
    """The materialEntityIDs of local keys, in order; unknown keys are left out."""
    said = _translated(session, "SELECT id, material_entity_id FROM material_entity WHERE id IN", list(keys))
    return [said[key] for key in keys if key in said]


def keys_of(session: Session, material_ids: Sequence[str]) -> array[int]:
    """The local keys of materialEntityIDs, in order; unknown ones are left out."""
    lookup = "SELECT material_entity_id, id FROM material_entity WHERE material_entity_id IN"
    said = _translated(session, lookup, list(material_ids))
    return array("q", (said[identifier] for identifier in material_ids if identifier in said))


def _translated(session: Session, lookup: str, wanted: list[Any]) -> dict[Any, Any]:
    said: dict[Any, Any] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        part = json.dumps(wanted[first : first + _AT_ONCE])
        said.update(cursor(session, f"{lookup} (SELECT value FROM json_each(?))", (part,)))  # noqa: S608
    return said


def cursor(session: Session, statement: str, values: tuple[Value, ...] = ()) -> Iterator[Any]:
    """The rows as SQLite's driver gives them: a million of them pass through here."""
    cursor = session.connection().connection.cursor()
    cursor.execute(statement, values)
    return iter(cursor)  # type: ignore[call-overload, no-any-return]


def source(session: Session, question: Question) -> tuple[str, tuple[Value, ...]]:
    """What follows FROM in a statement about the records `m` of a question, whatever their order, with its values."""
    ask = asked(session, question)
    if ask.match is None:
        return f"material_entity m WHERE {ask.where()}", ask.values
    return f"{_WORDS_LEAD} WHERE {' AND '.join((_SOUGHT, *ask.conditions))}", (ask.match, *ask.values)


@dataclass(frozen=True, slots=True)
class _Select:
    """A statement for a stretch of the keys, the order to ask for, and the values for its marks."""

    statement: str
    order: str
    values: tuple[Value, ...]


def _selects(session: Session, question: Question, after: int = 0) -> Iterator[_Select]:
    """The statements whose answers, one after the other, are the keys."""
    ask = asked(session, question)
    if after:
        ask = replace(ask, conditions=(*ask.conditions, "m.id > ?"), values=(*ask.values, after))
    for part in parts(question):
        if ask.match is None:
            where = ask.where(part.condition)
            yield _Select(f"SELECT m.id FROM material_entity m WHERE {where}", part.order, ask.values)  # noqa: S608
        elif part.order.startswith("m.id") and not part.condition:
            yield _by_words(ask, part)
        else:
            yield _by_both(session, ask, part)


def _by_words(ask: Asked, part: Part) -> _Select:
    """The full-text index leads: it finds rows in the order of their keys, so that the first ones come at once."""
    order, values = part.order.replace("m.id", "s.rowid"), (ask.match, *ask.values)
    if all(condition == "m.id > ?" for condition in ask.conditions):
        later = " AND s.rowid > ?" if ask.conditions else ""
        return _Select(f"SELECT s.rowid FROM record_search s WHERE {_SOUGHT}{later}", order, values)  # noqa: S608
    return _Select(f"SELECT m.id FROM {_WORDS_LEAD} WHERE {_SOUGHT} AND {ask.where()}", order, values)  # noqa: S608


def _by_both(session: Session, ask: Asked, part: Part) -> _Select:
    """In an order other than that of keys: few matches are looked up and sorted, many are picked from the order."""
    some = "SELECT count(*) FROM (SELECT 1 FROM record_search WHERE record_search MATCH ? LIMIT ?)"
    is_many = next(cursor(session, some, (ask.match, _MANY)))[0] == _MANY
    found = f"{'+' if is_many else ''}m.id IN (SELECT rowid FROM record_search WHERE record_search MATCH ?)"  # noqa: S608
    where = ask.where(found, part.condition)
    return _Select(f"SELECT m.id FROM material_entity m WHERE {where}", part.order, (ask.match, *ask.values))  # noqa: S608


def _row(found: tuple[Any, ...]) -> Row:
    key, identifier, collection, number, name, status, cover, *values = found
    summary = RecordSummary(identifier, collection, number, name, RecordStatus(status), cover)
    return Row(key, summary, tuple(None if value is None else str(value) for value in values))
