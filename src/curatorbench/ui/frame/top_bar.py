"""The row at the top: the benches, the way to any action, the menu."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from curatorbench.ui.look.palette import GRID


class TopBar(QWidget):
    """Buttons are for the hand and the eye; the keyboard has Ctrl+number, Ctrl+K and F10, so Tab passes them by."""

    bench_wanted = Signal(str)
    find_wanted = Signal()

    def __init__(self, benches: Iterable[tuple[str, str, str]]) -> None:
        """`benches` are (id, title, key)."""
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GRID, GRID // 2, GRID, 0)
        self._row.setSpacing(GRID)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        for id_, title, key in benches:
            self._buttons[id_] = self._bench_button(id_, title, key)
        self._row.addStretch(1)
        self.find_button = self._button(self.tr("Find anything  Ctrl+K"), self.find_wanted.emit)
        self.menu = QMenu(self)
        self.menu_button = self._button(self.tr("Menu  F10"), self.open_menu)

    def show_bench(self, id_: str) -> None:
        self._buttons[id_].setChecked(True)

    def open_menu(self) -> None:
        below = self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height()))
        self.menu.popup(below)
        self.menu.setActiveAction(self.menu.actions()[0])

    def _bench_button(self, id_: str, title: str, key: str) -> QToolButton:
        button = self._button(title, lambda: self.bench_wanted.emit(id_))
        button.setObjectName("bench")
        button.setCheckable(True)
        button.setToolTip(f"{title}  {key}")
        self._group.addButton(button)
        return button

    def _button(self, text: str, pressed: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(text)
        button.clicked.connect(pressed)
        self._row.addWidget(button)
        return button
