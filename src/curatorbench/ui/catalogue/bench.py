"""Catalogue: every record there is. Typing anywhere searches; Enter opens the record on the Transcribe bench."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from curatorbench.domain.record import RecordStatus, RecordSummary
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.catalogue.record_delegate import ColumnTitles
from curatorbench.ui.catalogue.record_facts import RecordFacts
from curatorbench.ui.catalogue.record_list import RecordList
from curatorbench.ui.catalogue.record_pane import RecordPane
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.language import status_word
from curatorbench.ui.transcribe.rows import ID_ROLE, TwoEnds, say

_TYPING = 120  # ms of rest after a letter before the catalogue is asked


class SearchField(QLineEdit):
    """Down and Enter go to what was found; Esc empties the field."""

    go_to_results = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to_results.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)


class Facets(QListWidget):
    """How many records have each status; choosing one narrows the list."""

    narrowed = Signal(object)  # RecordStatus | None

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Records by status"))
        self.setItemDelegate(TwoEnds(self))
        for status in (None, *RecordStatus):
            item = QListWidgetItem()
            item.setData(ID_ROLE, status)
            self.addItem(item)
        self.show_counts({})
        self.setCurrentRow(0)
        self.currentItemChanged.connect(lambda item, _: self.narrowed.emit(item.data(ID_ROLE)))

    def show_counts(self, counts: dict[str, int]) -> None:
        for row in range(self.count()):
            item = self.item(row)
            status = item.data(ID_ROLE)
            count = counts.get(status, 0) if status else sum(counts.values())
            word = status_word(RecordStatus(status)) if status else self.tr("all records")
            say(item, word, f"{count:n}")


class Catalogue(Bench):
    id = "catalogue"

    opened = Signal(object)  # RecordSummary

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search = SearchField(placeholderText=self.tr("Search names, people, places, numbers"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.facets = Facets()
        self.list = RecordList(desk)
        self.found = quiet_label()
        self.found.setContentsMargins(0, 4, 0, 0)
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.record = RecordPane(desk)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self.set_panes(pane(self.search, (self.facets, 1)), self._middle(), self.record)
        self._connect()

    def _connect(self) -> None:
        self._typing.timeout.connect(self.search_now)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.search.go_to_results.connect(self._go_to_results)
        self.facets.narrowed.connect(lambda _: self.search_now())
        self.list.typed.connect(self._on_typed)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self.opened)
        self._desk.records.loaded.connect(self._on_loaded)

    @property
    def image(self) -> ImageView:
        return self.record.image

    @property
    def facts(self) -> RecordFacts:
        return self.record.facts

    @property
    def title(self) -> str:
        return self.tr("Catalogue")

    def arrive(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to(self, record: RecordSummary | None) -> None:
        if record:
            self.list.go_to(record.material_entity_id)

    def begin_search(self) -> None:
        """The focus to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _middle(self) -> QWidget:
        self.empty.hide()
        return pane(ColumnTitles(self.list), (self.list, 1), (self.empty, 1), self.found, spacing=0)

    def search_now(self) -> None:
        """Ask the catalogue for what stands in the search and the chosen status."""
        self._typing.stop()
        status = self.facets.currentItem().data(ID_ROLE)
        self._desk.records.search(self.search.text(), RecordStatus(status) if status else None)

    def _go_to_results(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.record is None:
            self.list.step(1)

    def _on_typed(self, letter: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.end(False)
        self.search.insert(letter)

    def _on_loaded(self) -> None:
        records = self._desk.records
        count, more = records.rowCount(QModelIndex()), not records.is_complete
        said = self.tr("shown: {count}, more below") if more else self.tr("shown: {count}, all")
        self.found.setText(said.format(count=f"{count:n}"))
        self.empty.setText(self._no_result() if not count else "")
        self.empty.setVisible(not count)
        self.list.setVisible(bool(count))
        if self.list.record is None and not self.list.step(1):
            self.record.show_record(None)

    def _no_result(self) -> str:
        if self._desk.records.text or self._desk.records.status:
            return self.tr("No record holds that. Esc in the search empties it; “all records” shows the rest.")
        return self.tr(
            "This is where every record of the collection stands.\n\n"
            "Take in images with\ncuratorbench ingest WORKSPACE PATH\nand their records appear here."
        )

    def _on_chosen(self, record: RecordSummary) -> None:
        if self.isVisible():
            self.record.show_record(record)
