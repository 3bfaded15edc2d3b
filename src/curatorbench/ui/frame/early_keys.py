"""Keys pressed while the workspace is being opened: kept, and pressed again once there is something to hear them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

_BARE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class EarlyKeys:
    def __init__(self) -> None:
        self._kept: list[QKeyEvent] = []

    def keep(self, event: QKeyEvent) -> None:
        if event.key() not in _BARE:
            self._kept.append(event.clone())

    def press_again(self, actions: Iterable[QAction], otherwise: QWidget) -> None:
        """In order: a key that is an action's does that, any other goes to what has the focus."""
        pressed, self._kept = self._kept, []
        listening = list(actions)
        for event in pressed:
            key = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(event.key())))
            action = next((a for a in listening if a.isEnabled() and key in a.shortcuts()), None)
            if action:
                action.trigger()
            else:
                QCoreApplication.sendEvent(QApplication.focusWidget() or otherwise, event)
