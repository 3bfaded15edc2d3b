"""Many records at once, as an import brings them: the same rows as one by one, written by the thousand.

SQL is sent as it is, with tuples: SQLAlchemy's own inserts take three times as long.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Table, func, select

from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import RecordStatus, Source
from curatorbench.domain.terms import darwin_core, term_name
from curatorbench.models import changes, fields, seals, searched
from curatorbench.models.changes import NewValue, Step
from curatorbench.models.content import created
from curatorbench.models.driver import driver
from curatorbench.models.fields import MACHINES
from curatorbench.models.keys import batch_key, collection_key, material_key
from curatorbench.models.operators import operator as operator_of
from curatorbench.models.store import Session
from curatorbench.models.tables.base import now, table
from curatorbench.models.tables.history import Accepted, Change
from curatorbench.models.tables.occurrences import Occurrence
from curatorbench.models.tables.things import MaterialEntity

_AT_ONCE = 1000


def new_materials_bulk(
    session: Session,
    collection_id: str,
    records: Iterable[Mapping[str, str]],
    *,
    source: Source,
    operator: str,
    batch: str | None = None,
) -> list[str]:
    """A new record for each mapping of plain Darwin Core terms to values; returns their identifiers, in order.

    Raises BadInput for what is no term, Conflict if a catalogue number is taken: the caller's transaction
    must then end without a commit. NotFound for an unknown collection or batch.
    """
    person = operator_of(session, operator)
    step = Step("created", source, person.key, batch_key(session, batch) if batch else None)
    collection = collection_key(session, collection_id)
    made: list[str] = []
    waiting = iter(records)
    while part := list(islice(waiting, _AT_ONCE)):
        _check_numbers(session, collection, part)
        made += _insert(session, collection, step, part)
    return made


def set_values_bulk(
    session: Session,
    values: Iterable[tuple[str, Mapping[str, str]]],
    *,
    source: Source,
    operator: str,
    batch: str | None = None,
    checked: bool = False,
) -> int:
    """Set many fields of many records, one change a record; returns how many fields were not so already.

    `values` are (materialEntityID, {term: value}). For what people and imports decided: raises BadInput for
    a rule's or device's values, which `history.set_value` takes one by one. Otherwise raises as that does.
    """
    if source.kind in MACHINES:
        raise BadInput("A machine's values are set one by one.", "Use history.set_value.")
    step = Step("values", source, operator_of(session, operator).key, batch_key(session, batch) if batch else None)
    count = 0
    for material_id, wanted in values:
        material = material_key(session, material_id)
        there = {field.change.term: field.change for field in fields.current(session, material.id)}
        fresh = [
            NewValue(term_name(term), value, checked=checked)
            for term, value in wanted.items()
            if term not in there or (there[term].value, there[term].checked) != (value, checked)
        ]
        if fresh:
            changes.record(session, material, step, fresh)
            count += len(fresh)
    return count


@dataclass(slots=True)
class _Rows:
    """What a part of the records becomes, table by table, in the order of `_inserts`."""

    materials: list[tuple[object, ...]]
    occurrences: list[tuple[object, ...]]
    changes: list[tuple[object, ...]]
    accepted: list[tuple[object, ...]]


_MATERIAL = ("id", "material_entity_id", "collection_id", "category", "kind", "object_quantity", "status", "revision",
             "modified", "retired", *searched.REPEATED)  # fmt: skip
_OCCURRENCE = ("occurrence_id", "material_id")
_CHANGE = (
    "material_id",
    "revision",
    "kind",
    "action",
    "source_kind",
    "source_name",
    "operator_id",
    "batch_id",
    "at",
    "content",
)
_ACCEPTED = ("material_id", "document", "history_hash")


def _insert_into(entity: Table, columns: Sequence[str]) -> str:
    return f"INSERT INTO {entity.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


def _insert(session: Session, collection: int, step: Step, part: Sequence[Mapping[str, str]]) -> list[str]:
    connection = session.connection()
    first = (session.scalar(select(func.max(MaterialEntity.id))) or 0) + 1
    identifiers = [mint() for _ in part]
    rows = _Rows([], [], [], [])
    for key, (identifier, values) in enumerate(zip(identifiers, part, strict=True), first):
        _add(rows, key, identifier, collection, step, values)
    for entity, columns, filled in (
        (MaterialEntity, _MATERIAL, rows.materials),
        (Occurrence, _OCCURRENCE, rows.occurrences),
        (Change, _CHANGE, rows.changes),
        (Accepted, _ACCEPTED, rows.accepted),
    ):
        if filled:
            connection.exec_driver_sql(_insert_into(table(entity), columns), filled)
    searched.add(driver(session), list(_searched(part, first)))
    return identifiers


def _add(rows: _Rows, key: int, identifier: str, collection: int, step: Step, values: Mapping[str, str]) -> None:
    at, document = now(), seals.document(values)
    _check_terms(values)
    columns = searched.columns(values)
    captured = RecordStatus.CAPTURED.value
    rows.materials.append(
        (
            key,
            identifier,
            collection,
            "preserved",
            "specimen",
            1,
            captured,
            1,
            at,
            0,
            *(columns[c] for c in _MATERIAL[10:]),
        )
    )
    rows.occurrences.append((mint(), key))
    kind, name = step.source.kind.value, step.source.name
    content = created(values)
    rows.changes.append((key, 1, step.kind, step.action, kind, name, step.operator, step.batch, at, content))
    rows.accepted.append((key, document, changes.sealed(seals.GENESIS, 1, at, step, content)))


def _searched(part: Sequence[Mapping[str, str]], first: int) -> Iterator[searched.Row]:
    return (searched.row(key, values) for key, values in enumerate(part, first) if values)


def _check_terms(values: Mapping[str, str]) -> None:
    if not values.keys() <= darwin_core().keys():
        for term in values:
            term_name(term)
        raise BadInput("A term was given with its prefix.", "Give plain names, such as recordedBy.")


def _check_numbers(session: Session, collection: int, part: Sequence[Mapping[str, str]]) -> None:
    numbers = [values["catalogNumber"] for values in part if "catalogNumber" in values]
    taken = session.connection().exec_driver_sql(
        "SELECT catalog_number FROM material_entity"
        " WHERE collection_id = ? AND retired = 0 AND catalog_number IN (SELECT value FROM json_each(?)) LIMIT 1",
        (collection, json.dumps(numbers)),
    )
    twice = {number for number in numbers if numbers.count(number) > 1} if len(set(numbers)) < len(numbers) else set()
    found = taken.scalar() or next(iter(sorted(twice)), None)
    if found is not None:
        raise Conflict(f"Catalogue number {found!r} is another record's.", "Merge the two records, or correct one.")
