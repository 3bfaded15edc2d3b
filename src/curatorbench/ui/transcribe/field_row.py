"""One field of the form: its name, where its value came from, the value, the label's own words under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.learning import records_behind
from curatorbench.domain.suggestion import Suggestion
from curatorbench.ui.look.labels import ShortLabel, quiet_label
from curatorbench.ui.look.language import (
    absence_word,
    confidence_mark,
    confidence_word,
    source_mark,
    source_words,
    term_label,
)
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, small, strong
from curatorbench.ui.look.signs import Sign, Signs
from curatorbench.ui.parts.field_edit import FieldEdit
from curatorbench.ui.parts.field_state import FieldState, Standing


class FieldRow(QWidget):
    """Shows a `FieldState`; knows nothing of how it is kept."""

    entered = Signal(object)  # self: the field has the focus, or another suggestion is shown in it
    left = Signal(object)  # self

    def __init__(self, term: str) -> None:
        super().__init__()
        self.term = term
        self.state = FieldState(term)
        self.is_being_kept = False
        self._choice = 0
        self.edit = FieldEdit(is_name=term == "scientificName")
        self._name = ShortLabel(term_label(term))
        self._name.setFont(strong(small(self.font())))
        self._name.setMinimumWidth(self._name.sizeHint().width())
        self._mark = MarkLabel()
        self._origin = ShortLabel(align=Qt.AlignmentFlag.AlignRight)
        self._origin.setFont(small(self.font()))
        self._origin.setProperty("tone", "quiet")
        self._below = quiet_label()
        self._notes = Signs()
        self._lay_out()
        self.edit.entered.connect(lambda: self.entered.emit(self))
        self.edit.left.connect(lambda: self.left.emit(self))
        self.edit.textChanged.connect(self._show_origin)
        self.show_state(self.state)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, GRID // 2)
        grid.setHorizontalSpacing(GRID // 2)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._name, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._mark, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._origin, 0, 2)
        grid.addWidget(self.edit, 1, 0, 1, 3)
        grid.addWidget(self._below, 2, 0, 1, 3)
        grid.addWidget(self._notes, 3, 0, 1, 3)
        self._name.setBuddy(self.edit)

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion that stands in the field unaltered, waiting for a decision."""
        is_shown = self.state.standing is Standing.PROPOSED and not self.edit.is_edited
        return self.state.suggestions[self._choice] if is_shown else None

    @property
    def is_open(self) -> bool:
        return self.state.is_open and not self.is_being_kept

    @property
    def rests_on(self) -> Suggestion | None:
        """The suggestion whose words are to be lit up."""
        return self.state.rests_on(self._choice)

    @property
    def written(self) -> str | None:
        """What the label has, where that stands under the value."""
        return self.state.written(self._choice)

    @property
    def origin(self) -> str:
        """Where the value came from, as it is shown."""
        return self._origin.text()

    @property
    def mark(self) -> Mark | None:
        return self._mark.mark

    @property
    def below(self) -> str:
        """What stands under the value: the words of the label, or what went wrong."""
        return self._below.text()

    @property
    def notes(self) -> list[str]:
        """What is said of the value's quality."""
        return self._notes.lines

    def show_notes(self, notes: Sequence[Sign]) -> None:
        """Faults of the value, and what it could be instead."""
        if [words for _, words in notes] != self._notes.lines:
            self._notes.show_signs(notes)
            self._describe()

    def show_state(self, state: FieldState) -> None:
        """Show what is now known. What a person is typing stays."""
        self.is_being_kept = False
        if state.suggestions != self.state.suggestions:
            self._choice = 0
        self.state = state
        if not self.edit.is_edited:
            self.edit.show_value(state.text(self._choice))
        self._show_signs()

    def begin(self, state: FieldState) -> None:
        """Show the field of another record."""
        self._choice = 0
        self.edit.take_as_kept()
        self.show_state(state)

    def show_other(self, step: int) -> None:
        """The next or the previous suggestion."""
        if self.state.standing is Standing.PROPOSED and len(self.state.suggestions) > 1:
            self._choice = (self._choice + step) % len(self.state.suggestions)
            self.edit.show_value(self.state.text(self._choice))
            self._show_signs()
            self.entered.emit(self)

    def restore(self) -> bool:
        """Back to what is kept; False if nothing had been typed."""
        was_edited = self.edit.is_edited
        if was_edited:
            self.edit.restore()
        self._show_signs()
        return was_edited

    def keep(self) -> None:
        """A change of this field is on its way to the store."""
        self.is_being_kept = True
        self.edit.take_as_kept()

    def show_error(self, error: CuratorError, typed: str) -> None:
        """What was typed stands there again, with the reason why it was not kept."""
        self.is_being_kept = False
        self.edit.show_value(self.state.text(self._choice))
        self.edit.setPlainText(typed)
        self._put_below(f"{error.message} {error.hint}".strip(), "wrong")

    def _show_signs(self) -> None:
        self._show_origin()
        verbatim = self.state.verbatim(self._choice)
        said = self.tr("corrected, read as: “{text}”") if self._is_corrected() else self.tr("as written: “{text}”")
        self._put_below(said.format(text=verbatim) if verbatim else "", "quiet")
        self.edit.setPlaceholderText(self._absence_words())
        self.edit.setAccessibleName(self._name.text())
        self._describe()
        self._restyle(self.state.standing)

    def _show_origin(self) -> None:
        mark, words = self._origin_signs()
        if words != self._origin.text() or mark != self.mark:
            self._mark.show_mark(mark)
            self._origin.setText(words)
            self._describe()

    def _describe(self) -> None:
        described = (self._origin.text() or self.tr("nothing suggested"), self._below.text(), *self._notes.lines)
        self.edit.setAccessibleDescription(". ".join(part for part in described if part))

    def _is_corrected(self) -> bool:
        source = self.state.rests_on(self._choice)
        return bool(source and source.corrected and source.value == self.state.text(self._choice))

    def _origin_signs(self) -> tuple[Mark | None, str]:
        change, standing = self.state.change, self.state.standing
        if self.edit.is_edited:  # of what is typed nobody is sure but the person
            return None, self.tr("typed")
        if standing is Standing.PROPOSED:
            sure = self.state.suggestions[self._choice].confidence
            return confidence_mark(sure), self._suggestion_words(sure)
        if standing is Standing.UNKNOWN or change is None:
            return None, ""
        if standing is Standing.ABSENT:
            return Mark(Shape.DASH, "good"), source_words(change.source)
        words = source_words(change.source)
        unchecked = standing is Standing.UNCHECKED
        return source_mark(change.source), self.tr("{who}, unchecked").format(who=words) if unchecked else words

    def _suggestion_words(self, sure: float) -> str:
        count, behind = len(self.state.suggestions), records_behind(self.state.suggestions[self._choice].rule)
        # What was learned is a suggestion, and there is no room for both.
        words = confidence_word(sure) if behind else self.tr("suggestion: {sure}").format(sure=confidence_word(sure))
        words += f" · {self._choice + 1}/{count}" if count > 1 else ""
        if not behind:
            return words
        learned = self.tr("learned: 1 record") if behind == 1 else self.tr("learned: {n} records")
        return f"{words} · {learned.format(n=grouped(behind))}"

    def _absence_words(self) -> str:
        change = self.state.change
        return absence_word(change.absence) if change and change.absence else ""

    def _put_below(self, text: str, tone: str) -> None:
        self._below.setText(text)
        self._below.setVisible(bool(text))
        if self._below.property("tone") != tone:
            self._below.setProperty("tone", tone)
            self._below.style().polish(self._below)

    def _restyle(self, standing: Standing) -> None:
        if self.edit.property("standing") != standing.value:
            self.edit.setProperty("standing", standing.value)
            self.edit.style().polish(self.edit)
