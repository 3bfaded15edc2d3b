"""Pictures: stored originals and what they show."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.models.tables.base import Base, Guid, Key, among, to

# An image that a better one of the same view has replaced: it stays linked, and is shown only in the record's history.
SUPERSEDED = "superseded"
ROLES = ("sheet", "front", "back", "drawer", "label", "specimen", "page", "other", SUPERSEDED)


class Asset(Base):
    """An original file, stored once under its SHA-256 (hexadecimal, lower case).

    `width` and `height` are of the upright image in pixels, 0 where not known. `exposure_key` is
    the same for all files of one exposure (a RAW and its JPEG). `created` is the camera's clock.
    """

    __tablename__ = "asset"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("size >= 0 AND width >= 0 AND height >= 0", name="measures"),
    )
    id: Mapped[Key]
    media_id: Mapped[Guid]
    sha256: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    suffix: Mapped[str]
    original_name: Mapped[str]
    format: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    exposure_key: Mapped[str | None] = mapped_column(index=True)
    device: Mapped[str | None]
    created: Mapped[str | None]
    taken_in: Mapped[str]


class Sidecar(Base):
    """A file that says something of a picture (XMP), itself an asset that shows nothing. One content may be of many
    pictures; the newest row of a picture counts."""

    __tablename__ = "sidecar"
    __table_args__ = (UniqueConstraint("asset_id", "sidecar_id"),)
    id: Mapped[Key]
    asset_id: Mapped[int] = to("asset")
    sidecar_id: Mapped[int] = to("asset", index=True)


class AssetSubject(Base):
    """An asset, or a region of it, shows a thing. A drawer shows many things, a thing has many pictures."""

    __tablename__ = "asset_subject"
    __table_args__ = (
        among("role", ROLES),
        Index("uq_asset_subject_whole", "asset_id", "material_id", unique=True, sqlite_where=text("region_id IS NULL")),
        Index(
            "uq_asset_subject_region",
            "region_id",
            "material_id",
            unique=True,
            sqlite_where=text("region_id IS NOT NULL"),
        ),
    )
    id: Mapped[Key]
    asset_id: Mapped[int] = to("asset", index=True)
    region_id: Mapped[int | None] = to("region")
    material_id: Mapped[int] = to("material_entity", index=True)
    role: Mapped[str]


SHOWN = AssetSubject.role != SUPERSEDED  # what is an image of a record, wherever one is shown, read or published
# Its front before its back, whichever was taken, or taken anew, last.
IN_ORDER = (AssetSubject.role.in_(("back", "label", "other")), AssetSubject.id)


class Quarantine(Base):
    """A file that could not be taken in, why, and what a person can do. The file itself is left where it is."""

    __tablename__ = "quarantine"
    __table_args__ = (Index("uq_quarantine_file_reason", "file", "reason", unique=True),)
    id: Mapped[Key]
    file: Mapped[str]
    reason: Mapped[str]
    hint: Mapped[str]
    noticed: Mapped[str]
