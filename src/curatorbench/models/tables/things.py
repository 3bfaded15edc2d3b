"""Things: collections, where they are kept, what is in them and how the things belong together."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ColumnElement, Index, Integer, Text, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.domain.record import RecordStatus
from curatorbench.models.tables.base import Base, Guid, Key, among, exactly_one, to

# Compared and counted without regard to case.
FOLDED = Text(collation="NOCASE")

SEARCHED = (
    "catalog_number", "scientific_name", "family", "genus", "recorded_by", "event_date", "country", "state_province",
    "county",
)  # fmt: skip


def _searched(*columns: str) -> Index:
    """An index to count and sort by. A condition on another column would make SQLite look at every record: so it
    is of those that have a value, and what lists leave out has none (`models.history.searched`)."""
    first = columns[0]
    return Index(f"ix_material_entity_{first}", *columns, sqlite_where=text(f"{first} IS NOT NULL"))


IDENTIFIED = ("material_id", "occurrence_id", "event_id", "agent_id", "asset_id", "name_id")


def _identifies(column: str) -> Index:
    """An identifier is one thing's once; the index holds nothing of the other kinds of things."""
    said = (column, "identifier_type", "identifier")
    return Index(f"uq_identifier_{column}", *said, unique=True, sqlite_where=text(f"{column} IS NOT NULL"))


# What lists, counts and searches are of, and what they leave out. Literals, so that SQLite sees that its partial
# indexes will do: `retired IS 0`, as SQLAlchemy writes `is_(False)`, is not `retired = 0` to it.
LISTED: ColumnElement[bool] = literal_column("material_entity.retired = 0")
RETIRED: ColumnElement[bool] = literal_column("material_entity.retired = 1")


def in_collection(key: int) -> ColumnElement[bool]:
    """Of a collection that must not lead: SQLite, which keeps no statistics here, takes the index of all records of a
    collection for a narrow one. The plus hides the column from it."""
    return literal_column("+material_entity.collection_id", Integer()) == key


class Collection(Base):
    """A collection with what its published metadata say. `contacts` is a JSON list of {name, email, role}."""

    __tablename__ = "collection"
    __table_args__ = (UniqueConstraint("institution_code", "code"),)
    id: Mapped[Key]
    collection_id: Mapped[Guid]
    code: Mapped[str]
    institution_code: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    rights_holder: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    contacts: Mapped[str] = mapped_column(default="[]")


class StorageUnit(Base):
    """A node of the tree room, cabinet, drawer, tray, folder. `position` orders the children of one parent.

    `identifier` is what is on it to be scanned, such as a drawer's barcode. One that is `retired` was deleted.
    """

    __tablename__ = "storage_unit"
    __table_args__ = (
        Index(
            "uq_storage_unit_identifier",
            "identifier",
            unique=True,
            sqlite_where=text("identifier IS NOT NULL AND retired = 0"),
        ),
        among("kind", ("building", "room", "cabinet", "shelf", "drawer", "tray", "box", "folder", "jar")),
        CheckConstraint("parent_id <> id", name="not_in_itself"),
    )
    id: Mapped[Key]
    storage_unit_id: Mapped[Guid]
    parent_id: Mapped[int | None] = to("storage_unit", index=True)
    collection_id: Mapped[int | None] = to("collection", index=True)
    kind: Mapped[str]
    name: Mapped[str]
    identifier: Mapped[str | None]
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class HoldingCount(Base):
    """How many things a unit holds, digitized or not: opinions with a date, never overwritten."""

    __tablename__ = "holding_count"
    __table_args__ = (among("method", ("counted", "estimated")), CheckConstraint("number >= 0", name="number"))
    id: Mapped[Key]
    storage_unit_id: Mapped[int] = to("storage_unit", index=True)
    number: Mapped[int]
    method: Mapped[str]
    counted_on: Mapped[str]
    operator_id: Mapped[int] = to("operator")
    remarks: Mapped[str] = mapped_column(default="")


class MaterialEntity(Base):
    """A specimen, lot, slide, extract, notebook page or photograph: what a record is about.

    The columns from `catalog_number` on are what lists are searched and counted by. They repeat
    accepted values and are kept in step by `models.history.changes`, and by `models.history.bulk` for new ones.
    `catalog_key` is the number without spaces, commas and case. `year` and `last_year` bound the event date. A record
    that is `retired` is left out of lists and counts: its making was taken back, or `merged_into_id` leads to the
    record that it turned out to be.
    """

    __tablename__ = "material_entity"
    __table_args__ = (
        among("status", RecordStatus),
        CheckConstraint("object_quantity > 0", name="object_quantity"),
        CheckConstraint("merged_into_id IS NULL OR retired = 1", name="merged_into_id"),
        Index(
            "uq_material_entity_catalog_number",
            "collection_id",
            "catalog_number",
            unique=True,
            sqlite_where=text("catalog_number IS NOT NULL AND retired = 0"),
        ),
        Index("ix_material_entity_catalog_key", "catalog_key", sqlite_where=text("catalog_key IS NOT NULL")),
        Index("ix_material_entity_collection_id_status", "collection_id", "status"),
        Index(
            "ix_material_entity_storage_unit_id",
            "storage_unit_id",
            sqlite_where=text("storage_unit_id IS NOT NULL AND retired = 0"),
        ),
        Index("ix_material_entity_merged_into_id", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
        Index("ix_material_entity_status", "status", sqlite_where=text("retired = 0")),
        Index("ix_material_entity_modified", "modified", sqlite_where=text("retired = 0")),
        Index("ix_material_entity_numberless", "id", sqlite_where=text("catalog_number IS NULL AND retired = 0")),
        Index("ix_material_entity_retired", "id", sqlite_where=text("retired = 1")),
        *(_searched(column) for column in SEARCHED),
        _searched("year", "last_year"),
    )
    id: Mapped[Key]
    material_entity_id: Mapped[Guid]
    collection_id: Mapped[int] = to("collection")
    storage_unit_id: Mapped[int | None] = to("storage_unit")
    category: Mapped[str] = mapped_column(default="preserved")
    kind: Mapped[str] = mapped_column(default="specimen")
    object_quantity: Mapped[int] = mapped_column(default=1)
    status: Mapped[str]
    revision: Mapped[int] = mapped_column(default=0)
    modified: Mapped[str]
    merged_into_id: Mapped[int | None] = to("material_entity")
    retired: Mapped[bool] = mapped_column(default=False)
    catalog_number: Mapped[str | None]
    catalog_key: Mapped[str | None]
    scientific_name: Mapped[str | None] = mapped_column(FOLDED)
    family: Mapped[str | None] = mapped_column(FOLDED)
    genus: Mapped[str | None] = mapped_column(FOLDED)
    event_date: Mapped[str | None]
    recorded_by: Mapped[str | None] = mapped_column(FOLDED)
    country: Mapped[str | None] = mapped_column(FOLDED)
    state_province: Mapped[str | None] = mapped_column(FOLDED)
    county: Mapped[str | None] = mapped_column(FOLDED)
    year: Mapped[int | None]
    last_year: Mapped[int | None]


class MaterialRelation(Base):
    """How two things belong together; read `subject` is `kind` of `related`."""

    __tablename__ = "material_relation"
    __table_args__ = (
        UniqueConstraint("subject_id", "kind", "related_id"),
        among("kind", ("part of", "derived from", "same sheet", "hosted on", "same individual", "duplicate of")),
        CheckConstraint("subject_id <> related_id", name="not_to_itself"),
    )
    id: Mapped[Key]
    subject_id: Mapped[int] = to("material_entity")
    kind: Mapped[str]
    related_id: Mapped[int] = to("material_entity", index=True)


class Identifier(Base):
    """Another identifier of something: an older number, a GenBank accession, an ORCID, a Wikidata item."""

    __tablename__ = "identifier"
    __table_args__ = (
        exactly_one(*IDENTIFIED),
        Index("ix_identifier_identifier", "identifier"),
        *(_identifies(column) for column in IDENTIFIED),
    )
    id: Mapped[Key]
    identifier: Mapped[str]
    identifier_type: Mapped[str] = mapped_column(default="")
    material_id: Mapped[int | None] = to("material_entity")
    occurrence_id: Mapped[int | None] = to("occurrence")
    event_id: Mapped[int | None] = to("event")
    agent_id: Mapped[int | None] = to("agent")
    asset_id: Mapped[int | None] = to("asset")
    name_id: Mapped[int | None] = to("name")
