"""What has left the house: a line for every archive that was written, never changed."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from curatorbench.models.tables.base import Base, Key, to


class Publication(Base):
    """An archive of a collection. `last_seq` is the newest change that it holds."""

    __tablename__ = "publication"
    id: Mapped[Key]
    collection_id: Mapped[int] = to("collection", index=True)
    format: Mapped[str]
    target: Mapped[str]
    records: Mapped[int]
    only_approved: Mapped[bool]
    last_seq: Mapped[int]
    operator_id: Mapped[int] = to("operator")
    made: Mapped[str]
