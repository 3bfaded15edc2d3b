"""What the checks found wrong with the images, and what the classifiers think of the specimen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from curatorbench.domain.suggestion import Judgement
from curatorbench.ui.look.language import judgement_mark, judgement_words
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.palette import GRID, small


class Judgements(QWidget):
    """One line a judgement: a shape and words. Nothing at all where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID, 0, GRID, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._shown: list[tuple[Mark, str]] = []
        self.hide()

    @property
    def lines(self) -> list[str]:
        return [words for _, words in self._shown]

    def show_judgements(self, judgements: Sequence[Judgement], faults: Sequence[str] = ()) -> None:
        """`faults` are sentences and come first: an image to be taken anew is not worth transcribing."""
        lines = [(Mark(Shape.WARNING, "doubt"), fault) for fault in faults]
        lines += [(judgement_mark(judgement), judgement_words(judgement)) for judgement in judgements]
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, (mark, said) in enumerate(self._shown):
            self._add(row, mark, said)
        self.setVisible(bool(self._shown))

    def _add(self, row: int, mark: Mark, said: str) -> None:
        words = QLabel(said)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setFont(small(words.font()))
        words.setAccessibleName(words.text())
        self._grid.addWidget(MarkLabel(mark), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
