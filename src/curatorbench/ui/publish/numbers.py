"""The three numbers: what is ready, what is held up, what has changed since the last archive."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from curatorbench.domain.publishing import Readiness
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, strong


class Numbers(QWidget):
    """Three rows: a shape, a number, what it counts."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID, GRID, GRID, GRID)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setColumnStretch(2, 1)
        self._rows = [self._row(row) for row in range(3)]

    @property
    def lines(self) -> list[str]:
        return [f"{number.text()} {words.text()}" for _, number, words in self._rows]

    def show_readiness(self, found: Readiness) -> None:
        held = Mark(Shape.WARNING, "doubt") if found.blocked else Mark(Shape.TICK, "good")
        since = self.tr("changed since the last archive") if found.last else self.tr("never published")
        said = (
            (Mark(Shape.FULL, "good"), found.ready, self.tr("ready")),
            (held, found.blocked, self.tr("held up")),
            (Mark(Shape.ARROW, "quiet"), found.changed, since),
        )
        for (mark, number, words), (shape, count, text) in zip(self._rows, said, strict=True):
            mark.show_mark(shape)
            number.setText(grouped(count))
            words.setText(text)
        self.setAccessibleName("; ".join(self.lines))

    def _row(self, row: int) -> tuple[MarkLabel, QLabel, QLabel]:
        mark, number, words = MarkLabel(), QLabel("–"), QLabel(wordWrap=True)
        number.setFont(strong(number.font()))
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        for column, widget in enumerate((mark, number, words)):
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop if column == 0 else Qt.AlignmentFlag(0))
        return mark, number, words
