"""Questions to the catalogue, written once: lists, pages, counts, what was published, what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordPage, RecordStatus, RecordSummary, Source, SourceKind
from curatorbench.models.finding import facets, listing
from curatorbench.models.finding.facets import status_counts
from curatorbench.models.finding.published import published
from curatorbench.models.history import history
from curatorbench.models.opinions import readings, word_layout
from curatorbench.models.records import assets
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.store import Session
from curatorbench.models.tables.history import Batch, Change
from curatorbench.models.tables.opinions import CurrentOpinion, Reading
from curatorbench.models.tables.people import Operator
from curatorbench.models.tables.things import MaterialEntity

__all__ = [
    "RecordChange", "changes_since", "count_by", "page", "published", "status_counts", "summaries", "word_count",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One entry of the outbox. `seq` orders all; `subject` names what was changed where it is no record; `content` is
    the canonical JSON of `models.history.content`."""

    seq: int
    material_entity_id: str | None
    subject: str | None
    revision: int | None
    kind: str
    action: str
    source: Source
    operator: str
    batch: str | None
    at: str
    content: str


def summaries(
    session: Session,
    *,
    text: str | None = None,
    filters: Mapping[str, str] | None = None,
    status: RecordStatus | None = None,
    after: RecordSummary | str | None = None,
    limit: int = 200,
) -> list[RecordSummary]:
    """The next `limit` records after one (a summary or its materialEntityID), in the order of capture.

    `text`: all words must be in the accepted values, the last may be the beginning of one. `filters` are a Question's.
    Raises BadInput for a filter that there is not, NotFound if `after` is no record.
    """
    last = after.material_entity_id if isinstance(after, RecordSummary) else after
    key = material_key(session, last).id if last is not None else 0
    found = listing.keys(session, question(text, filters, status), limit, after=key)
    return [row.summary for row in listing.rows(session, found, ())]


def page(session: Session, material_id: str) -> RecordPage:
    """Everything about one record that a screen shows. Raises NotFound."""
    key = material_key(session, material_id).id
    (row,) = listing.rows(session, [key], ())
    images = assets.assets_of(session, material_id)
    return RecordPage(
        row.summary,
        history.current_values(session, material_id),
        readings.suggestions_for(session, material_id),
        readings.judgements_of(session, material_id),
        images,
        readings.image_faults(session, images),
    )


def count_by(
    session: Session,
    term: str,
    *,
    text: str | None = None,
    filters: Mapping[str, str] | None = None,
    status: RecordStatus | None = None,
) -> list[tuple[str | None, int]]:
    """How many matching records have each value of a term, most first; None stands for those without a value."""
    return facets.facet(session, term, question(text, filters, status))


def word_count(session: Session) -> int:
    """How many words the current readings of all images have."""
    rows = session.scalars(
        select(Reading.words)
        .join(CurrentOpinion, CurrentOpinion.opinion_id == Reading.opinion_id)
        .where(CurrentOpinion.kind == readings.READING.name)
        .execution_options(yield_per=500)
    )
    return sum(word_layout.count(packed) for packed in rows)


def changes_since(session: Session, after: int = 0, limit: int = 1000) -> list[RecordChange]:
    """The next `limit` entries of the outbox after one, in order."""
    rows = session.execute(
        select(
            Change.seq,
            MaterialEntity.material_entity_id,
            Change.subject,
            Change.revision,
            Change.kind,
            Change.action,
            Change.source_kind,
            Change.source_name,
            Operator.name,
            Batch.batch_id,
            Change.at,
            Change.content,
        )
        .outerjoin(MaterialEntity, MaterialEntity.id == Change.material_id)
        .join(Operator, Operator.id == Change.operator_id)
        .outerjoin(Batch, Batch.id == Change.batch_id)
        .where(Change.seq > after)
        .order_by(Change.seq)
        .limit(limit)
    )
    return [
        RecordChange(seq, material, subject, revision, kind, action, Source(SourceKind(source), name), *rest)
        for seq, material, subject, revision, kind, action, source, name, *rest in rows
    ]


def question(
    text: str | None,
    filters: Mapping[str, str] | None,
    status: RecordStatus | None = None,
    within: Question | None = None,
) -> Question:
    """The question for words (each whole, but the last perhaps unfinished) and filters, within another if given."""
    words = (("words", text),) if text and text.strip() else ()
    base = within or Question()
    return replace(base, filters=(*base.filters, *words, *(filters or {}).items()), status=status or base.status)
