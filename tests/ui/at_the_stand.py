"""A person at the stand: a session begun by keys, sheets laid into a folder, exposures waited for."""

import itertools
from pathlib import Path

import numpy as np
import zxingcpp
from by_keys import CTRL, press, settle, write
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.window import Window
from curatorbench.workflow.capture import adjust

SMALL = "3"  # pixels a mm at which the simulated stand renders in the wink of an eye
_PATIENCE = 60_000  # ms
_counted = itertools.count()


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


def lay(folder: Path, *codes: str) -> Path:
    """A small sheet with these codes, no two of one content; renamed when whole, as a tethering program does it."""
    number = next(_counted)
    sheet = np.full((120 + 130 * max(1, len(codes)), 420), 235, np.uint8)
    sheet[5:15, 5 : 5 + number % 400] = 128
    for row, text in enumerate(codes):
        drawn = np.asarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix).to_image(scale=5))
        sheet[60 + 130 * row : 60 + 130 * row + drawn.shape[0], 40 : 40 + drawn.shape[1]] = drawn
    path = folder / f"{number:04d}.jpg"
    folder.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    Image.fromarray(sheet).save(part, "JPEG", quality=90)
    return part.rename(path)


def lay_and_wait(qtbot: QtBot, window: Window, folder: Path, *codes: str) -> None:
    """Until the sheet is the newest exposure."""
    strip = window.capture.stage.strip
    before = strip.exposures[-1].id if strip.exposures else ""
    lay(folder, *codes)
    qtbot.waitUntil(lambda: bool(strip.exposures) and strip.exposures[-1].id != before, timeout=_PATIENCE)
    wait(qtbot, window)
