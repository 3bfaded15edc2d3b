"""Ctrl+K: find any action by a few letters, with its key beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curatorbench.ui.actions.action import Action, W
from curatorbench.ui.look.palette import GRID, HIT
from curatorbench.ui.transcribe.rows import ID_ROLE, TwoEnds, say

_WIDTH = 64 * GRID
_ROWS = 10


class Finder(QFrame, Generic[W]):
    """A field over the window and what matches under it. Esc closes it, Enter does what is chosen."""

    def __init__(self, window: W, table: Sequence[Action[W]], built: dict[str, QAction]) -> None:
        super().__init__(window)
        self.setObjectName("finder")
        self._window, self._table, self._built = window, table, built
        self._came_from: QWidget | None = None
        self.field = QLineEdit(placeholderText=self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Find anything"))
        self.matches = QListWidget()
        self.matches.setAccessibleName(self.tr("Actions found"))
        self.matches.setItemDelegate(TwoEnds(self))
        self.matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.matches)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._match)
        self.matches.itemClicked.connect(lambda _: self.do())
        self.hide()

    def open(self) -> None:
        window = self._window
        self._came_from = window.focusWidget()
        width = min(_WIDTH, window.width() - 4 * GRID)
        self.setGeometry((window.width() - width) // 2, 6 * GRID, width, (_ROWS + 2) * HIT)
        self.field.clear()
        self._match("")
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
        if item:
            self._built[item.data(ID_ROLE)].trigger()

    @property
    def found(self) -> list[str]:
        """The ids of the actions that match, best first."""
        return [self.matches.item(row).data(ID_ROLE) for row in range(self.matches.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

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

    def _match(self, typed: str) -> None:
        wanted = typed.casefold().split()
        self.matches.clear()
        for action in self._table:
            if self._built[action.id].isEnabled() and all(word in action.shown_text.casefold() for word in wanted):
                self._add(action)
        self.matches.setCurrentRow(0)

    def _add(self, action: Action[W]) -> None:
        item = QListWidgetItem()
        item.setData(ID_ROLE, action.id)
        say(item, action.shown_text, action.shown_key)
        self.matches.addItem(item)
