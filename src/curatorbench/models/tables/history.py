"""What has happened to records: append-only, in an order that no clock can change."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.domain.record import SourceKind
from curatorbench.models.tables.base import Base, Guid, Key, among, to


class Batch(Base):
    """Changes made together under a name, to be taken back together.

    A revert is a batch too: `reverts_id` is the one it takes back, and `action` says whether a person chose that
    batch (`do`) or walked back to it step by step (`undo`, `redo`). Only a person's batches are among the steps that
    the person walks back over; those of imports, rules and devices are taken back by choosing them.
    """

    __tablename__ = "batch"
    __table_args__ = (
        among("action", ("do", "undo", "redo")),
        CheckConstraint("action = 'do' OR reverts_id IS NOT NULL", name="reverts"),
        among("source_kind", SourceKind),
        Index("ix_batch_undo", "operator_id", "id", sqlite_where=text("source_kind = 'person'")),
        Index("ix_batch_reverts_id", "reverts_id", sqlite_where=text("reverts_id IS NOT NULL")),
    )
    id: Mapped[Key]
    batch_id: Mapped[Guid]
    name: Mapped[str]
    source_kind: Mapped[str]
    operator_id: Mapped[int] = to("operator")
    reverts_id: Mapped[int | None] = to("batch")
    action: Mapped[str] = mapped_column(default="do")
    made: Mapped[str]


class Change(Base):
    """The outbox: one step of one record, or of another `subject` (`storage:UUID`, `rule:NAME`).

    `seq` orders all changes, `revision` those of one record; both only grow, for no row is ever deleted. `undoes` is
    the change that an undo takes back, or the undo that a redo takes back; no change is taken back twice. `content`
    is canonical JSON of all that it changed, written and read by `models.history.content`.
    """

    __tablename__ = "change"
    __table_args__ = (
        among("action", ("do", "undo", "redo")),
        among("source_kind", SourceKind),
        CheckConstraint("(material_id IS NULL) <> (subject IS NULL)", name="one_subject"),
        CheckConstraint("(material_id IS NULL) = (revision IS NULL)", name="revision"),
        CheckConstraint("(action = 'do') = (undoes IS NULL)", name="undoes"),
        Index("uq_change_material_id_revision", "material_id", "revision", unique=True,
              sqlite_where=text("material_id IS NOT NULL")),
        Index("ix_change_subject", "subject", sqlite_where=text("subject IS NOT NULL")),
        Index("uq_change_undoes", "undoes", unique=True, sqlite_where=text("undoes IS NOT NULL")),
        Index("ix_change_batch_id", "batch_id", "material_id", sqlite_where=text("batch_id IS NOT NULL")),
        Index(
            "ix_change_undo",
            "operator_id",
            "seq",
            sqlite_where=text("source_kind = 'person' AND batch_id IS NULL"),
        ),
    )  # fmt: skip
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
    content: Mapped[str]


class Accepted(Base):
    """The accepted values of a record as one document, for reading and publishing.

    `document` is canonical JSON {term: value}; `history_hash` chains every change of the record (see
    `models.history.seals`), so that a flipped bit anywhere in its history is found, and by it one in the document.
    """

    __tablename__ = "accepted"
    material_id: Mapped[int] = mapped_column(ForeignKey("material_entity.id"), primary_key=True)
    document: Mapped[str]
    history_hash: Mapped[str]
