"""What stays from record to record by itself: the collection, where things lie, what kind they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from curatorbench.domain.things import MATERIAL_KINDS
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.parts.panel import named
from curatorbench.ui.parts.pickers import CodePicker, UnitPicker
from curatorbench.ui.parts.type_ahead import Choice, TypeAhead

_LOT = "lot"
_MOST = 9_999_999  # objects under one number


class FixedPart(QWidget):
    """`unit_changed` asks pinned fields anew: in another drawer other things may hold."""

    unit_changed = Signal()

    def __init__(self, desk: Desk, code: str) -> None:
        super().__init__()
        self._unit_before: Choice | None = None
        self.collection = CodePicker(desk, code)
        self.unit = UnitPicker(desk, self.tr("Storage unit"), none=self.tr("nowhere that is known"))
        self.kind = TypeAhead(self.tr("Kind"), fixed=[Choice(kind, kind) for kind in MATERIAL_KINDS])
        self.kind.choose(Choice(MATERIAL_KINDS[0], MATERIAL_KINDS[0]))
        self.count = QLineEdit("1")
        self.count.setValidator(QIntValidator(1, _MOST, self))
        self.count.setAccessibleName(self.tr("Count"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(named(self.tr("Collection"), self.collection))
        column.addWidget(named(self.tr("Lies in"), self.unit))
        column.addWidget(named(self.tr("Kind"), self.kind))
        self._counting = named(self.tr("How many objects under the number"), self.count)
        column.addWidget(self._counting)
        self._counting.hide()
        self.kind.chosen.connect(lambda kind: self._counting.setVisible(kind is not None and kind.id == _LOT))
        self.unit.chosen.connect(self._on_unit)
        for part in (self.collection, self.unit, self.kind):
            part.line.setProperty("sticky", "true")

    @property
    def quantity(self) -> int:
        """How many objects; one of everything but a lot."""
        is_lot = self.kind.choice is not None and self.kind.choice.id == _LOT
        return int(self.count.text() or 1) if is_lot else 1

    def next_record(self) -> None:
        self.count.setText("1")

    def _on_unit(self, unit: Choice | None) -> None:
        """Only another unit counts, not the letters on the way to it."""
        if unit is not None and unit != self._unit_before:
            was_somewhere, self._unit_before = self._unit_before is not None, unit
            if was_somewhere:
                self.unit_changed.emit()
