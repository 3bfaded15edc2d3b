"""The three places before there is anything in them; and why, if there never will be."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from curatorbench.ui.look.palette import GRID

_SHARES = (18, 54, 28)
_PATIENCE = 300  # ms before it is said that something is waited for


class EmptyPanes(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, 0)
        row.setSpacing(GRID)
        self._panes = [QFrame() for _ in _SHARES]
        for pane, share in zip(self._panes, _SHARES, strict=True):
            pane.setObjectName("empty")
            row.addWidget(pane, share)
        self._text = QLabel(wordWrap=True)
        QVBoxLayout(self._panes[1]).addWidget(self._text)

    @property
    def text(self) -> str:
        return self._text.text()

    def wait(self) -> None:
        """The workspace is being opened: said only once that takes long."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(_PATIENCE, self, self._say_wait)

    def _say_wait(self) -> None:
        if not self.text and self.isVisible():
            self.say(self.tr("The workspace is being opened."))

    def say(self, message: str, hint: str = "") -> None:
        """One sentence, and what to do."""
        from PySide6.QtCore import Qt  # all its enumerations are made at once: not before the first paint

        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        heavier = QFont(self._text.font())
        heavier.setWeight(QFont.Weight.DemiBold)
        self._text.setFont(heavier)
        self._text.setText("\n".join(part for part in (message, hint) if part))
        self._text.setAccessibleName(self._text.text())
