"""The fields that every record of the session gets, on a ground of their own; asked again in another unit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curatorbench.domain.captures import CaptureSession
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.parts.entry_row import EntryRow, Sticky


class StickyFields(QWidget):
    """Enter agrees to a field that is asked again and goes to the next one, then back to the picture."""

    changed = Signal(object)  # dict[str, str]: what every record gets from now on
    finished = Signal()  # nothing is asked any more: the hands go back to the shutter

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, EntryRow] = {}
        self._kept: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self.setAccessibleName(self.tr("Stays for every record"))

    @property
    def values(self) -> dict[str, str]:
        """Of a term without a value there is nothing."""
        return {term: row.value for term, row in self.rows.items() if row.value}

    @property
    def asked(self) -> list[str]:
        """The terms whose value is to be looked at."""
        return [term for term, row in self.rows.items() if row.sticky is Sticky.ASKED]

    def show_session(self, session: CaptureSession) -> None:
        """What a person is typing stays."""
        terms = tuple(dict.fromkeys((*session.profile.sticky, *session.sticky)))
        if terms != tuple(self.rows):
            self._make_rows(terms)
        self._kept = dict(session.sticky)
        for term, row in self.rows.items():
            if not (row.edit.hasFocus() and row.edit.is_edited):
                row.put(session.sticky.get(term, ""))
            if session.asks_again or row.sticky is Sticky.NO:
                row.pin(Sticky.ASKED if session.asks_again else Sticky.PINNED)

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
        if self.values != self._kept:
            self._kept = self.values
            self.changed.emit(self.values)

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
            self._kept = self.values
            self.changed.emit(self.values)  # it no longer asks
        else:
            self.keep()
        if self.asked:
            self.begin()
        else:
            self.finished.emit()

    def _take_back(self) -> None:
        for row in self.rows.values():
            if row.edit.hasFocus():
                row.edit.restore()
        self.finished.emit()

    def _make_rows(self, terms: tuple[str, ...]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {term: EntryRow(term) for term in terms}
        for row in self.rows.values():
            row.pin(Sticky.PINNED)
            row.edit.left.connect(self.keep)
            self._column.addWidget(row)
        self.setVisible(bool(terms))
