"""Receiving: records that others already made, so that a code on a sheet meets the record the museum has.

Every value that comes in passes the one three-way merge, with no common ancestor known: what only the
archive has is taken, what a person here wrote stays, and two different values are a conflict that is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from curatorbench.domain.errors import BadInput
from curatorbench.domain.merge import merge
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.publication import ImportedRecord, Problem
from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.terms import darwin_core
from curatorbench.exchange.port import Reader
from curatorbench.models import catalogue, history
from curatorbench.models.store import Session
from curatorbench.workflow.workbench import Workbench

# Records written in one transaction: short enough that the window never waits for it.
_AT_ONCE = 500


@dataclass(slots=True)
class Received:
    """What became of an archive's records. `conflicts` keep this workspace's value."""

    new: int = 0
    met: int = 0
    unchanged: int = 0
    conflicts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "new": self.new,
            "met": self.met,
            "unchanged": self.unchanged,
            "conflicts": [_problem_json(problem) for problem in self.conflicts],
            "problems": [_problem_json(problem) for problem in self.problems],
        }


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

    One archive is one named batch that can be taken back. Raises BadInput if it cannot be read at all.
    """
    reader = _reader_for(bench, archive)
    received = Received()
    records = reader.read(archive, received.problems)
    batch: str | None = None
    done = 0
    while group := list(islice(records, _AT_ONCE)):
        with bench.workspace.store.read() if dry_run else bench.workspace.store.write() as session:
            collection_id = catalogue.find_collection(session, collection)
            if not dry_run:
                collection_id = catalogue.ensure_collection(session, collection)
                batch = batch or history.new_batch(session, f"import of {archive.name}", operator)
            for record in group:
                _receive_one(session, record, collection_id, operator, batch, archive.name, received)
        done += len(group)
        progress(0.0, f"{done:,} records")
    return received


def _receive_one(
    session: Session,
    record: ImportedRecord,
    collection_id: str | None,
    operator: str,
    batch: str | None,
    archive: str,
    received: Received,
) -> None:
    """Without a batch nothing is written: a dry run."""
    values = {term: value for term, value in record.values.items() if term in darwin_core()}
    number = values.get("catalogNumber")
    existing = None
    if collection_id is not None:
        existing = catalogue.find_imported(session, collection_id, record.key)
        if existing is None and number:
            existing = catalogue.find_by_catalog_number(session, collection_id, number)
    ours = (
        {term: change.value for term, change in history.current_values(session, existing).items()} if existing else {}
    )
    merged = merge({}, ours, values)
    for term, sides in merged.conflicts.items():
        received.conflicts.append(
            Problem(record.key, f"{term} is {sides.ours!r} here and {sides.theirs!r} in the archive; ours was kept.")
        )
    fresh = {term: value for term, value in merged.merged.items() if term not in ours and value is not None}
    if existing is None:
        received.new += 1
    elif fresh:
        received.met += 1
    else:
        received.unchanged += 1
    if batch is None or collection_id is None:
        return
    source = Source(SourceKind.IMPORT, archive)
    material = existing or catalogue.new_material(session, collection_id, source=source, operator=operator)
    catalogue.remember_import(session, material, record.key)
    for term, value in fresh.items():
        history.set_value(session, material, term, value, source=source, operator=operator, batch=batch)


def _reader_for(bench: Workbench, archive: Path) -> Reader:
    if not archive.exists():
        raise BadInput(f"{archive} is not there.", "Check the name; nothing was imported.")
    for make in bench.parts.readers:
        reader = make()
        if reader.accepts(archive):
            return reader
    raise BadInput(
        f"{archive.name} is neither a Darwin Core Archive nor a table of records.",
        "Give a .zip with a meta.xml, or a CSV whose first line names Darwin Core terms.",
    )


def _problem_json(problem: Problem) -> dict[str, str]:
    return {"where": problem.where, "message": problem.message, "hint": problem.hint}
