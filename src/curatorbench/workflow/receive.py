"""Receiving: records that others already made, so that a code on a sheet meets the record the museum has.

Every record that exists here passes the one three-way merge, with no common ancestor known: what only the
archive has is taken, what stands here stays, and two different values are a conflict that is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.merge import merge
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.publication import ImportedRecord, Problem
from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.terms import darwin_core
from curatorbench.exchange.port import Reader
from curatorbench.models.history import batches, bulk, history
from curatorbench.models.records import catalogue
from curatorbench.models.records.met import Met
from curatorbench.models.store.store import Session
from curatorbench.workflow import indexing
from curatorbench.workflow.names import storable
from curatorbench.workflow.values import clean
from curatorbench.workflow.workbench import Workbench

_WORLDWIDE = re.compile(r"[:/]|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
# Records written in one transaction: short enough that the window never waits for it.
_AT_ONCE = 500
# An archive of more records than this is indexed for search by a job.
_INDEXED_AT_ONCE = 2000


@dataclass(slots=True)
class Received:
    """What became of an archive's records. `conflicts` keep this workspace's value; `batch` takes it all back."""

    new: int = 0
    met: int = 0
    unchanged: int = 0
    batch: str | None = None
    conflicts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "new": self.new,
            "met": self.met,
            "unchanged": self.unchanged,
            "batch": self.batch,
            "conflicts": [problem.as_json() for problem in self.conflicts],
            "problems": [problem.as_json() for problem in self.problems],
        }


@dataclass(slots=True)
class _Plan:
    """What one group of records asks for: rows to make, and values to add to records that exist."""

    new: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    met: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)


def receive(
    bench: Workbench,
    archive: Path,
    *,
    collection: str,
    operator: str,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Received:
    """Take in a Darwin Core Archive or a table of records; with `dry_run` only say what would happen.

    The archive is read through once before anything is written, so that one that breaks off in the middle leaves
    nothing. What one run writes is one named batch; a run that was killed is completed by another, as a second batch.
    Raises BadInput if it cannot be read.
    """
    reader = _reader_for(bench, archive)
    total = sum(1 for _ in reader.read(archive, []))
    received = Received()
    records = reader.read(archive, received.problems)
    done = 0
    while group := list(islice(records, _AT_ONCE)):
        with bench.workspace.store.read() if dry_run else bench.workspace.store.write() as session:
            plan = _plan(session, group, catalogue.find_collection(session, collection), received)
            if not dry_run:
                _carry_out(
                    session,
                    plan,
                    collection,
                    operator,
                    storable(archive.name),
                    received,
                    index_later=total > _INDEXED_AT_ONCE,
                )
        done += len(group)
        progress(done / max(total, done), f"{done:,} records")
    if not dry_run:
        indexing.ask(bench)
    return received


def _plan(session: Session, group: list[ImportedRecord], collection_id: str | None, received: Received) -> _Plan:
    plan, rows = _Plan(), [_row(record) for record in group]
    numbers = (values["catalogNumber"] for _, _, values in rows if "catalogNumber" in values)
    met = Met(session, collection_id, (mark for _, mark, _ in rows), numbers)
    for record, mark, values in rows:
        number = values.get("catalogNumber")
        try:
            existing = _existing(session, met, mark, number)
        except Conflict as error:
            received.problems.append(Problem(record.key, error.message, error.hint))
            continue
        if existing is not None:
            _meet(session, existing, record.key, mark, values, plan, received)
        elif number is not None and number in plan.numbers:
            why = f"Catalogue number {number!r} stands in the archive twice; this row was left out."
            received.problems.append(Problem(record.key, why, "Give each specimen its own number."))
        else:
            plan.new.append((mark, values))
            received.new += 1
        if number is not None:
            plan.numbers.add(number)
    return plan


def _row(record: ImportedRecord) -> tuple[ImportedRecord, str, dict[str, str]]:
    """A record of the archive with what it is remembered by, and its values as they may be kept."""
    known = darwin_core()
    values = {term: kept for term, value in record.values.items() if term in known and (kept := clean(value))}
    return record, _mark(record.key, values), values


def _mark(key: str, values: Mapping[str, str]) -> str:
    """What a row is remembered by. A row number, or an archive's own `1`, says nothing in another archive: where
    nothing else names the specimen the row's content is added, so that only the same row again is the same."""
    named = _is_worldwide(key) or "catalogNumber" in values
    if named or key in (values.get("occurrenceID"), values.get("materialEntityID")):
        return key
    return f"{key} {sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]}"


def _existing(session: Session, met: Met, mark: str, number: str | None) -> str | None:
    """The record that came from this row before, or that has its catalogue number; raises Conflict if several have.

    Of two archives that count their rows from 1 the numbers decide.
    """
    known = met.marked(mark)
    if number is None or (known is not None and _is_worldwide(mark)):
        return known
    numbered = met.numbered(number)
    if numbered is None and known is not None and history.current_value(session, known, "catalogNumber"):
        return None
    return numbered or known


def _is_worldwide(key: str) -> bool:
    """Whether an identifier is made to be unique in the world: a UUID, URN, address or `INST:COLL:123`."""
    return bool(_WORLDWIDE.search(key))


def _meet(
    session: Session,
    existing: str,
    key: str,
    mark: str,
    values: Mapping[str, str],
    plan: _Plan,
    received: Received,
) -> None:
    current = history.current_values(session, existing)
    ours = {term: change.value for term, change in current.items()}
    merged = merge({}, ours, values)
    for term, sides in merged.conflicts.items():
        what = f"{term} is {sides.ours!r} here and {sides.theirs!r} in the archive; ours was kept."
        received.conflicts.append(Problem(key, what))
    # A field that a person said to be empty or unreadable is in `ours` without a value, and stays theirs.
    fresh = {term: value for term, value in merged.merged.items() if term not in ours and value is not None}
    received.met += bool(fresh)
    received.unchanged += not fresh
    plan.met.append((existing, mark, fresh))


def _carry_out(
    session: Session,
    plan: _Plan,
    collection: str,
    operator: str,
    archive: str,
    received: Received,
    *,
    index_later: bool,
) -> None:
    collection_id = catalogue.ensure_collection(session, collection)
    if received.batch is None:
        received.batch = batches.new_batch(session, f"import of {archive}", operator, SourceKind.IMPORT)
    source = Source(SourceKind.IMPORT, archive)
    bulk.new_materials_bulk(
        session,
        collection_id,
        [values for _, values in plan.new],
        source=source,
        operator=operator,
        batch=received.batch,
        marks=[key for key, _ in plan.new],
        index_later=index_later,
    )
    fresh = [(material, values) for material, _, values in plan.met if values]
    bulk.set_values_bulk(session, fresh, source=source, operator=operator, batch=received.batch)
    for material, key, _ in plan.met:
        catalogue.remember_import(session, material, key, source=source, operator=operator, batch=received.batch)


def _reader_for(bench: Workbench, archive: Path) -> Reader:
    if not archive.exists():
        raise BadInput(f"{archive} is not there.", "Check the name; nothing was imported.")
    if not archive.is_file() and not archive.is_dir():  # opening a named pipe would wait for ever
        raise BadInput(f"{archive} is neither a file nor a folder.", "Check the name; nothing was imported.")
    try:
        for make in bench.parts.readers:
            reader = make()
            if reader.accepts(archive):
                return reader
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        raise BadInput(f"{archive.name} could not be read: {why}.", "Check the file and your rights.") from error
    raise BadInput(
        f"{archive.name} is neither a Darwin Core Archive nor a table of records.",
        "Give a .zip with a meta.xml, or a CSV whose first line names Darwin Core terms.",
    )
