"""The lessons of a collection: what persons decided on records, and what machines had suggested there.

Read from the history, which nothing else needs to be told of. Only the newest records count, so that what is asked is
bounded however large the catalogue is, and what was learned is what is being worked on. A value teaches if a person
set or accepted it and it is still the record's: what was undone, taken back or replaced since has nothing to say, and
neither has what rules, imports and devices set.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import islice

from curatorbench.domain.learning import Lesson
from curatorbench.domain.record import Absence
from curatorbench.domain.suggestion import Suggestion
from curatorbench.models.history import content
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.store import Session
from curatorbench.models.tables.pictures import SUPERSEDED

_LAST = "SELECT coalesce(max(seq), 0) FROM change"
_OPERATORS = "SELECT id FROM operator"
# In the order of the index that a person's undo walks back on.
_SINGLE = (
    "SELECT -seq, material_id FROM change WHERE operator_id = ? AND source_kind = 'person' AND batch_id IS NULL"
    " AND material_id IS NOT NULL ORDER BY seq DESC"
)
_TOGETHER = (
    "SELECT -c.seq, c.material_id FROM batch AS b CROSS JOIN change AS c ON c.batch_id = b.id"
    " WHERE b.operator_id = ? AND b.source_kind = 'person' AND c.material_id IS NOT NULL ORDER BY b.id DESC"
)
_TOUCHED = "SELECT DISTINCT material_id FROM change WHERE seq > ? AND material_id IS NOT NULL"
_RECORD = (
    "SELECT m.material_entity_id, m.collection_id, m.status, m.retired, a.document FROM material_entity AS m"
    " JOIN accepted AS a ON a.material_id = m.id WHERE m.id = ?"
)
_SAID = "SELECT seq, action, content FROM change WHERE material_id = ? AND source_kind = 'person' ORDER BY revision"
_SHOWN = (
    "FROM asset_subject AS s CROSS JOIN current_opinion AS c ON c.asset_id = s.asset_id AND c.kind = '{kind}'"
    " AND c.topic = ?2 CROSS JOIN {kind_table} AS o ON o.opinion_id = c.opinion_id"
    f" WHERE s.material_id = ?1 AND s.role <> '{SUPERSEDED}'"
)
_SUGGESTED = (
    "SELECT o.term, o.value, o.verbatim, o.confidence, o.engine, o.version, o.rule "
    + _SHOWN.format(kind="suggestions", kind_table="suggestion")
    + " ORDER BY o.confidence DESC, o.opinion_id, o.position"
)
_TEXT = "SELECT o.text " + _SHOWN.format(kind="reading", kind_table="reading")
_SETTLED = ("checked", "approved")


def last_change(session: Session) -> int:
    """The number of the newest change of anything."""
    return int(driver(session).execute(_LAST).fetchone()[0])


def newest(session: Session, most: int) -> list[int]:
    """The local keys of the records that persons worked on last, the oldest of them first."""
    connection = driver(session)
    operators = [key for (key,) in connection.execute(_OPERATORS)]
    walks = [connection.execute(query, (key,)) for key in operators for query in (_SINGLE, _TOGETHER)]
    found = islice(_distinct(material for _, material in merge(*walks)), most)
    return list(found)[::-1]


def touched(session: Session, since: int) -> list[int]:
    """The local keys of the records that anything was said of after a change, in the order of keys."""
    return [key for (key,) in driver(session).execute(_TOUCHED, (since,))]


def lessons(session: Session, materials: Iterable[int]) -> Iterator[tuple[int, int, Lesson | None]]:
    """(local key, collection, lesson) of records; None for one of which persons said nothing that still stands."""
    connection = driver(session)
    for key in materials:
        row = connection.execute(_RECORD, (key,)).fetchone()
        if row is not None:
            yield key, int(row[1]), _lesson(connection, key, *row)


def case_of(session: Session, material_id: str) -> tuple[int, int, Mapping[str, str]]:
    """(local key, collection, accepted values) of a record. Raises NotFound."""
    key = material_key(session, material_id)
    document = driver(session).execute(_RECORD, (key.id,)).fetchone()[-1]
    return key.id, key.collection_id, json.loads(document)


def _distinct(keys: Iterable[int]) -> Iterator[int]:
    met: set[int] = set()
    for key in keys:
        if key not in met:
            met.add(key)
            yield key


def _lesson(
    connection: sqlite3.Connection, key: int, material: str, _: int, status: str, retired: int, document: str
) -> Lesson | None:
    if retired:
        return None
    stands: dict[str, str] = json.loads(document)
    at, values, verbatims, refused = 0, dict[str, str](), dict[str, str](), set[str]()
    for seq, action, text in connection.execute(_SAID, (key,)):
        at = seq
        for new in content.parse(text).fields if action != "undo" else ():
            if new.value is not None and new.restores is None and stands.get(new.term) == new.value:
                values[new.term] = new.value
                verbatims |= {new.term: new.verbatim} if new.verbatim else {}
            elif new.absence is Absence.EMPTY and new.term not in stands:
                refused.add(new.term)
    if not values and not refused:
        return None
    suggested = tuple(_suggestion(*row) for row in connection.execute(_SUGGESTED, (key, material)))
    if status in _SETTLED:
        refused |= {one.term for one in suggested} - stands.keys()
    text = "\n\n".join(text for (text,) in connection.execute(_TEXT, (key, "")))
    return Lesson(key, at, values, verbatims, frozenset(refused), suggested, text)


def _suggestion(term: str, value: str, verbatim: str, sure: float, engine: str, version: str, rule: str) -> Suggestion:
    return Suggestion(term, value, verbatim, (), sure, engine, version, rule)
