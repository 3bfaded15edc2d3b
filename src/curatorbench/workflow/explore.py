"""Exploring: what is in the catalogue, asked in the terms of the field."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from curatorbench.domain.found import Row, View
from curatorbench.domain.question import Question
from curatorbench.domain.reading import Reading
from curatorbench.domain.record import FieldChange, RecordPage, RecordStatus, RecordSummary
from curatorbench.domain.steps import RecordStep
from curatorbench.models.finding import explore, facets, listing
from curatorbench.models.finding import views as saved
from curatorbench.models.history import history, searched
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.workflow import learn
from curatorbench.workflow.workbench import Workbench

PAGE = 200
# Longest sides, in pixels, of the pictures that screens show: in a list, and beside a form.
LISTED_AT, SHOWN_AT = 256, 2400
_EVERYTHING = Question()


def keys(bench: Workbench, question: Question = _EVERYTHING, limit: int | None = None) -> array[int]:
    """The local keys (64-bit) of all records that a question is about, or of the first `limit`, in its order.

    Records of the same value follow each other in the order of capture (from the last one, where `descending`).
    Raises BadInput for a filter or sort that there is not, NotFound for an unknown batch.
    """
    with bench.workspace.store.read() as session:
        return listing.keys(session, question, limit)


def rows(bench: Workbench, keys: Sequence[int], columns: Sequence[str] = ()) -> list[Row]:
    """The records of `keys`, in that order, with their values of `columns`: Darwin Core terms, or one of `status`,
    `modified`, `genus`, `year`, `collection`, `kind`, `quantity`, `storage` (the unit's path). Unknown keys are left
    out. Raises BadInput."""
    with bench.workspace.store.read() as session:
        return listing.rows(session, keys, columns)


def facet(
    bench: Workbench, name: str, question: Question = _EVERYTHING, limit: int | None = None
) -> list[tuple[str | None, int]]:
    """How many records of a question have each value of `name` (a term, `status`, `genus`, `year`, `decade`,
    `collection`, `batch`, `storage`), most first; None stands for those without. `models.finding.facets` says more."""
    with bench.workspace.store.read() as session:
        return facets.facet(session, name, question, limit)


def ids_of(bench: Workbench, keys: Sequence[int]) -> list[str]:
    """The materialEntityIDs of local keys, in order; unknown keys are left out."""
    with bench.workspace.store.read() as session:
        return listing.ids_of(session, keys)


def keys_of(bench: Workbench, material_ids: Sequence[str]) -> array[int]:
    """The local keys of materialEntityIDs, in order; unknown ones are left out."""
    with bench.workspace.store.read() as session:
        return listing.keys_of(session, material_ids)


def unindexed(bench: Workbench) -> int:
    """How many records words cannot find yet, because an import left them to be indexed by a job."""
    with bench.workspace.store.read() as session:
        return searched.pending_count(session)


def views(bench: Workbench) -> list[View]:
    """Every saved view, by name."""
    with bench.workspace.store.read() as session:
        return saved.views(session)


def view(bench: Workbench, name: str) -> View:
    """The saved view of that name; raises NotFound."""
    with bench.workspace.store.read() as session:
        return saved.view(session, name)


def save_view(bench: Workbench, view: View, operator: str) -> None:
    """Keep a view under its name, in place of an older one; raises BadInput if it makes no sense."""
    with bench.workspace.store.write() as session:
        saved.save(session, view, operator)


def delete_view(bench: Workbench, name: str) -> None:
    """Forget a saved view; raises NotFound."""
    with bench.workspace.store.write() as session:
        saved.remove(session, name)


def records(
    bench: Workbench,
    *,
    text: str | None = None,
    filters: Mapping[str, str] | None = None,
    status: RecordStatus | None = None,
    after: RecordSummary | None = None,
    limit: int = PAGE,
) -> list[RecordSummary]:
    """The next `limit` records after one, in a stable order; `filters` by country, year, collector, taxon."""
    with bench.workspace.store.read() as session:
        return explore.summaries(
            session, text=text, filters=dict(filters or {}), status=status, after=after, limit=limit
        )


def every_record(
    bench: Workbench, *, text: str | None = None, filters: Mapping[str, str] | None = None
) -> Iterator[RecordPage]:
    """Every record that matches, one by one, so that no transaction stays open."""
    return answers(bench, asked(text, filters))


def answers(bench: Workbench, question: Question) -> Iterator[RecordPage]:
    """Everything about every record that a question is about, in its order, one by one."""
    found = keys(bench, question)
    for first in range(0, len(found), PAGE):
        for material in ids_of(bench, found[first : first + PAGE]):
            yield page(bench, material)


def asked(text: str | None, filters: Mapping[str, str] | None, within: Question | None = None) -> Question:
    """The question for words (each whole, but the last perhaps unfinished) and filters, within another if given."""
    return explore.question(text, filters, within=within)


def count_by(
    bench: Workbench, term: str, *, text: str | None = None, filters: Mapping[str, str] | None = None
) -> list[tuple[str | None, int]]:
    """How many matching records have each value of a term, most first; None stands for those without."""
    return facet(bench, term, asked(text, filters))


def page(bench: Workbench, material_id: str) -> RecordPage:
    """Everything about one record, its suggestions as experience sees them; raises NotFound."""
    lens = learn.lens(bench)
    with bench.workspace.store.read() as session:
        found = explore.page(session, material_id)
        return replace(found, suggestions=lens.over(session, material_id, found.suggestions, found.assets))


def changes(bench: Workbench, material_id: str) -> list[FieldChange]:
    """The history of one record's fields, oldest first."""
    with bench.workspace.store.read() as session:
        return history.history(session, material_id)


def steps(bench: Workbench, material_id: str) -> list[RecordStep]:
    """Everything that has happened to a record, oldest first: fields, facts such as status, images and other links."""
    with bench.workspace.store.read() as session:
        return history.steps(session, material_id)


def words(bench: Workbench, sha256: str) -> Reading | None:
    """The newest reading of an image, or None if it was not yet read."""
    with bench.workspace.store.read() as session:
        asset = assets.asset_by_hash(session, sha256)
        return readings.reading_of(session, asset.id) if asset else None


def image(bench: Workbench, sha256: str, longest: int = SHOWN_AT) -> Path:
    """A JPEG of an image, at most `longest` pixels on its longer side; made if no job has made it yet."""
    kept = bench.workspace.derivatives / sha256[:2] / f"{sha256}-{longest}.jpg"
    if not kept.exists():
        # Decoding is loaded on first use: the window opens without it.
        from curatorbench.imaging.derive import derive

        kept.parent.mkdir(parents=True, exist_ok=True)
        derive(bench.workspace.originals.path_of(sha256), kept, longest)
    return kept


def counts(bench: Workbench) -> dict[str, int]:
    """How many records have each status."""
    with bench.workspace.store.read() as session:
        return explore.status_counts(session)


def quarantine(bench: Workbench) -> list[dict[str, str]]:
    """What could not be taken in, with the reason and what to do, oldest first."""
    with bench.workspace.store.read() as session:
        return [{"file": q.file, "reason": q.reason, "hint": q.hint} for q in assets.quarantined(session)]
