"""Garbage in cycles, collected on the window's thread alone.

Python collects it on whatever thread happens to allocate, and what of Qt is in it ends on that thread. An object with
a timer then leaves the timer running on its own thread, whose next beat goes to an object that is gone: the program
crashes in the event loop, long after and far from the cause. Pixmaps and fonts must not end on other threads either.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_EVERY = 250  # ms
_OLDEST_EVERY = 60  # seconds: to go through everything takes as long as a person notices
_OLDEST = 2


@contextmanager
def collected_here() -> Iterator[None]:
    """Within this, garbage is collected on this thread, between two events; other threads only make it."""
    was_everywhere = gc.isenabled()
    collector = _Collector()
    gc.disable()
    collector.start()
    try:
        yield
    finally:
        collector.stop()
        if was_everywhere:
            gc.enable()


def leave_out_what_is_loaded() -> None:
    """What is there now, modules above all, is gone through no more: that alone would take a tenth of a second."""
    gc.freeze()


def go_through_all_again() -> None:
    """As after a window has closed, which may have been left out, too."""
    gc.unfreeze()


class _Collector(QTimer):
    """Collects the oldest generation whose turn it is, by Python's own thresholds; the oldest of all rarely."""

    def __init__(self) -> None:
        super().__init__(interval=_EVERY)
        self._last = time.monotonic()
        self.timeout.connect(self._collect_if_due)

    def _collect_if_due(self) -> None:
        count, most = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(_OLDEST + 1) if count[generation] > most[generation]]
        if not due:
            return
        oldest = due[-1]
        if oldest == _OLDEST and time.monotonic() - self._last < _OLDEST_EVERY:
            oldest -= 1
        elif oldest == _OLDEST:
            self._last = time.monotonic()
        gc.collect(oldest)
