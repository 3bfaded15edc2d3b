"""Undo and redo of what a person did, as new rows: without limit, and across restarts.

A person's undo walks back over their own changes, newest first: values, and where they moved a record's status.
Changes made in a batch are not part of it: a batch is taken back as one (`models.batches`), and so is what a
rule accepted. A step that somebody has built on is refused; to name it in `passing` goes on to the next.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import aliased

from curatorbench.domain.errors import Conflict, Overtaken
from curatorbench.domain.record import FieldChange, Source, SourceKind, Undone, UndoVerb
from curatorbench.models import fields, statuses
from curatorbench.models.changes import Step, record
from curatorbench.models.keys import MaterialKey, material_key
from curatorbench.models.operators import Person
from curatorbench.models.operators import operator as operator_of
from curatorbench.models.store import Session
from curatorbench.models.tables.history import Change
from curatorbench.models.tables.things import MaterialEntity

_Later = aliased(Change)
_HINT = "Look at the record and set what is right, or pass over this step."


@dataclass(frozen=True, slots=True)
class _Taking:
    """A change about to be taken back: by whom, and how."""

    seq: int
    material_id: str
    revision: int
    person: Person
    verb: UndoVerb

    def step(self, kind: str) -> Step:
        source = Source(SourceKind.PERSON, self.person.name)
        return Step(kind, source, self.person.key, action=self.verb.value, undoes=self.seq)

    def overtaken(self, said: str, term: str | None, by: str = "") -> Overtaken:
        return Overtaken(said, _HINT, step=self.seq, material_entity_id=self.material_id, term=term, by=by)


def undo_last(session: Session, operator: str, *, passing: Collection[int] = ()) -> Undone | None:
    """Take back the operator's newest change that was not yet taken back; None if there is none.

    Raises Overtaken, with nothing written, if somebody has changed the same thing since, unless the change is
    in `passing`: then it is passed over and the next older one taken back.
    """
    person = operator_of(session, operator)
    return _take_back_one(session, _standing(person, "do", "redo"), person, UndoVerb.UNDO, passing)


def redo_last(session: Session, operator: str, *, passing: Collection[int] = ()) -> Undone | None:
    """Do again what the operator took back last; None if there is nothing, or a newer change came after it.

    Raises Overtaken as `undo_last` does.
    """
    person = operator_of(session, operator)
    newest = session.scalar(select(func.max(Change.seq)).where(*_by(person), Change.action == "do"))
    undone = _standing(person, "undo").where(Change.seq > (newest or 0))
    return _take_back_one(session, undone, person, UndoVerb.REDO, passing)


def _standing(person: Person, *actions: str) -> Select[int, str, str, int]:
    """The person's changes of those kinds that were not taken back, newest first."""
    taken_back = select(_Later.seq).where(_Later.undoes == Change.seq).exists()
    columns = (Change.seq, Change.kind, MaterialEntity.material_entity_id, func.coalesce(Change.revision, 0))
    found = select(*columns).join(MaterialEntity, MaterialEntity.id == Change.material_id)
    return found.where(*_by(person), Change.action.in_(actions), ~taken_back).order_by(Change.seq.desc())


def _by(person: Person) -> tuple[ColumnElement[bool], ...]:
    """Literals, so that SQLite sees that its partial index will do."""
    return (
        Change.operator_id == person.key,
        Change.source_kind == literal_column(f"'{SourceKind.PERSON.value}'"),
        Change.batch_id.is_(None),
        Change.kind.in_(("values", "status")),
    )


def _take_back_one(
    session: Session,
    standing: Select[int, str, str, int],
    person: Person,
    verb: UndoVerb,
    passing: Collection[int],
) -> Undone | None:
    for seq, kind, material_id, revision in session.execute(standing).yield_per(50):
        taking = _Taking(seq, material_id, revision, person, verb)
        try:
            return (_move_back if kind == "status" else _set_back)(session, taking)
        except Overtaken:
            if seq not in passing:
                raise
    return None


def _set_back(session: Session, taking: _Taking) -> Undone:
    """The fields of a change to what they were before it, as they stand in the history."""
    material = material_key(session, taking.material_id)
    changed = fields.of_change(session, material.id, taking.revision)
    _check_fields(session, material, changed, taking)
    older = [fields.before(session, material.id, field.change.term, taking.revision) for field in changed]
    first = older[0]
    try:
        record(session, material, taking.step("values"), older)
    except Conflict as refused:  # the catalogue number has become another record's
        raise taking.overtaken(refused.message, first.term) from refused
    number = _number(session, material)
    return Undone(taking.material_id, number, taking.verb, first.term, first.value, first.absence)


def _check_fields(session: Session, material: MaterialKey, changed: list[fields.Field], taking: _Taking) -> None:
    """Every field must still be what the change made it."""
    for field in changed:
        current = fields.current_one(session, material.id, field.change.term)
        if current is not None and current.origin != field.origin:
            raise taking.overtaken(_since(current.change), current.change.term, current.change.operator)


def _since(now: FieldChange) -> str:
    said = f"it is now {now.value!r}" if now.value is not None else "it has no value now"
    return f"{now.term} was changed by {now.operator} since; {said}."


def _move_back(session: Session, taking: _Taking) -> Undone:
    """The record to where it stood before a move of its status, if nobody has moved it since."""
    material = material_key(session, taking.material_id)
    moves = statuses.moves(session, material.id)
    undone, last = moves[taking.seq], moves[max(moves)]
    if last.origin != undone.origin:
        said = f"The record was moved to {last.after.value} by {last.operator} since."
        raise taking.overtaken(said, None, last.operator)
    statuses.move(session, material, undone.before, taking.step("status"))
    number = _number(session, material)
    return Undone(taking.material_id, number, taking.verb, status=undone.before)


def _number(session: Session, material: MaterialKey) -> str | None:
    return session.scalar(select(MaterialEntity.catalog_number).where(MaterialEntity.id == material.id))
