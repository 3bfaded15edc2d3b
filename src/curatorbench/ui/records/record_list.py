"""The list of records as a widget: narrow, with a thumbnail, a number and a name in each row."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from curatorbench.ui.desk import Desk
from curatorbench.ui.records.record_delegate import ROW, paint_record, paint_waiting
from curatorbench.ui.records.rows_view import RowsView


class RecordList(RowsView):
    """What Transcribe goes through: the rows of the catalogue's table, one at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.records, ROW)
        self._thumbnails = desk.thumbnails
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        desk.thumbnails.arrived.connect(lambda _: self.viewport().update())

    def paint_row(
        self, painter: QPainter, row: int, top: int, is_chosen: bool, in_hand: bool, is_current: bool
    ) -> None:
        where = QRect(0, top, self.viewport().width(), self.row_height)
        record = self._model.record(row)
        if record:
            paint_record(painter, where, self.font(), record, self._thumbnails, is_chosen, is_chosen and in_hand)
        else:
            paint_waiting(painter, where)
