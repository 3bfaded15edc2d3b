"""Worker processes of one program: started, started again when they die, ended with it."""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

log = logging.getLogger(__name__)

_LOOK = 0.1  # seconds between two looks at the workers
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 30.0  # seconds before a dead worker is started again
_SOUND = 10.0  # a worker that lived for so many seconds is started again without much delay


@dataclass(slots=True)
class _Place:
    """One worker's place in the pool; `process` is None while it waits to be started."""

    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = 0.0
    pause: float = _FIRST_PAUSE
    is_over: bool = False


class WorkerPool:
    """`count` processes of `command` (`[sys.executable, "-m", "curatorbench", "worker", WORKSPACE, ...]`), from now on.

    A worker that ends with 0 has nothing left to do and is not started again. One thread starts and watches them
    all: on Linux the kernel ends a child with the thread that started it, so that must be one that stays.
    """

    def __init__(self, count: int, command: Sequence[str]) -> None:
        self._command = list(command)
        self._places = [_Place() for _ in range(count)]
        self._close = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="worker pool", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def pids(self) -> list[int]:
        """The process ids of those that run now."""
        running = [place.process for place in self._places]
        return [process.pid for process in running if process is not None and process.poll() is None]

    def wait(self, seconds: float | None = None) -> bool:
        """Until all workers ended by themselves; False if they still run after `seconds`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def close(self, seconds: float = 5.0) -> None:
        """Ask the workers to end, and kill those that do not within `seconds`; safe to call twice."""
        self._close.set()
        if self._thread.is_alive():
            self._thread.join()
        processes = [place.process for place in self._places if place.process is not None]
        for process in processes:
            process.terminate()
        _bury(processes, time.monotonic() + seconds)

    def _keep(self) -> None:
        while not self._close.wait(_LOOK):
            for place in self._places:
                self._look_at(place)
            if all(place.is_over for place in self._places):
                return

    def _look_at(self, place: _Place) -> None:
        now = time.monotonic()
        if place.process is not None:
            self._notice_end(place, now)
        elif not place.is_over and now >= place.start_at:
            self._start(place, now)

    def _start(self, place: _Place, now: float) -> None:
        try:
            place.process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)
            place.started = now
        except OSError as error:
            log.warning("a worker could not be started: %s", error)
            self._postpone(place, now)

    def _notice_end(self, place: _Place, now: float) -> None:
        assert place.process is not None
        code = place.process.poll()
        if code is None:
            return
        place.process = None
        place.is_over = code == 0
        if code != 0:
            log.info("a worker ended with %s and is started again", code)
            if now - place.started >= _SOUND:
                place.pause = _FIRST_PAUSE
            self._postpone(place, now)

    def _postpone(self, place: _Place, now: float) -> None:
        place.start_at = now + place.pause
        place.pause = min(_LONGEST_PAUSE, place.pause * 2)


def _bury(processes: Sequence[subprocess.Popen[bytes]], deadline: float) -> None:
    """Wait for each until `deadline`, then kill it."""
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
