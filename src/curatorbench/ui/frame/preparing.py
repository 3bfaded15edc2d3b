"""While a person looks at the first bench, those that take long to make are made, a part at a time, out of the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from curatorbench.ui.benches import known

if TYPE_CHECKING:
    from curatorbench.ui.window import Window

_SLOW = ("transcribe",)  # benches that take more than 50 ms to make
_EVERY = 20  # ms between two parts: keys and paint come first


class Preparing(QObject):
    """Begins when the window has nothing more to ask; a key that leads to a bench meanwhile finds what is there."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._parts = self._each_part()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        return not self._timer.isActive()

    def close(self) -> None:
        self._timer.stop()

    def _step(self) -> None:
        if self._window.desk.operations.is_quiet and next(self._parts, None) is None:
            self._timer.stop()

    def _each_part(self) -> Iterator[str]:
        """One part of a bench after the other; None would be the end."""
        for id_ in _SLOW:
            while not known(id_).is_loaded:
                yield id_  # another thread imports it: to import it here would wait for that
            self._window.bench_of(id_)
            yield id_
            while self._window.bench_of(id_).grow():
                yield id_
