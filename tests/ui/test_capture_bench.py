"""The Capture bench, by keys: a device connected, exposures that become records, and what a device cannot do."""

import shutil
from pathlib import Path

import pytest
from by_keys import CTRL, press, settle
from drawn_sheets import Sheets, draw_sheet
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import silent
from curatorbench.models.records import catalogue
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.window import Window
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench


def _connect(qtbot: QtBot, window: Window, kind: str, folder: Path) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    connection = window.capture.connection
    connection.kind.setCurrentIndex(connection.kind.findData(kind))
    connection.folder.setText(str(folder))
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)


def test_space_exposes_and_the_exposure_is_a_record(
    window: Window, qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    _connect(qtbot, window, "simulated", tmp_path / "stand")
    page = window.capture
    assert page.station is not None and page.station.can_shoot
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.shots.count == 1, timeout=30_000)
    settle(qtbot, window)
    assert sum(explore.counts(bench).values()) == 4
    qtbot.waitUntil(lambda: page.image.has_image, timeout=20_000)
    assert page.rate.text().startswith("1 taken")


def test_what_a_tethering_program_writes_is_taken_in_by_itself(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "tethered"
    folder.mkdir()
    _connect(qtbot, window, "folder", folder)
    page = window.capture
    press(qtbot, window, Qt.Key.Key_Space)
    assert "Expose at the device" in page.connection.said.text()
    picture = draw_sheet(tmp_path / "drawn.jpg", 7)
    shutil.copy(picture, folder / "whole.jpg")
    qtbot.waitUntil(lambda: page.shots.count == 1, timeout=30_000)


def test_a_file_that_is_no_image_is_said_and_the_loop_goes_on(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "tethered"
    folder.mkdir()
    (folder / "notes.jpg").write_text("not an image")
    _connect(qtbot, window, "folder", folder)
    qtbot.waitUntil(lambda: any("notes.jpg" in n.text for n in window.desk.notices.recent), timeout=30_000)
    shutil.copy(draw_sheet(tmp_path / "drawn.jpg", 8), folder / "whole.jpg")
    qtbot.waitUntil(lambda: window.capture.shots.count == 1, timeout=30_000)


def test_without_a_folder_nothing_is_connected(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert window.capture.station is None
    assert "Name the folder" in window.capture.connection.said.text()


def test_every_press_exposes_also_while_the_device_is_looked_at(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    _connect(qtbot, window, "simulated", tmp_path / "stand")
    page = window.capture
    for count in (1, 2):
        page._look()  # what the timer does, at the worst moment
        press(qtbot, window, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda count=count: page.shots.count == count, timeout=30_000)


def test_an_exposure_stays_in_sight_when_its_code_meets_a_record(
    window: Window, qtbot: QtBot, bench: Workbench, sheets: Sheets, tmp_path: Path
) -> None:
    _connect(qtbot, window, "simulated", tmp_path / "stand")
    page = window.capture
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.shots.count == 1 and page.image.has_image, timeout=30_000)
    taken = page.shots.record
    assert taken is not None and taken.asset_sha256 is not None
    known = sheets.records[0]
    with bench.workspace.store.write() as session:
        assert catalogue.merge_placeholder(session, taken.material_entity_id, known)
    window.desk.operations.tell(Changed(Change.RECORDS))
    settle(qtbot, window)
    now = page.shots.record
    assert now is not None and (now.material_entity_id, now.asset_sha256) == (known, taken.asset_sha256)
    assert page.image.has_image


def test_what_lies_there_from_before_is_no_exposure_of_this_sitting(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    _connect(qtbot, window, "simulated", tmp_path / "stand")
    page = window.capture
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.shots.count == 1, timeout=30_000)
    page.let_go()
    settle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    qtbot.wait(700)  # the device is looked at, and has the exposure of before
    settle(qtbot, window)
    assert page.shots.count == 0 and window.status.notice.text == ""


def test_a_closing_window_lets_the_device_go(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    _connect(qtbot, window, "simulated", tmp_path / "stand")
    station = window.capture.station
    assert station is not None
    window.close()
    with pytest.raises(DeviceError, match="not connected"):
        list(station.device.shots(silent))
