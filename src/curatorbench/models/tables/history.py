"""What has happened to records: append-only, in an order that no clock can change."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.domain.record import Absence, SourceKind
from curatorbench.models.tables.base import Base, Guid, Key, among, to


class Batch(Base):
    """Changes made together under a name, to be taken back together. A revert is a batch too."""

    __tablename__ = "batch"
    id: Mapped[Key]
    batch_id: Mapped[Guid]
    name: Mapped[str]
    operator_id: Mapped[int] = to("operator")
    reverts_id: Mapped[int | None] = to("batch", index=True)
    made: Mapped[str]


class Change(Base):
    """The outbox: one step of one record, or of another `subject` (`rule:NAME`).

    `seq` orders all changes, `revision` those of one record; both only grow. `undoes` is the change
    that an undo takes back, or the undo that a redo takes back; no change is taken back twice.
    """

    __tablename__ = "change"
    __table_args__ = (
        UniqueConstraint("material_id", "revision"),
        among("kind", ("created", "values", "status", "asset", "merged", "rule", "collection")),
        among("action", ("do", "undo", "redo")),
        among("source_kind", SourceKind),
        CheckConstraint("(material_id IS NULL) <> (subject IS NULL)", name="one_subject"),
        CheckConstraint("(material_id IS NULL) = (revision IS NULL)", name="revision"),
        CheckConstraint("(action = 'do') = (undoes IS NULL)", name="undoes"),
        Index("uq_change_undoes", "undoes", unique=True, sqlite_where=text("undoes IS NOT NULL")),
        Index("ix_change_batch_id", "batch_id", sqlite_where=text("batch_id IS NOT NULL")),
        Index(
            "ix_change_undo",
            "operator_id",
            "seq",
            sqlite_where=text("source_kind = 'person' AND batch_id IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int | None] = to("material_entity")
    revision: Mapped[int | None]
    subject: Mapped[str | None]
    kind: Mapped[str]
    action: Mapped[str] = mapped_column(default="do")
    undoes: Mapped[int | None] = mapped_column(ForeignKey("change.seq"))
    source_kind: Mapped[str]
    source_name: Mapped[str]
    operator_id: Mapped[int] = to("operator")
    batch_id: Mapped[int | None] = to("batch")
    at: Mapped[str]
    detail: Mapped[str | None]


class FieldValue(Base):
    """One field as it was set by one change; the highest revision of a term is the current one.

    `restores` is the revision whose value, source and check mark an undo or a revert brought back,
    0 where there had been none.
    """

    __tablename__ = "field_value"
    __table_args__ = (
        ForeignKeyConstraint(["material_id", "revision"], ["change.material_id", "change.revision"]),
        among("absence", Absence),
        CheckConstraint("value IS NULL OR absence IS NULL", name="value_or_absence"),
        CheckConstraint("checked IN (0, 1)", name="checked"),
        CheckConstraint("restores < revision", name="restores"),
        {"sqlite_with_rowid": False},
    )
    material_id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str | None]
    verbatim: Mapped[str | None]
    absence: Mapped[str | None]
    checked: Mapped[bool] = mapped_column(default=False)
    restores: Mapped[int | None]


class Accepted(Base):
    """The accepted values of a record as one document, for reading and publishing.

    `document` is canonical JSON {term: value}; `content_hash` is its SHA-256; `history_hash` chains every
    change of the record (see `models.seals`), so that a flipped bit anywhere in its history is found.
    """

    __tablename__ = "accepted"
    material_id: Mapped[int] = mapped_column(ForeignKey("material_entity.id"), primary_key=True)
    document: Mapped[str]
    content_hash: Mapped[str]
    history_hash: Mapped[str]
