"""The live picture: no work while nobody looks, 25 pictures a second while somebody does, and what lies over it."""

import os
import signal
import time

import pytest
from at_the_stand import begin, exposures, shoot, wait
from by_keys import CTRL, press, settle
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot
from window_watchdog import WATCHDOG

from curatorbench.domain.errors import DeviceError
from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.capture.histogram import paint_histogram
from curatorbench.ui.capture.live_feed import LiveImage, Overlays, fitted
from curatorbench.ui.capture.live_view import LiveView
from curatorbench.ui.look.palette import small
from curatorbench.ui.window import Window
from curatorbench.workflow import settings
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def live(window: Window, qtbot: QtBot) -> Capture:
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: page.stage.live.has_picture, timeout=30_000)
    return page


def _seen(qtbot: QtBot, page: Capture, seconds: float) -> int:
    seen: list[LiveImage] = []
    page.feed.arrived.connect(seen.append)
    with WATCHDOG.watching("live pictures"):
        qtbot.wait(round(1000 * seconds))
    page.feed.arrived.disconnect(seen.append)
    return len(seen)


def test_one_key_shows_and_hides_it(live: Capture, window: Window, qtbot: QtBot) -> None:
    assert live.stage.shows_live
    press(qtbot, window, Qt.Key.Key_L)
    assert not live.stage.shows_live
    qtbot.waitUntil(lambda: not live.feed.is_at_work)
    assert _seen(qtbot, live, 0.3) == 0


def test_nobody_looks_nobody_works(live: Capture, window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: not live.feed.is_at_work)
    assert _seen(qtbot, live, 0.3) == 0
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    assert _seen(qtbot, live, 1.0) > 0, "it goes on where it was"


def test_it_never_asks_for_more_than_twenty_five_a_second(live: Capture, qtbot: QtBot) -> None:
    began = time.monotonic()
    count = _seen(qtbot, live, 2.0)
    assert 0 < count <= 26 * (time.monotonic() - began)


def test_overlays_are_keys_and_are_kept(live: Capture, window: Window, qtbot: QtBot, bench: Workbench) -> None:
    for key in (Qt.Key.Key_P, Qt.Key.Key_G, Qt.Key.Key_H):
        press(qtbot, window, key)
    assert live.feed.overlays == Overlays(peaking=True, grid=True, histogram=True)
    assert "peaking, grid, histogram" in live.what_next.switched["capture.live"]
    settle(qtbot, window)
    assert settings.get(bench, "capture.overlays") == "peaking grid histogram"
    assert Overlays.read("zebra, of another version") == Overlays()


def test_enter_shows_it_one_to_one_and_arrows_move(live: Capture, window: Window, qtbot: QtBot) -> None:
    assert live.stage.live.hasFocus()
    press(qtbot, window, Qt.Key.Key_Return)
    assert live.stage.live.is_zoomed
    first = live.feed.part
    assert first is not None
    press(qtbot, window, Qt.Key.Key_Right)
    assert live.feed.part is not None
    assert live.feed.part.left() > first.left()
    press(qtbot, window, Qt.Key.Key_Return)
    assert live.feed.part is None


def test_the_loop_goes_on_under_the_live_picture(live: Capture, window: Window, qtbot: QtBot) -> None:
    shoot(qtbot, window)
    assert exposures(window, 1)
    assert live.stage.shows_live
    assert _seen(qtbot, live, 1.0) > 0


def test_a_new_code_in_view_shoots(live: Capture, window: Window, qtbot: QtBot) -> None:
    """The stand lays the next sheet under the lens when one is exposed: its code is new, and shoots in its turn."""
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_C)
    assert live.feed.watches_codes
    qtbot.waitUntil(lambda: exposures(window, 2), timeout=60_000)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_C)
    wait(qtbot, window)


def test_a_device_without_a_live_picture_says_so(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:page", profile="Notebooks")
    if not any(ability == "live picture" for ability in page.loop.station.abilities):  # type: ignore[union-attr]
        press(qtbot, window, Qt.Key.Key_L)
        assert "no live picture" in page.stage.saying.words
        assert not page.feed.is_on


def test_a_picture_that_stands_still_is_said_to_be_old(live: Capture, qtbot: QtBot) -> None:
    """A device that hangs must not be focused by its last picture."""
    assert live.loop.station is not None
    pid = live.loop.station.device.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    try:
        qtbot.waitUntil(lambda: live.stage.live.late_words != "", timeout=10_000)
    finally:
        os.kill(pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: live.stage.live.late_words == "", timeout=30_000)


def test_a_device_that_shows_nothing_says_what_to_do(live: Capture) -> None:
    live.feed.failed.emit(DeviceError("The camera is asleep.", "Press its shutter halfway."))
    assert live.stage.live.words == "The camera is asleep.\nPress its shutter halfway."


def test_the_words_under_the_histogram_are_whole(qtbot: QtBot) -> None:
    image = QImage(742, 519, QImage.Format.Format_RGB32)
    for words in ("sharpness 29", "sharpness 100, best 100, one to one"):
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        bars = tuple(tuple(0.0 for _ in range(64)) for _ in range(3))
        paint_histogram(painter, image.rect(), bars, words)  # type: ignore[arg-type]
        wide = QFontMetrics(small(painter.font())).horizontalAdvance(words)
        painter.end()
        dark = [x for x in range(742) if image.pixelColor(x, 505).lightness() < 128]
        assert max(dark) - min(dark) > wide


def test_painting_a_live_picture_is_quick(qtbot: QtBot) -> None:
    """25 of them a second must leave the window's thread free: a picture comes ready to be painted."""
    view = LiveView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    whole = QImage(1920, 1080, QImage.Format.Format_RGB888)
    whole.fill(Qt.GlobalColor.darkGray)
    bars = tuple(tuple(float(at % 9) for at in range(64)) for _ in range(3))
    picture = LiveImage(fitted(whole, QSize(900, 600)), whole.size(), whole.rect(), bars, 0.4)  # type: ignore[arg-type]
    assert picture.image.format() == QImage.Format.Format_RGB32
    view.show_overlays(Overlays(grid=True, histogram=True))
    began = time.thread_time()
    for _ in range(25):
        view.show_picture(picture)
        view.grab()
    assert (time.thread_time() - began) / 25 < 0.03


def test_a_part_keeps_within_the_picture(qtbot: QtBot) -> None:
    view = LiveView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    wanted: list[QRect | None] = []
    view.part_wanted.connect(wanted.append)
    image = QImage(1920, 1080, QImage.Format.Format_RGB32)
    view.show_picture(LiveImage(image, image.size(), image.rect(), None, 0.0))
    view.zoom(0)
    for _ in range(60):
        qtbot.keyClick(view, Qt.Key.Key_Right)
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert wanted[-1] is not None
    assert image.rect().contains(wanted[-1])
    assert (wanted[-1].right(), wanted[-1].bottom()) == (1919, 1079)
