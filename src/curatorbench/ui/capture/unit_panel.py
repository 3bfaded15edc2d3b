"""Another drawer, another folder: chosen by its name or its code, and the sticky fields are asked again."""

from __future__ import annotations

from PySide6.QtCore import Signal

from curatorbench.domain.captures import CaptureSession
from curatorbench.ui.capture.words import unit_kind
from curatorbench.ui.desk import Desk
from curatorbench.ui.parts.panel import Panel
from curatorbench.ui.parts.pickers import UnitPicker


class UnitPanel(Panel):
    chosen = Signal(object)  # id of the unit, None for nowhere

    def __init__(self, desk: Desk, session: CaptureSession) -> None:
        place = str(session.storage) if session.storage else ""
        about = self.tr("Now: {place}").format(place=place) if place else ""
        super().__init__(desk, self.tr("Another storage unit"), self.tr("Change"), about)
        self.unit = UnitPicker(
            desk, self.tr("Storage unit"), none=self.tr("nowhere that is known"), makes=unit_kind(session.profile)
        )
        self.add_named(self.tr("Lies in"), self.unit)
        self.body.addStretch(1)

    def do(self) -> None:
        self.unit.settle(self._change)

    def _change(self) -> None:
        if self.unit.choice is None:  # the picker says why, where anything was typed
            self.unit.setFocus()
            return
        self.chosen.emit(self.unit.choice.id or None)
        self.leave()
