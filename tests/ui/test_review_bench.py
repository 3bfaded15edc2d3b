"""The volunteer's bench, by keys: one sheet, one question, an answer, and the way back."""

from by_keys import CTRL, press, settle
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.judged import Answer
from curatorbench.ui.window import Window


def test_a_volunteer_answers_every_sheet_without_a_mouse(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_4, CTRL)
    bench = window.review
    assert window.bench is bench
    assert bench.waiting.count == 3
    assert bench.sheet is not None and bench.image.has_image
    assert "simulated" in bench.machine.text()
    first = bench.sheet.record.material_entity_id
    press(qtbot, window, Qt.Key.Key_Y)
    assert bench.sheet is not None and bench.sheet.record.material_entity_id != first
    press(qtbot, window, Qt.Key.Key_N)
    press(qtbot, window, Qt.Key.Key_U)
    assert bench.sheet is None
    assert not bench.buttons[Answer.YES].isEnabled()
    assert "No sheet waits" in bench.image.text
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert bench.waiting.count == 1


def test_a_key_held_down_answers_once(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_4, CTRL)
    assert not window.actions_built["review.yes"].autoRepeat()


def test_enter_opens_the_sheet_to_be_transcribed(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_4, CTRL)
    wanted = window.review.sheet
    assert wanted is not None
    press(qtbot, window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.bench is window.transcribe
    assert window.desk.in_hand.material_id == wanted.record.material_entity_id


def test_undo_brings_back_the_sheet_whose_answer_it_took_back(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_4, CTRL)
    bench = window.review
    assert bench.sheet is not None
    first = bench.sheet.record.material_entity_id
    press(qtbot, window, Qt.Key.Key_Y)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert bench.sheet is not None and bench.sheet.record.material_entity_id == first
