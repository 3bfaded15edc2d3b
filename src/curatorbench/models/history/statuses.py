"""The status of a record: each move is a change of its own, so that it can be taken back like any other."""

from __future__ import annotations

from curatorbench.domain.record import RecordStatus
from curatorbench.models.history.changes import Step, record
from curatorbench.models.store.keys import MaterialKey
from curatorbench.models.store.store import Session


def move(session: Session, material: MaterialKey, status: RecordStatus, step: Step) -> None:
    """Move a record to a status by a new change; where it stands there already, nothing changes."""
    if material.status != status:
        record(session, material, step, facts={"status": status.value})
