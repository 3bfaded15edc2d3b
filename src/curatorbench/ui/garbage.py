"""Garbage in cycles, collected on the window's thread alone.

Python collects it on whatever thread happens to allocate, and what of Qt is in it ends on that thread. An object with
a timer then leaves the timer running on its own thread, whose next beat goes to an object that is gone: the program
crashes in the event loop, long after and far from the cause. Pixmaps and fonts must not end on other threads either.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_EVERY = 250  # ms


@contextmanager
def collected_here() -> Iterator[None]:
    """Within this, garbage is collected on this thread, between two events; other threads only make it."""
    was_everywhere = gc.isenabled()
    timer = QTimer(interval=_EVERY)
    timer.timeout.connect(_collect_if_due)
    gc.disable()
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        if was_everywhere:
            gc.enable()


def leave_out_what_is_loaded() -> None:
    """What is there now, modules above all, is gone through no more: that alone would take a tenth of a second."""
    gc.freeze()


def go_through_all_again() -> None:
    """As after a window has closed, which may have been left out, too."""
    gc.unfreeze()


def _collect_if_due() -> None:
    """The oldest generation whose turn it is, by Python's own thresholds."""
    due = [n for n, most in enumerate(gc.get_threshold()) if gc.get_count()[n] > most]
    if due:
        gc.collect(due[-1])
