"""Names apart from what they mean: several opinions on one name stand side by side."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.models.tables.base import Base, Guid, Key, to


class Name(Base):
    """A scientific name as a string; `canonical` is without authorship. No statement on what it means."""

    __tablename__ = "name"
    __table_args__ = (UniqueConstraint("canonical", "authorship", "rank"),)
    id: Mapped[Key]
    name_id: Mapped[Guid]
    canonical: Mapped[str]
    authorship: Mapped[str] = mapped_column(default="")
    rank: Mapped[str] = mapped_column(default="")
    nomenclatural_code: Mapped[str] = mapped_column(default="")
    published_in: Mapped[str] = mapped_column(default="")
    basionym_id: Mapped[int | None] = to("name", index=True)


class Taxon(Base):
    """A concept: a name according to somebody, with a place in a classification."""

    __tablename__ = "taxon"
    __table_args__ = (UniqueConstraint("name_id", "according_to"), CheckConstraint("parent_id <> id", name="parent"))
    id: Mapped[Key]
    taxon_id: Mapped[Guid]
    name_id: Mapped[int] = to("name")
    parent_id: Mapped[int | None] = to("taxon", index=True)
    according_to: Mapped[str] = mapped_column(default="")


class Synonymy(Base):
    """Somebody's opinion that a name is to be called by another. Withdrawn by a later row, never deleted."""

    __tablename__ = "synonymy"
    __table_args__ = (CheckConstraint("name_id <> accepted_id", name="two_names"),)
    id: Mapped[Key]
    name_id: Mapped[int] = to("name", index=True)
    accepted_id: Mapped[int] = to("name", index=True)
    source: Mapped[str]
    opinion_date: Mapped[str] = mapped_column(default="")
    operator_id: Mapped[int] = to("operator")
    withdraws_id: Mapped[int | None] = to("synonymy", index=True)
    made: Mapped[str]


class TypeDesignation(Base):
    """A thing is a type of a name (holotype, isotype, lectotype ...), and where that was published."""

    __tablename__ = "type_designation"
    __table_args__ = (UniqueConstraint("material_id", "name_id", "type_status"),)
    id: Mapped[Key]
    material_id: Mapped[int] = to("material_entity")
    name_id: Mapped[int] = to("name", index=True)
    type_status: Mapped[str]
    source: Mapped[str] = mapped_column(default="")


class Identification(Base):
    """A determination. The name as written stays, whatever name or concept it is linked to.

    `scientific_name`, `identified_by`, `date_identified`, `type_status` and `remarks` are as they stood in the
    record's fields; what stands in the fields now is the accepted one.
    """

    __tablename__ = "identification"
    id: Mapped[Key]
    identification_id: Mapped[Guid]
    material_id: Mapped[int] = to("material_entity", index=True)
    verbatim_identification: Mapped[str]
    scientific_name: Mapped[str] = mapped_column(default="")
    identified_by: Mapped[str] = mapped_column(default="")
    qualifier: Mapped[str] = mapped_column(default="")
    name_id: Mapped[int | None] = to("name", index=True)
    taxon_id: Mapped[int | None] = to("taxon", index=True)
    date_identified: Mapped[str] = mapped_column(default="")
    is_accepted: Mapped[bool] = mapped_column(default=False)
    type_status: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")
