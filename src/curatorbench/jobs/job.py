"""What is asked for, what a worker holds in its hands, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from curatorbench.domain.errors import Cancelled, Conflict, CuratorError, DeviceError, StorageError
from curatorbench.domain.progress import Progress

Payload: TypeAlias = Mapping[str, Any]  # what JSON can hold


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be. `payload` holds what JSON can; `not_before` is seconds from now; higher `priority` goes first.

    A `key` makes asking safe to repeat: while a job with that key waits, runs or is done, a second is not made.
    """

    kind: str
    payload: Payload
    lane: str = "default"
    key: str | None = None
    not_before: float = 0.0
    priority: int = 0


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that this worker holds; `lease` is the mark without which nothing of it can be written."""

    id: int
    kind: str
    payload: Payload
    lease: str


def _nothing(session: Session) -> None:
    """For outcomes without rows of their own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a handler found: `write` puts its rows into the session, `next` are the jobs that follow.

    Both and the job's end are one transaction. `write` must be short and must not commit.
    """

    write: Callable[[Session], None] = _nothing
    next: tuple[NewJob, ...] = ()


Handler: TypeAlias = Callable[[Payload, Progress], Outcome]


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a job is tried and how long its worker may be silent, in seconds.

    A job that kills its worker (memory, a crash in a codec) must not be tried for ever, nor may one that takes the
    whole program along (Linux desktops end all of an application when memory is short). But programs are also
    killed, and machines switched off, without any fault of the job: such falls weigh less.
    """

    failures: int = 3
    deaths: int = 5
    falls: int = 20
    lease: float = 15 * 60.0
    pause: float = 2.0  # before the second try; four times as long before each one after
    longest_pause: float = 10 * 60.0

    def back_off(self, tries: int) -> float:
        """Seconds to wait after the failure number `tries` (1 is the first)."""
        return min(self.longest_pause, self.pause * 4.0 ** (tries - 1))


class Unforeseen(CuratorError):
    """A fault of the program itself, met in a handler; the log holds its traceback."""

    def __init__(self, error: Exception) -> None:
        said = str(error).strip().splitlines()
        super().__init__(
            f"An unforeseen fault stopped this work: {type(error).__name__}{': ' + said[0] if said else ''}.",
            "Try it again; if it happens again, report it with the log file.",
        )


class Stopping(Cancelled):
    """The worker is asked to end: the job goes back to the queue, unblamed."""


class LeaseLost(Cancelled):
    """Another worker has the job now, or a person took it away: nothing more can be written."""


def can_get_better(error: CuratorError) -> bool:
    """Whether waiting may help: a device, a disk, somebody who was faster, a fault unknown. A bad file stays bad."""
    return isinstance(error, DeviceError | StorageError | Conflict | Unforeseen)
