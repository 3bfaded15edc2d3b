"""What the classifiers think of the specimen, with what they were trained on said where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from curatorbench.domain.suggestion import Judgement
from curatorbench.ui.language import judgement_mark, judgement_words
from curatorbench.ui.look import GRID, small
from curatorbench.ui.marks import MarkLabel


class Judgements(QWidget):
    """One line a judgement: a shape and words. Nothing at all where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID, 0, GRID, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[Judgement, ...] = ()
        self.hide()

    @property
    def lines(self) -> list[str]:
        return [judgement_words(judgement) for judgement in self._shown]

    def show_judgements(self, judgements: Sequence[Judgement]) -> None:
        if tuple(judgements) == self._shown:
            return
        self._shown = tuple(judgements)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, judgement in enumerate(self._shown):
            self._add(row, judgement)
        self.setVisible(bool(self._shown))

    def _add(self, row: int, judgement: Judgement) -> None:
        words = QLabel(judgement_words(judgement))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setFont(small(words.font()))
        words.setAccessibleName(words.text())
        self._grid.addWidget(MarkLabel(judgement_mark(judgement)), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
