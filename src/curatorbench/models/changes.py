"""How a record changes: one change with its fields, its seal, its document and its index, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from curatorbench.domain.errors import Conflict
from curatorbench.domain.record import Absence, Source
from curatorbench.models import seals, searched
from curatorbench.models.keys import MaterialKey
from curatorbench.models.store import Session
from curatorbench.models.tables.base import now, table
from curatorbench.models.tables.history import Accepted, Change, FieldValue
from curatorbench.models.tables.things import MaterialEntity


@dataclass(frozen=True, slots=True)
class Step:
    """Who changes something, and why. `operator` and `batch` are local keys, `undoes` the change taken back."""

    kind: str
    source: Source
    operator: int
    batch: int | None = None
    action: str = "do"
    undoes: int | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class NewValue:
    """A field as a change sets it. `restores` is the revision it brings back, 0 where there was none."""

    term: str
    value: str | None
    verbatim: str | None = None
    absence: Absence | None = None
    checked: bool = False
    restores: int | None = None


_ADD_CHANGE = insert(table(Change))
_ADD_FIELD = insert(table(FieldValue))
_a = table(Accepted).c
_ACCEPTED = select(_a.document, _a.history_hash).where(_a.material_id == bindparam("key"))
_SET_ACCEPTED = update(table(Accepted)).where(Accepted.material_id == bindparam("key"))
_SET_MATERIAL = update(table(MaterialEntity)).where(MaterialEntity.id == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change that was appended: its revision, and the moment for people to read."""

    revision: int
    at: str


def record(session: Session, material: MaterialKey, step: Step, fields: Sequence[NewValue] = ()) -> Recorded:
    """Append one change of a record; `material.revision` is the one before.

    Raises Conflict, with nothing written, if a catalogue number among `fields` is another record's in the
    same collection.
    """
    revision, at = material.revision + 1, now()
    connection = session.connection()
    text, before = connection.execute(_ACCEPTED, {"key": material.id}).one()
    old: dict[str, str] = json.loads(text)
    new = _with(old, fields)
    _check_number(session, material, old, new)
    connection.execute(_ADD_CHANGE, change_row(material.id, revision, step, at))
    if fields:
        connection.execute(_ADD_FIELD, [field_row(material.id, revision, field) for field in fields])
    rows = [(*_said(field), int(field.checked), field.restores) for field in fields]
    accepted: dict[str, object] = {"history_hash": sealed(before, revision, at, step, rows)}
    columns: dict[str, object] = {"revision": revision, "modified": at}
    if new != old:
        document = seals.document(new)
        accepted |= {"document": document, "content_hash": seals.of_text(document)}
        columns |= searched.changed(old, new)
        searched.replace(session, material.id, old, new)
    connection.execute(_SET_ACCEPTED, {"key": material.id, **accepted})
    connection.execute(_SET_MATERIAL, {"key": material.id, **columns})
    return Recorded(revision, at)


def change_row(key: int, revision: int, step: Step, at: str) -> dict[str, object]:
    """The row of `change` for a step of a record."""
    return {
        "material_id": key,
        "revision": revision,
        "subject": None,
        "kind": step.kind,
        "action": step.action,
        "undoes": step.undoes,
        "source_kind": step.source.kind.value,
        "source_name": step.source.name,
        "operator_id": step.operator,
        "batch_id": step.batch,
        "at": at,
        "detail": step.detail,
    }


def field_row(key: int, revision: int, field: NewValue) -> dict[str, object]:
    """The row of `field_value` for a field that a change sets."""
    term, value, verbatim, absence = _said(field)
    return {
        "material_id": key,
        "term": term,
        "revision": revision,
        "value": value,
        "verbatim": verbatim,
        "absence": absence,
        "checked": field.checked,
        "restores": field.restores,
    }


def sealed(before: str, revision: int, at: str, step: Step, fields: Sequence[Sequence[seals.Part]]) -> str:
    """The history hash after a step; `models.fixity` computes the same from the rows.

    `fields` are (term, value, verbatim, absence, checked, restores) with `checked` 0 or 1.
    """
    change = (
        revision,
        step.kind,
        step.action,
        step.undoes,
        step.source.kind.value,
        step.source.name,
        step.operator,
        step.batch,
        at,
        step.detail,
    )
    return seals.chained(before, change, fields)


def announce(session: Session, subject: str, step: Step) -> None:
    """Append a change of something that is no record (`rule:NAME`)."""
    row = change_row(0, 0, step, now()) | {"material_id": None, "revision": None, "subject": subject}
    session.connection().execute(_ADD_CHANGE, row)


def _said(field: NewValue) -> tuple[str, str | None, str | None, str | None]:
    return field.term, field.value, field.verbatim, field.absence.value if field.absence else None


def _with(old: dict[str, str], fields: Sequence[NewValue]) -> dict[str, str]:
    new = dict(old)
    for field in fields:
        if field.value is None:
            new.pop(field.term, None)
        else:
            new[field.term] = field.value
    return new


def _check_number(session: Session, material: MaterialKey, old: dict[str, str], new: dict[str, str]) -> None:
    number = new.get("catalogNumber")
    if number is None or number == old.get("catalogNumber"):
        return
    holder = session.scalar(
        select(MaterialEntity.material_entity_id).where(
            MaterialEntity.collection_id == material.collection_id, MaterialEntity.catalog_number == number
        )
    )
    if holder is not None:
        raise Conflict(
            f"Catalogue number {number!r} is another record's in this collection ({holder}).",
            "Look at that record: it may be the same specimen, or one of the two numbers is wrong.",
        )
