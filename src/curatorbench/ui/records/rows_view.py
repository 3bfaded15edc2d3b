"""Rows of records as a view: a million as easily as ten, painted whole by ourselves, chosen as ranges."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.look.palette import colour
from curatorbench.ui.records.key_rows import Difference, ranges_of
from curatorbench.ui.records.records_model import RECORD_ROLE, Index, RecordsModel

_REMEMBERED = 50_000  # chosen rows that are found again one by one where the answer is put anew
_TOLD = 1000  # chosen rows up to which Qt tells screen readers of each of them

Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a view was: its current record, the first one seen (`within` px of it gone), and what was selected."""

    key: int | None = None
    column: int = 0
    top: int | None = None
    within: int = 0
    selected: Sequence[int] = ()
    ranges: Sequence[tuple[int, int]] = ()


class RowsView(QTableView):
    """Qt scrolls, selects and speaks to screen readers; a row is painted in one go, which takes half the time."""

    chosen = Signal(object)  # RecordSummary: the current row is another one
    opened = Signal(object)  # RecordSummary: Enter or double click
    typed = Signal(str)  # a letter that belongs to a search
    picked = Signal()  # other rows are selected

    def __init__(self, model: RecordsModel, row_height: int) -> None:
        super().__init__()
        self._model = model
        self._row_height = row_height
        self._last_offset = 0
        self._is_moving = False
        self._place = _Place()
        self._going_to = ""
        self._column = 0
        self._awaited: int | None = None  # key of the current record while it is not at hand
        self._wants_all = False  # everything is selected, also what has not arrived yet
        self.setModel(model)
        self._set_up()
        self.doubleClicked.connect(lambda index: self._open(index.data(RECORD_ROLE)))
        model.arrived.connect(self._on_arrived)
        model.moving.connect(self._remember)
        model.moved.connect(self._restore)
        model.loaded.connect(self._forget_all)
        model.counted.connect(self._select_rest)

    def _set_up(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._row_height)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Records"))

    # Where one is

    @property
    def record(self) -> RecordSummary | None:
        """The current record, None also while it is being read."""
        return self._model.record(self.currentIndex().row())

    @property
    def is_going(self) -> bool:
        """Whether it is still being looked up where a record stands that is to be the current one."""
        return bool(self._going_to)

    @property
    def has_place(self) -> bool:
        """Whether a row is the current one, be it at hand or not, or is about to be."""
        return self.is_going or self.currentIndex().isValid()

    def go_to(self, material_id: str, or_else: Callable[[], object] | None = None) -> None:
        """Make a record the current one, perhaps a moment later; where it is not among the rows none is marked, and
        `or_else` is called."""
        self._going_to = material_id
        self._model.find(material_id, lambda row: self._arrive(material_id, row, or_else))

    def _arrive(self, material_id: str, row: int, or_else: Callable[[], object] | None) -> None:
        if self._going_to != material_id:
            return  # the person went elsewhere in the meantime
        self._going_to = ""
        self._go_to_row(row)
        if row < 0 and or_else:
            or_else()

    def step(self, by: int) -> bool:
        """To the next or previous record; False at the end."""
        row = self.currentIndex().row() + by
        is_there = 0 <= row < self._model.rowCount()
        if is_there:
            self._take(row)
        return is_there

    def _in_hand(self) -> int:
        """The column that is the current one, or was when there was a current record."""
        return min(self._column, max(0, self._model.columnCount() - 1))

    def _go_to_row(self, row: int) -> None:
        if row < 0:
            self.clearSelection()
        elif row != self.currentIndex().row() or not self.selectionModel().hasSelection():
            self._take(row)

    def _take(self, row: int) -> None:
        """Make a row the current one and the only one selected. Qt's own setCurrentIndex asks which keys are held, and
        with the Ctrl of Ctrl+Z still down it would select the row besides what is selected."""
        index = self._model.index(row, self._in_hand())
        self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect | Flag.Rows)

    def _open(self, record: RecordSummary | None) -> None:
        if record:
            self.opened.emit(record)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._going_to, self._column = "", current.column()
        if current.row() != previous.row() or not previous.isValid():
            self._tell_chosen()

    def _tell_chosen(self) -> None:
        """Tell of the current record, now or as soon as it is at hand."""
        row = self.currentIndex().row()
        if self._is_moving or row < 0:
            return
        record = self._model.record(row)
        self._awaited = None if record else self._model.keys[row]
        if record:
            self.chosen.emit(record)
        else:
            self._model.look_at(row, row)

    def _on_arrived(self, first: int, last: int) -> None:
        if self._awaited is not None and first <= self.currentIndex().row() <= last:
            self._tell_chosen()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row the current one where none is: not while another is being looked up."""
        if self.is_going:
            QWidget.focusInEvent(self, event)
        else:
            super().focusInEvent(event)

    # What is selected

    def ranges(self) -> list[tuple[int, int]]:
        """The selected rows as (first, last), in order."""
        return _joined(_parts(self.selectionModel().selection()))

    def selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges())

    @property
    def is_growing(self) -> bool:
        """Whether all was selected of an answer whose rest has not arrived yet; it will be selected, too."""
        return self._wants_all and not self._model.is_complete

    def selectAll(self) -> None:
        """All of the answer. What has not arrived yet is asked for at once."""
        super().selectAll()
        self._wants_all = not self._model.is_complete
        if self._wants_all:
            self._model.hasten()
            self.picked.emit()

    def _select_rest(self) -> None:
        if self._wants_all and self._model.is_complete:
            self.selectAll()

    def _forget_all(self) -> None:
        """Another question was answered."""
        self._wants_all = False

    def selected_keys(self) -> array[int]:
        """The local keys of the selected records, in the order of the rows."""
        return self._model.keys_in(self.ranges())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        if sum(last - first + 1 for first, last in (*_parts(selected), *_parts(deselected))) < _TOLD:
            super().selectionChanged(selected, deselected)  # with more, Qt makes an index of every single cell
        self.viewport().update()
        if not self._is_moving:
            self._wants_all = False
            self.picked.emit()

    def select_ranges(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Select these rows besides those that are selected."""
        chosen = QItemSelection()
        for first, last in ranges:
            chosen.select(self._model.index(first, 0), self._model.index(last, self._model.columnCount() - 1))
        self.selectionModel().select(chosen, Flag.Select | Flag.Rows)

    # Keeping the place while rows are put anew

    def _remember(self, difference: Difference | None) -> None:
        self._is_moving = True
        current, keys = self.currentIndex(), self._model.keys
        top = self.verticalOffset() // self._row_height
        self._place = _Place(
            keys[current.row()] if current.isValid() else None,
            current.column(),
            keys[top] if top < len(keys) else None,
            self.verticalOffset() % self._row_height,
            self._remembered(difference) if difference else (),
            [] if difference else self.ranges(),
        )

    def _remembered(self, difference: Difference) -> Sequence[int]:
        """The selected keys of the rows that go, to be found where they come again."""
        first, end = difference.head, difference.head + difference.removed
        going = [(max(a, first), min(b, end - 1)) for a, b in self.ranges() if a < end and b >= first]
        if sum(b - a + 1 for a, b in going) > _REMEMBERED:
            return ()
        return self._model.keys_in(going)

    def _restore(self) -> None:
        place, model = self._place, self._model
        rows = sorted(row for row in map(model.row_of_key, place.selected) if row >= 0)
        self.select_ranges(place.ranges or ranges_of(rows))
        row = model.row_of_key(place.key) if place.key is not None else -1
        if row >= 0:
            column = min(max(0, place.column), model.columnCount() - 1)
            self.selectionModel().setCurrentIndex(model.index(row, column), Flag.NoUpdate)
        top = model.row_of_key(place.top) if place.top is not None else -1
        if top >= 0:
            self.verticalScrollBar().setValue(top * self._row_height + place.within)
        self._is_moving = False
        if row < 0 and place.key is not None:
            self._take_neighbour()
        self.picked.emit()

    def _take_neighbour(self) -> None:
        """The current record is gone. The one that Qt put in its place is marked like any other that is current."""
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), Flag.ClearAndSelect | Flag.Rows)
        self._tell_chosen()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        is_plain = held == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            self._open(self.record)
        elif is_plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing searches the catalogue, not the rows that happen to be loaded."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row, not to the ends of this one."""
        column = self._in_hand()
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._model.index(0, column)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._model.index(self._model.rowCount() - 1, column)
        return super().moveCursor(action, modifiers)

    # Painting

    @property
    def row_height(self) -> int:
        return self._row_height

    def set_row_height(self, height: int) -> None:
        """Rows of another height; the first one seen stays the first."""
        top = self.verticalOffset() // self._row_height
        self._row_height = height
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setValue(top * height)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._look()
        painter, area, height = QPainter(self.viewport()), event.rect(), self._row_height
        painter.fillRect(area, colour("field"))
        offset = self.verticalOffset()
        first, last = (area.top() + offset) // height, (area.bottom() + offset) // height
        ranges, in_hand, current = self.ranges(), self.hasFocus(), self.currentIndex().row()
        self.begin_rows(painter)
        for row in range(max(0, first), min(last + 1, self._model.rowCount())):
            is_chosen = any(a <= row <= b for a, b in ranges)
            self.paint_row(painter, row, row * height - offset, is_chosen, in_hand, row == current)
        painter.end()

    def begin_rows(self, painter: QPainter) -> None:
        """What holds for all rows of one painting."""

    def paint_row(
        self, painter: QPainter, row: int, top: int, is_chosen: bool, in_hand: bool, is_current: bool
    ) -> None:
        """Paint a row from `top` (px in the viewport) on the plain ground."""
        raise NotImplementedError

    def _look(self) -> None:
        offset = self.verticalOffset()
        first, last = offset // self._row_height, (offset + self.viewport().height()) // self._row_height
        self._model.look_at(first, last, is_going_up=offset < self._last_offset)
        self._last_offset = offset


def _parts(selection: QItemSelection) -> list[tuple[int, int]]:
    """The ranges as (first, last). Qt's own must not outlive `selection`: they lie in its memory."""
    parts = [selection.at(i) for i in range(selection.count())]
    return [(part.top(), part.bottom()) for part in parts]


def _joined(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(parts):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
