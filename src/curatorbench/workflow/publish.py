"""Publishing: accepted values leave the house as an archive; nothing that is withheld does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.publication import Problem
from curatorbench.models import catalogue, explore
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
    collection: str | None = None,
    only_approved: bool = False,
    progress: Progress = silent,
) -> Published:
    """Write one collection's records (the only one, unless named) to `out`, whole or not at all, and read it back."""
    if format not in bench.parts.writers:
        raise BadInput(f"{format!r} is no format we write.", f"Use one of {', '.join(bench.parts.writers)}.")
    writer = bench.parts.writers[format]()
    out = target(bench.workspace, out)
    with bench.workspace.store.read() as session:
        collection_id = _choose(catalogue.collections(session), collection)
        dataset = catalogue.describe_collection(session, collection_id)
        records = explore.published(session, collection_id, only_approved)
        count = writer.write(dataset, records, out, progress)
    check = bench.parts.checks.get(format)
    return Published(count, check(out) if check else ())


def _choose(collections: list[tuple[str, str]], code: str | None) -> str:
    matching = [identifier for identifier, known in collections if code is None or known == code]
    if len(matching) == 1:
        return matching[0]
    known = ", ".join(known for _, known in collections) or "none"
    what = f"There is no collection {code!r}" if code else "Which collection to export is not clear"
    raise BadInput(f"{what} in this workspace.", f"Name one with --collection; there are: {known}.")
