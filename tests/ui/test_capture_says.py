"""What the stand says while it works and when it stops, whom it believes to work, and that nobody answers blind."""

from pathlib import Path

import pytest
from at_the_stand import begin, exposures, lay_and_wait, shoot, wait
from by_keys import CTRL, SHIFT, press, settle, write
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.captures import Became
from curatorbench.ui.capture import spoken
from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.window import Window
from curatorbench.workflow.capture import adjust


def _feeder(qtbot: QtBot, window: Window, pages: int) -> Capture:
    page = begin(qtbot, window, "simulated:page", profile="Notebooks")
    assert page.loop.station is not None
    adjust(page.loop.station, "pages", str(pages))
    return page


def _feed_until(qtbot: QtBot, window: Window, page: Capture, pages: int) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F)
    qtbot.waitUntil(lambda: (page.loop.pages or 0) >= pages, timeout=30_000)


@pytest.fixture
def asked(window: Window, qtbot: QtBot, tmp_path: Path) -> Capture:
    """One number imaged twice, and nine sheets after it: the question is older than the last eight."""
    folder = tmp_path / "tethered"
    folder.mkdir()
    page = begin(qtbot, window, str(folder))
    for number in (1, 1, *range(2, 11)):
        lay_and_wait(qtbot, window, folder, f"B 10 {number:04d}")
    return page


def test_a_slow_exposure_is_not_silent(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "_SLOW", 1)
    page = begin(qtbot, window, "simulated:sheet")
    assert page.loop.station is not None
    adjust(page.loop.station, "resolution", "20")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "takes its time" in page.stage.saying.words, timeout=30_000)
    assert page.stage.saying.going.text().endswith(" s"), "and it counts"
    wait(qtbot, window)
    assert page.stage.saying.words.startswith("Saved: ")


def test_what_the_feeder_did_is_the_last_word(window: Window, qtbot: QtBot) -> None:
    page = _feeder(qtbot, window, 4)
    _feed_until(qtbot, window, page, 1)
    qtbot.waitUntil(lambda: page.loop.pages is None, timeout=30_000)
    wait(qtbot, window)
    assert page.stage.saying.words == "The feeder rests: 4 pages."


def test_a_jam_is_not_written_over_by_the_pages_before_it(window: Window, qtbot: QtBot) -> None:
    page = _feeder(qtbot, window, 9)
    _feed_until(qtbot, window, page, 2)
    assert page.loop.station is not None
    adjust(page.loop.station, "fault", "paper jam")
    qtbot.waitUntil(lambda: page.loop.pages is None, timeout=30_000)
    wait(qtbot, window)
    assert "is stuck" in page.stage.saying.words


def test_the_page_in_a_feeder_that_is_stopped_counts(window: Window, qtbot: QtBot) -> None:
    page = _feeder(qtbot, window, 40)
    said: list[int] = []
    page.loop.fed.connect(said.append)
    _feed_until(qtbot, window, page, 1)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    wait(qtbot, window)
    assert len(said) == 1
    assert exposures(window, said[0]), page.stage.saying.words


def test_how_many_pages_are_left_is_read_again(window: Window, qtbot: QtBot) -> None:
    page = _feeder(qtbot, window, 3)
    press(qtbot, window, Qt.Key.Key_D)
    page.stage.take_focus()
    _feed_until(qtbot, window, page, 1)
    wait(qtbot, window)
    assert page.page.device.fields["pages"].text() == "0"  # type: ignore[union-attr]


def test_the_picture_that_is_asked_about_is_on_the_film(asked: Capture) -> None:
    rows = asked.stage.strip.exposures
    assert len(rows) == 8
    assert rows[0].became is Became.HELD


def test_nobody_answers_blind(asked: Capture, window: Window, qtbot: QtBot) -> None:
    assert asked.stage.strip.exposure is asked.stage.strip.exposures[-1]
    press(qtbot, window, Qt.Key.Key_O)
    wait(qtbot, window)
    assert asked.is_asked, "the first press shows it"
    assert asked.stage.strip.exposure == asked.stage.strip.exposures[0]
    press(qtbot, window, Qt.Key.Key_O)
    wait(qtbot, window)
    assert not asked.is_asked


def test_a_session_that_ends_says_what_still_waits(asked: Capture, window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: asked.loop.standing is None, timeout=30_000)
    assert asked.stage.saying.words.startswith("1 picture still waits")


def test_what_comes_after_another_takes_over_is_the_others(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_O, CTRL | SHIFT)
    write(qtbot, "Nora Kern")
    press(qtbot, window, Qt.Key.Key_Return)
    wait(qtbot, window)
    assert page.loop.standing is not None
    assert page.loop.standing.session.operator == "Nora Kern"
    assert "Operator: Nora Kern" in page.what_next.facts.text()


def test_the_timer_rests_while_another_unit_is_chosen(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:slide", profile="Slides")
    page.pace.seconds = 1.0
    press(qtbot, window, Qt.Key.Key_T)
    press(qtbot, window, Qt.Key.Key_U)
    assert page.stage.saying.going.text() == "the timer rests"
    qtbot.wait(1_500)
    assert exposures(window, 0)
    press(qtbot, window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.loop.is_exposing, timeout=30_000)
    press(qtbot, window, Qt.Key.Key_T)
    wait(qtbot, window)


def test_what_is_being_typed_outlives_an_exposure_and_a_palette(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Gentianaceae")
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert page.loop.standing is not None
    page.page.show_standing(page.loop.standing)
    assert page.page.sticky.rows["family"].value == "Gentianaceae"


def test_ready_is_said_until_there_is_a_picture(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    window.desk.operations.tell(Changed(Change.RECORDS | Change.JOBS))  # as workers do it every other second
    settle(qtbot, window)
    assert page.stage.image.text == "Ready. Space exposes."
    shoot(qtbot, window)
    press(qtbot, window, Qt.Key.Key_Backspace)
    wait(qtbot, window)
    assert page.stage.image.text == ""
