"""What has happened to a record, newest first, behind a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget

from curatorbench.domain.record import FieldChange
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import change_words, source_words, term_label
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.rows import Rows
from curatorbench.ui.look.times import local_time
from curatorbench.ui.operations import reads


class HistoryList(QListWidget):
    """The changes of one record, two lines each. Read only: taking back is Undo's work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(self.tr("History of the record"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(Rows(self))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(5 * GRID)
        self.setMaximumHeight(22 * GRID)
        self.setTabKeyNavigation(False)
        self.hide()

    def show_record(self, material_id: str) -> None:
        """Read the history if it is open; it is not read for nothing."""
        if self.isHidden() or not material_id:
            return
        self._desk.operations.run(reads.history(material_id).newest("history").success(self._show), self)

    def _show(self, changes: list[FieldChange]) -> None:
        self.clear()
        self.addItems([_entry(change) for change in reversed(changes)])


def _entry(change: FieldChange) -> str:
    said = f"{term_label(change.term)}: {change_words(change)}"
    return f"{said}\n{source_words(change.source)} · {local_time(change.at)}"
