"""Images in the catalogue: which originals there are, what they show, and what could not be taken in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select, true
from sqlalchemy.dialects.sqlite import insert as insert_unless_known
from sqlalchemy.orm import aliased

from curatorbench.domain.errors import NotFound
from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import changes, links
from curatorbench.models.history.batches import new_batch
from curatorbench.models.history.changes import Link, Step
from curatorbench.models.records import catalogue
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import asset_key, batch_key, material_key
from curatorbench.models.store.operators import default_operator
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.originals import Original
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now
from curatorbench.models.tables.pictures import IN_ORDER, SHOWN, Asset, AssetSubject, Quarantine, Sidecar
from curatorbench.models.tables.things import MaterialEntity

_CAPTURE = Source(SourceKind.CAPTURE, "capture")


@dataclass(frozen=True, slots=True)
class StoredAsset:
    """An asset as the catalogue knows it; `width` and `height` in pixels, 0 where not known."""

    id: str
    sha256: str
    size: int
    suffix: str
    original_name: str
    format: str
    width: int
    height: int
    exposure_key: str | None
    device: str | None
    created: str | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that could not be taken in; it lies where it lay."""

    file: str
    reason: str
    hint: str
    noticed: str


def add_asset(
    session: Session,
    original: Original,
    *,
    original_name: str,
    format: str,
    width: int,
    height: int,
    exposure_key: str | None = None,
    device: str | None = None,
    created: str | None = None,
) -> str:
    """Enter a stored original; returns the asset's identifier, that of the known one if its content is known."""
    known = session.scalar(select(Asset.media_id).where(Asset.sha256 == original.sha256))
    if known is not None:
        return known
    identifier = mint()
    session.execute(
        insert(Asset).values(
            media_id=identifier,
            sha256=original.sha256,
            size=original.size,
            suffix=original.suffix,
            original_name=original_name,
            format=format,
            width=width,
            height=height,
            exposure_key=exposure_key,
            device=device,
            created=created,
            taken_in=now(),
        )
    )
    return identifier


def asset_by_hash(session: Session, sha256: str) -> StoredAsset | None:
    """The asset with that content, None if it is not known."""
    row = session.execute(
        select(
            Asset.media_id,
            Asset.sha256,
            Asset.size,
            Asset.suffix,
            Asset.original_name,
            Asset.format,
            Asset.width,
            Asset.height,
            Asset.exposure_key,
            Asset.device,
            Asset.created,
        ).where(Asset.sha256 == sha256)
    ).first()
    return StoredAsset(*row) if row else None


def of_one_exposure(session: Session, asset_id: str) -> tuple[str, ...]:
    """The images of one exposure (a RAW and its JPEG), the given one first. Raises NotFound."""
    key = asset_key(session, asset_id)
    shot = select(Asset.exposure_key).where(Asset.id == key).scalar_subquery()
    others = session.scalars(select(Asset.media_id).where(Asset.exposure_key == shot).order_by(Asset.id))
    return tuple(dict.fromkeys((asset_id, *others)))


def add_sidecar(session: Session, asset_id: str, sidecar_id: str) -> None:
    """The sidecar (itself an asset) says something of the image; twice is once. Raises NotFound."""
    row = {"asset_id": asset_key(session, asset_id), "sidecar_id": asset_key(session, sidecar_id)}
    session.execute(insert_unless_known(Sidecar).values(**row).on_conflict_do_nothing())


def sidecar_of(session: Session, sha256: str) -> str | None:
    """SHA-256 of the newest sidecar of an image."""
    picture, said = aliased(Asset), aliased(Asset)
    found = (
        select(said.sha256)
        .join(Sidecar, Sidecar.sidecar_id == said.id)
        .join(picture, picture.id == Sidecar.asset_id)
        .where(picture.sha256 == sha256)
    )
    return session.scalar(found.order_by(Sidecar.id.desc()).limit(1))


def attach(session: Session, asset_id: str, material_id: str, role: str = "sheet") -> None:
    """The image shows the record's thing; a second call does nothing. Raises NotFound."""
    material = material_key(session, material_id)
    image = Link("image", {"asset": asset_id, "region": None, "role": role})
    if not links.exists(driver(session), material.id, image):
        person = operator_of(session, default_operator(session))
        changes.record(session, material, Step("asset", _CAPTURE, person.key), added=[image])


def assets_of(session: Session, material_id: str) -> tuple[str, ...]:
    """SHA-256 of the record's images, fronts first and then as they came, without those that were replaced by better
    ones. Raises NotFound."""
    key = material_key(session, material_id).id
    found = session.scalars(
        select(Asset.sha256)
        .join(AssetSubject, AssetSubject.asset_id == Asset.id)
        .where(AssetSubject.material_id == key, SHOWN)
        .order_by(*IN_ORDER)
    )
    return tuple(dict.fromkeys(found))


def materials_of(session: Session, sha256: str, *, superseded: bool = False) -> tuple[str, ...]:
    """The records whose things the image shows, in the order in which they were attached; none if it is not known.

    With `superseded` those too for which a better image stands in its place.
    """
    found = session.scalars(
        select(MaterialEntity.material_entity_id)
        .join(AssetSubject, AssetSubject.material_id == MaterialEntity.id)
        .join(Asset, Asset.id == AssetSubject.asset_id)
        .where(Asset.sha256 == sha256, true() if superseded else SHOWN)
        .order_by(AssetSubject.id)
    )
    return tuple(dict.fromkeys(found))


def move_subject(
    session: Session, asset_id: str, from_material: str, to_material: str, operator: str | None = None
) -> None:
    """The image was on the wrong record: it and what it suggests go to the other one.

    Raises NotFound if one of the three is not there or the image is not on the first record.
    """
    asset_key(session, asset_id)
    old, new = material_key(session, from_material), material_key(session, to_material)
    moved = [link for link in catalogue.images_of(session, old.id) if link.values["asset"] == asset_id]
    if not moved:
        raise NotFound(f"Image {asset_id} is not on record {from_material}.", "Look at the record's images.")
    if old.id == new.id:
        return
    person = operator_of(session, operator or default_operator(session))
    source = Source(SourceKind.PERSON, person.name) if operator else _CAPTURE
    batch = batch_key(session, new_batch(session, "image moved", person.name, source.kind))
    step = Step("asset", source, person.key, batch)
    changes.record(session, old, step, removed=moved)
    fresh = [link for link in moved if not links.exists(driver(session), new.id, link)]
    if fresh:
        changes.record(session, new, step, added=fresh)


def add_quarantined(session: Session, file: str, reason: str, hint: str) -> None:
    """Note a file that could not be taken in; the same note twice is one."""
    row = {"file": file, "reason": reason, "hint": hint, "noticed": now()}
    session.execute(insert_unless_known(Quarantine).values(**row).on_conflict_do_nothing())


def quarantined(session: Session) -> list[Quarantined]:
    """What could not be taken in, oldest first."""
    columns = (Quarantine.file, Quarantine.reason, Quarantine.hint, Quarantine.noticed)
    return [Quarantined(*row) for row in session.execute(select(*columns).order_by(Quarantine.id))]
