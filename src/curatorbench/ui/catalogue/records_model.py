"""The list of records, page by page in the catalogue's order: any number of records, the same cost a page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from curatorbench.domain.record import RecordStatus, RecordSummary
from curatorbench.ui.look.language import status_word
from curatorbench.ui.operations import reads
from curatorbench.ui.operations.operations import Change, Changed, Operations

RECORD_ROLE = Qt.ItemDataRole.UserRole + 1  # RecordSummary
PAGE = 200
_REFRESHED_AT_MOST = 1000

Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractListModel):
    """Rows arrive off the UI thread; `loaded` tells that a page has. Rows stay where they are when they change."""

    loaded = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._rows: list[RecordSummary] = []
        self._row_of: dict[str, int] = {}
        self._is_complete = True
        self._is_asking = False
        self._was_loaded = False
        self.text = ""
        self.status: RecordStatus | None = None
        operations.changed.connect(self._on_changed)

    def search(self, text: str, status: RecordStatus | None = None) -> None:
        """Begin anew with the records that hold `text` and have `status`. The old rows stay until the new arrive."""
        self.text, self.status = text.strip(), status
        self._is_asking = True
        self._ask(None, PAGE, self._begin_anew)

    @property
    def was_loaded(self) -> bool:
        """Whether any answer has come, so that an empty list can say what it means."""
        return self._was_loaded

    @property
    def is_complete(self) -> bool:
        return self._is_complete

    def record(self, row: int) -> RecordSummary | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, material_id: str) -> int:
        """-1 if the record is not among the rows read so far."""
        return self._row_of.get(material_id, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self._rows[index.row()]
        if role == RECORD_ROLE:
            return record
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(record)
        return None

    def sentence(self, record: RecordSummary) -> str:
        """A row in words, for those who hear it."""
        number = record.catalog_number or self.tr("no number")
        return f"{number}, {record.scientific_name or self.tr('no name yet')}, {status_word(record.status)}"

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_complete and not self._is_asking

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._is_asking = True
            self._ask(self._rows[-1] if self._rows else None, PAGE, self._append)

    def refresh(self) -> None:
        """Read again what is shown, in place."""
        shown = min(max(len(self._rows), PAGE), _REFRESHED_AT_MOST)
        if not self._is_asking:
            self._ask(None, shown, self._replace)

    def _ask(self, after: RecordSummary | None, limit: int, heard: Any) -> None:
        asked = reads.records(self.text, self.status, after, limit).newest("records")
        self._operations.run(asked.success(lambda rows: heard(rows, limit)).failure(self._stop_asking), self)

    def _stop_asking(self, _error: object) -> None:
        self._is_asking = False

    def _begin_anew(self, rows: list[RecordSummary], limit: int) -> None:
        self.beginResetModel()
        self._take(rows, limit)
        self.endResetModel()
        self.loaded.emit()

    def _append(self, rows: list[RecordSummary], limit: int) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._take(self._rows + rows, limit, arrived=len(rows))
        if rows:
            self.endInsertRows()
        self.loaded.emit()

    def _replace(self, rows: list[RecordSummary], limit: int) -> None:
        """Rows read again. While they are the same records in the same order, no view loses its place."""
        if [r.material_entity_id for r in rows] != [r.material_entity_id for r in self._rows[: len(rows)]]:
            self._begin_anew(rows, limit)
            return
        for row, record in enumerate(rows):
            self._put(row, record)

    def _put(self, row: int, record: RecordSummary) -> None:
        if self._rows[row] != record:
            self._rows[row] = record
            self.dataChanged.emit(self.index(row), self.index(row))

    def _take(self, rows: list[RecordSummary], limit: int, arrived: int | None = None) -> None:
        self._rows = rows
        self._row_of = {record.material_entity_id: row for row, record in enumerate(rows)}
        self._is_complete = (len(rows) if arrived is None else arrived) < limit
        self._is_asking = False
        self._was_loaded = True

    def _on_changed(self, changed: Changed) -> None:
        if Change.RECORDS not in changed.what:
            return
        row = self.row_of(changed.material_id or "")
        if row < 0:
            self.refresh()
            return
        asked = reads.page(self._rows[row].material_entity_id)
        self._operations.run(asked.success(lambda page: self.update_record(page.summary)), self)

    def update_record(self, record: RecordSummary) -> None:
        """Show a record as it now is, where it stands: a list that reorders under the hand is no help."""
        row = self.row_of(record.material_entity_id)
        if row >= 0:
            self._put(row, record)
