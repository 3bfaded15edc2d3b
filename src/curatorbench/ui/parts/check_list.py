"""A list to tick off: Space ticks the row, arrows walk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidgetItem

from curatorbench.ui.look.rows import ID_ROLE
from curatorbench.ui.parts.fitted_list import FittedList
from curatorbench.ui.parts.type_ahead import Choice

_MOST_ROWS = 8
TILE = 48  # px, side of a picture in a row


class CheckList(FittedList):
    """As high as its rows, up to eight; then it scrolls."""

    ticked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, _MOST_ROWS)
        self.itemChanged.connect(lambda _: self.ticked.emit())

    @property
    def ids(self) -> tuple[str, ...]:
        """What is ticked, in the list's order."""
        rows = (self.item(row) for row in range(self.count()))
        return tuple(row.data(ID_ROLE) for row in rows if row.checkState() == Qt.CheckState.Checked)

    def show_choices(self, choices: Sequence[Choice], ticked: Sequence[str] = ()) -> None:
        self.blockSignals(True)
        self.clear()
        for choice in choices:
            item = QListWidgetItem(f"{choice.text}: {choice.end}" if choice.end else choice.text)
            item.setData(ID_ROLE, choice.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if choice.id in ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.blockSignals(False)
        self.fit()

    def show_picture(self, id_: str, picture: QPixmap) -> None:
        """Put a picture into the row of `id_`."""
        self.setIconSize(QSize(TILE, TILE))
        for row in range(self.count()):
            if self.item(row).data(ID_ROLE) == id_:
                self.blockSignals(True)
                self.item(row).setIcon(QIcon(picture))
                self.blockSignals(False)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item:
            is_ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)
