"""The head of a part that folds by a key: it says how much is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import small, strong

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
