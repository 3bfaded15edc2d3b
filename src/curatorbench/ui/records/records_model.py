"""The answer to a question as a table: every row has its place at once, what it says is read as it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from curatorbench.domain.found import Row
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus, RecordSummary
from curatorbench.ui.look.language import status_word
from curatorbench.ui.operations.operations import Change, Changed, Operations
from curatorbench.ui.records import columns as columns_
from curatorbench.ui.records import key_rows, reads
from curatorbench.ui.records.key_rows import Difference, Keys, no_keys
from curatorbench.ui.records.pages import Pages
from curatorbench.ui.records.reads import PAGE, FirstPage

RECORD_ROLE = Qt.ItemDataRole.UserRole + 1  # RecordSummary | None
_REST = 150  # ms without another question before all of the answer is counted
_AGAIN = 1500  # ms at least between two counts of what worker processes change

Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractTableModel):
    """One for all benches. The first rows of an answer come at once, the number of all a moment later.

    Rows stay where they are when they change. Before the rows of the same question are put anew, `moving` tells
    (the Difference, or None if only the columns change), and `moved` when it is done: views keep their place.
    """

    loaded = Signal()  # the first rows of another question are there
    counted = Signal()  # rows were added or taken away, or it is now known that these are all
    arrived = Signal(int, int)  # first and last row that can be shown
    moving = Signal(object)  # Difference | None
    moved = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._keys = no_keys()
        self._pages = Pages(operations, self)
        self._is_complete = True
        self._was_loaded = False
        self._sought: list[tuple[int, Callable[[int], None]]] = []  # asked for before all rows were there
        self._waiting: list[Callable[[], None]] = []  # for the rest of the answer
        self.question = Question()
        self.columns: tuple[str, ...] = columns_.USUAL
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._count)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._count)
        self._pages.arrived.connect(self._on_arrived)
        operations.changed.connect(self._on_changed)

    # What is asked

    def ask(self, question: Question) -> None:
        """Begin anew. The old rows stay until the first of the new ones arrive."""
        self.question = replace(question, text=question.text.strip())
        self._rest.stop()
        self._again.stop()
        asked = reads.first_page(self.question, columns_.asked_for(self.columns))
        self._operations.run(asked.success(self._begin), self)

    def search(self, text: str, status: RecordStatus | None = None) -> None:
        self.ask(Question(text=text, status=status))

    def set_columns(self, names: Sequence[str]) -> None:
        """Show other columns of the same rows."""
        if tuple(names) == self.columns:
            return
        self.moving.emit(None)
        self.beginResetModel()
        self.columns = tuple(names)
        self._pages.begin(self._keys, columns_.asked_for(names))
        self.endResetModel()
        self.moved.emit()

    # What is there

    @property
    def was_loaded(self) -> bool:
        """Whether any answer has come, so that an empty list can say what it means."""
        return self._was_loaded

    @property
    def is_complete(self) -> bool:
        """Whether all rows of the answer are there, so that their number is its number."""
        return self._is_complete

    @property
    def keys(self) -> Keys[int]:
        return self._keys

    def row(self, row: int) -> Row | None:
        """A row if it is at hand."""
        return self._pages.row(row)

    def record(self, row: int) -> RecordSummary | None:
        found = self._pages.row(row) if 0 <= row < len(self._keys) else None
        return found.summary if found else None

    def row_of_key(self, key: int) -> int:
        """-1 if the record is not in the answer."""
        return key_rows.row_of(self._keys, key, is_ascending=not self.question.sort and not self.question.descending)

    def row_of(self, material_id: str) -> int:
        """-1 if the record is not in the answer, or was not shown for so long that it has to be looked up."""
        key = self._pages.key_of(material_id)
        return -1 if key is None else self.row_of_key(key)

    def find(self, material_id: str, heard: Callable[[int], None]) -> None:
        """`heard` gets the row of a record, -1 if it is not in the answer: at once, or when all rows are there."""
        key = self._pages.key_of(material_id)
        if key is not None:
            self._find_key(key, heard)
            return
        asked = reads.key_of(material_id)
        asked.success(lambda found: heard(-1) if found is None else self._find_key(found, heard))
        self._operations.run(asked.failure(lambda _: heard(-1)), self)

    def _find_key(self, key: int, heard: Callable[[int], None]) -> None:
        row = self.row_of_key(key)
        if row >= 0 or (self._is_complete and self._was_loaded):
            heard(row)
        else:
            self._sought.append((key, heard))

    def _tell_sought(self) -> None:
        sought, self._sought = self._sought, []
        for key, heard in sought:
            self._find_key(key, heard)

    def hasten(self) -> None:
        """Ask for the rest of the answer now, if it is not there and not asked for yet."""
        if self._rest.isActive():
            self._rest.stop()
            self._count()

    def when_complete(self, heard: Callable[[], None]) -> None:
        """`heard` is called once all of the answer is there; never if another question comes before that."""
        if self._is_complete:
            heard()
        else:
            self._waiting.append(heard)
            self.hasten()

    def _tell_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for heard in waiting:
            heard()

    def keys_in(self, ranges: Iterable[tuple[int, int]]) -> Keys[int]:
        return key_rows.keys_in(self._keys, ranges)

    def look_at(self, first: int, last: int, *, is_going_up: bool = False) -> None:
        """These rows are seen: what is missing of them is read, and what is likely to be seen next."""
        if self._keys:
            self._pages.look_at(max(0, first), min(last, len(self._keys) - 1), is_going_up=is_going_up)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._pages.row(index.row()) if index.isValid() else None
        if role == RECORD_ROLE:
            return row.summary if row else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.sentence(row.summary) if row else self.tr("is being read")
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, self.columns[index.column()]) if row else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        name = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if name == columns_.IMAGE else columns_.column_label(name)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._header_words(name)
        return None

    # What a row says

    def text(self, row: Row, name: str) -> str:
        """What stands in a column, for those who read it and those who hear it."""
        summary = row.summary
        if name == columns_.STATUS:
            return status_word(summary.status)
        if name == columns_.COLLECTION:
            return summary.collection
        if name == columns_.IMAGE:
            return self.tr("image") if summary.asset_sha256 else self.tr("no image")
        asked = columns_.asked_for(self.columns)
        return (row.values[asked.index(name)] or "") if name in asked else ""

    def sentence(self, record: RecordSummary | None) -> str:
        """A row in words, for those who hear it."""
        if record is None:
            return ""
        number = record.catalog_number or self.tr("no number")
        name = record.scientific_name or self.tr("no name yet")
        return f"{number}, {name}, {status_word(record.status)}"

    def _header_words(self, name: str) -> str:
        label = columns_.column_label(name)
        if self.question.sort != name:
            return label
        said = (
            self.tr("{column}, sorted downwards") if self.question.descending else self.tr("{column}, sorted upwards")
        )
        return said.format(column=label)

    # What arrives

    def _begin(self, page: FirstPage) -> None:
        self.beginResetModel()
        self._keys = page.keys
        asked = columns_.asked_for(self.columns)  # may be others than when the question was asked
        self._pages.begin(page.keys, asked, page.rows if page.columns == asked else ())
        self._is_complete = len(page.keys) < PAGE
        self._waiting.clear()
        self._was_loaded = True
        self.endResetModel()
        self.loaded.emit()
        self.counted.emit()
        self._tell_sought()
        if not self._is_complete:
            self._rest.start()

    def _count(self) -> None:
        question = self.question
        asked = reads.all_keys(question, self._keys)
        self._operations.run(asked.success(lambda found: self._on_keys(question, found)), self)

    def _on_keys(self, question: Question, found: reads.Keys) -> None:
        if question != self.question:
            return  # these are not the rows of what is asked by now
        here = self._keys is found.old
        difference = found.difference if here else key_rows.difference(self._keys, found.keys)
        was_complete, self._is_complete = self._is_complete, True
        if not difference.is_none:
            self._put(found.keys, difference)
        if not difference.is_none or not was_complete:
            self.counted.emit()
        self._tell_sought()
        self._tell_waiting()

    def _put(self, keys: Keys[int], difference: Difference) -> None:
        """Other rows in place of some, so that the rest stays what it is to every view."""
        only_more = not difference.removed and difference.head == len(self._keys)
        if not only_more:
            self.moving.emit(difference)
        head, gone, come = difference.head, difference.removed, difference.added
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._move_on(self._keys[:head] + self._keys[head + gone :])
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._move_on(keys)
            self.endInsertRows()
        if not only_more:
            self.moved.emit()

    def _move_on(self, keys: Keys[int]) -> None:
        self._keys = keys
        self._pages.move_on(keys)

    def _on_arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, max(0, len(self.columns) - 1)))
        self.arrived.emit(first, last)

    def _on_changed(self, changed: Changed) -> None:
        """One record: it is read again where it stands. Any: what is seen is, and the answer is counted again."""
        if Change.RECORDS not in changed.what or not self._was_loaded:
            return
        row = self.row_of(changed.material_id) if changed.material_id else -1
        if row >= 0:
            self._pages.refresh([row])
        else:
            self._pages.refresh()
            if not self._again.isActive():
                self._again.start()
        self.arrived.emit(row, row)
