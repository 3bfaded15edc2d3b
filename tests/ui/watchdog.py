"""The watchdog: while a person's key is being answered, the window's thread must not be away for 100 ms.

A beat is a timer of 5 ms on the window's thread. Between two beats lies the work of one or a few events. What counts
is CPU time of that thread, which no other process can inflate. What it waited (for a lock, a disk, another thread) is
wall time less CPU less the time the system let it wait for a core (`/proc`, Linux); there a loaded machine still
adds, because whom it waits for may itself wait for a core: hence the larger bound.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

CPU = 0.1  # seconds of one answer on the window's thread: the promise
WAITED = 0.25  # seconds of waiting: the promise, and what a loaded machine may add


@dataclass(frozen=True)
class Gap:
    what: str
    cpu: float
    waited: float

    @property
    def is_too_long(self) -> bool:
        return self.cpu > CPU or self.waited > WAITED

    def __str__(self) -> str:
        return f"{self.what}: {1000 * self.cpu:.0f} ms of CPU, {1000 * self.waited:.0f} ms of waiting"


class Watchdog:
    """One for all tests; `watching` is entered by the functions that press keys."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self._depth = 0

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
        self._last = _now()
        timer.start()
        try:
            yield
            self._beat(what)
        finally:
            timer.stop()
            self._depth -= 1

    @property
    def too_long(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.is_too_long]

    @property
    def worst(self) -> Gap:
        return max(self.gaps, key=lambda gap: max(gap.cpu, gap.waited), default=Gap("nothing", 0, 0))

    def _beat(self, what: str) -> None:
        now = _now()
        wall, cpu, queued = (after - before for after, before in zip(now, self._last, strict=True))
        self._last = now
        self.gaps.append(Gap(what, cpu, max(0.0, wall - cpu - queued)))


WATCHDOG = Watchdog()


def _now() -> tuple[float, float, float]:
    """Wall, CPU of this thread, and how long this thread has waited for a core, in seconds."""
    schedule = Path("/proc/thread-self/schedstat")
    queued = int(schedule.read_text().split()[1]) / 1e9 if schedule.exists() else 0.0
    return time.perf_counter(), time.thread_time(), queued
