"""The watchdog: while a person's key is being answered, the window's thread must not be away for 100 ms.

A beat is a timer of 5 ms on the window's thread. Between two beats lies the work of one or a few events. What counts:

- CPU time of that thread. Other processes cannot take it away, but they make a core slower (shared caches, two threads
  on one core): a loop of known work, timed right after a gap that seems too long, says by how much.
- What the thread waited for a lock, a disk, another thread: wall time less CPU less the times for which the system let
  our threads wait for a core (`/proc`, Linux): whom it waits for may itself wait for a core, one after the other.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QTimer

CPU = 0.1  # seconds of one answer on the window's thread, on a core that has nothing else to do
HALF = CPU / 2  # seconds from which on it is measured how slow the core is
WAITED = 0.1  # seconds of waiting
_SLOWEST = 3.0  # times; a machine that is slower than this by load is measured as if it were not


@dataclass(frozen=True)
class Gap:
    """`cpu` and `waited` in seconds; `slower` is how many times slower the core was than at its best."""

    what: str
    cpu: float
    waited: float
    slower: float = 1.0

    @property
    def is_too_long(self) -> bool:
        return self.cpu > CPU * self.slower or self.waited > WAITED

    @property
    def is_far_too_long(self) -> bool:
        return self.cpu > 2 * CPU * self.slower or self.waited > 2 * WAITED

    def __str__(self) -> str:
        spent = f"{1000 * self.cpu:.0f} ms of CPU, {1000 * self.waited:.0f} ms of waiting"
        return f"{self.what}: {spent} (a core {self.slower:.1f} times slower than at its best)"


class Watchdog:
    """One for all tests; `watching` is entered by the functions that press keys."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self.allowed = 0.0
        self._depth = 0
        self._best_pace = min(_pace() for _ in range(50))

    @contextmanager
    def watching(self, what: str) -> Iterator[None]:
        self._depth += 1
        if self._depth > 1:  # within another: that one watches
            try:
                yield
            finally:
                self._depth -= 1
            return
        timer = QTimer(interval=5)
        timer.timeout.connect(lambda: self._beat(what))
        self._last = _begun()
        timer.start()
        try:
            yield
            self._beat(what)
        finally:
            timer.stop()
            self._depth -= 1

    @property
    def too_long(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.is_too_long and gap.cpu > self.allowed]

    @property
    def failing(self) -> list[Gap]:
        """What fails a test: one gap of twice the limit, or two gaps over it. What holds up a key holds up every key; a
        single gap just over the limit comes from the machine, once in a thousand tests, and would be nobody's fault."""
        found = self.too_long
        return found if len(found) > 1 or any(gap.is_far_too_long for gap in found) else []

    def allow(self, seconds: float) -> None:
        """For the rest of a test: a new scheme of colours goes through every widget there is, of other tests too."""
        self.allowed = seconds

    @property
    def worst(self) -> Gap:
        return max(self.gaps, key=lambda gap: max(gap.cpu, gap.waited), default=Gap("nothing", 0, 0))

    def _beat(self, what: str) -> None:
        before, now = self._last, _ended()
        wall, cpu = now.wall - before.wall, now.cpu - before.cpu
        queued = sum(spent - before.queued.get(thread, 0.0) for thread, spent in now.queued.items())
        gap = Gap(what, cpu, max(0.0, wall - cpu - queued))
        self.gaps.append(replace(gap, slower=self._slower()) if cpu > HALF or gap.is_too_long else gap)
        self._last = _begun()

    def _slower(self) -> float:
        pace = sorted(_pace() for _ in range(9))[4]
        self._best_pace = min(self._best_pace, pace)
        return min(_SLOWEST, pace / self._best_pace)


@dataclass(frozen=True)
class Moment:
    """Seconds: wall, CPU of this thread, and how long each thread of ours has waited for a core."""

    wall: float
    cpu: float
    queued: dict[str, float]


def _begun() -> Moment:
    """The clocks last: to read `/proc` gives the interpreter's lock away a dozen times, and other threads take it."""
    queued = dict(_queued())
    return Moment(time.perf_counter(), time.thread_time(), queued)


def _ended() -> Moment:
    """The clocks first, for the same reason."""
    return Moment(time.perf_counter(), time.thread_time(), dict(_queued()))


def _queued() -> Iterator[tuple[str, float]]:
    for thread in Path("/proc/self/task").glob("*"):
        with suppress(OSError):  # it has ended since
            yield thread.name, int((thread / "schedstat").read_text().split()[1]) / 1e9


def _pace() -> float:
    """CPU seconds of a piece of known work."""
    began = time.thread_time()
    sum(len(str(number)) for number in range(2000))
    return time.thread_time() - began


WATCHDOG = Watchdog()
