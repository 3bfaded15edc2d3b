"""A worker process checks what was taken: hollow until then, its verdict after; what failed is taken again by a key."""

import pytest
from at_the_stand import begin, shoot
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.captures import Became
from curatorbench.domain.pictures import CheckName, Verdict
from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.capture.words import verdict_mark
from curatorbench.ui.look.marks import Shape
from curatorbench.ui.window import Window
from curatorbench.workflow import explore, work
from curatorbench.workflow.capture import adjust
from curatorbench.workflow.workbench import Workbench

_VERDICTS = {Verdict.PASS: Shape.FULL, Verdict.WARN: Shape.HALF, Verdict.FAIL: Shape.WARNING}


def _shape(page: Capture) -> Shape:
    newest = page.stage.strip.exposures[-1]
    return verdict_mark(newest, page.stage.strip.report(newest))[0].shape


def _wait_for_checks(qtbot: QtBot, page: Capture) -> Verdict:
    strip = page.stage.strip
    qtbot.waitUntil(lambda: strip.report(strip.exposures[-1]) is not None, timeout=60_000)
    report = strip.report(strip.exposures[-1])
    assert report is not None
    assert _shape(page) is _VERDICTS[report.verdict]
    return report.verdict


@pytest.mark.timeout(180)
def test_a_blurred_shot_fails_says_why_and_is_taken_again(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    station = page.loop.station
    assert station is not None
    adjust(station, "focus", "6")
    shoot(qtbot, window)
    blurred = page.stage.strip.exposures[-1]
    assert _shape(page) is Shape.HOLLOW, "nobody has looked at it yet"
    with work.workers(bench, bench.parts.worker_command, count=1):
        assert _wait_for_checks(qtbot, page) is Verdict.FAIL
        report = page.stage.strip.report(blurred)
        assert report is not None
        sentence = next(check.reason for check in report.checks if check.name is CheckName.SHARPNESS)
        assert sentence
        assert sentence in page.page.checks.lines
        assert page.stage.saying.tone == "wrong"
        assert page.stage.saying.words == f"{report.reasons[0]} R takes it again."
        adjust(station, "focus", "0")
        shoot(qtbot, window, Qt.Key.Key_R)
        again = page.stage.strip.exposures[-1]
        assert again.became is Became.SAVED
        assert again.records[0].material_entity_id == blurred.records[0].material_entity_id
        assert explore.page(bench, again.records[0].material_entity_id).assets == (again.sha256,), (
            "the other is no more"
        )
        assert _wait_for_checks(qtbot, page) is not Verdict.FAIL
        assert page.page.checks.lines[0] == "sharp"
    qtbot.waitUntil(lambda: not page._checking.isActive(), timeout=5_000)
