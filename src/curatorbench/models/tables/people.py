"""People: those in the collection's history, and those who sit in front of the program."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.models.tables.base import Base, Guid, Key, among, exactly_one, fraction, to


class Operator(Base):
    """Who works at this workstation: a local identity, because history needs a who."""

    __tablename__ = "operator"
    id: Mapped[Key]
    operator_id: Mapped[Guid]
    name: Mapped[str] = mapped_column(unique=True)
    initials: Mapped[str] = mapped_column(default="")
    made: Mapped[str]


class Agent(Base):
    """A person, group or organization. Dates are ISO 8601 as precise as known."""

    __tablename__ = "agent"
    __table_args__ = (among("kind", ("person", "group", "organization")),)
    id: Mapped[Key]
    agent_id: Mapped[Guid]
    kind: Mapped[str] = mapped_column(default="person")
    preferred_name: Mapped[str] = mapped_column(index=True)
    born: Mapped[str | None]
    died: Mapped[str | None]
    active_from: Mapped[str | None]
    active_to: Mapped[str | None]
    remarks: Mapped[str] = mapped_column(default="")


class AgentVariant(Base):
    """A way in which an agent's name was written."""

    __tablename__ = "agent_variant"
    __table_args__ = (UniqueConstraint("agent_id", "name"),)
    id: Mapped[Key]
    agent_id: Mapped[int] = to("agent")
    name: Mapped[str] = mapped_column(index=True)


class AgentMerge(Base):
    """Two agents were found to be one. A split withdraws the merge by a later row; the roles stay as they were."""

    __tablename__ = "agent_merge"
    __table_args__ = (CheckConstraint("kept_id <> merged_id", name="two_agents"),)
    id: Mapped[Key]
    kept_id: Mapped[int] = to("agent", index=True)
    merged_id: Mapped[int] = to("agent", index=True)
    withdraws_id: Mapped[int | None] = to("agent_merge", index=True)
    operator_id: Mapped[int] = to("operator")
    made: Mapped[str]


class AgentRole(Base):
    """What somebody did, as written and as understood; `agent_id` is empty while nobody knows who it was.

    A correction is a new row that `replaces_id` an older one, so that every link can be taken back.
    """

    __tablename__ = "agent_role"
    __table_args__ = (
        exactly_one("material_id", "occurrence_id", "event_id", "identification_id", "asset_id"),
        fraction("confidence"),
        Index("ix_agent_role_role_agent_id", "role", "agent_id"),
    )
    id: Mapped[Key]
    material_id: Mapped[int | None] = to("material_entity", index=True)
    occurrence_id: Mapped[int | None] = to("occurrence", index=True)
    event_id: Mapped[int | None] = to("event", index=True)
    identification_id: Mapped[int | None] = to("identification", index=True)
    asset_id: Mapped[int | None] = to("asset", index=True)
    role: Mapped[str]
    role_order: Mapped[int] = mapped_column(default=1)
    verbatim: Mapped[str]
    agent_id: Mapped[int | None] = to("agent", index=True)
    confidence: Mapped[float] = mapped_column(default=1.0)
    made_by: Mapped[str]
    replaces_id: Mapped[int | None] = to("agent_role", index=True)
    made: Mapped[str]


class Hand(Base):
    """A handwriting: regions that one hand wrote, and whose it may be."""

    __tablename__ = "hand"
    __table_args__ = (fraction("confidence"),)
    id: Mapped[Key]
    hand_id: Mapped[Guid]
    name: Mapped[str] = mapped_column(default="")
    agent_id: Mapped[int | None] = to("agent", index=True)
    confidence: Mapped[float | None]


class HandRegion(Base):
    """A region that a hand wrote, according to somebody or something."""

    __tablename__ = "hand_region"
    __table_args__ = (fraction("confidence"),)
    hand_id: Mapped[int] = mapped_column(ForeignKey("hand.id"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    confidence: Mapped[float] = mapped_column(default=1.0)
    made_by: Mapped[str]
