"""The settings of the device: read when they are unfolded, set where they stand, read again as the device took them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from curatorbench.domain.errors import CuratorError
from curatorbench.ui.capture import changes, reads
from curatorbench.ui.capture.device_panel import DevicePanel
from curatorbench.ui.capture.loop import Loop
from curatorbench.ui.operations.operations import Operations


class Dials(QObject):
    def __init__(self, operations: Operations, loop: Loop, panel: DevicePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._loop, self._panel = operations, loop, panel
        panel.opened.connect(self.ask)
        panel.adjusted.connect(self._adjust)

    def ask(self) -> None:
        if self._loop.station:
            asked = reads.device_settings(self._loop.station)
            self._operations.run(asked.success(self._panel.show_settings).failure(self._loop.failed.emit), self)

    def _adjust(self, name: str, value: str) -> None:
        if self._loop.station:
            change = changes.adjust(self._loop.station, name, value)
            self._operations.run(change.success(lambda _: self.ask()).failure(self._on_refused), self)

    def _on_refused(self, error: CuratorError) -> None:
        """What it cannot be is said, and what it is stands there again."""
        self._loop.failed.emit(error)
        self.ask()
