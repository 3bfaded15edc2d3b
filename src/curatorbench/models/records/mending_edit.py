"""Many records at once, by local key: what a batch edit finds in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from curatorbench.domain.record import RecordStatus
from curatorbench.models.history import content, fields
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import MaterialKey
from curatorbench.models.store.store import Session

# What a term's edit, a status and a storage unit are read as; `keys` in the order in which they were given.
_OF = (
    "SELECT m.id, m.collection_id, m.revision, m.status, m.material_entity_id, m.catalog_number, {value}"
    " FROM json_each(:keys) AS wanted JOIN material_entity AS m ON m.id = wanted.value {joined}"
    " WHERE m.retired = 0 ORDER BY wanted.key"
)
_TERM = _OF.format(value="json_extract(a.document, :path)", joined="JOIN accepted AS a ON a.material_id = m.id")
_STATUS = _OF.format(value="m.status", joined="")
_UNIT = _OF.format(value="u.storage_unit_id", joined="LEFT JOIN storage_unit AS u ON u.id = m.storage_unit_id")

_TAKEN = (
    "SELECT EXISTS (SELECT 1 FROM material_entity"
    " WHERE collection_id = ? AND catalog_number = ? AND retired = 0 AND id <> ?)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A record with the one thing of it that an edit is about: a term's accepted value, the status, or the unit."""

    key: MaterialKey
    material_entity_id: str
    catalog_number: str | None
    value: str | None

    @property
    def status(self) -> RecordStatus:
        return RecordStatus(self.key.status)


def of_term(session: Session, keys: Sequence[int], term: str) -> list[Found]:
    """The records of these keys with their accepted value of a term; those retired or unknown are left out."""
    return _found(session, _TERM, keys, path=f'$."{term}"')


def of_status(session: Session, keys: Sequence[int]) -> list[Found]:
    """The records of these keys with their status."""
    return _found(session, _STATUS, keys)


def of_unit(session: Session, keys: Sequence[int]) -> list[Found]:
    """The records of these keys with the UUID of the storage unit in which they lie."""
    return _found(session, _UNIT, keys)


def taken(session: Session, wanted: Sequence[tuple[Found, str | None]]) -> int:
    """How many of these records would get a catalogue number that another record of their collection has now."""
    connection = driver(session)
    asked = ((record.key.collection_id, number, record.key.id) for record, number in wanted)
    return sum(connection.execute(_TAKEN, one).fetchone()[0] for one in asked)


def _found(session: Session, query: str, keys: Sequence[int], **more: Any) -> list[Found]:
    rows = session.connection().exec_driver_sql(query, {"keys": json.dumps(list(keys)), **more})
    return [Found(MaterialKey(*row[:4]), *row[4:]) for row in rows]


_MENTIONED = (
    "SELECT DISTINCT material_id FROM change"
    " WHERE material_id IN (SELECT value FROM json_each(:keys)) AND instr(content, :mark)"
)


def said_absent(session: Session, keys: Sequence[int], term: str) -> frozenset[int]:
    """Those of these records of which somebody said that they have no value of the term, or that none can be read."""
    mentioned = session.connection().exec_driver_sql(
        _MENTIONED, {"keys": json.dumps(list(keys)), "mark": content.mark(term)}
    )
    current = {key: fields.current_one(session, key, term) for (key,) in mentioned.all()}
    return frozenset(key for key, field in current.items() if field is not None and field.is_set)
