"""Choosing columns by key: letters find one, Enter shows or hides it, Alt with an arrow moves or widens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from curatorbench.ui.frame.overlay import Overlay
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.rows import ID_ROLE, MARK_ROLE, say
from curatorbench.ui.look.wording import translate
from curatorbench.ui.records import columns as columns_
from curatorbench.ui.records.columns import Column, column_label

_MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -columns_.STEP),
    Qt.Key.Key_Right: (0, columns_.STEP),
}


class ColumnChooser(Overlay):
    """Shown columns stand first, in their order. The panel stays until Esc: one seldom wants only one."""

    def __init__(self, window: QWidget, shown: Callable[[], tuple[Column, ...]], show: Callable[..., None]) -> None:
        self._shown, self._show = shown, show
        super().__init__(
            window,
            field_name=translate("ColumnChooser", "Find a column"),
            list_name=translate("ColumnChooser", "Columns"),
            hint=translate("ColumnChooser", "Enter shows or hides a column, Alt+↑↓ moves it, Alt+←→ its width"),
        )

    def match(self, typed: str) -> None:
        wanted = typed.casefold().split()
        shown = [column.name for column in self._shown()]
        rest = [name for name in columns_.every_column() if name not in shown]
        self.matches.clear()
        for name in (*shown, *rest):
            said = f"{column_label(name)} {name}".casefold()
            if all(word in said for word in wanted):
                self._add(name, is_shown=name in shown)
        self.matches.setCurrentRow(0)

    def choose(self, item: QListWidgetItem | None) -> None:
        """Enter: show the column behind all others, or hide it; the last one stays."""
        if item is None:
            return
        name, shown = item.data(ID_ROLE), self._shown()
        kept = tuple(column for column in shown if column.name != name)
        if len(kept) == len(shown):
            kept = (*shown, Column(name, columns_.usual_width(name)))
        if kept:
            self._put(kept, name)

    def do(self) -> None:
        self.choose(self.matches.currentItem())

    def _add(self, name: str, *, is_shown: bool) -> None:
        item = QListWidgetItem()
        item.setData(ID_ROLE, name)
        item.setData(MARK_ROLE, Mark(Shape.TICK, "good") if is_shown else Mark(Shape.DASH, "quiet"))
        label = column_label(name)
        say(item, label, name if name.casefold() != label.casefold() else "")
        said = self.tr("{column}, shown") if is_shown else self.tr("{column}, hidden")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said.format(column=label))
        self.matches.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow is this panel's while it is open, not the table's behind it."""
        is_ours = isinstance(event, QKeyEvent) and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.type() == QEvent.Type.ShortcutOverride and is_ours:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _MOVES:
            self._move(*_MOVES[Qt.Key(event.key())])
            return True
        return super()._on_key(event)

    def _move(self, places: int, px: int) -> None:
        item = self.matches.currentItem()
        shown = list(self._shown())
        at = next((i for i, column in enumerate(shown) if item and column.name == item.data(ID_ROLE)), -1)
        if at < 0:
            return
        column = shown.pop(at)
        there = min(max(0, at + places), len(shown))
        shown.insert(there, Column(column.name, columns_.clamped(column.width + px)))
        self._put(tuple(shown), column.name)

    def _put(self, columns: tuple[Column, ...], at: str) -> None:
        """Show these columns at once; the same one stays chosen in the list."""
        self._show(columns)
        self.match(self.field.text())
        rows = range(self.matches.count())
        self.matches.setCurrentRow(next((row for row in rows if self.matches.item(row).data(ID_ROLE) == at), 0))
