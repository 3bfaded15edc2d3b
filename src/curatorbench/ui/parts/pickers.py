"""Lines to choose a record, a storage unit, a collection or a term by a few letters or by scanning its code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import RecordSummary
from curatorbench.domain.terms import LABEL_TERMS, darwin_core
from curatorbench.domain.things import UNIT_KINDS, UnitPath
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import term_label, unit_kind_word
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.ui.parts import changes, reads
from curatorbench.ui.parts.type_ahead import Choice, TypeAhead

_REST = 80  # ms after a letter before matches are asked
NEW = "new"  # that of a unit which is made when it is needed
OWN = "own"  # the id of "a record of its own"


class _Asking(TypeAhead):
    """A line whose matches come from the catalogue."""

    def __init__(self, desk: Desk, name: str, hint: str) -> None:
        super().__init__(name, hint)
        self._desk = desk
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._ask)
        self.typed.connect(self._on_asked)

    def _on_asked(self) -> None:
        self.forget()
        self._rest.start()

    def _ask(self) -> None:
        raise NotImplementedError


class RecordPicker(_Asking):
    """A record by its number, its name, or anything it says; `own` offers one that is not there yet."""

    def __init__(self, desk: Desk, name: str, *, near: RecordSummary | None = None, own: str = "") -> None:
        super().__init__(desk, name, self.tr("Scan or type its number"))
        self._near = near
        self._own = (Choice(OWN, own),) if own else ()
        self.offer(self._own)

    def _ask(self) -> None:
        text = self.line.text().strip()
        if not text:
            self.offer(self._own)
            return
        asked: ReadOperation[list[RecordSummary]] = reads.records_like(text, self._near)
        self._desk.operations.run(asked.success(self._show), self)

    def _show(self, records: list[RecordSummary]) -> None:
        found = [_choice(record, self.tr("no number")) for record in records]
        self.offer([*found, *self._own])


class UnitPicker(_Asking):
    """A storage unit by its barcode or its name; `none` offers nowhere: never for text that matches nothing.

    `makes` is the kind of a unit that is made where none is called so, unless its first word names another kind;
    without it none is made.
    """

    def __init__(self, desk: Desk, name: str, *, none: str = "", makes: str = "") -> None:
        super().__init__(desk, name, self.tr("Scan or type its name"))
        self.makes = makes
        self._none = (Choice("", none),) if none else ()
        self._is_asking = self._is_making = False
        self._go_on: Callable[[], None] | None = None
        self.said = QLabel(wordWrap=True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.hide()
        self.below(self.said)
        self.chosen.connect(lambda _: self._say_made())
        self._ask()

    @property
    def unmatched(self) -> str:
        """What is typed and no unit is called; empty where nothing is typed, or something is chosen."""
        return "" if self.choice else self.line.text().strip()

    @property
    def unmatched_words(self) -> str:
        """Why what is typed is no unit, and what to do; empty where there is nothing to say."""
        if not self.unmatched:
            return ""
        said = self.tr("No unit is called {name}.").format(name=self.unmatched)
        new = self.tr("Down makes it new.")
        return f"{said} {new}" if self.makes else said

    def settle(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` once what was typed is looked for, and what is new made. What fails is said here."""
        if self._is_making:
            return
        if self._is_asking:
            self._go_on = go_on
            if self._rest.isActive():
                self._rest.stop()
                self._ask()
        elif self.choice and self.choice.id == NEW:
            self._make(self.choice.text, go_on)
        else:
            go_on()

    def _on_asked(self) -> None:
        self._is_asking, self._go_on = True, None
        self._say("")
        super()._on_asked()

    def _ask(self) -> None:
        self._is_asking = True
        text = self.line.text().strip()
        asked: ReadOperation[list[UnitPath]] = reads.units_like(text)
        asked.success(partial(self._show, text)).failure(self._on_failed)
        self._desk.operations.run(asked, self)

    def _show(self, text: str, units: list[UnitPath]) -> None:
        self._is_asking = False
        if text == self.line.text().strip() and not self.choice:  # else one was chosen meanwhile
            self._offer(text, units)
        go_on, self._go_on = self._go_on, None
        if go_on:
            self.settle(go_on)

    def _offer(self, text: str, units: list[UnitPath]) -> None:
        found = [Choice(unit.id, str(unit), unit.identifier or "") for unit in units]
        is_none = not text or any(text.casefold() in none.text.casefold() for none in self._none)
        self.offer([*found, *(self._none if is_none else ())])
        called = {text.casefold() for unit in units for text in (unit.names[-1], str(unit), unit.identifier or "")}
        if text and self.makes and text.casefold() not in called and not (is_none and not found):
            self.offer_more(Choice(NEW, text, self.tr("new")))
        self._say(self.unmatched_words, "doubt")

    def _say_made(self) -> None:
        if self.choice and self.choice.id == NEW:
            kind = unit_kind_word(kind_of(self.choice.text, self.makes))
            self._say(self.tr("{name} will be made: {kind}.").format(name=self.choice.text, kind=kind))
        elif self.choice:
            self._say("")

    def _make(self, text: str, go_on: Callable[[], None]) -> None:
        self._is_making = True
        making = changes.make_unit(text, kind_of(text, self.makes), self._desk.operator)
        making.success(partial(self._on_made, go_on)).failure(self._on_failed)
        self._desk.operations.run(making, self)

    def _on_made(self, go_on: Callable[[], None], unit: UnitPath) -> None:
        self._is_making = False
        self.choose(Choice(unit.id, str(unit)))
        go_on()

    def _on_failed(self, error: CuratorError) -> None:
        self._is_asking = self._is_making = False
        self._go_on = None
        self._say(f"{error.message} {error.hint}".strip(), "wrong")

    def _say(self, words: str, tone: str = "quiet") -> None:
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)
        self.said.setText(words)
        self.said.setVisible(bool(words))


def kind_of(name: str, usual: str) -> str:
    """The kind of unit that a name says with its first word, in either language; else the usual one."""
    words = name.rpartition("/")[2].split()
    first = words[0].casefold() if words else ""
    return next((kind for kind in UNIT_KINDS if first in (kind, unit_kind_word(kind).casefold())), usual)


class CodePicker(TypeAhead):
    """A collection by its code; a code that is new makes a new collection, and says so."""

    def __init__(self, desk: Desk, code: str) -> None:
        """`code` is that of the collection the person comes from, if any."""
        super().__init__(self.tr("Collection"))
        self._codes: list[str] = []
        if code:
            self.choose(Choice(code, code))
        self.typed.connect(self._on_typed_code)
        desk.operations.run(reads.codes().success(self._show_codes), self)

    @property
    def code(self) -> str:
        return self.choice.id if self.choice else ""

    def _show_codes(self, codes: list[str]) -> None:
        self._codes = codes
        self.offer([Choice(code, code) for code in codes])
        if len(codes) == 1 and not self.line.text():
            self.choose(Choice(codes[0], codes[0]))

    def _on_typed_code(self, text: str) -> None:
        found = [Choice(code, code) for code in self._codes if text.casefold() in code.casefold()]
        if text and text not in self._codes:
            found.append(Choice(text, text, self.tr("new")))
        self.offer(found)


class TermPicker(TypeAhead):
    """A Darwin Core term by its name in either language; those of the label come first."""

    def __init__(self, name: str) -> None:
        terms = [*LABEL_TERMS, *(term for term in darwin_core() if term not in LABEL_TERMS)]
        super().__init__(name, fixed=[Choice(term, term_label(term), term) for term in terms])


def _choice(record: RecordSummary, no_number: str) -> Choice:
    return Choice(record.material_entity_id, record.catalog_number or no_number, record.scientific_name or "")
