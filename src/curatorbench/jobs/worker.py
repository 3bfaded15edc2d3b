"""A worker: takes a job, runs its handler, writes what it gives back, and starts again."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from curatorbench.domain.errors import Cancelled, CuratorError, StorageError
from curatorbench.jobs.guard import Guard
from curatorbench.jobs.job import ClaimedJob, Handler, LeaseLost, Outcome, Stopping, Unforeseen
from curatorbench.jobs.machine import Holder, ProcessId
from curatorbench.jobs.pool import WorkerPool
from curatorbench.jobs.pulse import Pulse
from curatorbench.jobs.queue import Queue

__all__ = ["WorkerPool", "run_worker"]

log = logging.getLogger(__name__)
T = TypeVar("T")

_REPORT_EVERY = 0.25  # seconds between two progress writes
_LOOK_FOR_DEAD = 1.0  # seconds between two looks for jobs of dead workers
_TRIES_TO_FINISH = 5  # each of them waits for the lock as long as the store does


def run_worker(
    queue: Queue,
    handlers: Mapping[str, Handler],
    lanes: Sequence[str] = ("default",),
    stop_when_idle: bool = False,
    parent_pid: int | None = None,
    grace: float = 3.0,
) -> None:
    """Work until told to stop (SIGTERM, SIGINT), until `parent_pid` is gone, or until nothing is left if asked.

    Runs on the main thread of a process of its own. A stop comes after the current job or at its next report; a
    handler that does neither within `grace` seconds loses its job to the queue and the process ends.
    """
    parent = None if parent_pid is None else ProcessId.of(parent_pid)
    worker = Worker(queue, handlers, lanes, parent)
    with queue.pulse() as pulse, Guard(parent, worker.let_go, grace) as guard:
        worker.work(pulse, guard.stop, stop_when_idle)


class Worker:
    """The loop of one worker process and the job it holds."""

    def __init__(
        self, queue: Queue, handlers: Mapping[str, Handler], lanes: Sequence[str], parent: ProcessId | None = None
    ) -> None:
        self.queue = queue
        self.handlers = handlers
        self.lanes = tuple(lanes)
        self.identity = Holder(ProcessId.mine(), parent)
        self._held: ClaimedJob | None = None
        self._next_look = 0.0
        self._has_worked = False

    def work(self, pulse: Pulse, stop: threading.Event, stop_when_idle: bool) -> None:
        """Job after job until `stop`; idle, it sleeps on the pulse."""
        while not stop.is_set():
            self._held = _until_stored(lambda: self._take(pulse), stop)
            if self._held is not None:
                self._run(self._held, Reporter(pulse, self._held, stop), stop)
                self._held, self._has_worked = None, True
            elif _until_stored(lambda: self._rest(pulse, stop, stop_when_idle), stop):
                return

    def _rest(self, pulse: Pulse, stop: threading.Event, stop_when_idle: bool) -> bool:
        """Wait for work; True if there is none to wait for and so the worker should end."""
        if self._has_worked:
            self.queue.prune()
            self._has_worked = False
        if stop_when_idle and self.queue.is_idle(self.lanes):
            return True
        due = self.queue.seconds_to_next(self.lanes)
        pulse.wait(_LOOK_FOR_DEAD if due is None else min(_LOOK_FOR_DEAD, due), stop)
        return False

    def let_go(self) -> None:
        """Give the job in hand back, from any thread."""
        held = self._held
        if held is not None:
            self.queue.give_back(held)

    def _take(self, pulse: Pulse) -> ClaimedJob | None:
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _LOOK_FOR_DEAD
            released = self.queue.release_dead()
            if released:
                log.info("%s jobs of dead workers go back to the queue", released)
        return pulse.claim(self.lanes, self.identity)

    def _run(self, job: ClaimedJob, report: Reporter, stop: threading.Event) -> None:
        """The single door for whatever goes wrong in a handler or in writing what it gave."""
        try:
            outcome = self._handler(job)(job.payload, report)
            _finish(self.queue, job, outcome, stop)
        except Stopping:
            _until_stored(lambda: self.queue.give_back(job), stop)
        except LeaseLost:
            log.info("job %s was taken away; nothing of it is written", job.id)
        except Cancelled:
            _until_stored(lambda: self.queue.drop(job), stop)
        except CuratorError as error:
            self._fail(job, error, stop)
        except Exception as error:
            log.exception("job %s (%s) failed in an unforeseen way", job.id, job.kind)
            self._fail(job, Unforeseen(error), stop)

    def _fail(self, job: ClaimedJob, error: CuratorError, stop: threading.Event) -> None:
        _until_stored(lambda: self.queue.fail(job, error), stop)

    def _handler(self, job: ClaimedJob) -> Handler:
        handler = self.handlers.get(job.kind)
        if handler is None:
            raise CuratorError(
                f"This version of the program does not know work of the kind {job.kind!r}.",
                "Update the program, or cancel the job.",
            )
        return handler


class Reporter:
    """The `Progress` that a handler is given. It may be called as often as one likes."""

    def __init__(self, pulse: Pulse, job: ClaimedJob, stop: threading.Event) -> None:
        self._pulse, self._job, self._stop = pulse, job, stop
        self._next = time.monotonic() + _REPORT_EVERY  # a short job writes no progress at all

    def __call__(self, fraction: float, message: str = "") -> None:
        if self._stop.is_set():
            raise Stopping
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _REPORT_EVERY
            self._pulse.report(self._job, fraction, message)


def _finish(queue: Queue, job: ClaimedJob, outcome: Outcome, stop: threading.Event) -> None:
    """Try more than once: what took a minute to read is worth waiting for a lock."""
    for turn in range(1, _TRIES_TO_FINISH):
        try:
            done = queue.finish(job, outcome)
            break
        except StorageError as error:
            log.info("the results of job %s cannot be written yet: %s", job.id, error.message)
            stop.wait(0.2 * turn)
    else:
        done = queue.finish(job, outcome)
    if not done:
        log.info("job %s was cancelled or taken away; nothing of it is written", job.id)


def _until_stored(action: Callable[[], T], stop: threading.Event) -> T | None:
    """Repeat while the database refuses; None if the worker was stopped meanwhile (the lease then ends by itself)."""
    pause = 0.1
    while True:
        try:
            return action()
        except StorageError as error:
            log.info("the database refuses: %s", error.message)
        if stop.wait(pause):
            return None
        pause = min(5.0, pause * 2)
