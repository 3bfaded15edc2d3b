"""One field that may carry its value on: its name, whether it is pinned, the value, what cannot be about it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from curatorbench.domain.record import Absence
from curatorbench.ui.look.labels import ShortLabel, quiet_label
from curatorbench.ui.look.language import absence_word, in_words, term_label
from curatorbench.ui.look.palette import GRID, small, strong
from curatorbench.ui.parts.field_edit import FieldEdit
from curatorbench.workflow import values


class Sticky(StrEnum):
    """What a field does when the next record begins."""

    NO = ""
    PINNED = "pinned"  # it carries its value on
    ASKED = "asked"  # it does, but something has changed: look at it once


# What the look's rules know a field's ground by.
_GROUND = {Sticky.NO: "", Sticky.PINNED: "true", Sticky.ASKED: "asked"}


class EntryRow(QWidget):
    """A pinned field stands on a ground of its own and says so."""

    entered = Signal(object)  # self: it has the focus
    changed = Signal(object)  # self: somebody types

    def __init__(self, term: str) -> None:
        super().__init__()
        self.term = term
        self.sticky = Sticky.NO
        self._is_absent = False
        self.edit = FieldEdit(is_name=term == "scientificName")
        self.edit.setAccessibleName(term_label(term))
        self._name = ShortLabel(term_label(term))
        self._name.setFont(strong(small(self.font())))
        self._name.setBuddy(self.edit)
        self._said = ShortLabel(align=Qt.AlignmentFlag.AlignRight)
        self._said.setFont(small(self.font()))
        self._said.setProperty("tone", "quiet")
        self._below = quiet_label()
        self._below.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, GRID // 2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._said, 0, 1)
        grid.addWidget(self.edit, 1, 0, 1, 2)
        grid.addWidget(self._below, 2, 0, 1, 2)
        self.edit.entered.connect(lambda: self.entered.emit(self))
        self.edit.left.connect(self.warn)
        self.edit.textChanged.connect(self._on_typed)

    @property
    def value(self) -> str:
        return self.edit.value

    @property
    def is_absent(self) -> bool:
        """A person looked: nothing is written."""
        return self._is_absent and not self.value

    @property
    def below(self) -> str:
        """What stands under the value."""
        return self._below.text()

    @property
    def said(self) -> str:
        """What stands at the right end of the name."""
        return self._said.text()

    def put(self, text: str) -> None:
        """Offer a value: it is selected where the focus is, so that typing replaces it."""
        self._is_absent = False
        self.edit.show_value(text)
        self.edit.setPlaceholderText("")
        self.warn()

    def next_record(self) -> None:
        """A pinned value stays exactly; what is not pinned goes."""
        if self.sticky is Sticky.NO:
            self.put("")

    def mark_absent(self) -> None:
        self.put("")
        self._is_absent = True
        self.edit.setPlaceholderText(absence_word(Absence.EMPTY))

    def pin(self, sticky: Sticky) -> None:
        self.sticky = sticky
        self._said.setText(self._sticky_words())
        self.edit.setAccessibleDescription(self._said.text())
        self.edit.setProperty("sticky", _GROUND[sticky])
        self.edit.style().polish(self.edit)

    def warn(self) -> None:
        """Say in place what cannot be; it may be kept all the same. Of a number other things are said."""
        if self.term == "catalogNumber":
            return
        said = values.warnings(self.term, self.value)
        self.say(in_words(" ".join(said)), "wrong")

    def say(self, text: str, tone: str = "quiet") -> None:
        self._below.setText(text)
        self._below.setVisible(bool(text))
        if self._below.property("tone") != tone:
            self._below.setProperty("tone", tone)
            self._below.style().polish(self._below)

    def _on_typed(self) -> None:
        if self.sticky is Sticky.ASKED and self.edit.is_edited:
            self.pin(Sticky.PINNED)
        self.changed.emit(self)

    def _sticky_words(self) -> str:
        return {
            Sticky.NO: "",
            Sticky.PINNED: self.tr("pinned"),
            Sticky.ASKED: self.tr("pinned: still so here?"),
        }[self.sticky]
