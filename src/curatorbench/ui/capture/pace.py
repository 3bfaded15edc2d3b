"""The timer that shoots: it counts down aloud, and waits for the device."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, QTimer, Signal

_TICK = 100  # ms


class Pace(QObject):
    """Goes off every so many seconds while it is on."""

    due = Signal()
    ticked = Signal(int)  # whole seconds that are left

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seconds = 5.0
        self._until = 0.0
        self._told = -1
        self.is_on = self.is_resting = False
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._tick)

    @property
    def left(self) -> int:
        """Whole seconds until it goes off."""
        return max(0, math.ceil(self._until - time.monotonic()))

    def switch(self, on: bool) -> None:
        self.is_on = on
        self._go_on()

    def rest(self, is_resting: bool) -> None:
        """Nothing is exposed that nobody sees, or while another unit is being chosen: then it counts anew."""
        self.is_resting = is_resting
        self._go_on()

    def restart(self) -> None:
        """Count from the beginning: an exposure was made."""
        self._until = time.monotonic() + self.seconds
        self._told = -1

    def _go_on(self) -> None:
        if self.is_on and not self.is_resting:
            self.restart()
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        if self.left != self._told:
            self._told = self.left
            self.ticked.emit(self.left)
        if time.monotonic() >= self._until:
            self.restart()
            self.due.emit()
