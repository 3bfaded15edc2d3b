"""One edit to all that is selected: field, verb, value; the plan follows what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from curatorbench.domain.mending import ClearTerm, Edit, FillEmpty, MoveStatus, PutInto, ReplaceText, SetTerm
from curatorbench.domain.record import RecordStatus
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import status_word
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.wishes import EditMany, Wish
from curatorbench.ui.parts.pickers import TermPicker, UnitPicker
from curatorbench.ui.parts.type_ahead import Choice, TypeAhead


class Verb(StrEnum):
    SET = "set"
    FILL = "fill"
    REPLACE = "replace"
    CLEAR = "clear"
    STATUS = "status"
    STORE = "store"


_OF_TERM = (Verb.SET, Verb.FILL, Verb.REPLACE, Verb.CLEAR)


class BatchEditPanel(MendPanel):
    """`keys` are local keys; `term` the field that the person was in, if any."""

    def __init__(self, desk: Desk, keys: Sequence[int], *, verb: Verb = Verb.SET, term: str = "") -> None:
        super().__init__(desk, self._title(len(keys)), self.tr("Change"))
        self._keys = keys
        self._verbs = [Choice(verb.value, words) for verb, words in self._verb_words().items()]
        self.verb = TypeAhead(self.tr("What to do"), fixed=self._verbs)
        self.term = TermPicker(self.tr("Field"))
        self.value, self.sought, self.replacement = QLineEdit(), QLineEdit(), QLineEdit()
        self.whole_words = QCheckBox(self.tr("whole words only"))
        self.any_case = QCheckBox(self.tr("capitals or not"))
        self.status = TypeAhead(self.tr("Status"), fixed=[Choice(s.value, status_word(s)) for s in RecordStatus])
        self.unit = UnitPicker(desk, self.tr("Storage unit"), none=self.tr("nowhere that is known"))
        self._parts: list[tuple[QWidget, tuple[Verb, ...]]] = []
        self._lay_out_parts()
        self._connect()
        self.verb.choose(self._choice_of(verb))
        self._preset(term)
        self.seal()

    def begin(self) -> None:
        """The focus to the first thing that is still to be said."""
        verb = Verb(self.verb.choice.id) if self.verb.choice else Verb.SET
        first = {Verb.STORE: self.unit, Verb.STATUS: self.status}.get(verb, self.term)
        if first is self.term and self.term.choice:
            first = self.value  # type: ignore[assignment]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_enter(self, event: QKeyEvent) -> None:
        """Enter on a choice leads to what that asks for; only after the last of it is anything done."""
        following = self._following()
        if following is None:
            super().on_enter(event)
        elif not event.isAutoRepeat():
            following.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _following(self) -> QWidget | None:
        verb = Verb(self.verb.choice.id) if self.verb.choice else None
        if self.verb.line.hasFocus():
            return {Verb.STORE: self.unit, Verb.STATUS: self.status}.get(verb, self.term) if verb else None
        if self.term.line.hasFocus():
            return {Verb.SET: self.value, Verb.FILL: self.value, Verb.REPLACE: self.sought}.get(verb) if verb else None
        return None

    def wish(self) -> Wish | None:
        edit = self._edit()
        return EditMany(self._keys, edit) if edit and self._keys else None

    def missing_words(self) -> str:
        if not self._keys:
            said = self.tr("Select records in the table first: Shift with the arrows, or {key} for all.")
            return said.format(key=self.desk.keys["table.all"])
        verb = Verb(self.verb.choice.id) if self.verb.choice else None
        if verb in _OF_TERM and self.term.choice is None:
            return self.tr("Choose the field by a few letters of its name.")
        return self.tr("Say the rest; what would change appears here while you type.")

    def _edit(self) -> Edit | None:
        """What is wanted, None while something is missing."""
        verb, term = self.verb.choice, self.term.choice.id if self.term.choice else ""
        if verb is None or (verb.id in _OF_TERM and not term):
            return None
        match Verb(verb.id):
            case Verb.SET:
                return SetTerm(term, self._typed(self.value)) if self._typed(self.value) else None
            case Verb.FILL:
                return FillEmpty(term, self._typed(self.value)) if self._typed(self.value) else None
            case Verb.REPLACE:
                return self._replace(term)
            case Verb.CLEAR:
                return ClearTerm(term)
            case Verb.STATUS:
                return MoveStatus(RecordStatus(self.status.choice.id)) if self.status.choice else None
            case Verb.STORE:
                return PutInto(self.unit.choice.id or None) if self.unit.choice else None

    def _replace(self, term: str) -> ReplaceText | None:
        if not self.sought.text():
            return None
        return ReplaceText(
            term,
            self.sought.text(),
            self.replacement.text(),
            whole_words=self.whole_words.isChecked(),
            any_case=self.any_case.isChecked(),
        )

    def _lay_out_parts(self) -> None:
        self.add_named(self.tr("What to do"), self.verb)
        self._part(self.tr("Field"), self.term, _OF_TERM)
        self._part(self.tr("Value"), self.value, (Verb.SET, Verb.FILL))
        self._part(self.tr("Replace"), self.sought, (Verb.REPLACE,))
        self._part(self.tr("by"), self.replacement, (Verb.REPLACE,))
        for tick in (self.whole_words, self.any_case):
            self.add(tick)
            self._parts.append((tick, (Verb.REPLACE,)))
        self._part(self.tr("Status"), self.status, (Verb.STATUS,))
        self._part(self.tr("Storage unit"), self.unit, (Verb.STORE,))

    def _part(self, name: str, widget: QWidget, verbs: tuple[Verb, ...]) -> None:
        widget.setAccessibleName(name)
        self._parts.append((self.add_named(name, widget), verbs))

    def _connect(self) -> None:
        self.verb.chosen.connect(self._on_verb)
        for picker in (self.term, self.status, self.unit):
            picker.chosen.connect(lambda _: self.ask_soon())
        for line in (self.value, self.sought, self.replacement):
            line.textChanged.connect(lambda _: self.ask_soon())
        for tick in (self.whole_words, self.any_case):
            tick.toggled.connect(lambda _: self.ask_soon())

    def _on_verb(self, choice: Choice | None) -> None:
        for part, verbs in self._parts:
            part.setVisible(choice is not None and choice.id in verbs)
        self.ask_soon()

    def _preset(self, term: str) -> None:
        """The column that the person comes from; not the number, which no two records share."""
        if term and not (term == "catalogNumber" and len(self._keys) > 1):
            self.term.choose(next((c for c in self.term.fixed if c.id == term), None))

    def _choice_of(self, verb: Verb) -> Choice:
        return next(choice for choice in self._verbs if choice.id == verb)

    def _title(self, count: int) -> str:
        if count == 1:
            return self.tr("Change the selected record")
        return self.tr("Change {count} selected records").format(count=grouped(count))

    def _verb_words(self) -> dict[Verb, str]:
        return {
            Verb.SET: self.tr("Set a field"),
            Verb.FILL: self.tr("Fill a field where it is empty"),
            Verb.REPLACE: self.tr("Replace text in a field"),
            Verb.CLEAR: self.tr("Clear a field"),
            Verb.STATUS: self.tr("Move to a status"),
            Verb.STORE: self.tr("Put into a storage unit"),
        }

    @staticmethod
    def _typed(line: QLineEdit) -> str:
        return line.text().strip()
