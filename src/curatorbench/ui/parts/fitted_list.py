"""A list as high as what is in it, so that a short one leaves room and a long one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QStyleOptionViewItem

from curatorbench.ui.look.marks import SIDE
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.rows import MARK_ROLE, Rows

_ENDLESS = 10_000  # px
_OF_THE_PANEL = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class _Wrapped(Rows):
    """As high as its words are in the width that pictures and marks leave to them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        usual = super().sizeHint(option, index)
        rows = option.widget
        assert isinstance(rows, FittedList)
        room = QRect(0, 0, rows.viewport().width() - rows.beside_words(index), _ENDLESS)
        words = option.fontMetrics.boundingRect(
            room, Qt.TextFlag.TextWordWrap, index.data(Qt.ItemDataRole.DisplayRole) or ""
        )
        return QSize(usual.width(), max(usual.height(), words.height() + GRID))


class FittedList(QListWidget):
    """Up to `most` rows are seen. Enter and Esc are its panel's, also while it has the focus."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self._most = most
        self.setAccessibleName(name)
        self.setItemDelegate(_Wrapped(self))
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """As high as its rows are at this width."""
        shown = range(min(self.count(), self._most))
        high = sum(self.sizeHintForRow(row) for row in shown)
        self.setFixedHeight(high + 2 * self.frameWidth() + 2)

    def beside_words(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Px of a row that are not for words."""
        tick = 3 * GRID if index.data(Qt.ItemDataRole.CheckStateRole) is not None else 0
        picture = self.iconSize().width() + GRID if index.data(Qt.ItemDataRole.DecorationRole) is not None else 0
        mark = SIDE + GRID if index.data(MARK_ROLE) is not None else 0
        return tick + picture + mark + 2 * GRID

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OF_THE_PANEL:
            event.ignore()
        else:
            super().keyPressEvent(event)
