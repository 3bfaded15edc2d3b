"""Questions to the catalogue, written once: lists, pages, counts, what was published, what has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, column, func, literal_column, select, table

from curatorbench.domain.errors import BadInput
from curatorbench.domain.record import RecordPage, RecordStatus, RecordSummary, Source, SourceKind
from curatorbench.domain.terms import term_name
from curatorbench.models import assets, history, readings, searched, word_layout
from curatorbench.models.keys import material_key
from curatorbench.models.published import published
from curatorbench.models.store import Session
from curatorbench.models.tables.history import Accepted, Batch, Change
from curatorbench.models.tables.opinions import CurrentOpinion, Reading
from curatorbench.models.tables.people import Operator
from curatorbench.models.tables.pictures import Asset, AssetSubject
from curatorbench.models.tables.things import Collection, MaterialEntity

__all__ = [
    "RecordChange", "changes_since", "count_by", "page", "published", "status_counts", "summaries", "word_count",
]  # fmt: skip

_SEARCH = table("record_search", column("rowid"))
_YEARS = re.compile(r"\s*(\d{4})\s*(?:[-/–]\s*(\d{4})\s*)?\Z")
# What people call a filter -> the term it asks for.
_ALIASES = {"state": "stateProvince", "taxon": "taxon", "collector": "recordedBy", "number": "catalogNumber"}
_COVER = (
    select(Asset.sha256)
    .join(AssetSubject, AssetSubject.asset_id == Asset.id)
    .where(AssetSubject.material_id == MaterialEntity.id)
    .order_by(AssetSubject.id)
    .limit(1)
    .scalar_subquery()
)
_SUMMARY: Select[Any] = select(
    MaterialEntity.material_entity_id,
    Collection.code,
    MaterialEntity.catalog_number,
    MaterialEntity.scientific_name,
    MaterialEntity.status,
    _COVER,
).join(Collection, Collection.id == MaterialEntity.collection_id)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One entry of the outbox. `seq` orders all; `subject` names what was changed where it is no record."""

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
    detail: str | None


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

    `text`: all words must be in the accepted values, the last may be the beginning of one. `filters` by
    country, state, county, year (`1951` or `1950-1959`), collector and taxon (words, as `text` does), collection
    (its code), or any Darwin Core term (the whole value; case does not count).

    Raises BadInput for a filter that is none of these, NotFound if `after` is no record.
    """
    query = _matching(_SUMMARY, text, filters or {}, status)
    if after is not None:
        last = after if isinstance(after, str) else after.material_entity_id
        query = query.where(MaterialEntity.id > material_key(session, last).id)
    rows = session.execute(query.order_by(MaterialEntity.id).limit(limit))
    return [_summary(row) for row in rows]


def page(session: Session, material_id: str) -> RecordPage:
    """Everything about one record that a screen shows. Raises NotFound."""
    key = material_key(session, material_id).id
    row = session.execute(_SUMMARY.where(MaterialEntity.id == key)).one()
    images = assets.assets_of(session, material_id)
    return RecordPage(
        _summary(row),
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
    """How many matching records have each value of a term, most first; None stands for those without a value.

    Values of the searched columns that differ in case only are counted as one. Raises BadInput.
    """
    value = _value_of(_ALIASES.get(term, term))
    query = _matching(select(value, func.count()).select_from(MaterialEntity), text, filters or {}, status)
    group = _not_by_index(value) if text or filters or status else value
    rows = session.execute(query.group_by(group).order_by(func.count().desc(), value))
    return [(None if found is None else str(found), number) for found, number in rows]


def status_counts(session: Session) -> dict[str, int]:
    """How many records have each status, in the order of the statuses."""
    rows = session.execute(
        select(MaterialEntity.status, func.count())
        .where(MaterialEntity.merged_into_id.is_(None))
        .group_by(MaterialEntity.status)
    )
    counted: dict[str, int] = {row[0]: row[1] for row in rows}
    return {status.value: counted.get(status.value, 0) for status in RecordStatus}


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
            Change.detail,
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


def _matching(
    query: Select[Any], text: str | None, filters: Mapping[str, str], status: RecordStatus | None
) -> Select[Any]:
    query = query.where(MaterialEntity.merged_into_id.is_(None))
    if status is not None:
        query = query.where(MaterialEntity.status == status.value)
    words = [searched.match(text)] if text and text.strip() else []
    for name, wanted in filters.items():
        if name in ("collector", "taxon"):
            words.append(searched.match(wanted, name))
        else:
            query = _filtered(query, name, wanted)
    return _with_words(query, words)


def _with_words(query: Select[Any], words: list[str | None]) -> Select[Any]:
    """Let the full-text index lead: it finds rows in the order of their keys, so that a page needs no sorting."""
    if None in words:
        return query.where(literal_column("0"))
    if not words:
        return query
    found = _SEARCH.c.rowid == MaterialEntity.id
    sought = literal_column("record_search.record_search").op("MATCH")(" AND ".join(f"({word})" for word in words))
    return query.join(_SEARCH, and_(found, sought))


def _filtered(query: Select[Any], name: str, wanted: str) -> Select[Any]:
    if name == "year":
        return query.where(*_in_years(wanted))
    if name in ("collection", "collectionCode"):
        collection = select(Collection.id).where(Collection.code == wanted)
        return query.where(MaterialEntity.collection_id.in_(collection))
    if _ALIASES.get(name, name) == "catalogNumber":
        return query.where(MaterialEntity.catalog_key == searched.catalog_key(wanted))
    return query.where(
        func.lower(_value_of(name)) == wanted.lower() if not _column(name) else _value_of(name) == wanted
    )


def _in_years(wanted: str) -> tuple[ColumnElement[bool], ...]:
    found = _YEARS.match(wanted)
    if not found:
        raise BadInput(f"{wanted!r} is neither a year nor a range of years.", "Write 1951 or 1950-1959.")
    first, last = int(found[1]), int(found[2] or found[1])
    return MaterialEntity.year <= last, MaterialEntity.last_year >= first


def _column(name: str) -> str | None:
    return searched.COLUMNS.get(_ALIASES.get(name, name))


def _value_of(name: str) -> ColumnElement[Any]:
    """The column that repeats a term's accepted value, or the value in the record's document."""
    if name == "year":
        return MaterialEntity.__table__.c.year
    if repeated := _column(name):
        return MaterialEntity.__table__.c[repeated]
    path = f'$."{term_name(_ALIASES.get(name, name))}"'
    document = select(Accepted.document).where(Accepted.material_id == MaterialEntity.id).scalar_subquery()
    return func.json_extract(document, literal_column(f"'{path}'"))


def _not_by_index(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, to group by after a filter: else SQLite walks the index of all records to group them."""
    return literal_column(f"+{value.table.name}.{value.name}") if isinstance(value, Column) else value


def _summary(row: Any) -> RecordSummary:
    identifier, collection, number, name, status, cover = row
    return RecordSummary(identifier, collection, number, name, RecordStatus(status), cover)
