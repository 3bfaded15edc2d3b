"""What is known of the soundness of what is kept: when each original was last read again, and what was found.

Unlike an opinion, a check is no statement that others build on, so only the last one of each original is kept. Which
original is next is told by `turn`, a count of slices, and never by a clock. Counts are kept by triggers, so that nobody
who adds an original can forget to: a million of them are too many to count whenever a window looks.
"""

from __future__ import annotations

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, event, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.models.tables.base import Base, Key


class OriginalCheck(Base):
    """The last reading of an original: in which turn (0 is never), when, and why it is not sound (empty if it is)."""

    __tablename__ = "original_check"
    __table_args__ = (
        Index("ix_original_check_turn", "turn"),
        Index("ix_original_check_unsound", "asset_id", sqlite_where=text("reason <> ''")),
    )
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), primary_key=True)
    turn: Mapped[int]
    checked: Mapped[str]
    reason: Mapped[str]


class RecordFault(Base):
    """A part of the catalogue that was not what was written when it was last read; gone once it reads sound again.

    `material_id` is the local key of the record that it belongs to.
    """

    __tablename__ = "record_fault"
    part: Mapped[str] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(index=True)
    reason: Mapped[str]
    noticed: Mapped[str]


class Keeping(Base):
    """The one row of counts and places: `unread` originals were never read again since they were taken in;
    `record_through` is the local key up to which the catalogue was read in the pass that goes on."""

    __tablename__ = "keeping"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[Key]
    originals: Mapped[int]
    bytes: Mapped[int]
    unread: Mapped[int]
    turn: Mapped[int]
    checked: Mapped[str]
    record_through: Mapped[int]
    records_checked: Mapped[str]


STATEMENTS = (
    "CREATE TRIGGER asset_counted AFTER INSERT ON asset BEGIN"
    " INSERT INTO original_check (asset_id, turn, checked, reason) VALUES (NEW.id, 0, '', '');"
    " UPDATE keeping SET originals = originals + 1, bytes = bytes + NEW.size, unread = unread + 1; END",
    "CREATE TRIGGER original_first_read AFTER UPDATE OF turn ON original_check WHEN OLD.turn = 0 AND NEW.turn > 0 BEGIN"
    " UPDATE keeping SET unread = unread - 1; END",
    "INSERT INTO keeping (id, originals, bytes, unread, turn, checked, record_through, records_checked)"
    " VALUES (1, 0, 0, 0, 0, '', 0, '')",
)

for statement in STATEMENTS:
    event.listen(Base.metadata, "after_create", DDL(statement))  # type: ignore[no-untyped-call]
