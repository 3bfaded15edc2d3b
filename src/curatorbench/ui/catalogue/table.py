"""The table of records: columns of the person's choice, in the order of the person's choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView

from curatorbench.domain.found import Row
from curatorbench.ui.catalogue.search import Burst
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.look.language import status_mark
from curatorbench.ui.look.marks import Mark
from curatorbench.ui.look.palette import GRID, HIT
from curatorbench.ui.records import columns as columns_
from curatorbench.ui.records.cell_painter import CellPainter
from curatorbench.ui.records.columns import Column
from curatorbench.ui.records.record_delegate import ROW, TILE, paint_tile
from curatorbench.ui.records.records_model import Index, RecordsModel
from curatorbench.ui.records.rows_view import RowsView

_BAR = 3  # px of the bar before the current row

_Cell = tuple[int, int, str]  # left and width in px, name of the column


class RecordTable(RowsView):
    """Left and right choose a column for the keys that sort, move and widen it."""

    arranged = Signal()  # columns were moved or made wider by hand: they are to be kept
    sort_wanted = Signal(str)  # a column
    scanned = Signal(str, bool)  # what a scanner typed, True
    emptied = Signal()  # Esc: the search is to be emptied

    def __init__(self, model: RecordsModel, thumbnails: Thumbnails, burst: Burst) -> None:
        super().__init__(model, HIT)
        self._thumbnails = thumbnails
        self._burst = burst
        self._cells = CellPainter(self.font())
        self._places: list[_Cell] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleDescription(self.tr("Left and right choose a column; the menu has what can be done with it."))
        self._set_up_header()
        thumbnails.arrived.connect(self._on_thumbnail)
        model.modelReset.connect(self._dress_columns)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(columns_.LEAST)
        header.setMaximumSectionSize(columns_.MOST)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setFixedHeight(HIT)
        header.setAccessibleName(self.tr("Columns"))
        header.sectionClicked.connect(self._on_header_clicked)
        self._kept = QTimer(self, singleShot=True, interval=0)
        self._kept.timeout.connect(self.arranged)
        header.sectionMoved.connect(lambda *_: self._kept.start())
        header.sectionResized.connect(lambda *_: self._kept.start())
        self._widths: dict[str, int] = {}

    # Columns

    @property
    def columns(self) -> tuple[Column, ...]:
        """As they stand from left to right."""
        header, names = self.horizontalHeader(), self._model.columns
        order = [header.logicalIndex(place) for place in range(header.count())]
        return tuple(Column(names[i], header.sectionSize(i)) for i in order if i < len(names))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, as wide as they say."""
        self._widths = {column.name: column.width for column in columns}
        names = tuple(column.name for column in columns)
        if names != self._model.columns:
            self._model.set_columns(names)
        else:
            self._dress_columns()

    def _dress_columns(self) -> None:
        """Widths, order and the sign of sorting, after the model has told of its columns."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        header.blockSignals(False)
        for i, name in enumerate(self._model.columns):
            header.resizeSection(i, self._widths.get(name) or columns_.usual_width(name))
        self.show_sorting()
        has_images = columns_.IMAGE in self._model.columns
        if (self.row_height == ROW) is not has_images:
            self.set_row_height(ROW if has_images else HIT)
        self.viewport().update()

    def show_sorting(self) -> None:
        header, question = self.horizontalHeader(), self._model.question
        is_shown = question.sort in self._model.columns
        header.setSortIndicatorShown(is_shown)
        if is_shown:
            # Fusion points down for ascending; a sign that points up for upwards needs no explaining.
            order = Qt.SortOrder.AscendingOrder if question.descending else Qt.SortOrder.DescendingOrder
            header.setSortIndicator(self._model.columns.index(question.sort), order)

    @property
    def column_in_hand(self) -> str:
        """The name of the column that keys are about."""
        return self._model.columns[self._in_hand()]

    def widen(self, by: int) -> None:
        header, i = self.horizontalHeader(), self._model.columns.index(self.column_in_hand)
        header.resizeSection(i, columns_.clamped(header.sectionSize(i) + by))

    def move_column(self, by: int) -> None:
        header, i = self.horizontalHeader(), self._model.columns.index(self.column_in_hand)
        here = header.visualIndex(i)
        there = min(max(0, here + by), header.count() - 1)
        if here != there:
            header.moveSection(here, there)
            self.scrollTo(self.currentIndex())

    def _on_header_clicked(self, section: int) -> None:
        name = self._model.columns[section]
        if columns_.is_sortable(name):
            self.sort_wanted.emit(name)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.column() != previous.column():
            self.horizontalHeader().viewport().update()
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if scanned := self._burst.hear(event):
            self.scanned.emit(scanned, True)
        elif event.key() == Qt.Key.Key_Escape and self._model.question.text:
            self.emptied.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self._choose_column(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def _choose_column(self, by: int) -> None:
        """To the column beside, as they stand on the screen; what is selected stays selected."""
        header, current = self.horizontalHeader(), self.currentIndex()
        place = header.visualIndex(self._in_hand()) + by
        if current.isValid() and 0 <= place < header.count():
            beside = self._model.index(current.row(), header.logicalIndex(place))
            self.selectionModel().setCurrentIndex(beside, QItemSelectionModel.SelectionFlag.NoUpdate)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._cells = CellPainter(self.font())

    # Painting

    def begin_rows(self, painter: QPainter) -> None:
        header = self.horizontalHeader()
        self._places = [
            (header.sectionViewportPosition(i), header.sectionSize(i), name)
            for i, name in enumerate(self._model.columns)
        ]
        right = self.viewport().width()
        self._places = [cell for cell in self._places if cell[0] < right and cell[0] + cell[1] > 0]
        self._cells.begin(painter)

    def paint_row(
        self, painter: QPainter, row: int, top: int, is_chosen: bool, in_hand: bool, is_current: bool
    ) -> None:
        cells, height = self._cells, self.row_height
        loud = is_chosen and in_hand
        if is_chosen:
            painter.fillRect(0, top, self.viewport().width(), height, cells.tone("accent" if loud else "chosen"))
        if is_current:
            painter.fillRect(0, top, _BAR, height, cells.tone("on_accent" if loud else "accent"))
        found = self._model.row(row)
        for left, width, name in self._places:
            where = QRect(left, top, width, height)
            if found is None:
                cells.waiting(painter, where)
            else:
                self._paint_cell(painter, where, found, name, loud)

    def _paint_cell(self, painter: QPainter, where: QRect, row: Row, name: str, loud: bool) -> None:
        cells, summary = self._cells, row.summary
        tone = "on_accent" if loud else "text"
        if name == columns_.IMAGE:
            self._paint_image(painter, where, summary.asset_sha256)
        elif name == columns_.STATUS:
            mark = status_mark(summary.status)
            shown = Mark(mark.shape, "on_accent") if loud else mark
            cells.mark(painter, where, shown, self._model.text(row, name), tone if loud else "quiet")
        elif name == "scientificName":
            cells.name(painter, where, summary.scientific_name or "", tone)
        elif name == "catalogNumber":
            cells.strong(painter, where, summary.catalog_number or "", tone)
        else:
            cells.text(painter, where, self._model.text(row, name), tone)

    def _paint_image(self, painter: QPainter, where: QRect, sha256: str | None) -> None:
        if sha256:
            tile = QRect(where.left() + GRID // 2, where.top() + GRID // 2, TILE, TILE)
            painter.save()
            paint_tile(painter, tile, self._thumbnails.get(sha256))
            painter.restore()

    def _on_thumbnail(self) -> None:
        if columns_.IMAGE in self._model.columns:
            self.viewport().update()
