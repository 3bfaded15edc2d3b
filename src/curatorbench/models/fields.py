"""The fields of records as rows of history: read, and turned into what people see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import aliased

from curatorbench.domain.record import Absence, FieldChange, Source, SourceKind
from curatorbench.models.changes import NewValue
from curatorbench.models.store import Session
from curatorbench.models.tables.history import Batch, Change, FieldValue
from curatorbench.models.tables.people import Operator

_Origin = aliased(Change)
_Later = aliased(FieldValue)
_FIELDS: Select[*tuple[Any, ...]] = (
    select(
        FieldValue.term,
        FieldValue.value,
        FieldValue.verbatim,
        FieldValue.absence,
        FieldValue.revision,
        func.coalesce(_Origin.source_kind, Change.source_kind),
        func.coalesce(_Origin.source_name, Change.source_name),
        FieldValue.checked,
        Change.at,
        Operator.name,
        Batch.batch_id,
        FieldValue.restores,
    )
    .join(Change, and_(Change.material_id == FieldValue.material_id, Change.revision == FieldValue.revision))
    .join(Operator, Operator.id == Change.operator_id)
    .outerjoin(Batch, Batch.id == Change.batch_id)
    .outerjoin(_Origin, and_(_Origin.material_id == FieldValue.material_id, _Origin.revision == FieldValue.restores))
)
_NEWEST = (
    select(func.max(_Later.revision))
    .where(_Later.material_id == FieldValue.material_id, _Later.term == FieldValue.term)
    .scalar_subquery()
)
# What nobody is asked before: these never replace what a person wrote, checked or left empty.
MACHINES = frozenset({SourceKind.RULE, SourceKind.CAPTURE})


@dataclass(frozen=True, slots=True)
class Field:
    """One row of history with what it brought back: 0 for the state before any value, None for nothing."""

    change: FieldChange
    restores: int | None

    @property
    def origin(self) -> int:
        """The revision in which the value was first set; 0 if there is none."""
        return self.change.revision if self.restores is None else self.restores

    @property
    def is_set(self) -> bool:
        """Whether it has a value, or a person said why not."""
        return self.change.value is not None or self.change.absence is not None

    @property
    def is_a_persons(self) -> bool:
        """Whether a person made or checked it; an undo back to nothing is nobody's."""
        if self.restores == 0:
            return False
        return self.change.source.kind is SourceKind.PERSON or self.change.checked

    def again(self) -> NewValue:
        """The same value as a new row."""
        said = self.change
        return NewValue(said.term, said.value, said.verbatim, said.absence, said.checked, restores=self.origin)


def current(session: Session, key: int) -> list[Field]:
    """The newest row of every field of a record, by term; withdrawn ones included."""
    return _fields(session, _FIELDS.where(FieldValue.material_id == key, FieldValue.revision == _NEWEST))


def current_one(session: Session, key: int, term: str) -> Field | None:
    """The newest row of one field of a record."""
    one = _FIELDS.where(FieldValue.material_id == key, FieldValue.term == term)
    return next(iter(_fields(session, one.order_by(FieldValue.revision.desc()).limit(1))), None)


def before(session: Session, key: int, term: str, revision: int) -> NewValue:
    """What a field was before a revision, to be set again."""
    older = _FIELDS.where(FieldValue.material_id == key, FieldValue.term == term, FieldValue.revision < revision)
    found = _fields(session, older.order_by(FieldValue.revision.desc()).limit(1))
    return found[0].again() if found else NewValue(term, None, restores=0)


def of_change(session: Session, key: int, revision: int) -> list[Field]:
    """The fields that one change set, by term."""
    return _fields(session, _FIELDS.where(FieldValue.material_id == key, FieldValue.revision == revision))


def every(session: Session, key: int) -> list[Field]:
    """All rows of a record, in the order of revisions."""
    rows = _FIELDS.where(FieldValue.material_id == key)
    return _fields(session, rows.order_by(FieldValue.revision, FieldValue.term))


def _fields(session: Session, rows: Select[*tuple[Any, ...]]) -> list[Field]:
    found: Sequence[Row[*tuple[Any, ...]]] = session.execute(rows).all()
    return [_field(row) for row in found]


def _field(row: Row[*tuple[Any, ...]]) -> Field:
    term, value, verbatim, absence, revision, kind, name, checked, at, operator, batch, restores = row
    change = FieldChange(
        term,
        value,
        verbatim,
        Absence(absence) if absence else None,
        revision,
        Source(SourceKind(kind), name),
        checked,
        at,
        operator,
        batch,
    )
    return Field(change, restores)
