"""Where and when: occurrences, the events they come from, places and what they were called at the time."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.models.tables.base import Base, Guid, Key, to


class Event(Base):
    """A gathering: one date, one place, one party. `event_date` is ISO 8601, an interval where it was one."""

    __tablename__ = "event"
    id: Mapped[Key]
    event_id: Mapped[Guid]
    parent_id: Mapped[int | None] = to("event", index=True)
    place_id: Mapped[int | None] = to("place", index=True)
    event_date: Mapped[str | None] = mapped_column(index=True)
    verbatim_event_date: Mapped[str | None]
    field_number: Mapped[str | None]
    habitat: Mapped[str | None]
    sampling_protocol: Mapped[str | None]


class Occurrence(Base):
    """An organism at an event; minted together with its material, under an identifier of its own."""

    __tablename__ = "occurrence"
    __table_args__ = (Index("ix_occurrence_event_id", "event_id", sqlite_where=text("event_id IS NOT NULL")),)
    id: Mapped[Key]
    occurrence_id: Mapped[Guid]
    material_id: Mapped[int] = to("material_entity", index=True)
    event_id: Mapped[int | None] = to("event")


class Place(Base):
    """A place. Coordinates are WGS 84 decimal degrees with their uncertainty in metres."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("decimal_latitude BETWEEN -90 AND 90", name="decimal_latitude"),
        CheckConstraint("decimal_longitude BETWEEN -180 AND 180", name="decimal_longitude"),
        CheckConstraint("coordinate_uncertainty > 0", name="coordinate_uncertainty"),
        CheckConstraint("parent_id <> id", name="not_in_itself"),
    )
    id: Mapped[Key]
    place_id: Mapped[Guid]
    parent_id: Mapped[int | None] = to("place", index=True)
    kind: Mapped[str] = mapped_column(default="locality")
    country_code: Mapped[str | None] = mapped_column(index=True)
    decimal_latitude: Mapped[float | None]
    decimal_longitude: Mapped[float | None]
    coordinate_uncertainty: Mapped[float | None]
    minimum_elevation: Mapped[float | None]
    maximum_elevation: Mapped[float | None]
    georeference_source: Mapped[str | None]


class PlaceName(Base):
    """What a place was called, from when to when (ISO 8601, both ends open where not known), and who says so."""

    __tablename__ = "place_name"
    __table_args__ = (UniqueConstraint("place_id", "name", "language", "valid_from"),)
    id: Mapped[Key]
    place_id: Mapped[int] = to("place")
    name: Mapped[str] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[str] = mapped_column(default="")
    valid_to: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
