"""The page of a record, beside the table: its images above, then all that is known of it, from the top down."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from curatorbench.domain.record import RecordSummary
from curatorbench.domain.things import ShownImage
from curatorbench.ui.catalogue.record_history import history_lines
from curatorbench.ui.catalogue.record_images import RecordImages
from curatorbench.ui.catalogue.record_reads import RecordView, record_view
from curatorbench.ui.catalogue.record_section import Section
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.language import status_mark, status_word
from curatorbench.ui.look.marks import MarkLabel
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.look.signs import Signs
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.records import record_words as words

_IMAGE_SHARE = 0.4  # of the page's height; what it says has the rest
_LEAST_IMAGE, _LEAST_FACTS, _NO_IMAGE = 12 * GRID, 14 * GRID, 6 * GRID


class RecordPageView(QWidget):
    """Tab and the arrows follow the page: images, values, determinations, relations, the thing, its history."""

    jumped = Signal(str)  # materialEntityID of a related record
    field_wanted = Signal(str)  # term: the person wants to change it
    turned = Signal(str)  # SHA-256 of the image that is seen
    shown = Signal()  # a record, or what has changed of it, is on the page

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._record: RecordSummary | None = None
        self._view: RecordView | None = None
        self._tells_all = False
        self._is_stale = False  # something has changed while the page was not seen
        self.images = RecordImages(desk)
        self.flags, self.waiting = Signs(), quiet_label()
        self.values = Section(self.tr("What it says"))
        self.identifications = Section(self.tr("Determinations"))
        self.relations = Section(self.tr("Belongs together"))
        self.thing = Section(self.tr("The object"))
        self.history = Section(self.tr("History"))
        self._number, self._mark, self._status = QLabel(), MarkLabel(), quiet_label()
        self._lay_out()
        self._connect()

    @property
    def sections(self) -> tuple[Section, ...]:
        """In the order of the page."""
        return self.values, self.identifications, self.relations, self.thing, self.history

    @property
    def record(self) -> RecordSummary | None:
        """The record on the page or on its way there."""
        return self._record

    @property
    def view(self) -> RecordView | None:
        """All that stands on the page; None until it has come."""
        is_there = self._view and self._record and self._view.about.material_entity_id == self._material
        return self._view if is_there else None

    def show_record(self, record: RecordSummary | None) -> None:
        """Turn to a record, or to none."""
        is_other = record is None or record.material_entity_id != self._material
        self._record = record
        if record is None:
            self._show_nothing()
            return
        if is_other:
            self.images.wait()
        self._ask()

    def turn_image(self, by: int) -> None:
        if not self.images.turn(by):
            self._desk.notices.say(self.tr("This record has no further image."))

    def tell_all(self) -> None:
        """Show or hide who said each value, when and from what."""
        self._tells_all = not self._tells_all
        for section in self.sections:
            section.list.tell_all(self._tells_all)

    def fold_all(self) -> None:
        """Fold every section, or unfold all if all are folded."""
        shown = [section for section in self.sections if not section.isHidden()]
        folds = not all(section.is_folded for section in shown)
        for section in shown:
            section.fold(folds)

    @property
    def folded(self) -> list[int]:
        """The places of the sections that are folded."""
        return [place for place, section in enumerate(self.sections) if section.is_folded]

    def fold(self, places: Collection[int]) -> None:
        """These sections are folded, the others not."""
        for place, section in enumerate(self.sections):
            section.fold(place in places)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.view:
            self._show(self.view)  # colours are written into the lines

    def showEvent(self, event: QShowEvent) -> None:
        """Another bench or a panel was in its place, and may have changed the record."""
        super().showEvent(event)
        if self._is_stale and self._record:
            self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """The image has its share of the page; where there is none, a line says so."""
        room = max(_LEAST_IMAGE, min(round(self.height() * _IMAGE_SHARE), self.height() - _LEAST_FACTS))
        self.images.setFixedHeight(room if self.images.count or self._record is None else _NO_IMAGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a part leaves is for the bench: a letter begins a search."""
        event.ignore()

    @property
    def _material(self) -> str:
        return self._record.material_entity_id if self._record else ""

    def _lay_out(self) -> None:
        self._number.setFont(strong(self._number.font()))
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GRID)
        head.addWidget(self._number)
        head.addWidget(self._mark)
        head.addWidget(self._status, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID // 2, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        for part in (self.flags, self.values, self.waiting):
            column.addWidget(part)
        for section in self.sections[1:]:
            column.addWidget(section)
        column.addStretch(1)
        self._scroll, self._body = QScrollArea(), body
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(GRID)
        page.addWidget(self.images)
        page.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self.images.turned.connect(self.turned)
        self.values.list.lit.connect(self.images.light_up)
        self.values.list.followed.connect(lambda term: self.field_wanted.emit(term))
        self.relations.list.followed.connect(lambda other: self.jumped.emit(other))
        for section in self.sections:
            lines = section.list
            lines.reached.connect(lambda top, bottom, lines=lines: self._reveal(lines, top, bottom))
        self._desk.operations.changed.connect(self._on_changed)

    def _ask(self) -> None:
        self._is_stale = False
        asked = record_view(self._material).newest("record page")
        self._desk.operations.run(asked.success(self._show), self)

    def _on_changed(self, changed: Changed) -> None:
        concerns = changed.material_id in (None, self._material)
        if not self._record or not concerns or not changed.what & (Change.FIELDS | Change.RECORDS):
            return
        if self.isVisible():
            self._ask()
        else:
            self._is_stale = True

    def _show(self, view: RecordView) -> None:
        if view.about.material_entity_id != self._material:
            return
        self._view, page, about = view, view.page, view.about
        self._show_head(page.summary)
        self.flags.show_signs(words.flags(page))
        self.waiting.setText(words.waiting_words(page))
        self.waiting.setVisible(bool(self.waiting.text()))
        self.values.show_lines(words.value_lines(page))
        self.identifications.show_lines(words.identification_lines(about))
        self.relations.show_lines(words.relation_lines(about))
        self.thing.show_lines(words.thing_lines(about))
        self.history.show_lines(history_lines(view.history, view.names))
        shown = about.images or tuple(ShownImage(sha256, "") for sha256 in page.assets)
        self.images.show_images(shown, page.summary.catalog_number or self.tr("the record without a number"))
        self._give_room()
        self.shown.emit()

    def _show_head(self, record: RecordSummary) -> None:
        self._number.setText(record.catalog_number or self.tr("no number"))
        self._mark.show_mark(status_mark(record.status))
        self._status.setText(f"{status_word(record.status)} · {record.collection}")

    def _show_nothing(self) -> None:
        self._view = None
        self._number.clear()
        self._mark.show_mark(None)
        self._status.clear()
        self.flags.show_signs(())
        self.waiting.hide()
        for section in self.sections:
            section.show_lines(())
        self.images.show_nothing()
        self.shown.emit()

    def _reveal(self, lines: QWidget, top: int, bottom: int) -> None:
        """Scroll to the line that the keyboard is on."""
        upper = lines.mapTo(self._body, lines.rect().topLeft()).y()
        middle, half = upper + (top + bottom) // 2, (bottom - top) // 2 + GRID
        self._scroll.ensureVisible(0, middle, 0, half)
