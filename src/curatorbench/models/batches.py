"""Changes made together, under a name, and taken back together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models import fields
from curatorbench.models.changes import NewValue, Step, record
from curatorbench.models.keys import batch_key, material_key
from curatorbench.models.operators import operator as operator_of
from curatorbench.models.store import Session
from curatorbench.models.tables.base import now
from curatorbench.models.tables.history import Batch, Change, FieldValue
from curatorbench.models.tables.things import MaterialEntity


@dataclass(frozen=True, slots=True)
class BatchRevert:
    """What became of a batch taken back: `reverted` fields, and those left as they are because they were
    changed since, as (materialEntityID, term). `batch` is the revert's own, to be taken back in turn."""

    batch: str
    reverted: int
    skipped: tuple[tuple[str, str], ...]


def new_batch(session: Session, name: str, operator: str) -> str:
    """A new named batch; returns its identifier."""
    return _new(session, name, operator_of(session, operator).key, None)


def revert_batch(session: Session, batch_id: str, operator: str) -> BatchRevert:
    """Set every field that the batch changed to what it was before, by new rows; raises NotFound.

    A field that was changed since, by whomever, is left alone and named. Reverting twice changes nothing.
    """
    key, person = batch_key(session, batch_id), operator_of(session, operator)
    name = session.scalars(select(Batch.name).where(Batch.id == key)).one()
    revert = _new(session, f"revert of {name}", person.key, key)
    step = Step("values", Source(SourceKind.PERSON, person.name), person.key, batch_key(session, revert))
    reverted, skipped = 0, []
    touched = select(MaterialEntity.material_entity_id).where(
        MaterialEntity.id.in_(select(Change.material_id).where(Change.batch_id == key))
    )
    for material_id in session.scalars(touched.order_by(MaterialEntity.id)).all():
        older, left = _before(session, material_id, batch_id, key)
        skipped += [(material_id, term) for term in left]
        if older:
            record(session, material_key(session, material_id), step, older)
            reverted += len(older)
    return BatchRevert(revert, reverted, tuple(skipped))


def _before(session: Session, material_id: str, batch_id: str, key: int) -> tuple[list[NewValue], list[str]]:
    """What the record's fields were before the batch, and the terms that were changed after it."""
    material = material_key(session, material_id)
    older, left = [], []
    for term, revisions in _revisions(session, material.id, key).items():
        current = fields.current_one(session, material.id, term)
        assert current is not None
        if current.change.batch == batch_id:
            older.append(
                fields.before(session, material.id, term, _first_of_run(session, material.id, term, revisions))
            )
        else:
            left.append(term)
    return older, left


def _revisions(session: Session, material: int, batch: int) -> dict[str, set[int]]:
    """The revisions in which the batch set each term of a record."""
    rows = session.execute(
        select(FieldValue.term, FieldValue.revision)
        .join(Change, (Change.material_id == FieldValue.material_id) & (Change.revision == FieldValue.revision))
        .where(Change.batch_id == batch, Change.material_id == material)
        .order_by(FieldValue.term)
    )
    found: dict[str, set[int]] = {}
    for term, revision in rows:
        found.setdefault(term, set()).add(revision)
    return found


def _first_of_run(session: Session, material: int, term: str, revisions: set[int]) -> int:
    """The first of the batch's revisions at the end of a field's history, with nobody else's between."""
    first = max(revisions)
    newest_first = select(FieldValue.revision).where(FieldValue.material_id == material, FieldValue.term == term)
    for revision in session.scalars(newest_first.order_by(FieldValue.revision.desc())):
        if revision not in revisions:
            break
        first = revision
    return first


def _new(session: Session, name: str, operator: int, reverts: int | None) -> str:
    identifier = mint()
    session.execute(
        insert(Batch).values(batch_id=identifier, name=name, operator_id=operator, reverts_id=reverts, made=now())
    )
    return identifier
