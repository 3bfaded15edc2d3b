"""The status of a record: each move is a change of its own, so that it can be taken back like any other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select, update

from curatorbench.domain.record import RecordStatus
from curatorbench.models.changes import Step, record
from curatorbench.models.keys import MaterialKey
from curatorbench.models.store import Session
from curatorbench.models.tables.history import Change
from curatorbench.models.tables.people import Operator
from curatorbench.models.tables.things import MaterialEntity

_ARROW = " -> "


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a record's status. `origin` is the change by which the record first came to stand there, 0 for
    what it was made with; `origin_before` that of where it had stood."""

    before: RecordStatus
    after: RecordStatus
    origin: int
    origin_before: int
    operator: str


def move(session: Session, material: MaterialKey, status: RecordStatus, step: Step) -> None:
    """Move a record to a status by a new change; where it stands there already, nothing changes."""
    if material.status == status:
        return
    session.execute(update(MaterialEntity).where(MaterialEntity.id == material.id).values(status=status.value))
    record(session, material, replace(step, detail=f"{material.status}{_ARROW}{status.value}"))


def moves(session: Session, key: int) -> dict[int, Move]:
    """Every move of a record's status by the `seq` of its change, in order."""
    rows = session.execute(
        select(Change.seq, Change.undoes, Change.detail, Operator.name)
        .join(Operator, Operator.id == Change.operator_id)
        .where(Change.material_id == key, Change.kind == "status")
        .order_by(Change.revision)
    )
    made: dict[int, Move] = {}
    stands = 0
    for seq, undoes, detail, operator in rows:
        before, _, after = (detail or "").partition(_ARROW)
        origin = seq if undoes is None else made[undoes].origin_before
        made[seq] = Move(RecordStatus(before), RecordStatus(after), origin, stands, operator)
        stands = origin
    return made
