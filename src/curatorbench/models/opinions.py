"""How a machine's opinion is kept: appended once, whoever says it again, with a pointer to the one that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from curatorbench.models import seals
from curatorbench.models.store import Session
from curatorbench.models.tables.base import Base, now, table
from curatorbench.models.tables.opinions import CurrentOpinion, Opinion


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of opinion: the table of its rows and, in their order there, the columns that are sealed."""

    name: str
    rows: type[Base]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion to be kept. `topic` tells those apart that count side by side on one asset."""

    kind: Kind
    engine: str
    version: str
    rows: Sequence[Mapping[str, str | int | float | bytes | None]]
    topic: str = ""


def keep(session: Session, asset: int, said: Said) -> int:
    """Append the opinion, unless it is known word for word, and point to it; returns how many rows are new."""
    digest = seals.of_rows([[row[column] for column in said.kind.columns] for row in said.rows])
    same = {
        "asset_id": asset,
        "kind": said.kind.name,
        "topic": said.topic,
        "engine": said.engine,
        "version": said.version,
        "digest": digest,
    }
    key = session.scalar(select(Opinion.id).filter_by(**same))
    is_new = key is None
    if key is None:
        key = _append(session, same, said)
    _point(session, asset, said, key)
    return len(said.rows) if is_new else 0


def current(asset: int, kind: Kind, topic: str | None = None) -> Select[tuple[int]]:
    """The key of the opinion that counts now, as a subquery; of all topics if none is given."""
    found = select(CurrentOpinion.opinion_id).where(CurrentOpinion.asset_id == asset, CurrentOpinion.kind == kind.name)
    return found if topic is None else found.where(CurrentOpinion.topic == topic)


def _append(session: Session, same: dict[str, int | str], said: Said) -> int:
    made = session.execute(insert(Opinion).values(**same, made=now()))
    inserted = made.inserted_primary_key
    assert inserted is not None
    key = int(inserted[0])
    if said.rows:
        session.connection().execute(insert(table(said.kind.rows)), [{"opinion_id": key, **row} for row in said.rows])
    return key


def _point(session: Session, asset: int, said: Said, key: int) -> None:
    place = {"asset_id": asset, "kind": said.kind.name, "topic": said.topic}
    pointer = upsert(CurrentOpinion).values(**place, opinion_id=key)
    session.execute(pointer.on_conflict_do_update(index_elements=list(place), set_={"opinion_id": key}))
