"""Lines that each have a shape and words: warnings, flags, what is so already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from curatorbench.ui.look.marks import Mark, MarkLabel
from curatorbench.ui.look.palette import GRID, small

Sign = tuple[Mark, str]


class Signs(QWidget):
    """Nothing at all where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._shown: list[Sign] = []
        self.hide()

    @property
    def lines(self) -> list[str]:
        return [words for _, words in self._shown]

    def show_signs(self, signs: Sequence[Sign]) -> None:
        if list(signs) == self._shown:
            return
        self._shown = list(signs)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (mark, words) in enumerate(self._shown):
            self._grid.addWidget(MarkLabel(mark), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_words(words), row, 1)
        self.setVisible(bool(self._shown))


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(small(label.font()))
    label.setAccessibleName(text)
    return label
