"""What is ready to leave the house, what is held up, and what has left it before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Case, ColumnElement, and_, case, func, insert, literal_column, select

from curatorbench.domain.publishing import Obstacle, Publication, Readiness
from curatorbench.domain.record import RecordStatus
from curatorbench.models.store.keys import collection_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables import publications as tables
from curatorbench.models.tables.base import now
from curatorbench.models.tables.history import Change
from curatorbench.models.tables.people import Operator
from curatorbench.models.tables.things import LISTED, MaterialEntity

_READY = "ready"


def readiness(session: Session, collection_id: str, *, only_approved: bool) -> Readiness:
    """How many of a collection's records would leave now, and what holds up the others. Raises NotFound."""
    key = collection_key(session, collection_id)
    standing = _standing(only_approved)
    rows = session.execute(select(standing, func.count()).where(*_of(key)).group_by(literal_column("1")))
    counted: dict[str, int] = {row[0]: row[1] for row in rows}
    last = _last(session, key)
    return Readiness(
        ready=counted.get(_READY, 0),
        obstacles={obstacle: counted[obstacle.value] for obstacle in Obstacle if obstacle.value in counted},
        changed=_changed(session, key, last[0] if last else 0),
        last=last[1] if last else None,
    )


def held_up(session: Session, collection_id: str, obstacle: Obstacle, *, only_approved: bool, limit: int) -> list[int]:
    """Local keys of the first records that meet an obstacle, in the order of capture. Raises NotFound."""
    key = collection_key(session, collection_id)
    found = select(MaterialEntity.id).where(*_of(key), _standing(only_approved) == obstacle.value)
    return list(session.scalars(found.order_by(MaterialEntity.id).limit(limit)))


def newest_change(session: Session) -> int:
    """The newest change that a reader of this moment sees, 0 if there is none."""
    return session.scalar(select(func.max(Change.seq))) or 0


def remember(
    session: Session,
    collection_id: str,
    publication: Publication,
    last_seq: int,
) -> None:
    """Keep that an archive was written; `last_seq` is the newest change that it holds. Raises NotFound."""
    row = {
        "collection_id": collection_key(session, collection_id),
        "format": publication.format,
        "target": publication.target,
        "records": publication.records,
        "only_approved": publication.only_approved,
        "last_seq": last_seq,
        "operator_id": operator_of(session, publication.operator).key,
        "made": publication.made or now(),
    }
    session.execute(insert(tables.Publication).values(**row))


def _standing(only_approved: bool) -> Case[Any]:
    """The first obstacle that a record meets, or `ready`."""
    unsigned: ColumnElement[bool] = MaterialEntity.status != RecordStatus.APPROVED.value
    return case(
        (MaterialEntity.status == RecordStatus.WITHHELD.value, Obstacle.WITHHELD.value),
        (MaterialEntity.scientific_name.is_(None), Obstacle.NO_NAME.value),
        (MaterialEntity.catalog_number.is_(None), Obstacle.NO_NUMBER.value),
        (and_(unsigned, literal_column("1" if only_approved else "0")), Obstacle.NOT_APPROVED.value),
        else_=_READY,
    )


def _of(collection: int) -> tuple[ColumnElement[bool], ...]:
    return MaterialEntity.collection_id == collection, LISTED


def _last(session: Session, collection: int) -> tuple[int, Publication] | None:
    p = tables.Publication
    row = session.execute(
        select(p.last_seq, p.format, p.target, p.records, p.only_approved, Operator.name, p.made)
        .join(Operator, Operator.id == p.operator_id)
        .where(p.collection_id == collection)
        .order_by(p.id.desc())
        .limit(1)
    ).first()
    return (row[0], Publication(*row[1:])) if row else None


def _changed(session: Session, collection: int, since: int) -> int:
    """Records of the collection touched after a change."""
    if not since:
        return session.scalar(select(func.count()).select_from(MaterialEntity).where(*_of(collection))) or 0
    touched = (
        select(Change.material_id).where(Change.seq > since, Change.material_id.is_not(None)).distinct().subquery()
    )
    counted = select(func.count()).select_from(MaterialEntity).join(touched, touched.c.material_id == MaterialEntity.id)
    return session.scalar(counted.where(*_of(collection))) or 0
