"""Records as they leave the house: streamed, in order, with their images, a fixed number of questions a thousand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, literal_column, select

from curatorbench.domain.publication import PublishedMedia, PublishedRecord
from curatorbench.domain.record import RecordStatus
from curatorbench.models.history import seals
from curatorbench.models.records import identifications
from curatorbench.models.store.keys import collection_key
from curatorbench.models.store.store import Session
from curatorbench.models.tables.history import Accepted
from curatorbench.models.tables.occurrences import Occurrence
from curatorbench.models.tables.pictures import IN_ORDER, SHOWN, Asset, AssetSubject
from curatorbench.models.tables.things import LISTED, MaterialEntity, in_collection

_AT_ONCE = 1000
_COMPLETE = (MaterialEntity.scientific_name.is_not(None), MaterialEntity.catalog_number.is_not(None))
# The keys lead, in their order: by an index of statuses a million documents would be sorted before the first is read.
_STATUS: ColumnElement[str] = literal_column("+material_entity.status", Text())
_NOTHING = seals.document({})


def published(
    session: Session, collection_id: str, only_approved: bool = False, only_complete: bool = False
) -> Iterator[PublishedRecord]:
    """The collection's records in the order of capture, without those withheld. Raises NotFound.

    `only_complete` leaves out those without a scientific name or a catalogue number.

    A record with neither a value nor an image says nothing and is left out: an import that was taken back leaves such.

    `session` must stay open while they are read; it sees one state of the catalogue from first to last.
    """
    collection = collection_key(session, collection_id)
    statuses = (
        [RecordStatus.APPROVED.value]
        if only_approved
        else [status.value for status in RecordStatus if status is not RecordStatus.WITHHELD]
    )
    rows = session.execute(
        select(
            MaterialEntity.id,
            MaterialEntity.material_entity_id,
            Occurrence.occurrence_id,
            Accepted.document,
            MaterialEntity.modified,
            MaterialEntity.object_quantity,
        )
        .join(Occurrence, Occurrence.material_id == MaterialEntity.id)
        .join(Accepted, Accepted.material_id == MaterialEntity.id)
        .where(
            in_collection(collection),
            _STATUS.in_(statuses),
            LISTED,
            *(_COMPLETE if only_complete else ()),
        )
        .order_by(MaterialEntity.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for part in rows.partitions():
        keys = [row[0] for row in part]
        media, earlier = _media(session, keys), identifications.earlier(session, keys)
        for key, material, occurrence, document, modified, quantity in part:
            if document == _NOTHING and not media[key]:
                continue
            values = json.loads(document)
            _say_beside(values, quantity, earlier.get(key, ()))
            yield _record(material, occurrence, values, tuple(media[key]), modified)


def _say_beside(values: dict[str, str], quantity: int, earlier: Sequence[str]) -> None:
    """What is no field of a record but a term of Darwin Core; a field that a person or an archive filled stands."""
    if quantity != 1 and "objectQuantity" not in values:
        values |= {"objectQuantity": str(quantity), "objectQuantityType": "objects"}
    if earlier:
        values.setdefault("previousIdentifications", " | ".join(earlier))


def _record(
    material: str, occurrence: str, values: dict[str, str], media: tuple[PublishedMedia, ...], modified: str
) -> PublishedRecord:
    """A record that was published before it came here keeps the identifiers under which others know it."""
    known_material, known_occurrence = values.pop("materialEntityID", None), values.pop("occurrenceID", None)
    return PublishedRecord(known_material or material, known_occurrence or occurrence, values, media, modified)


def _media(session: Session, materials: Sequence[int]) -> defaultdict[int, list[PublishedMedia]]:
    """The images of the records of one part, by key; `materials` is sorted."""
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(
        select(
            AssetSubject.material_id,
            AssetSubject.role,
            Asset.media_id,
            Asset.sha256,
            Asset.format,
            Asset.created,
            Asset.width,
            Asset.height,
        )
        .join(Asset, Asset.id == AssetSubject.asset_id)
        .where(AssetSubject.material_id.between(materials[0], materials[-1]), SHOWN)
        .order_by(AssetSubject.material_id, *IN_ORDER)
    ).all()
    found: defaultdict[int, list[PublishedMedia]] = defaultdict(list)
    for material, role, identifier, sha256, format, created, width, height in rows:
        if all(known.sha256 != sha256 for known in found[material]):
            found[material].append(
                PublishedMedia(
                    identifier=identifier,
                    sha256=sha256,
                    format=format,
                    title=role,
                    created=created or "",
                    width=width,
                    height=height,
                )
            )
    return found
