"""Finding: questions that people keep, words to look inside of, and what the full-text index still lacks."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.models.tables.base import Base, Key, to


class View(Base):
    """A question with the columns of its table, kept under a name. `columns` and `question` are JSON."""

    __tablename__ = "view"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    columns: Mapped[str]
    question: Mapped[str]
    operator_id: Mapped[int] = to("operator")
    changed: Mapped[str]


class SearchPending(Base):
    """Records from `first_id` to `last_id` that an import left to be indexed for full-text search later."""

    __tablename__ = "search_pending"
    first_id: Mapped[Key]
    last_id: Mapped[int]


class SearchWord(Base):
    """A word of a number, name, person or place, folded, so that a fragment of it is found (`search_inside`)."""

    __tablename__ = "search_word"
    id: Mapped[Key]
    word: Mapped[str] = mapped_column(unique=True)
