"""Undo and redo of what a person did, as new rows: without limit, and across restarts.

A person's undo walks back over their own changes, newest first. Changes made in a batch are not part of it:
a batch is taken back as one (`models.batches`), and so is what a rule accepted.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from curatorbench.domain.errors import Conflict
from curatorbench.domain.record import FieldChange, Source, SourceKind
from curatorbench.models import fields
from curatorbench.models.changes import Step, record
from curatorbench.models.keys import MaterialKey, material_key
from curatorbench.models.operators import Person
from curatorbench.models.operators import operator as operator_of
from curatorbench.models.store import Session
from curatorbench.models.tables.history import Change
from curatorbench.models.tables.things import MaterialEntity

_Later = aliased(Change)


def undo_last(session: Session, operator: str, *, past_conflicts: bool = False) -> FieldChange | None:
    """Take back the operator's newest change that was not yet taken back; None if there is none.

    Raises Conflict if somebody has changed the field since: with `past_conflicts` such a change is passed
    over and the next older one taken back.
    """
    person = operator_of(session, operator)
    for seq in session.scalars(_standing(person, ("do", "redo"))).yield_per(50):
        undone = _take_back(session, seq, person, "undo", past_conflicts)
        if undone is not None:
            return undone
    return None


def redo_last(session: Session, operator: str) -> FieldChange | None:
    """Do again what the operator took back last; None if there is nothing, or a newer change came after it.

    Raises Conflict if somebody has changed the field since.
    """
    person = operator_of(session, operator)
    newest = session.scalar(select(func.max(Change.seq)).where(*_by(person), Change.action == "do"))
    undos = _standing(person, ("undo",)).where(Change.seq > (newest or 0)).limit(1)
    seq = session.scalar(undos)
    return None if seq is None else _take_back(session, seq, person, "redo", past_conflicts=False)


def _standing(person: Person, actions: tuple[str, ...]) -> Select[int]:
    """The person's changes of those kinds that were not taken back, newest first."""
    taken_back = select(_Later.seq).where(_Later.undoes == Change.seq).exists()
    return select(Change.seq).where(*_by(person), Change.action.in_(actions), ~taken_back).order_by(Change.seq.desc())


def _by(person: Person) -> tuple[ColumnElement[bool], ...]:
    return (
        Change.operator_id == person.key,
        Change.kind == "values",
        Change.source_kind == SourceKind.PERSON.value,
        Change.batch_id.is_(None),
    )


def _take_back(session: Session, seq: int, person: Person, action: str, past_conflicts: bool) -> FieldChange | None:
    identifier, revision = session.execute(
        select(MaterialEntity.material_entity_id, func.coalesce(Change.revision, 0))
        .join(MaterialEntity, MaterialEntity.id == Change.material_id)
        .where(Change.seq == seq)
    ).one()
    material = material_key(session, identifier)
    changed = fields.of_change(session, material.id, revision)
    overtaken = _overtaken(session, material, changed)
    if overtaken is not None and past_conflicts:
        return None
    if overtaken is not None:
        raise Conflict(
            f"{overtaken.term} was changed by {overtaken.operator} since; it is now {overtaken.value!r}.",
            "Look at the record's history and set the value that is right.",
        )
    step = Step("values", Source(SourceKind.PERSON, person.name), person.key, action=action, undoes=seq)
    older = [fields.before(session, material.id, field.change.term, revision) for field in changed]
    record(session, material, step, older)
    restored = fields.current_one(session, material.id, older[0].term)
    return restored.change if restored else None


def _overtaken(session: Session, material: MaterialKey, changed: list[fields.Field]) -> FieldChange | None:
    """The current state of the first field that is no longer what the change made it."""
    for field in changed:
        current = fields.current_one(session, material.id, field.change.term)
        if current is not None and current.origin != field.origin:
            return current.change
    return None
