"""One line under the picture: what goes on, what went wrong and what to do; what a held exposure waits to be told."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from curatorbench.domain.captures import Answer, Exposure
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.palette import GRID, strong

_MARKS = {
    "text": Mark(Shape.HOLLOW, "quiet"),
    "good": Mark(Shape.FULL, "good"),
    "doubt": Mark(Shape.WARNING, "doubt"),
    "wrong": Mark(Shape.WARNING, "wrong"),
}
_ROOM_FOR_BOTH = 44 * GRID  # px
KEYS = {
    Answer.ANOTHER: "capture.another",
    Answer.RESHOT: "capture.again",
    Answer.APART: "capture.apart",
    Answer.AWAY: "capture.away",
}


class Saying(QWidget):
    """A mark, words in the tone of what they say, and quietly at the right what is on its way."""

    def __init__(self) -> None:
        super().__init__()
        self.tone = "text"
        self._mark = MarkLabel(_MARKS["text"])
        self._words = QLabel(wordWrap=True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.going = QLabel()
        self.going.setFont(strong(self.going.font()))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(GRID, 0, GRID, 0)
        self._both.setSpacing(GRID // 2)
        self._both.addLayout(row, 1)
        self._both.addWidget(self.going)
        self.setMinimumHeight(4 * GRID)

    @property
    def words(self) -> str:
        return self._words.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is on its way stands below where there is too little room beside the words."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(across if event.size().width() >= _ROOM_FOR_BOTH else down)

    def say(self, words: str, tone: str = "text") -> None:
        """`tone` is text, good, doubt or wrong."""
        self.tone = tone
        self._mark.show_mark(_MARKS[tone] if words else None)
        self._words.setText(words)
        self._words.setAccessibleName(words)
        if self._words.property("tone") != tone:
            self._words.setProperty("tone", tone)
            self._words.style().polish(self._words)

    def show_going(self, words: str) -> None:
        self.going.setText(words)
        self.going.setVisible(bool(words))


class Question(QWidget):
    """Four answers, each with its key. In place, never a box over the work: who shoots on is asked again later."""

    answered = Signal(object)  # Answer

    def __init__(self) -> None:
        super().__init__()
        self._asked = QLabel(wordWrap=True)
        self._asked.setTextFormat(Qt.TextFormat.PlainText)
        self._asked.setFont(strong(self._asked.font()))
        self._asked.setProperty("tone", "doubt")
        self._words = {
            Answer.ANOTHER: self.tr("another picture of it"),
            Answer.RESHOT: self.tr("in place of the one before"),
            Answer.APART: self.tr("a thing of its own"),
            Answer.AWAY: self.tr("put it away"),
        }
        self._buttons = {said: self._button(said) for said in Answer}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(GRID)
        for button in self._buttons.values():
            self._row.addWidget(button)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(self._asked)
        column.addLayout(self._row)
        self.hide()

    @property
    def words(self) -> str:
        return "" if self.isHidden() else self._asked.text()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        for said, button in self._buttons.items():
            key = keys.get(KEYS[said], "")
            button.setText("  ".join(filter(None, (key, self._words[said]))))

    def ask(self, exposure: Exposure | None, more: int) -> None:
        """What `exposure` is, and how many more wait; None for nothing to ask."""
        if exposure is not None:
            why = exposure.error.message if exposure.error else self.tr("What is this a picture of?")
            rest = self.tr("({count} more wait)").format(count=more) if more else ""
            self._asked.setText(" ".join(filter(None, (why, rest))))
            self._asked.setAccessibleName(self._asked.text())
        self.setVisible(exposure is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for all four."""
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() + GRID for button in self._buttons.values()) + 2 * GRID
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if event.size().width() >= needed else down)

    def _button(self, said: Answer) -> QPushButton:
        button = QPushButton()
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key does it, wherever the focus is
        button.clicked.connect(lambda: self.answered.emit(said))
        return button
