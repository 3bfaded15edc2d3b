"""Which records lie in which storage unit: many at a time, one change each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import changes
from curatorbench.models.history.changes import Step
from curatorbench.models.records.storage import path_of, unit_key
from curatorbench.models.store.keys import MaterialKey, batch_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import table
from curatorbench.models.tables.things import MaterialEntity

_m = table(MaterialEntity).c
_WHERE = select(_m.id, _m.collection_id, _m.revision, _m.status, _m.storage_unit_id).where(
    _m.id.in_(bindparam("keys", expanding=True)), _m.retired.is_(False)
)
# SQLite takes 32,766 values in a statement; fewer make statements that are compiled once.
_ASKED = 1000


def elsewhere(session: Session, keys: Sequence[int], unit: str | None) -> list[int]:
    """Those of the records (local keys) that lie elsewhere than in `unit`, in their order. Raises NotFound."""
    there = unit_key(session, unit) if unit is not None else None
    found = {row.id: row.storage_unit_id for row in _rows(session, keys)}
    return [key for key in dict.fromkeys(keys) if key in found and found[key] != there]


def batch_name(session: Session, count: int, unit: str | None) -> str:
    """What people call the step: how many records, and where to."""
    records = "1 record" if count == 1 else f"{count:,} records"
    return f"{records} into {path_of(session, unit)}" if unit is not None else f"{records} out of storage"


def place(session: Session, keys: Sequence[int], unit: str | None, operator: str, batch: str) -> None:
    """The records lie in `unit` from now on; a change of each, in the batch. Raises NotFound."""
    if unit is not None:
        unit_key(session, unit)
    person = operator_of(session, operator)
    step = Step("facts", Source(SourceKind.PERSON, person.name), person.key, batch_key(session, batch))
    for row in _rows(session, keys):
        material = MaterialKey(row.id, row.collection_id, row.revision, row.status)
        changes.record(session, material, step, facts={"storageUnit": unit})


def _rows(session: Session, keys: Sequence[int]) -> Iterator[Row[*tuple[Any, ...]]]:
    for start in range(0, len(keys), _ASKED):
        yield from session.execute(_WHERE, {"keys": list(keys[start : start + _ASKED])}).all()
