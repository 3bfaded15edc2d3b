"""The search of the catalogue, and the scanner: a burst of keys that no hand types."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_FASTEST_HAND = 35  # ms a key over a whole word: 340 words a minute
_LEAST = 4  # characters of a number

_EDITING = "ACVXYZ"  # with Ctrl: what a line does itself

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Burst:
    """Hears the keys of all widgets of a bench. A scanner types as fast as it can and ends with Enter."""

    def __init__(self) -> None:
        self._text = ""
        self._began = self._last = 0.0

    def hear(self, event: QKeyEvent) -> str:
        """What a scanner has typed if `event` is the Enter at its end, else empty."""
        now = event.timestamp() or time.monotonic() * 1000
        if event.key() in _ENTER:
            scanned = self._text if self._is_scan(now) else ""
            self._text = ""
            return scanned
        if not event.text().isprintable() or not event.text():
            return ""  # Shift, say
        if now - self._last > 3 * _FASTEST_HAND:
            self._text, self._began = "", now
        self._text += event.text()
        self._last = now
        return ""

    def _is_scan(self, now: float) -> bool:
        return len(self._text) >= _LEAST and now - self._began <= _FASTEST_HAND * len(self._text)


class SearchField(QLineEdit):
    """Down goes to what was found, Enter looks whether it is one record's number; Esc empties the field."""

    go_to_results = Signal()
    entered = Signal(str, bool)  # what is to be looked up, and whether a scanner typed it

    def __init__(self, burst: Burst, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, placeholderText=hint)
        self._burst = burst
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        """Ctrl and a letter are the window's, but for those that every line knows: X11's Ctrl+E would hide its own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_windows(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scanned = self._burst.hear(event)
        if event.key() in _ENTER:
            self.entered.emit(scanned or self.text(), bool(scanned))
        elif event.key() == Qt.Key.Key_Down:
            self.go_to_results.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_to_results.emit()
        else:
            super().keyPressEvent(event)


def _is_windows(event: QKeyEvent) -> bool:
    is_letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
    return is_letter and event.modifiers() == Qt.KeyboardModifier.ControlModifier and chr(event.key()) not in _EDITING
