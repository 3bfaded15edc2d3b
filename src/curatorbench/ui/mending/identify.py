"""A new determination: it stands from now on, and the one before is kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import RecordPage
from curatorbench.domain.things import Identified
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import term_label
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.signs import Signs
from curatorbench.ui.operations.operations import Change, ChangeOperation
from curatorbench.ui.parts.field_edit import FieldEdit
from curatorbench.ui.parts.panel import Panel
from curatorbench.workflow import identify, values


class IdentifyPanel(Panel):
    """Four lines. Who and when are offered: the person at work, today."""

    def __init__(self, desk: Desk, page: RecordPage) -> None:
        number = page.summary.catalog_number
        super().__init__(
            desk,
            self.tr("Determine {number}").format(number=number or self.tr("the record without a number")),
            self.tr("It stands"),
            self._before(page),
        )
        self._material = page.summary.material_entity_id
        self.name = FieldEdit(is_name=True)
        self.by, self.on, self.remarks = QLineEdit(desk.operator), QLineEdit(date.today().isoformat()), QLineEdit()
        self.signs = Signs()
        named = (
            (term_label("scientificName"), self.name),
            (term_label("identifiedBy"), self.by),
            (term_label("dateIdentified"), self.on),
            (self.tr("Remarks"), self.remarks),
        )
        for name, part in named:
            part.setAccessibleName(name)
            self.add_named(name, part)
        self.add(self.signs)
        self.body.addStretch(1)
        self.on.textChanged.connect(lambda _: self._warn())

    def do(self) -> None:
        name, by, on, remarks = self.name.value, self.by.text(), self.on.text(), self.remarks.text()
        if not name:
            self._say(self.tr("Type the name that it is determined as."), "wrong")
            self.name.setFocus()
            return
        operator, material = self.desk.operator, self._material
        change = ChangeOperation[Identified](
            lambda bench: identify.identify(bench, material, name, by or None, on or None, remarks or None, operator),
            label=self.tr("determine the specimen"),
            changes=Change.RECORDS | Change.FIELDS,
            material_id=material,
            can_be_undone=True,
        )
        self.desk.operations.run(change.success(self._on_done).failure(self._on_failed), self)

    def _on_done(self, done: Identified) -> None:
        said = [self.tr("{name} stands; the determination before is kept.").format(name=self.name.value)]
        said += done.warnings
        self.desk.notices.say(" ".join(said), self.tr("{key} takes it back.").format(key=self.desk.keys["edit.undo"]))
        self.left.emit()

    def _on_failed(self, error: CuratorError) -> None:
        self._say(f"{error.message} {error.hint}", "wrong")

    def _warn(self) -> None:
        signs = [(Mark(Shape.WARNING, "doubt"), said) for said in values.warnings("dateIdentified", self.on.text())]
        self.signs.show_signs(signs)

    def _say(self, words: str, tone: str) -> None:
        self.signs.show_signs([(Mark(Shape.WARNING, tone), words)])

    def _before(self, page: RecordPage) -> str:
        now = page.values.get("scientificName")
        if now is None or not now.value:
            return self.tr("No name stands yet.")
        return self.tr("Now {name}; that determination is kept.").format(name=now.value)
