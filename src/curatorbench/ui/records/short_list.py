"""A short list of records that is whole in memory: what waits on a bench, in the look of the catalogue's list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.look.language import status_word
from curatorbench.ui.look.palette import GRID, colour
from curatorbench.ui.records.record_delegate import RecordDelegate
from curatorbench.ui.records.records_model import RECORD_ROLE, Index


class ShortModel(QAbstractListModel):
    """Some hundred records at most."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[RecordSummary, ...] = ()

    def show_records(self, rows: Sequence[RecordSummary]) -> None:
        """The same records again keep every view in its place."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def record(self, row: int) -> RecordSummary | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index.row())
        if record is None:
            return None
        if role == RECORD_ROLE:
            return record
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            number = record.catalog_number or self.tr("no number")
            name = record.scientific_name or self.tr("no name yet")
            return f"{number}, {name}, {status_word(record.status)}"
        return None


class ShortList(QListView):
    """Enter or a double click opens a record."""

    chosen = Signal(object)  # RecordSummary: the current row is another one
    opened = Signal(object)  # RecordSummary

    def __init__(self, thumbnails: Thumbnails, name: str) -> None:
        super().__init__()
        self._model = ShortModel(self)
        self._empty_text = ""
        self.setModel(self._model)
        self.setItemDelegate(RecordDelegate(thumbnails, self))
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RECORD_ROLE)))
        thumbnails.arrived.connect(lambda _: self.viewport().update())

    @property
    def record(self) -> RecordSummary | None:
        return self._model.record(self.currentIndex().row())

    @property
    def count(self) -> int:
        return self._model.rowCount()

    def set_empty_text(self, text: str) -> None:
        """What stands here while there is no record."""
        self._empty_text = text
        self.setAccessibleDescription(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count and self._empty_text:
            painter, room = QPainter(self.viewport()), self.viewport().rect().adjusted(GRID, GRID, -GRID, -GRID)
            painter.setPen(colour("quiet"))
            painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self._empty_text)

    def show_records(self, rows: Sequence[RecordSummary]) -> None:
        """The row that was current stays so, by its record where it is still there, else by its place."""
        before, place = self.record, max(0, self.currentIndex().row())
        self._model.show_records(rows)
        kept = [record.material_entity_id for record in rows]
        if before and before.material_entity_id in kept:
            place = kept.index(before.material_entity_id)
        self.go_to(min(place, len(kept) - 1))

    def go_to(self, row: int) -> None:
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(RECORD_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.record:
            self.opened.emit(self.record)
        else:
            super().keyPressEvent(event)
