"""Lines to choose a record, a storage unit, a collection or a term by a few letters or by scanning its code."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from curatorbench.domain.record import RecordSummary
from curatorbench.domain.terms import LABEL_TERMS, darwin_core
from curatorbench.domain.things import UnitPath
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import term_label
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.ui.parts import reads
from curatorbench.ui.parts.type_ahead import Choice, TypeAhead

_REST = 80  # ms after a letter before matches are asked
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
    """A storage unit by its barcode or its name; `none` offers nowhere."""

    def __init__(self, desk: Desk, name: str, *, none: str = "") -> None:
        super().__init__(desk, name, self.tr("Scan or type its name"))
        self._none = (Choice("", none),) if none else ()
        self._ask()

    def _ask(self) -> None:
        asked: ReadOperation[list[UnitPath]] = reads.units_like(self.line.text().strip())
        self._desk.operations.run(asked.success(self._show), self)

    def _show(self, units: list[UnitPath]) -> None:
        self.offer([*(Choice(unit.id, str(unit), unit.identifier or "") for unit in units), *self._none])


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
