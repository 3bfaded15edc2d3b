"""The form: what the labels say, in the order of the work. Enter settles a field and goes to the next open one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import Absence, FieldChange, RecordPage
from curatorbench.domain.record_quality import Offer
from curatorbench.domain.suggestion import Suggestion
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.signs import Sign
from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import ChangeOperation
from curatorbench.ui.parts.field_state import Standing, states
from curatorbench.ui.transcribe.field_row import FieldRow


class Form(QScrollArea):
    """`words` are to be lit up on the image; `finished` says that no open field is left and all is kept."""

    words = Signal(object)  # Suggestion | None
    finished = Signal()
    typed = Signal()  # what stands in a field is another
    grown = Signal(object)  # QWidget: all fields are there, and this is the last stop of the keyboard

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.material_id = ""
        self._unkept = 0
        self._then: Callable[[], None] | None = None
        self._rows: dict[str, FieldRow] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(GRID, GRID, GRID, GRID)
        self._column.setSpacing(GRID // 2)
        self._column.addStretch(1)
        body = QWidget()
        body.setLayout(self._column)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEnabled(False)

    @property
    def rows(self) -> dict[str, FieldRow]:
        """Every field by its term, in the order of the work."""
        while self.grow():
            pass
        return self._rows

    def grow(self) -> bool:
        """Make one more field, some 4 ms of work; False if all are there."""
        term = next((term for term in LABEL_TERMS if term not in self._rows), None)
        if term is None:
            return False
        before = next(reversed(self._rows.values()), None)
        row = self._rows[term] = FieldRow(term)
        self._column.insertWidget(self._column.count() - 1, row)
        row.entered.connect(self._on_entered)
        row.left.connect(self._on_left)
        row.edit.textChanged.connect(self.typed)
        if before:
            QWidget.setTabOrder(before.edit, row.edit)
        if len(self._rows) == len(LABEL_TERMS):
            self.grown.emit(row.edit)
        return True

    @property
    def current(self) -> FieldRow | None:
        """The field that has the focus."""
        return next((row for row in self._rows.values() if row.edit.hasFocus()), None)

    def show_page(self, page: RecordPage) -> None:
        """Show a record, or what has changed of the one shown."""
        is_same = page.summary.material_entity_id == self.material_id
        if not is_same:
            self.keep_edits()
            self._then = None
        self.material_id = page.summary.material_entity_id
        lit = self.current and self.current.rests_on
        for term, state in states(page, LABEL_TERMS).items():
            row = self.rows[term]
            if is_same:
                row.show_state(state)
            else:
                row.begin(state)
        self.setEnabled(True)
        if is_same and self.current and self.current.rests_on != lit:
            self._on_entered(self.current)  # what it rests on is another place now

    def wait_for_page(self) -> None:
        """Another record is on its way: keep what was typed, and take no key for the one that goes."""
        self.keep_edits()
        self._then = None
        self.material_id = ""

    def when_kept(self, do: Callable[[], None]) -> None:
        """Keep what was typed, then `do`; nothing is done if something cannot be kept."""
        self.keep_edits()
        self._then = do
        self._go_on_if_kept()

    def show_nothing(self) -> None:
        self.keep_edits()
        self.material_id = ""
        self.setEnabled(False)

    def begin(self, term: str | None = None) -> None:
        """Go to the field of `term`, else to the first that wants a decision, else to the first."""
        named = self.rows.get(term or "")
        self._focus(named or self._next_open(-1) or next(iter(self.rows.values())))

    def accept(self) -> None:
        """Enter: settle the field that has the focus and go to the next open one, past the last to the next record."""
        row = self.current
        if row is None or not self.material_id:
            return
        self._settle(row)
        self._go_on(row)

    def restore(self) -> bool:
        """Esc: what was typed goes; False if nothing had been."""
        return bool(self.current and self.current.restore())

    def show_other(self, step: int) -> None:
        if self.current:
            self.current.show_other(step)

    def mark_absent(self, absence: Absence) -> None:
        """The person looked: there is nothing, or it cannot be read. Goes on like Enter."""
        row = self.current
        if row is None or not self.material_id:
            return
        if not row.is_being_kept:
            self._put_absence(row, absence)
        self._go_on(row)

    def typed_values(self) -> dict[str, str]:
        """What is typed and not kept yet, by term; "" for a field that was emptied."""
        return {term: row.edit.value for term, row in self._rows.items() if row.edit.is_edited}

    def proposed_values(self) -> dict[str, str]:
        """The suggestions that stand in fields, waiting for a decision."""
        return {term: row.suggestion.value for term, row in self._rows.items() if row.suggestion}

    def show_notes(self, notes: Mapping[str, Sequence[Sign]]) -> None:
        """What is to be said at the fields, by term; at the others nothing."""
        for term, row in self._rows.items():
            row.show_notes(notes.get(term, ()))

    def take(self, row: FieldRow, offer: Offer) -> None:
        """Make what is offered the value of the field and of those that go with it; the field keeps the focus."""
        if row.is_being_kept:
            return
        first = self._rows.get(offer.terms[0])
        revision = first.state.revision if first else None
        written = {row.term: row.written} if row.written else {}
        change = changes.take_amendment(
            self.material_id, offer, self._desk.operator, written=written, expected_revision=revision
        )
        row.keep()
        self._run(change, row)

    def keep_edits(self) -> None:
        """Keep whatever was typed: nothing typed is lost by looking elsewhere."""
        for row in self._rows.values():
            self._keep_edit(row)

    def _go_on(self, row: FieldRow) -> None:
        following = self._next_open(list(self.rows.values()).index(row))
        if following:
            self._focus(following)
        else:
            self.when_kept(self.finished.emit)

    def _settle(self, row: FieldRow) -> None:
        if row.is_being_kept:
            return
        suggestion = row.suggestion
        if suggestion is not None:
            self._put_suggestion(row, suggestion)
        elif row.edit.is_edited:
            self._keep_edit(row)
        elif row.state.standing is Standing.UNCHECKED:
            self._confirm(row)

    def _confirm(self, row: FieldRow) -> None:
        """A person agrees with what a rule or an import put there; the label's own words stay with it."""
        value, nearest = row.edit.value, row.rests_on
        if nearest is None or nearest.value != value:
            self._put_value(row, value)
        else:
            self._put_suggestion(row, nearest)

    def _keep_edit(self, row: FieldRow) -> None:
        """What was typed becomes the person's value; an emptied field says that nothing is written."""
        if not row.edit.is_edited or not self.material_id:
            return
        if row.edit.value:
            self._put_value(row, row.edit.value)
        else:
            self._put_absence(row, Absence.EMPTY)

    def _put_suggestion(self, row: FieldRow, suggestion: Suggestion) -> None:
        row.keep()
        operator, revision = self._desk.operator, row.state.revision
        self._run(changes.accept(self.material_id, suggestion, operator, expected_revision=revision), row)

    def _put_value(self, row: FieldRow, value: str) -> None:
        row.keep()
        operator, revision = self._desk.operator, row.state.revision
        change = changes.set_value(
            self.material_id, row.term, value, operator, verbatim=row.written, expected_revision=revision
        )
        self._run(change, row)

    def _put_absence(self, row: FieldRow, absence: Absence) -> None:
        row.keep()
        revision = row.state.revision
        operator = self._desk.operator
        self._run(changes.mark_absent(self.material_id, row.term, absence, operator, expected_revision=revision), row)

    def _run(self, change: ChangeOperation[FieldChange], row: FieldRow) -> None:
        typed, material_id = row.edit.value, self.material_id
        self._unkept += 1

        def kept(_: object) -> None:
            self._unkept -= 1
            self._go_on_if_kept()

        def refused(error: CuratorError) -> None:
            self._unkept -= 1
            self._then = None
            if material_id == self.material_id:
                row.show_error(error, typed)
                self._focus(row)
            else:  # the person has gone on; what was typed is in the notice and in the report
                self._desk.notices.failed(f"{change.label} “{typed}”", error)

        self._desk.operations.run(change.success(kept).failure(refused), self)

    def _go_on_if_kept(self) -> None:
        """The screen goes on only when everything is kept."""
        then = self._then
        if then and not self._unkept:
            self._then = None
            then()

    def _next_open(self, after: int) -> FieldRow | None:
        """The next open field after a place in the form; round to the top if there is none below."""
        rows = list(self.rows.values())
        return next((row for row in rows[after + 1 :] + rows[: after + 1] if row.is_open), None)

    def _focus(self, row: FieldRow) -> None:
        if row.edit.hasFocus():  # of the record before: Qt will not say that it enters
            row.edit.selectAll()
            self._on_entered(row)
        else:
            row.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_entered(self, row: FieldRow) -> None:
        self.ensureWidgetVisible(row, 0, 6 * GRID)
        self.words.emit(row.rests_on)

    def _on_left(self, row: FieldRow) -> None:
        self._keep_edit(row)
