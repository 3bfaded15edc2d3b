"""Reading and changing, each through one small object (after Anki's QueryOp and CollectionOp).

A named function returns an operation that has not run (see `reads.py`, `changes.py`); the caller says who
hears of success and hands it to `Operations.run`. Threads, errors, undo labels and redrawing are settled here
and nowhere else. Work runs off the UI thread; all that is heard of it is heard on the UI thread.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, Flag, auto
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from curatorbench.domain.errors import Cancelled, CuratorError
from curatorbench.domain.progress import Progress
from curatorbench.ui.frame.notices import Notices
from curatorbench.ui.look.wording import translate

if TYPE_CHECKING:
    from curatorbench.workflow.workbench import Workbench

T = TypeVar("T")
CANCEL_AFTER = 1.0  # seconds of work before stopping is offered
# Seconds after which a thread at work gives the interpreter to one that waits. Painting gives it away with every call
# of Qt, and would wait Python's own 5 ms for it each time.
_SWITCH = 0.001
_log = logging.getLogger(__name__)


class Change(Flag):
    """What a change touched. A view redraws only for the flags it shows."""

    RECORDS = auto()
    FIELDS = auto()
    JOBS = auto()
    SETTINGS = auto()


@dataclass(frozen=True, slots=True)
class Changed:
    """`material_id` is the one record that changed, None if it may be any."""

    what: Change
    material_id: str | None = None


class Lane(Enum):
    """Work of one lane never waits for another's. Changes have one thread, so that their order is the person's."""

    CHANGE = auto()
    READ = auto()
    PICTURE = auto()  # on its own: a picture that takes a second must not hold up a page
    COUNT = auto()  # going through all records: the next page must not wait for it
    DEVICE = auto()  # a camera answers when it answers
    INTAKE = auto()  # what it exposed becomes records, one after the other, while the next is being exposed
    LIVE = auto()  # live pictures, as long as somebody looks: nobody waits for them
    FOLDER = auto()  # so does a disk that was pulled, or a share that is gone: no page may wait for it
    LONG = auto()  # what takes seconds or minutes: one after the other, beside everything short


# A closing window waits for these: what is being saved, a device let go.
_FINISHED = (Lane.CHANGE, Lane.DEVICE, Lane.INTAKE)
_SAVING = (Lane.CHANGE, Lane.INTAKE)
_THREADS = dict.fromkeys(Lane, 1) | {Lane.READ: 2}


class Operation(Generic[T]):
    """Something to do that has not begun, and who hears of its end."""

    lane = Lane.READ
    label = ""
    changed: Changed | None = None
    can_be_undone = False

    def __init__(self, work: Callable[[Workbench], T]) -> None:
        self.work = work
        self.place = ""
        self.on_success: Callable[[T], None] | None = None
        self.on_failure: Callable[[CuratorError], None] | None = None

    def stop(self) -> None:
        """Nobody waits for it any more. What is short ends by itself."""

    def success(self, heard: Callable[[T], None]) -> Self:
        self.on_success = heard
        return self

    def failure(self, heard: Callable[[CuratorError], None]) -> Self:
        """`heard` shows the error where the eye is; without it the error becomes a notice."""
        self.on_failure = heard
        return self


class ReadOperation(Operation[T]):
    """A question. Answers overtaken by a newer question of the same `place` are not heard."""

    def newest(self, place: str) -> Self:
        self.place = place
        return self

    def picture(self) -> Self:
        self.lane = Lane.PICTURE
        return self

    def counting(self) -> Self:
        """It goes through all records there are, so that it may take a second."""
        self.lane = Lane.COUNT
        return self

    def of_folders(self) -> Self:
        """It looks into folders that may lie on another disk or a share, which may not answer."""
        self.lane = Lane.FOLDER
        return self


class ChangeOperation(Operation[T]):
    """A change. `label` names it in notices and beside Undo, in the person's language, as "accept Collector"."""

    lane = Lane.CHANGE

    def __init__(
        self,
        work: Callable[[Workbench], T],
        *,
        label: str,
        changes: Change,
        material_id: str | None = None,
        can_be_undone: bool = False,
    ) -> None:
        super().__init__(work)
        self.label = label
        self.can_be_undone = can_be_undone
        self.changed = Changed(changes, material_id)


class LongOperation(Operation[T]):
    """Work of more than a second, as a batch edit or an export. It tells how far it is and can be stopped.

    `work` calls its progress between two short transactions, never within one: that call raises Cancelled once
    the person (or a closing window) wants it to stop, and what was kept until then stays kept. `changes` is what
    it may have touched; those who show that hear of it also when the work was stopped halfway.
    """

    lane = Lane.LONG

    def __init__(
        self,
        work: Callable[[Workbench, Progress], T],
        *,
        label: str,
        changes: Change | None = None,
        can_be_undone: bool = False,
    ) -> None:
        super().__init__(lambda bench: self._run(bench, work))
        self.label = label
        self.can_be_undone = can_be_undone
        self.changed = Changed(changes) if changes else None
        self.fraction = 0.0
        self.message = ""
        self.began = 0.0  # monotonic seconds; 0 while it waits for its turn
        self.has_ended = False  # by itself; False while it runs and after it was stopped
        self.on_cancelled: Callable[[], None] | None = None
        self._stop = threading.Event()

    @property
    def seconds(self) -> float:
        """How long it has been at work."""
        return time.monotonic() - self.began if self.began else 0.0

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def cancelled(self, heard: Callable[[], None]) -> Self:
        """`heard` is told when it ended because it was stopped."""
        self.on_cancelled = heard
        return self

    def stop(self) -> None:
        """Ask it to stop at its next report of progress."""
        self._stop.set()

    def tell(self, fraction: float, message: str = "") -> None:
        """The `Progress` that the work calls, on its own thread."""
        if self._stop.is_set():
            raise Cancelled
        self.fraction, self.message = min(1.0, max(0.0, fraction)), message

    def _run(self, bench: Workbench, work: Callable[[Workbench, Progress], T]) -> T:
        self.tell(0.0)
        self.began = time.monotonic()
        result = work(bench, self.tell)
        self.has_ended = True
        return result


class Operations(QObject):
    """Runs operations on threads and tells of their ends on the UI thread. Owned by the window; `close` ends it."""

    changed = Signal(object)  # Changed
    pending = Signal(int)  # changes not yet saved
    quiet = Signal()  # nothing runs or waits, live pictures aside
    long_running = Signal(object)  # list[LongOperation]: those that run or wait, when one begins or ends
    _over = Signal(object, object, object)  # operation, owner, future

    def __init__(self, bench: Workbench, notices: Notices) -> None:
        super().__init__()
        sys.setswitchinterval(_SWITCH)
        self._bench = bench
        self._notices = notices
        self._pools = {lane: ThreadPoolExecutor(_THREADS[lane], f"ui-{lane.name.lower()}") for lane in Lane}
        self._newest: dict[str, Operation[Any]] = {}
        self._running: dict[Operation[Any], None] = {}  # in the order asked
        self._closed = False
        self.undo_label = ""  # what Undo would take back, if it is known
        # Queued even from this thread: what is run is never heard before `run` has returned.
        self._over.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def is_quiet(self) -> bool:
        return all(running.lane is Lane.LIVE for running in self._running)

    def run(self, operation: Operation[Any], owner: QObject) -> None:
        """Begin `operation`; nothing is heard of it once `owner` is gone. Returns at once."""
        if self._closed:
            return
        if operation.place:
            self._newest[operation.place] = operation
        self._running[operation] = None
        future = self._pools[operation.lane].submit(self._work, operation)
        self._tell_running(operation)
        future.add_done_callback(lambda done: self._over.emit(operation, owner, done))

    @property
    def long_operations(self) -> list[LongOperation[Any]]:
        """Those that run or wait, in the order in which they were asked for."""
        return [operation for operation in self._running if isinstance(operation, LongOperation)]

    def stop_long(self) -> bool:
        """Stop the long operation that has run long enough to be offered that; False if none is to be stopped."""
        at_work = next((operation for operation in self.long_operations if operation.seconds >= CANCEL_AFTER), None)
        if at_work is None or at_work.is_stopping:
            return False
        at_work.stop()
        self.long_running.emit(self.long_operations)
        return True

    def tell(self, changed: Changed) -> None:
        """Pass on a change that others made (a worker process, say)."""
        self.changed.emit(changed)

    def close(self) -> tuple[str, ...]:
        """Finish every change, drop every question, stop what is long; returns the labels of what was not finished."""
        self._closed = True
        stopped = self.long_operations
        for operation in self._running:
            operation.stop()
        for lane, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=lane not in _FINISHED)
        return tuple(operation.label for operation in stopped if not operation.has_ended)

    def _work(self, operation: Operation[T]) -> T:
        if self._is_overtaken(operation):
            raise Cancelled
        return operation.work(self._bench)

    def _is_overtaken(self, operation: Operation[Any]) -> bool:
        return bool(operation.place) and self._newest.get(operation.place) is not operation

    def _hear(self, operation: Operation[Any], owner: QObject, future: Future[Any]) -> None:
        self._running.pop(operation, None)
        self._tell_running(operation)
        if not self._closed:
            self._pass_on(operation, owner, future)
        if self._newest.get(operation.place) is operation:
            del self._newest[operation.place]  # else what hears it, a closed panel say, would be held for ever
        if self.is_quiet:
            self.quiet.emit()

    def _pass_on(self, operation: Operation[Any], owner: QObject, future: Future[Any]) -> None:
        if future.cancelled() or self._is_overtaken(operation):
            return
        error = future.exception()
        is_there = shiboken6.isValid(owner)
        if error is None:
            self._succeed(operation, future.result(), is_there)
        elif not isinstance(error, Cancelled):
            self._fail(operation, error, is_there)
        elif isinstance(operation, LongOperation):
            self._tell_stopped(operation, is_there)

    def _succeed(self, operation: Operation[T], result: T, is_there: bool) -> None:
        if operation.changed:
            self.undo_label = operation.label if operation.can_be_undone else ""
            self.changed.emit(operation.changed)
        if operation.on_success and is_there:
            operation.on_success(result)

    def _tell_stopped(self, operation: LongOperation[Any], is_there: bool) -> None:
        """A part of it may be done, each step of it whole."""
        if operation.changed:
            self.changed.emit(operation.changed)
        said = translate("Operations", "Stopped: {what} ({percent} % done).")
        self._notices.say(said.format(what=operation.label, percent=round(100 * operation.fraction)))
        if operation.on_cancelled and is_there:
            operation.on_cancelled()

    def _fail(self, operation: Operation[Any], error: BaseException, is_there: bool) -> None:
        """The one door for errors: a person's kind goes where the eye is, any other becomes a report to copy."""
        said = as_curator_error(error, operation.label or "a question", self._notices.where_details_are())
        self._notices.failed(operation.label, error, shown_in_place=bool(operation.on_failure and is_there))
        if operation.on_failure and is_there:
            operation.on_failure(said)

    def _tell_running(self, operation: Operation[Any]) -> None:
        if operation.lane in _SAVING:
            self.pending.emit(sum(running.lane in _SAVING for running in self._running))
        elif isinstance(operation, LongOperation):
            self.long_running.emit(self.long_operations)


def as_curator_error(error: BaseException, what: str, hint: str) -> CuratorError:
    """`error` as a person reads it; one that nobody foresaw is logged in full, and `hint` says where."""
    if isinstance(error, CuratorError):
        return error
    _log.error("%s failed", what, exc_info=error)
    return CuratorError(translate("Operations", "This did not work, for a reason the program did not foresee."), hint)
