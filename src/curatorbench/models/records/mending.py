"""What mending asks of records: what they show, what their images say, who has a number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from curatorbench.domain.errors import Conflict, NotFound
from curatorbench.domain.record import RecordStatus
from curatorbench.domain.terms import VERBATIM_OF
from curatorbench.models.history.content import Link
from curatorbench.models.history.facts import outside
from curatorbench.models.history.links import KINDS
from curatorbench.models.opinions import readings
from curatorbench.models.records.identifications import name_text
from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session
from curatorbench.models.tables.pictures import Asset, AssetSubject
from curatorbench.models.tables.things import LISTED, Collection, MaterialEntity, StorageUnit

Saying = tuple[str, str]  # a term and its value
NO_NUMBER = "(no number)"

_Into = aliased(MaterialEntity)
_STANDING = (
    select(
        MaterialEntity.id,
        MaterialEntity.material_entity_id,
        MaterialEntity.catalog_number,
        MaterialEntity.status,
        Collection.collection_id,
        StorageUnit.storage_unit_id,
        MaterialEntity.object_quantity,
        MaterialEntity.kind,
        MaterialEntity.category,
        MaterialEntity.retired,
        _Into.material_entity_id,
    )
    .join(Collection, Collection.id == MaterialEntity.collection_id)
    .outerjoin(StorageUnit, StorageUnit.id == MaterialEntity.storage_unit_id)
    .outerjoin(_Into, _Into.id == MaterialEntity.merged_into_id)
    .where(MaterialEntity.material_entity_id == bindparam("identifier"))
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as mending finds it; all but `key` are what the outside knows."""

    key: int
    material_entity_id: str
    catalog_number: str | None
    status: RecordStatus
    collection_id: str
    storage_unit: str | None
    quantity: int
    kind: str
    category: str
    retired: bool
    merged_into: str | None

    @property
    def label(self) -> str:
        """What people call it."""
        return self.catalog_number or NO_NUMBER


@dataclass(frozen=True, slots=True)
class Shown:
    """An image (or, with `region`, a part of it) that shows a record's thing."""

    asset: str
    sha256: str
    region: int | None
    role: str


def look(session: Session, material_id: str) -> Standing:
    """A record, retired or not. Raises NotFound."""
    row = session.execute(_STANDING, {"identifier": material_id}).first()
    if row is None:
        raise NotFound(f"There is no record {material_id}.", "List the records to see which there are.")
    key, identifier, number, status, *rest = row
    return Standing(key, identifier, number, RecordStatus(status), *rest)


def standing(session: Session, material_id: str) -> Standing:
    """A record that can be mended. Raises NotFound, or Conflict if it was merged into another one or withdrawn."""
    found = look(session, material_id)
    if found.retired:
        into = f"merged into {look(session, found.merged_into).label}" if found.merged_into else "withdrawn"
        raise Conflict(f"Record {found.label} was {into}.", "Take that back first, or use the other record.")
    return found


def shown(session: Session, key: int) -> list[Shown]:
    """The images of a record, in the order in which they came."""
    rows = session.execute(
        select(Asset.media_id, Asset.sha256, AssetSubject.region_id, AssetSubject.role)
        .join(AssetSubject, AssetSubject.asset_id == Asset.id)
        .where(AssetSubject.material_id == key)
        .order_by(AssetSubject.id)
    )
    return [Shown(*row) for row in rows]


def sayings(session: Session, material_id: str) -> dict[str, set[Saying]]:
    """What each image (SHA-256) of a record suggests for it, the wording of the label included."""
    said: dict[str, set[Saying]] = defaultdict(set)
    for suggestion in readings.suggestions_for(session, material_id):
        said[suggestion.asset_sha256].add((suggestion.term, suggestion.value))
        if as_written := VERBATIM_OF.get(suggestion.term):
            said[suggestion.asset_sha256].add((as_written, suggestion.verbatim))
    return said


def holder(session: Session, collection_id: str, number: str) -> str | None:
    """The record that has the catalogue number in a collection, exactly so; None if it is free."""
    return session.scalar(
        select(MaterialEntity.material_entity_id)
        .join(Collection, Collection.id == MaterialEntity.collection_id)
        .where(
            Collection.collection_id == collection_id,
            MaterialEntity.catalog_number == number,
            LISTED,
        )
    )


def links_of(session: Session, key: int, kind: str, *, to_it: bool = False) -> list[tuple[str, Link]]:
    """(materialEntityID of the record that has it, link) for all links of a kind of a record, in their order.

    With `to_it` those of other records that lead to it (only relations do).
    """
    return [
        (owner, Link(kind, dict(zip(KINDS[kind].columns, cells, strict=True))))
        for owner, *cells in driver(session).execute(_links(kind, to_it), (key,))
    ]


@cache
def _links(kind: str, to_it: bool) -> str:
    said = KINDS[kind]
    columns = ", ".join(outside("l", column, refers) for column, refers in said.columns.values())
    owner = outside("l", said.owner, ("material_entity", "material_entity_id"))
    wanted = said.columns["related"][0] if to_it else said.owner
    return f"SELECT {owner}, {columns} FROM {said.table} AS l WHERE l.{wanted} = ? ORDER BY l.id"  # noqa: S608 - own names


def link_text(session: Session, link: Link) -> str:
    """A link as people read it: the image's SHA-256, the name determined, `holotype of NAME`, `kind NUMBER` ..."""
    said = link.values
    if link.kind == "image":
        return sha256_of(session, str(said["asset"]))
    if link.kind == "relation":
        return f"{said['kind']} {look(session, str(said['related'])).label}"
    if link.kind == "identification":
        return str(said["scientific_name"] or said["verbatim_identification"])
    if link.kind == "type":
        return f"{said['type_status']} of {name_text(session, str(said['name']))}"
    if link.kind == "assertion":
        return f"{said['assertion_type']}: {said['value']}"
    return str(said["identifier"])


def sha256_of(session: Session, asset: str) -> str:
    """The content of an image, by its identifier."""
    return session.scalars(select(Asset.sha256).where(Asset.media_id == asset)).one()
