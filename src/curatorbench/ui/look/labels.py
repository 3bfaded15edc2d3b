"""Labels: quiet ones, ones that shorten themselves before they push anything aside, and words that can be broken."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from curatorbench.ui.look.palette import small

_LONG = re.compile(r"\S{16}(?=\S)")
_MAY_BREAK = "\u200b"  # no width: a line may end here


def quiet_label(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "quiet")
    label.setFont(small(label.font()))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def breakable(text: str) -> str:
    """The same to the eye; a word that is longer than a narrow pane goes on in the next line."""
    return _LONG.sub(lambda part: part.group() + _MAY_BREAK, text)


class ShortLabel(QLabel):
    """One line; what does not fit ends in dots and is told by the tool tip."""

    def __init__(self, text: str = "", *, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        self.style().drawItemText(
            QPainter(self),
            self.rect(),
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
