"""The work itself: measurements, reviews, the rules that people switched on, settings."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.models.tables.base import Base, Guid, Key, among, exactly_one, fraction, to


class Assertion(Base):
    """A measurement or fact about something, as DwC-DP's assertion tables have it."""

    __tablename__ = "assertion"
    __table_args__ = (exactly_one("material_id", "occurrence_id", "event_id", "asset_id"),)
    id: Mapped[Key]
    assertion_id: Mapped[Guid]
    material_id: Mapped[int | None] = to("material_entity", index=True)
    occurrence_id: Mapped[int | None] = to("occurrence", index=True)
    event_id: Mapped[int | None] = to("event", index=True)
    asset_id: Mapped[int | None] = to("asset", index=True)
    assertion_type: Mapped[str] = mapped_column(index=True)
    value: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    protocol: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    made: Mapped[str]
    remarks: Mapped[str] = mapped_column(default="")


class Review(Base):
    """Somebody's reading of a record or of one field of it, beside the record until a curator takes it."""

    __tablename__ = "review"
    __table_args__ = (
        among("verdict", ("agree", "differ", "unreadable", "empty", "unsure")),
        Index("ix_review_material_id_term", "material_id", "term"),
    )
    id: Mapped[Key]
    review_id: Mapped[Guid]
    material_id: Mapped[int] = to("material_entity")
    term: Mapped[str | None]
    revision: Mapped[int | None]
    verdict: Mapped[str]
    value: Mapped[str | None]
    reviewer: Mapped[str]
    packet: Mapped[str | None] = mapped_column(index=True)
    made: Mapped[str]
    remarks: Mapped[str] = mapped_column(default="")


class AcceptanceRule(Base):
    """A named rule: suggestions for `terms` (JSON list) at or above `least_confidence` are accepted while it is on.

    `batch_id` collects what it accepts from one switching on to the next, to be taken back as one.
    """

    __tablename__ = "acceptance_rule"
    __table_args__ = (fraction("least_confidence"),)
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    terms: Mapped[str]
    least_confidence: Mapped[float]
    is_on: Mapped[bool]
    operator_id: Mapped[int] = to("operator")
    batch_id: Mapped[int | None] = to("batch")


class Setting(Base):
    """A setting of this workspace that differs from its default; `value` is JSON."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class WorkspaceFact(Base):
    """What this database says about itself: `workspace_id`, `made`, `made_with`."""

    __tablename__ = "workspace_fact"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
