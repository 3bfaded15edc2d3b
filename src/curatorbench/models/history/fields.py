"""The fields of records, read from their history and turned into what people see."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from curatorbench.domain.record import FieldChange, Source, SourceKind
from curatorbench.models.history import content, story
from curatorbench.models.history.content import NewValue
from curatorbench.models.history.story import Told
from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session

# What nobody is asked before: these never replace what a person wrote, checked or left empty.
MACHINES = frozenset({SourceKind.RULE, SourceKind.CAPTURE})

_OF_TERM = story.OF_RECORD.replace(
    "ORDER BY c.revision", "AND (instr(c.content, ?) OR instr(c.content, ?)) ORDER BY c.revision DESC"
)
_SOURCE = "SELECT source_kind, source_name FROM change WHERE material_id = ? AND revision = ?"


@dataclass(frozen=True, slots=True)
class Field:
    """One row of history with what it brought back: 0 for the state before any value, None for nothing."""

    change: FieldChange
    restores: int | None

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


def current(session: Session, key: int) -> list[Field]:
    """The newest row of every field of a record, by term; withdrawn ones included."""
    newest = {field.change.term: field for field in every(session, key)}
    return [newest[term] for term in sorted(newest)]


def current_one(session: Session, key: int, term: str) -> Field | None:
    """The newest row of one field of a record."""
    connection = driver(session)
    for row in connection.execute(_OF_TERM, (key, content.mark(term), content.plain_mark(term))):
        if (new := content.field_of(row[-1], term)) is not None:
            told = story.told((*row[:-1], "{}"))
            return _seen(told, new, _source(connection, key, told, new))
    return None


def every(session: Session, key: int) -> list[Field]:
    """All rows of a record, in the order of revisions."""
    told = story.of_record(session, key).told
    sources = {row.order: (row.source_kind, row.source_name) for row in told}
    return [_seen(row, new, sources[new.restores or row.order]) for row in told for new in row.content.fields]


def _source(connection: sqlite3.Connection, key: int, told: Told, new: NewValue) -> tuple[str, str]:
    """Who said a value first: an undo brings it back as theirs."""
    if not new.restores:
        return told.source_kind, told.source_name
    kind, name = connection.execute(_SOURCE, (key, new.restores)).fetchone()
    return kind, name


def _seen(told: Told, new: NewValue, source: tuple[str, str]) -> Field:
    change = FieldChange(
        new.term,
        new.value,
        new.verbatim,
        new.absence,
        told.order,
        Source(SourceKind(source[0]), source[1]),
        new.checked,
        told.at,
        told.operator,
        told.batch,
    )
    return Field(change, new.restores)
