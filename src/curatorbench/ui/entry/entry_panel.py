"""The form of keyed entry: Enter goes on, Ctrl+Enter keeps the record and begins the next."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.ui.desk import Desk
from curatorbench.ui.entry import operations
from curatorbench.ui.entry.fixed_part import FixedPart
from curatorbench.ui.entry.numbers import Range, following, range_of
from curatorbench.ui.entry.operations import Holder, Keyed
from curatorbench.ui.entry.sitting import Entered, Sitting
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import strong
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.parts.entry_row import EntryRow, Sticky
from curatorbench.ui.parts.panel import Panel
from curatorbench.ui.records.record_lines import Line, Lines
from curatorbench.ui.records.record_words import name_html

_REST = 120  # ms after a letter of the number before it is looked up
_TOLD = 5  # entries that are listed
_NUMBER = "catalogNumber"


class EntryPanel(Panel):
    """Nothing is asked twice: what is pinned carries on, the number counts on."""

    opened = Signal(str)  # materialEntityID: the person wants to see that record
    kept = Signal(str)  # materialEntityID of a new record

    def __init__(self, desk: Desk, collection: str = "") -> None:
        """`collection` is the code to begin with."""
        super().__init__(desk, self.tr("Key in records"), self.tr("Keep"))
        self.sitting = Sitting()
        self._range: Range | None = None
        self._range_ends = ""  # the last number of the range that is counted through
        self._holder: Holder | None = None
        self._other = ""  # a number that is kept though another's is much the same
        self._pinned: dict[str, str] = {}  # as they are kept
        self._is_keeping = False
        self.pace = QLabel()
        self.pace.setFont(strong(self.pace.font()))
        self.fixed = FixedPart(desk, collection)
        self.rows = {term: EntryRow(term) for term in LABEL_TERMS}
        self.same_sheet = QCheckBox()
        self.same_sheet.hide()
        self.latest = Lines(self.tr("Entered last"))
        self.latest.hide()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._lay_out_rows()
        self._connect()
        self._show_pace()
        desk.operations.run(operations.pinned().success(self._pin_again), self)

    @property
    def do_key(self) -> str:
        return self.desk.keys["entry.keep"]

    @property
    def current(self) -> EntryRow | None:
        """The field that has the focus."""
        return next((row for row in self.rows.values() if row.edit.hasFocus()), None)

    @property
    def number(self) -> EntryRow:
        return self.rows[_NUMBER]

    def begin(self) -> None:
        """The focus to what is asked first: a pinned field to look at, else where to begin, else the number."""
        asked = next((row for row in self.rows.values() if row.sticky is Sticky.ASKED), None)
        can_begin = self.fixed.collection.code or self.sitting.count
        first = self.number.edit if can_begin else self.fixed.collection
        (asked.edit if asked else first).setFocus(Qt.FocusReason.TabFocusReason)

    def do(self) -> None:
        """Keep what stands there and begin the next."""
        if self._is_keeping:
            return
        if not self.fixed.collection.code:
            self.desk.notices.say(self.tr("Say first which collection these belong to."))
            self.fixed.collection.setFocus()
            return
        if self.fixed.unit.unmatched:  # nowhere is said, never taken for a name that no unit has
            self.desk.notices.say(self.fixed.unit.unmatched_words)
            self.fixed.unit.setFocus()
            return
        keyed = self._keyed()
        if not keyed.values and keyed.quantity == 1:
            self.number.say(self.tr("There is nothing to keep yet. A number, or a name, is enough."), "wrong")
            return
        self._is_keeping = True
        change = operations.keep(keyed, self.desk.operator)
        change.success(lambda made: self._on_kept(made, keyed)).failure(self._on_refused)
        self.desk.operations.run(change, self)

    def pin(self) -> None:
        """Pin the field that has the focus, or let it go."""
        row = self.current
        if row is not None and row.term != _NUMBER:
            row.pin(Sticky.PINNED if row.sticky is Sticky.NO else Sticky.NO)
            self._keep_pinned()

    def mark_absent(self) -> None:
        """A person looked: there is none. Of a number: a placeholder for a thing that has none."""
        if self.current:
            self.current.mark_absent()
            self._go_on()

    def toggle_same_sheet(self) -> None:
        if self.sitting.last:
            self.same_sheet.toggle()

    def open_holder(self) -> None:
        """To the record that has the number which was typed."""
        if self._holder:
            self.opened.emit(self._holder.material_id)

    def keep_as_other(self) -> None:
        """The number that was typed is another one than that which differs only by spaces, commas or case."""
        holder, number = self._holder, self._asked_number
        if holder and holder.number != number:
            self._other = number
            self._show_holder(number, holder)

    @property
    def _asked_number(self) -> str:
        """The number that the next record would get."""
        return self._range.first if self._range else self.number.value

    def _pin_again(self, kept: dict[str, str]) -> None:
        """What was pinned when records were keyed in last carries its value on, to be looked at once."""
        self._pinned = kept
        for term, value in kept.items():
            row = self.rows.get(term)
            if row and term != _NUMBER and not row.value and row.sticky is Sticky.NO:
                row.put(value)
                row.pin(Sticky.ASKED)

    def _keep_pinned(self) -> None:
        pinned = {row.term: row.value for row in self.rows.values() if row.sticky is not Sticky.NO}
        if pinned != self._pinned:
            self._pinned = pinned
            self.desk.operations.run(operations.keep_pinned(pinned), self)

    def on_enter(self, event: QKeyEvent) -> None:
        if self.leave_button.hasFocus():
            self.leave()
        elif self.do_button.hasFocus():
            self.do()
        elif not event.isAutoRepeat():
            self._go_on()

    def wants(self, event: QKeyEvent) -> bool:
        """With Ctrl or Alt, Enter is the table of actions' key."""
        others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return super().wants(event) and not event.modifiers() & others

    def _go_on(self) -> None:
        row = self.current
        if row and row.sticky is Sticky.ASKED:
            row.pin(Sticky.PINNED)
            if any(other.sticky is Sticky.ASKED for other in self.rows.values()):
                self.begin()
                return
        self.focusNextPrevChild(True)
        if self.same_sheet.hasFocus():  # it has its own key; who types on wants the number
            self.focusNextPrevChild(True)

    def _keyed(self) -> Keyed:
        values: dict[str, str | None] = {row.term: row.value for row in self.rows.values() if row.value}
        values |= {row.term: None for row in self.rows.values() if row.is_absent}
        if self._range:
            values[_NUMBER] = self._range.first
        fixed, last = self.fixed, self.sitting.last
        return Keyed(
            fixed.collection.code,
            values,
            fixed.kind.choice.id if fixed.kind.choice else "specimen",
            fixed.quantity,
            (fixed.unit.choice.id or None) if fixed.unit.choice else None,
            last.material_id if last and self.same_sheet.isChecked() else None,
            bool(self._other) and values.get(_NUMBER) == self._other,
        )

    def _on_kept(self, made: str, keyed: Keyed) -> None:
        self._is_keeping = False
        self._other = ""
        self._keep_pinned()
        number, name = keyed.values.get(_NUMBER) or "", keyed.values.get("scientificName") or ""
        self.sitting.add(Entered(made, number, name, time.monotonic()))
        self.kept.emit(made)
        rest = self._range.rest if self._range else None
        for row in self.rows.values():
            row.next_record()
        self.fixed.next_record()
        self.same_sheet.setChecked(False)
        self._offer_after(number, rest)
        self._show_pace()
        self.begin()

    def _on_refused(self, error: CuratorError) -> None:
        self._is_keeping = False
        self.number.say(f"{error.message} {error.hint}".strip(), "wrong")
        self.number.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _offer_after(self, number: str, rest: Range | None) -> None:
        """The number after the one that was kept: the next of the range, else by counting on."""
        if rest:
            self._range_ends = rest.last
            self.number.put(f"{rest.first} - {rest.last}" if rest.count > 1 else rest.first)
        else:
            self.number.put("" if number == self._range_ends else following(number))
        self.look_up()

    def _on_number(self) -> None:
        self._range = range_of(self.number.value)
        self._holder = None
        self._rest.start()

    def look_up(self) -> None:
        """Say at once whether the number is another's, and how far a range goes."""
        self._rest.stop()
        number = self._asked_number
        if not number:
            self.number.say("")
            return
        asked = operations.holder(self.fixed.collection.code, number)
        self.desk.operations.run(asked.success(lambda holder: self._show_holder(number, holder)), self)

    def _show_holder(self, number: str, holder: Holder | None) -> None:
        self._holder = holder
        if holder and number == self._other:
            said = self.tr("{number} will be another number than {theirs}.")
            self.number.say(said.format(number=number, theirs=holder.number))
        elif holder:
            self.number.say(self._taken_words(number, holder), "wrong")
        elif self._range:
            said = self.tr("The next is {number}; {count} are left of the range.")
            self.number.say(said.format(number=number, count=grouped(self._range.count)))
        else:
            self.number.say("")

    def _taken_words(self, number: str, holder: Holder) -> str:
        key, other = self.desk.keys["entry.open"], self.desk.keys["entry.other"]
        said = self.tr("{number} is there already; {key} opens it.").format(number=holder.number, key=key)
        if holder.number == number:
            return said
        keeps = self.tr("{key} keeps this as another number.").format(key=other)
        return f"{said} {keeps}"

    def _on_unit_changed(self) -> None:
        """Another drawer: what was pinned is asked again, and first."""
        for row in self.rows.values():
            if row.sticky is Sticky.PINNED:
                row.pin(Sticky.ASKED)

    def _on_changed(self, changed: Changed) -> None:
        """An entry may have been taken back: then it no longer counts, and its number is free."""
        latest = tuple(entry.material_id for entry in self.sitting.entered[-_TOLD:])
        if latest and Change.RECORDS in changed.what:
            self.desk.operations.run(operations.gone(latest).success(self._on_gone), self)

    def _on_gone(self, gone: frozenset[str]) -> None:
        taken_back = self.sitting.without(gone)
        if taken_back:
            if not self.number.edit.is_edited:
                self.number.put(taken_back[0].number)
            self.look_up()
            self._show_pace()

    def _show_pace(self) -> None:
        count, pace = self.sitting.count, self.sitting.an_hour()
        said = self.tr("{count} entered").format(count=grouped(count))
        self.pace.setText(said + (self.tr(", {pace} an hour").format(pace=grouped(pace)) if pace else ""))
        self.pace.setVisible(bool(count))
        self.latest.show_lines([self._line(entry) for entry in reversed(self.sitting.entered[-_TOLD:])])
        self.latest.setVisible(bool(count))
        last = self.sitting.last
        number = (last.number if last else "") or self.tr("the one before")
        self.same_sheet.setText(self.tr("on the same sheet as {number}").format(number=number))
        self.same_sheet.setVisible(last is not None)

    def _line(self, entry: Entered) -> Line:
        number = entry.number or self.tr("no number")
        return Line(f"{number} {name_html(entry.name)}", f"{number} {entry.name}", goal=entry.material_id)

    def _lay_out_rows(self) -> None:
        said = self.tr("{pin} pins a field. {absent}: nothing is written. Enter goes on.")
        hint = quiet_label(said.format(pin=self.desk.keys["entry.pin"], absent=self.desk.keys["entry.absent"]))
        self.add(self.pace, hint, self.fixed, self.same_sheet, *self.rows.values(), self.latest)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self._rest.timeout.connect(self.look_up)
        self.number.edit.textChanged.connect(self._on_number)
        self.fixed.unit_changed.connect(self._on_unit_changed)
        self.fixed.collection.chosen.connect(lambda _: self.look_up())
        self.latest.followed.connect(lambda material_id: self.opened.emit(material_id))
        self.desk.operations.changed.connect(self._on_changed)
