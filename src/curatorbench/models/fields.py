"""The fields of records as rows of history: read, and turned into what people see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, select

from curatorbench.domain.record import Absence, FieldChange, Source, SourceKind
from curatorbench.models.changes import NewValue
from curatorbench.models.store import Session
from curatorbench.models.tables.base import table
from curatorbench.models.tables.history import Batch, Change, FieldValue
from curatorbench.models.tables.people import Operator

_field, _change, _operator, _batch = table(FieldValue), table(Change), table(Operator), table(Batch)
_origin, _later = _change.alias("origin"), _field.alias("later")
_FIELDS: Select[*tuple[Any, ...]] = (
    select(
        _field.c.term,
        _field.c.value,
        _field.c.verbatim,
        _field.c.absence,
        _field.c.revision,
        func.coalesce(_origin.c.source_kind, _change.c.source_kind),
        func.coalesce(_origin.c.source_name, _change.c.source_name),
        _field.c.checked,
        _change.c.at,
        _operator.c.name,
        _batch.c.batch_id,
        _field.c.restores,
    )
    .join(_change, and_(_change.c.material_id == _field.c.material_id, _change.c.revision == _field.c.revision))
    .join(_operator, _operator.c.id == _change.c.operator_id)
    .outerjoin(_batch, _batch.c.id == _change.c.batch_id)
    .outerjoin(_origin, and_(_origin.c.material_id == _field.c.material_id, _origin.c.revision == _field.c.restores))
    .where(_field.c.material_id == bindparam("key"))
)
_NEWEST = (
    select(func.max(_later.c.revision))
    .where(_later.c.material_id == _field.c.material_id, _later.c.term == _field.c.term)
    .scalar_subquery()
)
_OF_TERM = _FIELDS.where(_field.c.term == bindparam("term")).order_by(_field.c.revision.desc()).limit(1)
# Built once: SQLAlchemy then recognises a statement without looking into it.
_CURRENT = _FIELDS.where(_field.c.revision == _NEWEST)
_BEFORE = _OF_TERM.where(_field.c.revision < bindparam("revision"))
_OF_CHANGE = _FIELDS.where(_field.c.revision == bindparam("revision")).order_by(_field.c.term)
_EVERY = _FIELDS.order_by(_field.c.revision, _field.c.term)

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
    return _fields(session, _CURRENT, key)


def current_one(session: Session, key: int, term: str) -> Field | None:
    """The newest row of one field of a record."""
    return next(iter(_fields(session, _OF_TERM, key, term=term)), None)


def before(session: Session, key: int, term: str, revision: int) -> NewValue:
    """What a field was before a revision, to be set again."""
    found = _fields(session, _BEFORE, key, term=term, revision=revision)
    return found[0].again() if found else NewValue(term, None, restores=0)


def of_change(session: Session, key: int, revision: int) -> list[Field]:
    """The fields that one change set, by term."""
    return _fields(session, _OF_CHANGE, key, revision=revision)


def every(session: Session, key: int) -> list[Field]:
    """All rows of a record, in the order of revisions."""
    return _fields(session, _EVERY, key)


def _fields(session: Session, query: Select[*tuple[Any, ...]], key: int, **wanted: object) -> list[Field]:
    return [_seen(row) for row in session.connection().execute(query, {"key": key, **wanted})]


def _seen(row: Row[*tuple[Any, ...]]) -> Field:
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
