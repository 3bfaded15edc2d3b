"""The row at the top: the benches, the way to any action, the menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from curatorbench.ui.look.palette import GRID


class TopBar(QWidget):
    """Buttons are for the hand and the eye; the keyboard has Ctrl+number, Ctrl+K and F10, so Tab passes them by.

    Where there is no room for all words, first the words beside keys go, then the names of benches not in front.
    """

    bench_wanted = Signal(str)
    find_wanted = Signal()

    def __init__(self, benches: Iterable[tuple[str, str]]) -> None:
        """`benches` are (id, title)."""
        super().__init__()
        self._keys: Mapping[str, str] = {}
        self._shown = ""
        self._titles = dict(benches)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GRID, GRID // 2, GRID, 0)
        self._row.setSpacing(GRID)
        self._buttons = {id_: self._bench_button(id_, title) for id_, title in self._titles.items()}
        self._row.addStretch(1)
        self.find_button = self._button(self.tr("Find anything"), self.find_wanted.emit)
        self.menu_button = self._button(self.tr("Menu"), self.open_menu)
        self.menu = QMenu(self)

    def show_bench(self, id_: str) -> None:
        """Mark the bench in front; none of the named ones if it is another."""
        self._shown = id_
        for known, button in self._buttons.items():
            button.setChecked(known == id_)
        self._fit()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Put the keys of actions (by id) beside the words that do the same; from now on Tab passes by."""
        from PySide6.QtCore import Qt  # all its enumerations are made at once: not before the first paint

        for button in (*self._buttons.values(), self.find_button, self.menu_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keys = keys
        for id_, button in self._buttons.items():
            button.setToolTip(f"{self._titles[id_]}  {self._key(f'bench.{id_}')}".rstrip())
        self._fit()

    def open_menu(self) -> None:
        below = self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height()))
        self.menu.aboutToShow.emit()  # it is filled on its first opening
        if not self.menu.isEmpty():
            self.menu.popup(below)
            self.menu.setActiveAction(self.menu.actions()[0])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._row.invalidate()  # what it remembers of the buttons may be older than their style
        for say in (self._say_all, self._say_keys, self._say_numbers):
            say()
            if self._row.minimumSize().width() <= self.width():
                return

    def _say_all(self) -> None:
        for id_, button in self._buttons.items():
            button.setText(self._titles[id_])
        self.find_button.setText(f"{self.tr('Find anything')}  {self._key('view.find')}".rstrip())
        self.menu_button.setText(f"{self.tr('Menu')}  {self._key('view.menu')}".rstrip())

    def _say_keys(self) -> None:
        self.find_button.setText(self._key("view.find") or "?")
        self.menu_button.setText(self._key("view.menu") or "…")

    def _say_numbers(self) -> None:
        for number, (id_, button) in enumerate(self._buttons.items(), start=1):
            if id_ != self._shown:
                button.setText(str(number))

    def _key(self, id_: str) -> str:
        return self._keys.get(id_, "")

    def _bench_button(self, id_: str, title: str) -> QToolButton:
        button = self._button(title, lambda: self.bench_wanted.emit(id_))
        button.setObjectName("bench")
        button.setCheckable(True)
        return button

    def _button(self, text: str, pressed: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.clicked.connect(pressed)
        self._row.addWidget(button)
        return button
