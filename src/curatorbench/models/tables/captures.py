"""Capturing: profiles, sittings at a stand, their exposures, and the numbers that were given out."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.domain.captures import Became
from curatorbench.models.tables.base import Base, Guid, Key, among, to


class CaptureProfile(Base):
    """A profile of the workspace's own; `content` is JSON, written and read by `models.records.profiles`."""

    __tablename__ = "capture_profile"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    content: Mapped[str]


class CaptureSession(Base):
    """A sitting at a stand. `profile` and `sticky` are JSON; the profile is kept as it was when the sitting began.

    Whose view comes next is told by the newest exposure that stands. `view` is one that a person asked for beside
    those of the profile, `closed_at` the newest exposure when a person said that its object is done.
    """

    __tablename__ = "capture_session"
    __table_args__ = (Index("ix_capture_session_open", "operator_id", "id", sqlite_where=text("ended IS NULL")),)
    id: Mapped[Key]
    session_id: Mapped[Guid]
    collection_id: Mapped[int] = to("collection")
    operator_id: Mapped[int] = to("operator")
    profile: Mapped[str]
    station: Mapped[str]
    storage_unit_id: Mapped[int | None] = to("storage_unit")
    sticky: Mapped[str]
    asks_again: Mapped[bool] = mapped_column(default=False)
    view: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[int] = mapped_column(default=0)
    begun: Mapped[str]
    ended: Mapped[str | None]


class CaptureExposure(Base):
    """One exposure of a sitting and what it became. `files` and `records` are JSON lists of paths and of
    materialEntityIDs: those that its picture was linked to, or may be of where it is held.

    `things` is how many objects began with it, `number` the one that was minted for it. One with a batch stands while
    that was not taken back; one without until `is_undone`. `before` is JSON of what the sitting was before it, and of
    the question that was answered. `acted` orders what was done, answers included. `message` and `hint` are the
    sentences that a person reads.
    """

    __tablename__ = "capture_exposure"
    __table_args__ = (
        among("became", Became),
        Index("ix_capture_exposure_session_id", "session_id", "id"),
        Index("ix_capture_exposure_session_id_acted", "session_id", "acted"),
        Index("ix_capture_exposure_held", "id", sqlite_where=text("became = 'held'")),
    )
    id: Mapped[Key]
    exposure_id: Mapped[Guid]
    session_id: Mapped[int] = to("capture_session")
    files: Mapped[str]
    became: Mapped[str]
    asset_id: Mapped[int | None] = to("asset", index=True)
    view: Mapped[str]
    records: Mapped[str]
    batch_id: Mapped[int | None] = to("batch", index=True)
    things: Mapped[int] = mapped_column(default=0)
    number: Mapped[str | None]
    has_unread_code: Mapped[bool] = mapped_column(default=False)
    is_undone: Mapped[bool] = mapped_column(default=False)
    before: Mapped[str] = mapped_column(default="{}")
    acted: Mapped[int]
    message: Mapped[str] = mapped_column(default="")
    hint: Mapped[str] = mapped_column(default="")
    taken: Mapped[str]


class NumberGiven(Base):
    """The last number of a template that was given out in a collection, so that none is given twice."""

    __tablename__ = "number_given"
    __table_args__ = (UniqueConstraint("collection_id", "template"),)
    id: Mapped[Key]
    collection_id: Mapped[int] = to("collection")
    template: Mapped[str]
    last: Mapped[str]
