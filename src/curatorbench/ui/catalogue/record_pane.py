"""The right pane of the catalogue: the page of the chosen record, and what slides over it."""

from __future__ import annotations

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.catalogue.record_page import RecordPageView
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.parts.side import Side


class RecordPane(Side):
    """Shows one record and keeps it as it now is. `show_record` is all that a bench needs."""

    def __init__(self, desk: Desk) -> None:
        self.page = RecordPageView(desk)
        super().__init__(self.page)
        self.page.field_wanted.connect(lambda term: self._open_field(desk, term))
        self.page.turned.connect(desk.in_hand.show_image)

    @property
    def record(self) -> RecordSummary | None:
        return self.page.record

    @property
    def image(self) -> ImageView:
        """The large image."""
        return self.page.images.view

    def show_record(self, record: RecordSummary | None) -> None:
        """Turn to a record, or to none."""
        self.page.show_record(record)

    def _open_field(self, desk: Desk, term: str) -> None:
        if self.record:
            desk.ways.field_wanted.emit(self.record.material_entity_id, term)
