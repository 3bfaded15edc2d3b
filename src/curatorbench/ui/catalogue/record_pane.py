"""The record that is chosen in the catalogue, beside the table: its image above, what it says below."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import RecordPage, RecordSummary
from curatorbench.ui.catalogue.record_facts import RecordFacts
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.operations import reads
from curatorbench.ui.operations.operations import Change, Changed


class RecordPane(QWidget):
    """Shows one record and keeps it as it now is. `show_record` is all that a bench needs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._record: RecordSummary | None = None
        self.image = ImageView(self.tr("Choose a record; its image appears here."))
        self.facts = RecordFacts()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.image, 2)
        layout.addWidget(self.facts, 3)
        desk.operations.changed.connect(self._on_changed)

    @property
    def record(self) -> RecordSummary | None:
        return self._record

    def show_record(self, record: RecordSummary | None) -> None:
        """Turn to a record, or to none."""
        self._record = record
        if record is None:
            self.image.show_nothing()
            self.facts.show_nothing()
            return
        asked = reads.page(record.material_entity_id).newest("catalogue")
        self._desk.operations.run(asked.success(self._show), self)

    def _on_changed(self, changed: Changed) -> None:
        """The facts say what is so now; the image is what it was."""
        shown = self._record
        if shown is None or not self.isVisible() or not changed.what & (Change.FIELDS | Change.RECORDS):
            return
        if changed.material_id in (None, shown.material_entity_id):
            asked = reads.page(shown.material_entity_id).newest("catalogue facts")
            self._desk.operations.run(asked.success(self._show_facts), self)

    def _is_shown(self, page: RecordPage) -> bool:
        return self._record is not None and self._record.material_entity_id == page.summary.material_entity_id

    def _show_facts(self, page: RecordPage) -> None:
        if self._is_shown(page):
            self.facts.show_page(page)

    def _show(self, page: RecordPage) -> None:
        self.facts.show_page(page)
        if page.assets:
            self.image.wait_for_image()
            self._desk.pictures.get(page.assets[0], lambda image: self._show_image(page, image))
        else:
            self.image.show_nothing(self.tr("This record has no image."))

    def _show_image(self, page: RecordPage, image: QImage | CuratorError) -> None:
        if not self._is_shown(page):
            return
        if isinstance(image, CuratorError):
            self.image.show_nothing(f"{image.message}\n{image.hint}")
        else:
            self.image.show_image(image)
