"""Two records for one object: which stays, and whose value where they differ."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from curatorbench.domain.mending import Plan, TwoValues
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import term_label
from curatorbench.ui.look.rows import ID_ROLE
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.wishes import Merge, Wish
from curatorbench.ui.parts.fitted_list import FittedList
from curatorbench.ui.parts.type_ahead import Choice, TypeAhead

_MOST_ROWS = 6
_TAKEN, _NOT = "▸", "    "  # before the value that will stand, and before the other
_SIDES = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}


class Conflicts(FittedList):
    """A row for each term in which the two differ. Left takes the kept record's value, Right the other's."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Values that differ"), _MOST_ROWS)
        self._conflicts: tuple[TwoValues, ...] = ()
        self._theirs: set[str] = set()

    @property
    def theirs(self) -> frozenset[str]:
        """The terms whose value is the other record's."""
        return frozenset(self._theirs)

    def forget(self) -> None:
        """Other records: nothing is chosen."""
        self._theirs.clear()

    def show_conflicts(self, conflicts: tuple[TwoValues, ...]) -> None:
        self._conflicts = conflicts
        row = max(0, self.currentRow())
        self.clear()
        for conflict in conflicts:
            item = QListWidgetItem(self._words(conflict))
            item.setData(ID_ROLE, conflict.term)
            self.addItem(item)
        self.setCurrentRow(min(row, len(conflicts) - 1))
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = _SIDES.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space and self.currentItem():
            side = self.currentItem().data(ID_ROLE) not in self._theirs
        if side is not None and self.currentItem():
            self._turn(self.currentItem().data(ID_ROLE), side)
        else:
            super().keyPressEvent(event)

    def _turn(self, term: str, takes_other: bool) -> None:
        if takes_other == (term in self._theirs):
            return
        (self._theirs.add if takes_other else self._theirs.discard)(term)
        self.currentItem().setText(self._words(self._conflicts[self.currentRow()]))
        self.turned.emit()

    def _words(self, conflict: TwoValues) -> str:
        nothing = self.tr("nothing is written")
        ours, theirs = conflict.kept or nothing, conflict.other or nothing
        takes_other = conflict.term in self._theirs
        first, second = (_NOT, _TAKEN) if takes_other else (_TAKEN, _NOT)
        return f"{term_label(conflict.term)}\n{first} {ours}\n{second} {theirs}"


class MergePanel(MendPanel):
    """The first of the two selected stays unless the person turns them round."""

    def __init__(self, desk: Desk, first: RecordSummary, second: RecordSummary) -> None:
        super().__init__(
            desk,
            self.tr("Merge two records of one object"),
            self.tr("Merge"),
            self.tr("Images, relations and open fields go to the one that stays; the other leads there."),
        )
        self._two = {record.material_entity_id: record for record in (first, second)}
        self.stays = TypeAhead(self.tr("The record that stays"), fixed=[self._choice(r) for r in self._two.values()])
        self.stays.choose(self._choice(first))
        self.conflicts = Conflicts()
        self.add_named(self.tr("This one stays"), self.stays)
        self._differing: QWidget = self.add_named(
            self.tr("They differ: Left keeps, Right takes the other's"), self.conflicts
        )
        self._differing.hide()
        self.stays.chosen.connect(lambda _: self._on_turned())
        self.conflicts.turned.connect(self.ask_soon)
        self.seal()

    def begin(self) -> None:
        self.stays.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wish(self) -> Wish | None:
        kept = self.stays.choice
        if kept is None:
            return None
        other = next(id_ for id_ in self._two if id_ != kept.id)
        return Merge(kept.id, other, self.conflicts.theirs)

    def missing_words(self) -> str:
        return self.tr("Choose the record that stays.")

    def on_plan(self, plan: Plan) -> None:
        self.conflicts.show_conflicts(plan.conflicts)
        self._differing.setVisible(bool(plan.conflicts))

    def _on_turned(self) -> None:
        self.conflicts.forget()
        self.ask_soon()

    def _choice(self, record: RecordSummary) -> Choice:
        number = record.catalog_number or self.tr("no number")
        return Choice(record.material_entity_id, number, record.scientific_name or "")
