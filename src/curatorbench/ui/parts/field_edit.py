"""A field to type in: as high as its text, Enter and undo left to the actions, names in italics where asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from curatorbench.ui.look.names import italic_spans
from curatorbench.ui.look.palette import HIT

_MOST_LINES = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Italics(QSyntaxHighlighter):
    def highlightBlock(self, text: str) -> None:
        slanted = QTextCharFormat()
        slanted.setFontItalic(True)
        for start, end in italic_spans(text):
            self.setFormat(start, end - start, slanted)


class FieldEdit(QPlainTextEdit):
    """One value. Lines are wrapped, never broken: a value is one line of text."""

    entered = Signal()
    left = Signal()

    def __init__(self, *, is_name: bool = False) -> None:
        super().__init__()
        self._base = ""
        self._italics = _Italics(self.document()) if is_name else None
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit_height)
        self._fit_height()

    @property
    def value(self) -> str:
        return self.toPlainText().strip()

    @property
    def is_edited(self) -> bool:
        """Whether a person has typed something that is not kept yet."""
        return self.value != self._base

    def show_value(self, text: str) -> None:
        """Put `text` there as what is kept; typing is measured against it."""
        self._base = text.strip()
        if self.toPlainText() != text:
            self.setPlainText(text)
            if self.hasFocus():
                self.selectAll()

    def take_as_kept(self) -> None:
        """What stands there is being kept."""
        self._base = self.value

    def restore(self) -> None:
        self.setPlainText(self._base)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Enter, and Undo where nothing was typed, are no keys of the editor: the table of actions has them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_not_mine(event):
            event.ignore()
            return True
        return super().event(event)

    def _is_not_mine(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTER:
            return True
        undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        return undo and not self.is_edited

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.ignore()  # a value never has two lines
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason):
            self.selectAll()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            cursor = self.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            self.setTextCursor(cursor)
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        lines = min(max(1, self._lines()), _MOST_LINES)
        height = max(HIT, lines * QFontMetrics(self.font()).lineSpacing() + 14)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _lines(self) -> int:
        return int(self.document().size().height())  # QPlainTextDocumentLayout counts in lines
