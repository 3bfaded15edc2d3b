"""A panel over the window with a field to type in: no modal box, Esc closes it, the focus goes back where it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from curatorbench.ui.look.palette import GRID, HIT
from curatorbench.ui.look.rows import TwoEnds

_WIDTH = 64 * GRID
_ROWS = 10


class Overlay(QFrame):
    """A field, and the list of what it matches. Subclasses fill `matches` and say what Enter does."""

    def __init__(self, window: QWidget, *, field_name: str, list_name: str, hint: str) -> None:
        super().__init__(window)
        self.setObjectName("overlay")
        self._over = window
        self._came_from: QWidget | None = None
        self.field = QLineEdit(placeholderText=hint)
        self.field.setAccessibleName(field_name)
        self.matches = QListWidget()
        self.matches.setAccessibleName(list_name)
        self.matches.setItemDelegate(TwoEnds(self))
        self.matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.matches, 1)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.match)
        self.matches.itemClicked.connect(self._on_clicked)
        self.hide()

    def match(self, typed: str) -> None:
        """Show what `typed` leads to."""
        raise NotImplementedError

    def choose(self, item: QListWidgetItem | None) -> None:
        """Do what Enter means; the panel is closed. `item` is None where nothing matches."""
        raise NotImplementedError

    def open(self) -> None:
        self._came_from = self._over.focusWidget()
        wide, high = self._over.width(), self._over.height()
        width, height = min(_WIDTH, wide - 2 * GRID), min((_ROWS + 2) * HIT, high - 8 * GRID)
        self.setGeometry((wide - width) // 2, 6 * GRID, width, height)
        self.field.clear()
        self.match("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_again(self) -> None:
        """Put the focus back where it was."""
        self.hide()
        if self._came_from:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def do(self) -> None:
        item = self.matches.currentItem()
        self.close_again()
        self.choose(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.matches.setCurrentItem(item)
        self.do()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_again()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.matches.setCurrentRow((self.matches.currentRow() + step) % max(1, self.matches.count()))
        else:
            return False
        return True
