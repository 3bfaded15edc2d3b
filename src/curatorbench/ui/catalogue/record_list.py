"""The list of records as a widget: the same on every bench, narrow or wide."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.catalogue.record_delegate import RecordDelegate
from curatorbench.ui.catalogue.records_model import RECORD_ROLE, Index
from curatorbench.ui.desk import Desk


class RecordList(QListView):
    """Holds a million rows as easily as ten: rows are of one height, and only those seen are painted."""

    chosen = Signal(object)  # RecordSummary: the current row is another one
    opened = Signal(object)  # RecordSummary: Enter or double click
    typed = Signal(str)  # a letter that belongs to a search

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._model = desk.records
        self.setModel(desk.records)
        self.setItemDelegate(RecordDelegate(desk.thumbnails, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Records"))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RECORD_ROLE)))
        desk.thumbnails.arrived.connect(lambda _: self.viewport().update())

    @property
    def record(self) -> RecordSummary | None:
        return self._model.record(self.currentIndex().row())

    def go_to(self, material_id: str) -> None:
        """Make a record the current one; if it is not among the rows read, none is marked as shown."""
        row = self._model.row_of(material_id)
        if row < 0:
            self.clearSelection()
        elif row != self.currentIndex().row() or not self.selectedIndexes():
            self.setCurrentIndex(self._model.index(row))

    def step(self, by: int) -> bool:
        """To the next or previous record; False at the end."""
        row = self.currentIndex().row() + by
        is_there = self._model.record(row) is not None
        if is_there:
            self.setCurrentIndex(self._model.index(row))
            if row + 20 > self._model.rowCount():
                self._model.fetchMore(QModelIndex())
        return is_there

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(RECORD_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.record:
            self.opened.emit(self.record)
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing searches the catalogue, not the rows that happen to be loaded."""
