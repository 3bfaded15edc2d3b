"""A part of the record's page that folds by a key: its head says how much is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import small, strong
from curatorbench.ui.records.record_lines import Line, Lines

_FOLD = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
_WALK = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}


class Head(QToolButton):
    """Space and Enter fold and unfold, Left folds, Right unfolds, Up and Down walk on."""

    folded = Signal(bool)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setObjectName("section")
        self.setCheckable(True)
        self.setChecked(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setArrowType(Qt.ArrowType.DownArrow)
        self.setFont(strong(small(self.font())))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)

    def show_count(self, count: int) -> None:
        said = f"{self._title}  {grouped(count)}" if count > 1 else self._title
        self.setText(said)
        self.setAccessibleName(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        elif key in _FOLD:
            self.setChecked(_FOLD[key])
        elif key in _WALK:
            self.focusNextPrevChild(_WALK[key])
        else:
            super().keyPressEvent(event)

    def _on_toggled(self, is_open: bool) -> None:
        self.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.folded.emit(not is_open)


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
