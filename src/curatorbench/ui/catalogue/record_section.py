"""A part of the record's page that folds by a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from curatorbench.ui.parts.head import Head
from curatorbench.ui.records.record_lines import Line, Lines


class Section(QWidget):
    """Not there at all while it has nothing to say."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.head = Head(title)
        self.list = Lines(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list)
        self.head.folded.connect(self.list.setHidden)
        self.hide()

    @property
    def is_folded(self) -> bool:
        return not self.head.isChecked()

    def fold(self, folded: bool) -> None:
        self.head.setChecked(not folded)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.list.show_lines(lines)
        self.head.show_count(len(lines))
        self.setVisible(bool(lines))
