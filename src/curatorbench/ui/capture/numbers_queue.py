"""Images whose things have no number yet: looked at one by one, the number typed from the label, Enter, the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.records.short_list import ShortList


class NumbersQueue(QWidget):
    """Up and Down walk through the list while the number is typed; Esc goes back to the stand."""

    looked_at = Signal(object)  # RecordSummary
    numbered = Signal(object, str)  # RecordSummary and its number
    left = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.title = QLabel(wordWrap=True)
        self.title.setFont(strong(self.title.font()))
        self.number = QLineEdit(placeholderText=self.tr("Its number, from the label"))
        self.number.setAccessibleName(self.tr("Number"))
        self.said = quiet_label()
        self.list = ShortList(thumbnails, self.tr("Without a number"))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the line walks it
        self.list.set_empty_text(self.tr("Every image has its number."))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        for part in (self.title, self.number, self.said):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.list.chosen.connect(self._on_chosen)

    def show_records(self, records: Sequence[RecordSummary]) -> None:
        self.list.show_records(records)
        self.title.setText(self.tr("{count} without a number").format(count=len(records)))
        self.number.setEnabled(bool(records))
        if self.list.record:
            self.looked_at.emit(self.list.record)

    def begin(self) -> None:
        self.say("")
        (self.number if self.number.isEnabled() else self.list).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: str, tone: str = "quiet") -> None:
        self.said.setText(words)
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)

    def refuse(self, error: CuratorError) -> None:
        """Whose number it is, or why it is none; what was typed stays to be mended."""
        self.say(f"{error.message} {error.hint}".strip(), "wrong")
        self.number.selectAll()

    def take_as_done(self, number: str) -> None:
        self.say(self.tr("{number} is given.").format(number=number), "good")
        self.number.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if step:
            self.list.go_to(min(max(0, self.list.currentIndex().row() + step), self.list.count - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._give()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        number = self.number.text().strip()
        if self.list.record and number:
            self.numbered.emit(self.list.record, number)

    def _on_chosen(self, record: RecordSummary) -> None:
        self.number.clear()
        self.looked_at.emit(record)
