"""The fields that every record of the session gets, on a ground of their own; asked again in another unit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curatorbench.domain.captures import CaptureSession
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.parts.entry_row import EntryRow, Sticky


class StickyFields(QWidget):
    """Enter goes from field to field, where they are asked again from one that is asked to the next, and from the last
    back to the picture."""

    changed = Signal(object)  # dict[str, str]: the terms that are another now; empty where all was agreed to as it is
    finished = Signal()  # nothing is asked any more: the hands go back to the shutter

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, EntryRow] = {}
        self._kept: dict[str, str] = {}
        self._asked_in: str | None = None  # the unit in which they were asked about last
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self.setAccessibleName(self.tr("Stays for every record"))

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, where anything does."""
        return {term: row.value for term, row in self.rows.items() if row.value}

    @property
    def written(self) -> dict[str, str]:
        """The terms whose value is another than the session's, empty for none any more."""
        return {term: row.value for term, row in self.rows.items() if row.value != self._kept.get(term, "")}

    @property
    def asked(self) -> list[str]:
        """The terms whose value is to be looked at."""
        return [term for term, row in self.rows.items() if row.sticky is Sticky.ASKED]

    def show_session(self, session: CaptureSession) -> bool:
        """What a person is typing stays. Whether it begins to ask with this: once in each unit."""
        terms = tuple(dict.fromkeys((*session.profile.sticky, *session.sticky)))
        if terms != tuple(self.rows):
            self._make_rows(terms)
        self._kept = dict(session.sticky)
        for term, row in self.rows.items():
            if not row.edit.is_edited:  # a palette may have the focus for a while
                row.put(session.sticky.get(term, ""))
        return self._ask_in(session)

    def _ask_in(self, session: CaptureSession) -> bool:
        unit = session.storage.id if session.storage else ""
        if unit == self._asked_in or (self._asked_in is None and not session.asks_again):
            return False
        self._asked_in = unit if session.asks_again else None
        for row in self.rows.values():
            row.pin(Sticky.ASKED if session.asks_again else Sticky.PINNED)
        return session.asks_again and bool(self.rows)

    def begin(self) -> bool:
        """The focus to the first field that is asked, else to the first; False where there is none."""
        term = next(iter(self.asked or self.rows), None)
        if term is not None:
            self.rows[term].edit.setFocus(Qt.FocusReason.TabFocusReason)
        return term is not None

    def keep(self) -> None:
        """What stands there counts from now on, if it is not what counted before."""
        for row in self.rows.values():
            row.edit.take_as_kept()
        if self.written:
            self._tell()

    def _tell(self) -> None:
        written = self.written
        self._kept = self.values
        self.changed.emit(written)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._agree()
        elif event.key() == Qt.Key.Key_Escape:
            self._take_back()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        term = next((term for term, row in self.rows.items() if row.edit.hasFocus()), None)
        if term is None:
            return
        was_asked = bool(self.asked)
        self.rows[term].pin(Sticky.PINNED)
        if was_asked and not self.asked:
            self._tell()  # it no longer asks
        else:
            self.keep()
        following = [] if was_asked else list(self.rows)[list(self.rows).index(term) + 1 :]
        if self.asked:
            self.begin()
        elif following:
            self.rows[following[0]].edit.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _take_back(self) -> None:
        for row in self.rows.values():
            if row.edit.hasFocus():
                row.edit.restore()
        self.finished.emit()

    def _make_rows(self, terms: tuple[str, ...]) -> None:
        before, self.rows = self.rows, {term: self.rows.get(term) or self._row(term) for term in terms}
        for term in before.keys() - self.rows.keys():
            self._column.removeWidget(before[term])
            before[term].hide()
            before[term].deleteLater()
        for row in self.rows.values():
            self._column.addWidget(row)  # in this order
        self.setVisible(bool(terms))

    def _row(self, term: str) -> EntryRow:
        row = EntryRow(term)
        row.pin(Sticky.PINNED)
        row.edit.left.connect(self.keep)
        return row
