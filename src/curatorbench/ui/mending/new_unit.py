"""A new room, cabinet, drawer or folder, made where one is needed: beside the work."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.things import UNIT_KINDS
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import unit_kind_word
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.signs import Signs
from curatorbench.ui.operations.operations import Change, ChangeOperation
from curatorbench.ui.parts.choice_box import ChoiceBox
from curatorbench.ui.parts.panel import Panel
from curatorbench.ui.parts.pickers import UnitPicker
from curatorbench.workflow import storage

_USUAL = "drawer"


class NewUnitPanel(Panel):
    """Stays open, so that ten drawers of a cabinet are ten names and ten times Enter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("New storage unit"), self.tr("Make it"))
        self.name, self.barcode = QLineEdit(), QLineEdit()
        self.kind = ChoiceBox()
        for kind in UNIT_KINDS:
            self.kind.addItem(unit_kind_word(kind), kind)
        self.kind.setCurrentIndex(UNIT_KINDS.index(_USUAL))
        self.parent_unit = UnitPicker(desk, self.tr("What it is in"), none=self.tr("nothing holds it"))
        self.signs = Signs()
        for words, part in (
            (self.tr("Name"), self.name),
            (self.tr("Kind"), self.kind),
            (self.tr("Barcode on it, if any"), self.barcode),
            (self.tr("In"), self.parent_unit),
        ):
            part.setAccessibleName(words)
            self.add_named(words, part)
        self.add(self.signs)
        self.body.addStretch(1)

    def do(self) -> None:
        name, barcode = self.name.text().strip(), self.barcode.text().strip() or None
        if not name:
            self._say(self.tr("Give it a name, such as Drawer 3."))
            self.name.setFocus()
            return
        if self.parent_unit.unmatched:
            self._say(self.parent_unit.unmatched_words)
            self.parent_unit.setFocus()
            return
        kind, goal, operator = self.kind.currentData(), self.parent_unit.choice, self.desk.operator
        inside = (goal.id or None) if goal else None
        change = ChangeOperation[str](
            lambda bench: storage.add(bench, kind, name, inside, operator, identifier=barcode),
            label=self.tr("make {unit}").format(unit=name),
            changes=Change.RECORDS,
            can_be_undone=True,
        )
        self.desk.operations.run(change.success(lambda _: self._on_made(name)).failure(self._on_failed), self)

    def _on_made(self, name: str) -> None:
        back = self.tr("{key} takes it back.").format(key=self.desk.keys["edit.undo"])
        self.desk.notices.say(self.tr("{unit} is there.").format(unit=name), back)
        self.signs.show_signs([])
        self.name.clear()
        self.barcode.clear()
        self.name.setFocus()

    def _on_failed(self, error: CuratorError) -> None:
        self._say(f"{error.message} {error.hint}")

    def _say(self, words: str) -> None:
        self.signs.show_signs([(Mark(Shape.WARNING, "wrong"), words)])
