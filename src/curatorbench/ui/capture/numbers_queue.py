"""Images whose things have no number yet: looked at one by one, the number typed from the label, Enter, the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from curatorbench.domain.codes import matches
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.look.labels import breakable, quiet_label
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.records.short_list import ShortList

_IDENTIFIER = re.compile(r" \([0-9a-f-]{36}\)")  # of a record: for reports, nobody types one


class NumberLine(QLineEdit):
    """Undo and redo are the line's own only while something is typed: else they take a number back."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.text():
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                event.ignore()
                return True
        return super().event(event)


class NumbersQueue(QWidget):
    """Up and Down walk through the list while the number is typed; Esc goes back to the stand.

    A number that was typed belongs to the image it was typed at: whatever is read anew meanwhile leaves it, and what
    is typed after Enter is the next one's, however long the store takes.
    """

    looked_at = Signal(object)  # RecordSummary
    numbered = Signal(object, str)  # RecordSummary and its number
    left = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._records: tuple[RecordSummary, ...] = ()
        self._given: set[str] = set()  # told to the store, which has not yet shown it
        self._done: set[str] = set()  # numbered here: one that waits again was taken back
        self._at = ""  # materialEntityID of the record that is looked at
        self._template = self._collection = ""
        self._doubted = ("", "")  # record and number that are not like the template: Enter again gives it
        self.title = QLabel(wordWrap=True)
        self.title.setFont(strong(self.title.font()))
        self.number = NumberLine(placeholderText=self.tr("Its number, from the label"))
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
        self.number.textEdited.connect(lambda _: self._on_edited())

    def expect(self, template: str, collection: str) -> None:
        """Numbers of this collection look like this; an empty template fits any."""
        self._template, self._collection = template, collection

    def show_records(self, records: Sequence[RecordSummary]) -> None:
        self._records = tuple(records)
        without = {record.material_entity_id for record in records}
        taken_back = self._done & without
        self._done = (self._done | self._given) - without
        self._given &= without
        self._show_waiting()
        if taken_back and not self.number.text():
            self._go_to(taken_back.pop())

    def begin(self) -> None:
        self._say_keys()
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: str, tone: str = "quiet") -> None:
        self.said.setText(breakable(words))
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)

    def refuse(self, record: RecordSummary, number: str, error: CuratorError) -> None:
        """Whose number it is, or why it is none; the image is there again, with what was typed, to be mended."""
        self._given.discard(record.material_entity_id)
        self._show_waiting()
        self._go_to(record.material_entity_id)
        self.number.setText(number)
        self.number.selectAll()
        self.say(_IDENTIFIER.sub("", f"{error.message} {error.hint}").strip(), "wrong")

    def take_as_done(self, number: str) -> None:
        self.say(self.tr("{number} is given.").format(number=number), "good")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if step:
            self._say_keys()
            self.list.go_to(min(max(0, self.list.currentIndex().row() + step), self.list.count - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._give()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _waiting(self) -> list[RecordSummary]:
        return [record for record in self._records if record.material_entity_id not in self._given]

    def _show_waiting(self) -> None:
        waiting = self._waiting
        self.list.show_records(waiting)
        self.title.setText(self.tr("{count} without a number").format(count=len(waiting)))
        if self.list.record:
            self.looked_at.emit(self.list.record)
        else:
            self._at = ""

    def _go_to(self, material_id: str) -> None:
        waiting = [record.material_entity_id for record in self._waiting]
        if material_id in waiting:
            self.list.go_to(waiting.index(material_id))

    def _on_edited(self) -> None:
        self._doubted = ("", "")
        self._say_keys()

    def _say_keys(self) -> None:
        if self.list.count:
            self.say(self.tr("Enter gives it, Down passes the image over, Esc goes back."))
        else:
            self.say(self.tr("Esc goes back."))

    def _give(self) -> None:
        number, record = self.number.text().strip(), self.list.record
        if record is None or not number:
            self._say_keys()
        elif self._is_doubtful(record, number):
            self._doubted = (record.material_entity_id, number)
            said = self.tr("“{number}” is not like {template}. Enter again gives it all the same.")
            self.say(said.format(number=number, template=self._template), "doubt")
        else:
            self._given.add(record.material_entity_id)
            self.number.setText("")  # unlike clear(), with nothing left for the line to undo
            self._show_waiting()
            self.numbered.emit(record, number)

    def _is_doubtful(self, record: RecordSummary, number: str) -> bool:
        is_known = (record.material_entity_id, number) == self._doubted or record.collection != self._collection
        return not is_known and not matches(self._template, number)

    def _on_chosen(self, record: RecordSummary) -> None:
        if record.material_entity_id != self._at:
            self._at = record.material_entity_id
            self.number.setText("")
        self.looked_at.emit(record)
