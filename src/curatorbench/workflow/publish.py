"""Publishing: accepted values leave the house as an archive; nothing that is withheld does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.publication import Problem
from curatorbench.domain.publishing import Obstacle, Publication, Readiness
from curatorbench.domain.record import RecordSummary
from curatorbench.models.finding import explore, listing, publications
from curatorbench.models.records import catalogue
from curatorbench.models.store import durable
from curatorbench.workflow.names import storable
from curatorbench.workflow.targets import target
from curatorbench.workflow.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Published:
    """How many records were written, and what a reader of the archive would stumble over."""

    records: int
    problems: tuple[Problem, ...]


def export(
    bench: Workbench,
    format: str,
    out: Path,
    *,
    operator: str,
    collection: str | None = None,
    only_approved: bool = False,
    only_complete: bool = False,
    progress: Progress = silent,
) -> Published:
    """Write one collection's records (the only one, unless named) to `out`, whole or not at all, and read it back.

    `only_complete` leaves out what has no name or no number. That it was written is remembered.
    """
    if format not in bench.parts.writers:
        raise BadInput(f"{format!r} is no format we write.", f"Use one of {', '.join(bench.parts.writers)}.")
    writer = bench.parts.writers[format]()
    out = target(bench.workspace, out)
    if out.parent == folder(bench):
        with durable.Sentence("The folder for archives could not be made"):
            out.parent.mkdir(exist_ok=True)
    with bench.workspace.store.read() as session:
        collection_id = _choose(catalogue.collections(session), collection)
        dataset = catalogue.describe_collection(session, collection_id)
        held = publications.newest_change(session)
        records = explore.published(session, collection_id, only_approved, only_complete)
        count = writer.write(dataset, records, out, progress)
    check = bench.parts.checks.get(format)
    problems = check(out) if check else ()
    written = Publication(format, storable(str(out)), count, only_approved, operator)
    if not bench.workspace.store.is_read_only:  # a workspace on a disc can be published, and remembers nothing
        with bench.workspace.store.write() as session:
            publications.remember(session, collection_id, written, held)
    return Published(count, problems)


def folder(bench: Workbench) -> Path:
    """Where archives are written unless a person says otherwise; made when the first is."""
    return bench.workspace.root / "archives"


def readiness(bench: Workbench, code: str, *, only_approved: bool) -> Readiness:
    """How far the collection of that code is from leaving the house. Raises BadInput if there is none."""
    with bench.workspace.store.read() as session:
        collection = _choose(catalogue.collections(session), code)
        return publications.readiness(session, collection, only_approved=only_approved)


def held_up(
    bench: Workbench, code: str, obstacle: Obstacle, *, only_approved: bool, limit: int = 500
) -> list[RecordSummary]:
    """The first records that meet an obstacle, in the order of capture."""
    with bench.workspace.store.read() as session:
        collection = _choose(catalogue.collections(session), code)
        keys = publications.held_up(session, collection, obstacle, only_approved=only_approved, limit=limit)
        return [row.summary for row in listing.rows(session, keys, ())]


def _choose(collections: list[tuple[str, str]], code: str | None) -> str:
    matching = [identifier for identifier, known in collections if code is None or known == code]
    if len(matching) == 1:
        return matching[0]
    known = ", ".join(known for _, known in collections) or "none"
    what = f"There is no collection {code!r}" if code else "Which collection to export is not clear"
    raise BadInput(f"{what} in this workspace.", f"Name one with --collection; there are: {known}.")
