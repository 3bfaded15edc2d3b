"""How a record changes: one row that says it all, its seal, its document and its index, all in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models.history import facts as facts_of
from curatorbench.models.history import links, seals, searched, tree
from curatorbench.models.history.content import Content, Fact, Link, NewFact, NewValue
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import MaterialKey
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now

__all__ = [
    "Fact",
    "Link",
    "NewValue",
    "Recorded",
    "Step",
    "append",
    "append_subject",
    "content_of",
    "record",
    "record_subject",
    "sealed",
]


@dataclass(frozen=True, slots=True)
class Step:
    """Who changes something, and why. `operator` and `batch` are local keys, `undoes` the change taken back."""

    kind: str
    source: Source
    operator: int
    batch: int | None = None
    action: str = "do"
    undoes: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change that was appended: its revision (0 where it is of no record), its `seq`, and the moment for people."""

    revision: int
    seq: int
    at: str


_ADD = (
    "INSERT INTO change (material_id, revision, subject, kind, action, undoes, source_kind, source_name, operator_id,"
    " batch_id, at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_WAS_READ = (
    "SELECT 1 FROM current_opinion WHERE kind = 'suggestions'"
    " AND topic = (SELECT material_entity_id FROM material_entity WHERE id = ?1)"
    " AND asset_id IN (SELECT asset_id FROM asset_subject WHERE material_id = ?1) LIMIT 1"
)
_HELD = "SELECT document, history_hash, retired FROM accepted JOIN material_entity ON id = material_id WHERE id = ?"
_WHAT_BECAME = (
    "SELECT m.material_entity_id, r.material_entity_id FROM material_entity AS m"
    " LEFT JOIN material_entity AS r ON r.id = m.merged_into_id WHERE m.id = ?"
)
_HOLDER = (
    "SELECT material_entity_id FROM material_entity"
    " WHERE collection_id = ? AND catalog_number = ? AND retired = 0 AND id <> ?"
)


def record(
    session: Session,
    material: MaterialKey,
    step: Step,
    fields: Sequence[NewValue] = (),
    *,
    facts: Mapping[str, Fact] | None = None,
    added: Sequence[Link] = (),
    removed: Sequence[Link] = (),
) -> Recorded:
    """Append one change of a record; `material.revision` is the one before.

    `facts` are what shall be so now, by name (see `models.history.facts`); those that are so already are left out.
    Links are
    removed before others are added. Raises Conflict, with nothing kept once the caller's transaction ends without a
    commit, if a catalogue number becomes one that another record of the collection has, if a link to be removed
    is not there or one to be added is, or if a person says something of a record that was withdrawn; NotFound for what
    a fact or link refers to.
    """
    return append(session, material, step, content_of(session, material, fields, facts, added, removed, step.note))


def content_of(
    session: Session,
    material: MaterialKey,
    fields: Sequence[NewValue] = (),
    facts: Mapping[str, Fact] | None = None,
    added: Sequence[Link] = (),
    removed: Sequence[Link] = (),
    note: str | None = None,
) -> Content:
    """The content of a change, its facts with what they are now; those that are so already are left out."""
    if not facts:
        return Content(fields, {}, added, removed, note)
    held = facts_of.read(driver(session), facts_of.RECORD, material.id, facts)
    changed = {name: NewFact(held[name], after) for name, after in facts.items() if held[name] != after}
    return Content(fields, changed, added, removed, note)


def append(session: Session, material: MaterialKey, step: Step, said: Content) -> Recorded:
    """Append a change whose facts know what was before. Raises as `record` does."""
    connection = driver(session)
    text, before, was_retired = connection.execute(_HELD, (material.id,)).fetchone()
    old: dict[str, str] = json.loads(text)
    new = _with(old, said.fields)
    _check_number(connection, material, said, old, new)
    said = _as_read(connection, material, _relinked(connection, material.id, said))
    revision, at, content = material.revision + 1, now(), said.text()
    seal = sealed(before, revision, at, step, content)
    row = _row(step, at, content)
    seq = connection.execute(_ADD, (material.id, revision, None, *row)).lastrowid
    columns: dict[str, Fact] = {"revision": revision, "modified": at}
    if said.facts:
        after = {name: fact.after for name, fact in said.facts.items()}
        tree.check_record(connection, after)
        columns |= facts_of.columns(connection, facts_of.RECORD, after)
    # What lists leave out has no columns to count by and is in no index.
    is_retired = said.facts["retired"].after if "retired" in said.facts else was_retired
    if was_retired and is_retired and step.source.kind is SourceKind.PERSON:
        _check_there(connection, material, said)
    shown, shows = {} if was_retired else old, {} if is_retired else new
    if shows != shown:
        columns |= searched.changed(shown, shows)
        searched.replace(session, material.id, shown, shows)
    if new != old:
        connection.execute(
            "UPDATE accepted SET document = ?, history_hash = ? WHERE material_id = ?",
            (seals.document(new), seal, material.id),
        )
    else:
        connection.execute("UPDATE accepted SET history_hash = ? WHERE material_id = ?", (seal, material.id))
    _update(connection, facts_of.RECORD, material.id, columns)
    return Recorded(revision, seq or 0, at)


def record_subject(session: Session, subject: str, step: Step, facts: Mapping[str, Fact] | None = None) -> Recorded:
    """Append one change of something that is no record: a storage unit (`storage:UUID`), a rule, a collection.

    A storage unit that does not exist is made by its first change, whose `facts` say kind and name; what exists has
    the facts named in `facts` set, those that are so already left out. Raises as `record` does.
    """
    connection = driver(session)
    said = Content(note=step.note)
    if facts:
        key = _unit(connection, subject, facts)
        held = facts_of.read(connection, facts_of.STORAGE, key, facts)
        changed = {name: NewFact(held[name], after) for name, after in facts.items() if held[name] != after}
        said = replace(said, facts=changed)
    return append_subject(session, subject, step, said)


def append_subject(session: Session, subject: str, step: Step, said: Content) -> Recorded:
    """Append a change of a subject whose facts know what was before."""
    connection, at = driver(session), now()
    if said.facts:
        after = {name: fact.after for name, fact in said.facts.items()}
        key = _unit(connection, subject, after)
        tree.check_unit(connection, key, after)
        _update(connection, facts_of.STORAGE, key, facts_of.columns(connection, facts_of.STORAGE, after))
    seq = connection.execute(_ADD, (None, None, subject, *_row(step, at, said.text()))).lastrowid
    return Recorded(0, seq or 0, at)


def sealed(before: str, revision: int, at: str, step: Step, content: str) -> str:
    """The history hash after a step; `models.keeping.fixity` computes the same from the rows."""
    return seals.chained(before, sealed_columns(revision, at, step), content)


def sealed_columns(revision: int, at: str, step: Step) -> tuple[seals.Part, ...]:
    """The columns of a change that are sealed, in their order."""
    return (
        revision,
        step.kind,
        step.action,
        step.undoes,
        step.source.kind.value,
        step.source.name,
        step.operator,
        step.batch,
        at,
    )


def _row(step: Step, at: str, content: str) -> tuple[object, ...]:
    """The columns of `change` after the subject."""
    return (
        step.kind, step.action, step.undoes, step.source.kind.value, step.source.name, step.operator, step.batch,
        at, content,
    )  # fmt: skip


def _as_read(connection: sqlite3.Connection, material: MaterialKey, said: Content) -> Content:
    """A record that goes back to where it was first captured has been read meanwhile, if its images have been."""
    status = said.facts.get("status")
    if status is None or status.restores != 0 or status.after != RecordStatus.CAPTURED:
        return said
    if connection.execute(_WAS_READ, (material.id,)).fetchone() is None:
        return said
    return replace(said, facts={**said.facts, "status": replace(status, after=RecordStatus.READ.value)})


def _relinked(connection: sqlite3.Connection, key: int, said: Content) -> Content:
    """The links removed and added, each with all that is needed to do the opposite."""
    if not said.removed and not said.added:
        return said
    removed = [links.remove(connection, key, link) for link in said.removed]
    return replace(said, removed=removed, added=[links.insert(connection, key, link) for link in said.added])


def _update(connection: sqlite3.Connection, of: facts_of.Subject, key: int, columns: Mapping[str, Fact]) -> None:
    if columns:
        said = ", ".join(f"{column} = ?" for column in columns)
        connection.execute(f"UPDATE {of.table} SET {said} WHERE id = ?", (*columns.values(), key))  # noqa: S608


def _unit(connection: sqlite3.Connection, subject: str, facts: Mapping[str, Fact]) -> int:
    """The local key of a storage unit, made if there is none: not yet there, until its facts say otherwise."""
    what, _, identifier = subject.partition(":")
    if what != "storage":
        raise BadInput(f"{subject!r} has no facts.", "Only storage units have.")
    row = connection.execute("SELECT id FROM storage_unit WHERE storage_unit_id = ?", (identifier,)).fetchone()
    if row is not None:
        return int(row[0])
    made = connection.execute(
        "INSERT INTO storage_unit (storage_unit_id, kind, name, position, retired) VALUES (?, ?, '', 0, 1)",
        (identifier, facts.get("kind", "folder")),
    )
    return int(made.lastrowid or 0)


def _with(old: dict[str, str], fields: Sequence[NewValue]) -> dict[str, str]:
    if not fields:
        return old
    new = dict(old)
    for field in fields:
        if field.value is None:
            new.pop(field.term, None)
        else:
            new[field.term] = field.value
    return new


def _check_there(connection: sqlite3.Connection, material: MaterialKey, said: Content) -> None:
    """What a person says of a record that no list shows would be lost; a relation from it may be turned to another."""
    if not (said.fields or said.facts or len(said.added) > len(said.removed)):
        return
    identifier, into = connection.execute(_WHAT_BECAME, (material.id,)).fetchone()
    became = f"became part of {into}" if into else "was withdrawn"
    raise Conflict(f"Record {identifier} {became}.", "Take that back first, or use the other record.")


def _check_number(
    connection: sqlite3.Connection, material: MaterialKey, said: Content, old: dict[str, str], new: dict[str, str]
) -> None:
    """A number may be given, or a record with one brought back, where no other record in the collection has it."""
    number, retired = new.get("catalogNumber"), said.facts.get("retired")
    comes_back = retired is not None and not retired.after
    if number is None or (number == old.get("catalogNumber") and not comes_back):
        return
    holder = connection.execute(_HOLDER, (material.collection_id, number, material.id)).fetchone()
    if holder is not None:
        raise Conflict(
            f"Catalogue number {number!r} is another record's in this collection ({holder[0]}).",
            "Look at that record: it may be the same specimen, or one of the two numbers is wrong.",
        )
