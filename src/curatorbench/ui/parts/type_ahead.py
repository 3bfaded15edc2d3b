"""A line to type in with what matches under it: the highlighted match is what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from curatorbench.ui.look.palette import GRID, HIT
from curatorbench.ui.look.rows import ID_ROLE, TwoEnds, say

_MOST_ROWS = 6
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Choice:
    """`text` stands at the left of its row, `end` quietly at the right."""

    id: str
    text: str
    end: str = ""


class TypeAhead(QWidget):
    """Up and Down walk through the matches; a code that was scanned is typed like anything else.

    With `fixed` choices typing narrows them; without, whoever hears `typed` offers some.
    """

    typed = Signal(str)
    chosen = Signal(object)  # Choice | None

    def __init__(self, name: str, hint: str = "", fixed: Sequence[Choice] = ()) -> None:
        super().__init__()
        self._fixed = tuple(fixed)
        self._offered: tuple[Choice, ...] = ()
        self._chosen: Choice | None = None
        self._is_resting = False
        self.line = QLineEdit(placeholderText=hint)
        self.line.setAccessibleName(name)
        self.matches = QListWidget()
        self.matches.setAccessibleName(self.tr("Matches"))
        self.matches.setItemDelegate(TwoEnds(self))
        self.matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.matches.hide()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.line)
        column.addWidget(self.matches)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_typed)
        self.matches.itemClicked.connect(lambda _: self._take_current())

    @property
    def choice(self) -> Choice | None:
        return self._chosen

    @property
    def fixed(self) -> tuple[Choice, ...]:
        """All that can be chosen, where that does not depend on what is typed."""
        return self._fixed

    def set_fixed(self, choices: Sequence[Choice]) -> None:
        """Other things can be chosen from now on; what was chosen stays where it is among them."""
        self._fixed = tuple(choices)
        if self._chosen is not None and self._chosen.id not in {choice.id for choice in choices}:
            self.choose(None)

    @property
    def offered(self) -> tuple[Choice, ...]:
        return self._offered

    def choose(self, choice: Choice | None) -> None:
        """Put a choice there without anybody typing."""
        self.line.setText(choice.text if choice else "")
        self._take(choice)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show what matches. The first is chosen, unless the one chosen before is among them, or nothing was typed."""
        self._offered = tuple(choices)
        self.matches.clear()
        for choice in self._offered:
            self._add_row(choice)
        row = self._row_to_take()
        self.matches.setCurrentRow(row)
        self._show_matches()
        self._take(self._offered[row] if row >= 0 else None)

    def offer_more(self, choice: Choice) -> None:
        """One more that matches, last, and never chosen unless a person goes there."""
        self._offered += (choice,)
        self._add_row(choice)
        self._show_matches()

    def _add_row(self, choice: Choice) -> None:
        item = QListWidgetItem()
        item.setData(ID_ROLE, choice.id)
        say(item, choice.text, choice.end)
        item.setToolTip(choice.text)
        self.matches.addItem(item)

    def below(self, part: QWidget) -> None:
        """What stands under the matches."""
        self._column.addWidget(part)

    def rest(self) -> None:
        """Keep the list closed, though the focus is there, until a person types, goes through it or comes anew."""
        self._is_resting = True
        self.matches.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusIn:
            self._on_entered()
        elif event.type() == QEvent.Type.FocusOut:
            self._on_left()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._offered or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        self._is_resting = False
        self._show_matches()
        row = self.matches.currentRow()
        self.matches.setCurrentRow((row + step) % len(self._offered) if row >= 0 else 0)
        self._take(self._offered[self.matches.currentRow()])
        return True

    def _row_to_take(self) -> int:
        if not self._offered or not self.line.text().strip():
            return -1
        return next((row for row, choice in enumerate(self._offered) if choice == self._chosen), 0)

    def _on_typed(self, text: str) -> None:
        self._is_resting = False
        if self._fixed:
            self.offer([choice for choice in self._fixed if _matches(text, choice)])
        self.typed.emit(text.strip())

    def _on_entered(self) -> None:
        self.line.selectAll()
        if self._fixed:
            self.offer(self._fixed)
        else:
            self._show_matches()

    def _on_left(self) -> None:
        self._is_resting = False
        self.matches.hide()
        if self._chosen:
            self.line.setText(self._chosen.text)

    def _show_matches(self) -> None:
        rows = min(len(self._offered), _MOST_ROWS)
        self.matches.setFixedHeight(rows * HIT + 4)
        self.matches.setVisible(bool(rows) and self.line.hasFocus() and not self._is_resting)

    def _take_current(self) -> None:
        self._take(self._offered[self.matches.currentRow()])
        self.line.setText(self._offered[self.matches.currentRow()].text)

    def forget(self) -> None:
        """What was chosen is not what is typed now."""
        self._take(None)

    def _take(self, choice: Choice | None) -> None:
        if choice != self._chosen:
            self._chosen = choice
            self.line.setAccessibleDescription(choice.text if choice else "")
            self.chosen.emit(choice)


def _matches(typed: str, choice: Choice) -> bool:
    said = f"{choice.text} {choice.end}".casefold()
    return all(word in said for word in typed.casefold().split())
