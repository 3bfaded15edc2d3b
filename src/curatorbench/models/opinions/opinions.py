"""How a machine's opinion is kept: appended once, whoever says it again, with a pointer to the one that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Float, Integer, Select, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from curatorbench.models.history import seals
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import Base, now, table
from curatorbench.models.tables.opinions import CurrentOpinion, Opinion

Cell = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of opinion: the table of its rows and, in their order there, the columns that are sealed.

    Those in `later` came after the first schema, at the end: empty, they are left out of the seal, so that what was
    sealed before there were such columns still holds.
    """

    name: str
    rows: type[Base]
    columns: tuple[str, ...]
    later: frozenset[str] = frozenset()

    def sealed(self, cells: Sequence[Cell]) -> list[Cell]:
        """What of one row's cells, in the order of `columns`, its seal is made of."""
        named = zip(self.columns, cells, strict=True)
        return [cell for name, cell in named if cell is not None or name not in self.later]


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion to be kept. `topic` tells those apart that count side by side on one asset."""

    kind: Kind
    engine: str
    version: str
    rows: Sequence[Mapping[str, Cell]]
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an opinion is, and whether it was new."""

    key: int
    is_new: bool


def keep(session: Session, asset: int, said: Said) -> Kept:
    """Append the opinion, unless it is known word for word, and point to it."""
    rows = [_plain(said.kind, row) for row in said.rows]
    same: dict[str, int | str] = {
        "asset_id": asset,
        "kind": said.kind.name,
        "topic": said.topic,
        "engine": said.engine,
        "version": said.version,
        "digest": seals.of_rows([said.kind.sealed(list(row.values())) for row in rows]),
    }
    key = session.scalar(select(Opinion.id).filter_by(**same))
    is_new = key is None
    if key is None:
        key = _append(session, same, said.kind, rows)
    _point(session, asset, said, key)
    return Kept(key, is_new)


def current(asset: int, kind: Kind, topic: str | None = None) -> Select[int]:
    """The key of the opinion that counts now, as a subquery; of all topics if none is given."""
    found = select(CurrentOpinion.opinion_id).where(CurrentOpinion.asset_id == asset, CurrentOpinion.kind == kind.name)
    return found if topic is None else found.where(CurrentOpinion.topic == topic)


def _plain(kind: Kind, row: Mapping[str, Cell]) -> dict[str, Cell]:
    """The sealed columns in their order, numbers as the database gives them back: 1 as 1.0, numpy's as Python's."""
    columns = table(kind.rows).c
    plain: dict[str, Cell] = {}
    for name in kind.columns:
        value, wanted = row[name], columns[name].type
        if isinstance(wanted, Float) and value is not None:
            value = float(value)
        elif isinstance(wanted, Integer) and value is not None:
            value = int(value)
        plain[name] = value
    return plain


def _append(session: Session, same: dict[str, int | str], kind: Kind, rows: Sequence[Mapping[str, Cell]]) -> int:
    made = insert(Opinion).values(**same, made=now()).returning(Opinion.id)
    key = session.execute(made).scalar_one()
    if rows:
        session.connection().execute(insert(table(kind.rows)), [{"opinion_id": key, **row} for row in rows])
    return key


def _point(session: Session, asset: int, said: Said, key: int) -> None:
    place = {"asset_id": asset, "kind": said.kind.name, "topic": said.topic}
    pointer = upsert(CurrentOpinion).values(**place, opinion_id=key)
    session.execute(pointer.on_conflict_do_update(index_elements=list(place), set_={"opinion_id": key}))
