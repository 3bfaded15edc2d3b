"""The queue: a table in the workspace's database that asks, works and survives its processes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from sqlalchemy.orm import Session

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.job import JobState, JobView
from curatorbench.jobs import asking, leasing
from curatorbench.jobs.job import ClaimedJob, Handler, Limits, NewJob, Outcome
from curatorbench.jobs.machine import since_boot
from curatorbench.jobs.pulse import Pulse
from curatorbench.models.store.store import Store

__all__ = ["Handler", "JobState", "JobView", "NewJob", "Outcome", "Queue"]

_PRUNED_AT_ONCE = 1_000  # rows, so that the write lock is held for milliseconds


class Queue:
    """Every method is one short transaction, whole or not at all; raises StorageError if the database stays locked.

    `clock` gives seconds since the machine started. Nothing here reads the wall clock to decide anything.
    """

    def __init__(self, store: Store, *, clock: Callable[[], float] = since_boot, limits: Limits | None = None) -> None:
        self.store = store
        self.clock = clock
        self.limits = limits or Limits()

    # Asking

    def enqueue(self, job: NewJob, session: Session | None = None) -> int:
        """The job's id, or that of an earlier job with its key. With a session it joins that unit of work."""
        if session is not None:
            return asking.add(session, job, self.clock())
        with self.store.write() as own:
            return asking.add(own, job, self.clock())

    def cancel(self, job_id: int) -> bool:
        """Whether it will not be done (a running handler hears of it at its next report); False if it is done."""
        with self.store.write() as session:
            return asking.cancel(session, job_id)

    def retry(self, job_id: int) -> None:
        """Let a failed or cancelled job wait again; raises NotFound, and Conflict if another does the same work."""
        with self.store.write() as session:
            asking.retry(session, job_id)

    def hasten(self, lane: str, part: str, values: Collection[str], priority: int) -> int:
        """Let waiting jobs of `lane` whose payload has one of `values` as its `part` go first; how many were behind."""
        with self.store.read() as session:
            if not asking.any_slow(session, lane, part, values, priority):
                return 0
        with self.store.write() as session:
            return asking.hasten(session, lane, part, values, priority)

    def jobs(self, states: Collection[str] = (), limit: int = 200) -> list[JobView]:
        """Those in `states` (all if empty): failed, running, waiting, cancelled, done; newest first in each."""
        with self.store.read() as session:
            return asking.views(session, states, limit)

    def in_lane(self, lane: str, limit: int = 20) -> list[JobView]:
        """The jobs of one lane that are not done, the newest first in each state."""
        with self.store.read() as session:
            return asking.in_lane(session, lane, limit)

    def counts(self) -> dict[str, int]:
        """How many jobs are in each state."""
        with self.store.read() as session:
            return asking.counts(session)

    def prune(self, keep: int = 10_000) -> int:
        """Delete done jobs but the newest `keep`; how many went. Their keys may then be used again."""
        gone = 0
        while True:
            with self.store.write() as session:
                step = asking.prune(session, keep, _PRUNED_AT_ONCE)
            gone += step
            if step < _PRUNED_AT_ONCE:
                return gone

    # Working

    def pulse(self) -> Pulse:
        """A light connection for one worker: how it claims jobs, reports progress and is woken."""
        return Pulse(self.store.database, self.clock, self.limits.lease)

    def finish(self, job: ClaimedJob, outcome: Outcome) -> bool:
        """Results, following jobs and the end in one transaction. False, and nothing written, if the lease is lost."""
        with self.store.write() as session:
            return leasing.finish(session, job, outcome, self.clock())

    def fail(self, job: ClaimedJob, error: CuratorError) -> bool:
        """Note why it failed; it waits to be tried again if that may help. False if the lease is lost."""
        with self.store.write() as session:
            return leasing.fail(session, job, error, self.clock(), self.limits)

    def give_back(self, job: ClaimedJob) -> bool:
        """The worker ends and the job is not to blame. False if the lease is lost."""
        with self.store.write() as session:
            return leasing.give_back(session, job)

    def drop(self, job: ClaimedJob) -> bool:
        """The handler stopped because the job was cancelled. False if the lease is lost."""
        with self.store.write() as session:
            return leasing.drop(session, job)

    def release_dead(self) -> int:
        """Take back the jobs of workers that died or fell silent; how many."""
        with self.store.read() as session:
            if not leasing.any_dead(session, self.clock()):
                return 0
        with self.store.write() as session:
            return leasing.release_dead(session, self.clock(), self.limits)

    def is_idle(self, lanes: Sequence[str]) -> bool:
        """Whether nothing of `lanes` waits, not even for later, and nothing runs."""
        with self.store.read() as session:
            return leasing.is_idle(session, lanes)

    def seconds_to_next(self, lanes: Sequence[str]) -> float | None:
        """How long until a delayed job of `lanes` is due; None if none is."""
        with self.store.read() as session:
            return leasing.seconds_to_next(session, lanes, self.clock())
