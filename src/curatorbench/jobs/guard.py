"""Ends a worker in order: when it is asked to, and when the process that started it is gone.

A thread watches, because the main thread may sit in an image codec for long, where no Python signal handler runs.
It asks first (`stop`), and after `grace` seconds lets go of the job in hand and ends the process.
"""

from __future__ import annotations

import ctypes
import logging
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

from curatorbench.jobs.machine import ProcessId

log = logging.getLogger(__name__)

_LOOK = 0.5  # seconds between two looks at the parent
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_PR_SET_PDEATHSIG = 1


class Guard:
    """Use in a `with` on the main thread. `stop` is set once the worker should end; `let_go` must be thread-safe."""

    def __init__(self, parent: ProcessId | None, let_go: Callable[[], None], grace: float) -> None:
        self.stop = threading.Event()
        self._parent = parent
        self._let_go = let_go
        self._grace = grace
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="guard", daemon=True)
        self._bell, self._ringer = socket.socketpair()

    def __enter__(self) -> Self:
        self._ringer.setblocking(False)
        self._former_fd = signal.set_wakeup_fd(self._ringer.fileno(), warn_on_full_buffer=False)
        self._former = {number: signal.signal(number, _heard) for number in _SIGNALS}
        if self._parent is not None:
            _die_with_parent()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        signal.set_wakeup_fd(self._former_fd)
        for number, handler in self._former.items():
            signal.signal(number, handler)
        self._ringer.close()  # the bell rings a last time, so that the thread need not be waited for
        self._thread.join()
        self._bell.close()

    def _watch(self) -> None:
        while not self._is_asked() and not self._is_orphan():
            if self._over.is_set():
                return
        self.stop.set()
        if not self._over.wait(self._grace):
            log.info("the worker does not come to an end; its job goes back and the process ends")
            try:
                self._let_go()
            finally:
                os._exit(0)

    def _is_asked(self) -> bool:
        """Wait a little for one of our signals."""
        ready, _, _ = select.select([self._bell], [], [], _LOOK)
        return bool(ready) and any(number in _SIGNALS for number in self._bell.recv(64))

    def _is_orphan(self) -> bool:
        if self._parent is None:
            return False
        if sys.platform == "darwin":  # where looking at another process costs a process
            return os.getppid() != self._parent.pid
        return self._parent.is_gone()


def _heard(number: int, frame: FrameType | None) -> None:
    """The wake-up socket has told the thread already; setting an Event here could deadlock with its own lock."""


def _die_with_parent() -> None:
    """On Linux the kernel sends SIGTERM when the parent goes; elsewhere, and if it went before, the thread looks."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
