"""What narrows the table, as chips above it: each says what it is and goes when it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget

from curatorbench.ui.look.palette import GRID

_MOST = 40 * GRID  # px of a chip


class Chips(QWidget):
    """Space, Enter, Del or a click take a chip off."""

    taken_off = Signal(str)  # what the chip stands for

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[str, str]] = []
        self._row = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def words(self) -> list[str]:
        return [words for _, words in self._shown]

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """(what it stands for, what it says) of each. The focus goes to the neighbour of one that goes."""
        if list(chips) == self._shown:
            return
        had = self.focusWidget() if self.isAncestorOf(self.focusWidget() or self.window()) else None
        at = self._row.place_of(had) if had else -1
        self._shown = list(chips)
        self._row.clear()
        for name, words in chips:
            self._row.addWidget(self._chip(name, words))
        self.setVisible(bool(chips))
        neighbour = self._row.widget_at(min(at, len(chips) - 1)) if at >= 0 else None
        if neighbour:
            neighbour.setFocus()

    def _chip(self, name: str, words: str) -> QToolButton:
        chip = _Chip()
        shown = chip.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, _MOST - 5 * GRID)
        chip.setText(f"{shown}  ×")
        chip.setToolTip(self.tr("Take off: {what}").format(what=words))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(lambda: self.taken_off.emit(name))
        return chip


class _Chip(QToolButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class FlowLayout(QLayout):
    """Widgets side by side, in as many lines as they need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        while self._items:
            widget = self._items.pop(0).widget()
            if widget:
                widget.hide()
                widget.deleteLater()

    def widget_at(self, index: int) -> QWidget | None:
        item = self.itemAt(index)
        return item.widget() if item else None

    def place_of(self, widget: QWidget) -> int:
        return next((i for i, item in enumerate(self._items) if item.widget() is widget), -1)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), is_moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, is_moving=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        return QSize(0, max((size.height() for size in sizes), default=0))

    def _lay_out(self, rect: QRect, *, is_moving: bool) -> int:
        """The height that the lines take."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 10_000))
            if line and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + GRID // 2, 0
            if is_moving:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, line = x + size.width() + GRID // 2, max(line, size.height())
        return y + line - rect.y()
