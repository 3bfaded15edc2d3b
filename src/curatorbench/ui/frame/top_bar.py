"""The row at the top: the benches, the way to any action, the menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from curatorbench.ui.look.palette import GRID


class TopBar(QWidget):
    """Buttons are for the hand and the eye; the keyboard has Ctrl+number, Ctrl+K and F10, so Tab passes them by."""

    bench_wanted = Signal(str)
    find_wanted = Signal()

    def __init__(self, benches: Iterable[tuple[str, str]]) -> None:
        """`benches` are (id, title)."""
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GRID, GRID // 2, GRID, 0)
        self._row.setSpacing(GRID)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        for id_, title in benches:
            self._buttons[id_] = self._bench_button(id_, title)
        self._row.addStretch(1)
        self.find_button = self._button(self.tr("Find anything"), self.find_wanted.emit)
        self.menu = QMenu(self)
        self.menu_button = self._button(self.tr("Menu"), self.open_menu)

    def show_bench(self, id_: str) -> None:
        """Mark the bench in front; none of the named ones if it is another."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known == id_)
        self._group.setExclusive(True)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Put the keys of actions (by id) beside the words that do the same."""
        for id_, button in self._buttons.items():
            button.setToolTip(f"{button.text()}  {keys.get(f'bench.{id_}', '')}".rstrip())
        self.find_button.setText(f"{self.tr('Find anything')}  {keys.get('view.find', '')}".rstrip())
        self.menu_button.setText(f"{self.tr('Menu')}  {keys.get('view.menu', '')}".rstrip())

    def open_menu(self) -> None:
        below = self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height()))
        if self.menu.isEmpty():
            return  # the workspace is being opened
        self.menu.popup(below)
        self.menu.setActiveAction(self.menu.actions()[0])

    def _bench_button(self, id_: str, title: str) -> QToolButton:
        button = self._button(title, lambda: self.bench_wanted.emit(id_))
        button.setObjectName("bench")
        button.setCheckable(True)
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
