"""What the bench looks and sounds like: nothing cut on a small laptop, states in words, sounds only when wanted."""

import sys
import wave
from dataclasses import replace
from pathlib import Path

import pytest
from at_the_stand import begin, shoot
from by_keys import settle
from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from test_accessible import describe, is_cut

from curatorbench.domain.captures import Became, Exposure
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import Conflict
from curatorbench.domain.pictures import QualityReport, Verdict
from curatorbench.domain.resources import resource
from curatorbench.ui.capture import sounds
from curatorbench.ui.capture.device_panel import DevicePanel
from curatorbench.ui.capture.filmstrip import Filmstrip
from curatorbench.ui.capture.sounds import Sounds
from curatorbench.ui.capture.words import verdict_mark
from curatorbench.ui.look.marks import Shape
from curatorbench.ui.window import Window

SHOT = Exposure("one", (Path("one.jpg"),), Became.SAVED, "0" * 64, "sheet")
REPORT = QualityReport(0.5, 0.5, 0.0, 0.0)


def test_no_word_of_a_running_session_is_cut_at_two_hundred_percent(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:packet", profile="Packets")
    shoot(qtbot, window)
    waits = replace(SHOT, became=Became.HELD, error=Conflict("B 10 0001337 is there already, with its front.", ""))
    page.stage.question.ask(waits, 2)
    window.resize(683, 384)
    settle(qtbot, window)
    shown = [widget for widget in page.findChildren(QWidget) if widget.isVisible()]
    assert not [describe(widget) for widget in shown if is_cut(widget)]


@pytest.mark.parametrize(
    ("exposure", "report", "shape"),
    [
        (SHOT, None, Shape.HOLLOW),
        (SHOT, REPORT, Shape.FULL),
        (SHOT, replace(REPORT, verdict=Verdict.WARN), Shape.HALF),
        (SHOT, replace(REPORT, verdict=Verdict.FAIL), Shape.WARNING),
        (replace(SHOT, became=Became.HELD), REPORT, Shape.WARNING),
        (replace(SHOT, became=Became.QUARANTINED), None, Shape.DASH),
    ],
)
def test_every_state_has_a_shape_and_a_word(exposure: Exposure, report: QualityReport | None, shape: Shape) -> None:
    mark, word = verdict_mark(exposure, report)
    assert mark.shape is shape
    assert word


def test_a_failed_check_says_why_and_which_key_takes_it_again(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    shoot(qtbot, window)
    failed = replace(REPORT, verdict=Verdict.FAIL, reasons=("The picture is not sharp: focus again.",))
    page.take_reports({page.stage.strip.exposures[-1].sha256 or "": failed})
    assert page.stage.saying.words == "The picture is not sharp: focus again. R takes it again."
    assert page.stage.saying.tone == "wrong"
    assert "failed" in page.stage.strip.accessibleDescription()


def test_settings_of_a_device_are_set_where_they_stand(qtbot: QtBot) -> None:
    panel = DevicePanel()
    qtbot.addWidget(panel)
    panel.show()
    heard: list[tuple[str, str]] = []
    panel.adjusted.connect(lambda name, value: heard.append((name, value)))
    panel.show_settings(
        [
            DeviceSetting("iso", "ISO", "100", ("100", "200")),
            DeviceSetting("battery", "Battery", "80 %", is_writable=False),
            DeviceSetting("focus", "Focus", "0", least=0, most=12),
        ]
    )
    assert list(panel.fields) == ["iso", "focus"], "what cannot be set is no line"
    panel.toggle()
    iso = panel.fields["iso"]
    qtbot.keyClicks(iso, "200")
    focus = panel.fields["focus"]
    focus.setFocus()
    focus.selectAll()  # type: ignore[union-attr]
    qtbot.keyClicks(focus, "3\r")
    assert heard[-1] == ("focus", "3")


def test_the_sounds_are_there_and_short() -> None:
    for name in sounds.NAMES:
        with wave.open(str(resource("sounds") / f"{name}.wav")) as file:
            assert 0.05 < file.getnframes() / file.getframerate() < 0.6


def test_nothing_is_loaded_before_somebody_wants_to_hear_it(qapp: object) -> None:
    owner = QObject()
    made = Sounds(owner)
    made.play("good")
    assert not made.is_loaded
    assert "PySide6.QtMultimedia" not in sys.modules


def test_a_machine_without_an_audio_device_is_silent(qapp: object) -> None:
    """pytest-qt fails a test at a warning of Qt's."""
    made = Sounds(QObject())
    made.switch(True)
    for name in sounds.NAMES:
        made.play(name)
    assert made.is_loaded


def test_the_film_keeps_what_the_eye_is_on(qtbot: QtBot, window: Window) -> None:
    """Qt's own tester looks on: its warnings fail the test."""
    strip = Filmstrip(window.desk.thumbnails)
    qtbot.addWidget(strip)
    QAbstractItemModelTester(strip.model(), QAbstractItemModelTester.FailureReportingMode.Warning, strip)
    shots = [replace(SHOT, id=str(number), sha256=None) for number in range(9)]
    for count in range(1, 9):
        strip.show_exposures(shots[:count][::-1], {})
        assert strip.exposure == shots[count - 1], "a new one is looked at"
    strip.setCurrentIndex(strip.model().index(2, 0))
    changed = [replace(shot, view="label") for shot in shots[:8]]
    strip.show_exposures(changed[::-1], {})
    assert strip.exposure == changed[2], "the same ones again move nothing"
    strip.show_exposures(changed[:7][::-1], {})
    assert strip.exposure == changed[2], "one that was taken back moves nothing else"
    strip.show_exposures((), {})
    assert strip.exposure is None
