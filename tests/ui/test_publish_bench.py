"""The Publish bench, by keys: numbers, reasons that lead to their records, an archive written and found whole."""

from pathlib import Path

from by_keys import CTRL, press, settle
from drawn_sheets import Sheets
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.publishing import Obstacle
from curatorbench.ui.window import Window
from curatorbench.workflow import publish, review
from curatorbench.workflow.workbench import Workbench


def _complete(bench: Workbench, material: str, number: str) -> None:
    review.set_value(bench, material, "catalogNumber", number, "Ann")
    review.set_value(bench, material, "scientificName", "Lycopodium clavatum L.", "Ann")
    review.approve(bench, material, "Ann")


def test_what_is_held_up_leads_to_its_record(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_5, CTRL)
    bench = window.publish
    assert bench.numbers.lines == ["0 ready", "3 held up", "3 never published"]
    assert bench.obstacle is Obstacle.NO_NAME
    assert bench.records.count == 3
    bench.records.setFocus()
    wanted = bench.records.record
    press(qtbot, window, Qt.Key.Key_Return)
    assert wanted is not None
    assert window.bench is window.transcribe
    assert window.desk.in_hand.material_id == wanted.material_entity_id


def test_an_archive_is_written_by_one_key_and_the_numbers_follow(
    window: Window, qtbot: QtBot, bench: Workbench, sheets: Sheets, tmp_path: Path
) -> None:
    for number, material in enumerate(sheets.records):
        _complete(bench, material, str(number))
    press(qtbot, window, Qt.Key.Key_5, CTRL)
    page = window.publish
    assert page.form.target.text().endswith(".zip")
    page.form.target.setText(str(tmp_path / "out.zip"))
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert (tmp_path / "out.zip").is_file()
    assert "found whole" in page.form.said.text()
    assert "changed since" in page.numbers.lines[2] and page.numbers.lines[2].startswith("0")


def test_a_target_that_cannot_be_is_said_in_place(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    press(qtbot, window, Qt.Key.Key_5, CTRL)
    page = window.publish
    page.form.target.setText(str(bench.workspace.database))
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert "lies among what the workspace keeps" in page.form.said.text()
    assert page.form.button.isEnabled()


def test_the_place_that_is_proposed_is_made(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    press(qtbot, window, Qt.Key.Key_5, CTRL)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert "holds no record: none of the collection is ready" in window.publish.form.said.text()
    assert [path.suffix for path in publish.folder(bench).iterdir()] == [".zip"]
