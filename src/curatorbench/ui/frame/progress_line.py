"""What takes long: how far it is, and the key that stops it. Nothing is seen of what is done in a moment."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from curatorbench.ui.look.labels import ShortLabel
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.operations.operations import CANCEL_AFTER, LongOperation, Operations

SHOWN_AFTER = 0.3  # seconds
_EVERY = 100  # ms between two looks at how far it is


class ProgressLine(QWidget):
    """The long operation at work, as words, a bar and a button; hidden while there is none."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._text = ShortLabel()
        self._bar = QProgressBar(maximum=1000, textVisible=False)
        self._bar.setMinimumWidth(8 * GRID)
        self._bar.setMaximumWidth(16 * GRID)
        self.stop_button = QPushButton(self.tr("Stop  Esc"))
        self.stop_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc and the palette are the keyboard's way
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addWidget(self.stop_button)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)
        self.stop_button.clicked.connect(operations.stop_long)
        operations.long_running.connect(self._on_running)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def can_be_stopped(self) -> bool:
        """Whether Esc stops something now."""
        return not self.isHidden() and self.stop_button.isEnabled() and not self.stop_button.isHidden()

    def _on_running(self, running: list[LongOperation[Any]]) -> None:
        if not running:
            self._timer.stop()
            self.hide()
        elif not self._timer.isActive():
            self._timer.start()
        self._look()

    def _look(self) -> None:
        running = self._operations.long_operations
        at_work = next((operation for operation in running if operation.began), None)
        if at_work is None or at_work.seconds < SHOWN_AFTER:
            self.hide()
            return
        self.show_operation(at_work, len(running) - 1)

    def show_operation(self, operation: LongOperation[Any], waiting: int = 0) -> None:
        """`waiting` others come after it."""
        self._text.setText(self._words(operation, waiting))
        self._text.setAccessibleName(self._text.text())
        self._bar.setValue(round(1000 * operation.fraction))
        self._bar.setAccessibleName(operation.label)
        self.stop_button.setVisible(operation.seconds >= CANCEL_AFTER)
        self.stop_button.setEnabled(not operation.is_stopping)
        self.show()

    def _words(self, operation: LongOperation[Any], waiting: int) -> str:
        if operation.is_stopping:
            return self.tr("stopping: {what}").format(what=operation.label)
        said = self.tr("{what}, {percent} %").format(what=operation.label, percent=round(100 * operation.fraction))
        parts = [said, operation.message, self.tr("{count} more waiting").format(count=waiting) if waiting else ""]
        return " · ".join(part for part in parts if part)
