"""A person at the keyboard: keys go to whatever has the focus. The watchdog looks on."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_watchdog import WATCHDOG

from curatorbench.ui.transcribe.field_row import FieldRow
from curatorbench.ui.window import Window

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def settle(qtbot: QtBot, window: Window) -> None:
    """Wait until every operation has been heard and everything has been painted."""
    with WATCHDOG.watching("what follows"):
        qtbot.waitUntil(lambda: window.desk.operations.is_quiet, timeout=20_000)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: window.desk.operations.is_quiet, timeout=20_000)


def press(qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    focused = QApplication.focusWidget() or window
    with WATCHDOG.watching(f"{key.name} in {type(focused).__name__}"):
        qtbot.keyClick(focused, key, modifier)
        settle(qtbot, window)


def write(qtbot: QtBot, text: str) -> None:
    for letter in text:
        with WATCHDOG.watching(f"“{letter}”"):
            qtbot.keyClicks(QApplication.focusWidget(), letter)


def field(window: Window) -> FieldRow:
    """The field that has the focus."""
    row = window.transcribe.form.current
    assert row is not None, f"{QApplication.focusWidget()} has the focus"
    return row


def hold(qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """As a hand does it: the modifier is still down when what the key began is done, and is let go then."""
    handle = window.windowHandle()
    with WATCHDOG.watching(f"{key.name} held"):
        QTest.keyPress(handle, key, modifier)
        try:
            settle(qtbot, window)
            assert QApplication.keyboardModifiers() == modifier, "it is still held"
        finally:
            QTest.keyRelease(handle, key, NONE)
        settle(qtbot, window)
