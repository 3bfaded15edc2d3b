"""Five plain rows; words only where something is wrong; the rarer checks only when they are not passed."""

from pytestqt.qtbot import QtBot

from curatorbench.domain.box import WHOLE
from curatorbench.domain.pictures import Barcode, Check, CheckName, ColourTarget, QualityReport, Verdict
from curatorbench.ui.capture.checks import Checks

TARGET = ColourTarget("ColorChecker 24", WHOLE, 1.2, 3.4)
CODE = Barcode("HERB-7", "Code128", WHOLE)


def report(*wrong: Check, **more: object) -> QualityReport:
    checks = {name: Check(name, Verdict.PASS) for name in CheckName} | {check.name: check for check in wrong}
    values = {"colour_target": TARGET, "pixels_per_mm": 12.0, "barcodes": (CODE,)} | more
    return QualityReport(0.9, 0.8, 0.0, 0.0, checks=tuple(checks.values()), **values)  # type: ignore[arg-type]


def test_nothing_wrong_is_five_words(qtbot: QtBot) -> None:
    shown = Checks()
    qtbot.addWidget(shown)
    assert shown.lines == ["sharp", "exposed", "colour", "scale", "codes"]
    shown.show_report(report())
    assert shown.lines == ["sharp", "exposed", "colour", "scale", "HERB-7"]


def test_what_is_not_there_is_said_without_alarm(qtbot: QtBot) -> None:
    shown = Checks()
    qtbot.addWidget(shown)
    shown.show_report(report(colour_target=None, pixels_per_mm=None, barcodes=()))
    assert shown.lines == ["sharp", "exposed", "no colour target", "no scale", "no code"]


def test_what_is_wrong_turns_to_a_sentence_and_rare_checks_appear(qtbot: QtBot) -> None:
    shown = Checks()
    qtbot.addWidget(shown)
    askew = Check(CheckName.SKEW, Verdict.WARN, 3.1, "It lies askew.")
    shown.show_report(report(askew, Check(CheckName.SHARPNESS, Verdict.FAIL, 0.1, "The picture is blurred.")))
    assert shown.lines == ["The picture is blurred.", "exposed", "colour", "scale", "It lies askew.", "HERB-7"]
    assert shown.accessibleName() == "; ".join(shown.lines)
    shown.show_report(None, is_expected=True)
    assert len(shown.lines) == 5


def test_an_unread_code_is_named_beside_those_that_were_read(qtbot: QtBot) -> None:
    shown = Checks()
    qtbot.addWidget(shown)
    shown.show_report(report(Check(CheckName.CODES, Verdict.WARN, 1, "A code could not be read.")))
    assert shown.lines[-1] == "HERB-7\nA code could not be read."
