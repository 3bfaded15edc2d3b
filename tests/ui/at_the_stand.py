"""A person at the stand: a session begun by keys, exposures waited for."""

from by_keys import CTRL, press, settle, write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.window import Window
from curatorbench.workflow.capture import adjust

SMALL = "3"  # pixels a mm at which the simulated stand renders in the wink of an eye
_PATIENCE = 60_000  # ms


def begin(
    qtbot: QtBot, window: Window, device: str, *, profile: str = "Herbarium sheets", collection: str = "HERB"
) -> Capture:
    """From whatever bench to a session that runs, by keys alone."""
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    for words in (profile, device, collection):
        line = QApplication.focusWidget()
        qtbot.keyClick(line, Qt.Key.Key_A, CTRL)
        write(qtbot, words)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is not line, "Enter goes on to the next line"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    bench = window.capture
    qtbot.waitUntil(lambda: bench.loop.standing is not None or bench.form.said.text() != "", timeout=_PATIENCE)
    assert bench.loop.standing is not None, bench.form.said.text()
    settle(qtbot, window)
    if device.startswith("simulated") and bench.loop.station:
        adjust(bench.loop.station, "resolution", SMALL)
    return bench


def shoot(qtbot: QtBot, window: Window, key: Qt.Key = Qt.Key.Key_Space) -> None:
    """Press, and wait until the exposure is a record."""
    press(qtbot, window, key)
    wait(qtbot, window)


def wait(qtbot: QtBot, window: Window) -> None:
    """Until nothing is on its way."""
    loop = window.capture.loop
    qtbot.waitUntil(lambda: not loop.is_exposing and loop.on_their_way == 0, timeout=_PATIENCE)
    settle(qtbot, window)


def exposures(window: Window, count: int) -> bool:
    """Whether so many stand."""
    standing = window.capture.loop.standing
    return standing is not None and standing.tally.exposures == count
