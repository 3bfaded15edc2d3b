"""A piece of work that outlives the process which asked for it, as people see it in a list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands. The last three are ends; `failed` and `cancelled` can be tried again by a person."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobView:
    """One job. `progress` is 0-1, `error` and `hint` the reason of its last failure in sentences (empty if none),
    `created` ISO 8601 UTC for people to read; order is `id`'s, never the clock's."""

    id: int
    kind: str
    payload: dict[str, object]
    lane: str
    state: JobState
    attempts: int
    progress: float
    message: str
    error: str
    hint: str
    created: str
