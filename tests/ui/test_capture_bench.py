"""The loop at the stand, by keys: exposures become records, are taken again, taken back, and never out of order."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from at_the_stand import begin, exposures, lay, shoot, wait
from by_keys import CTRL, press, settle, write
from drawn_sheets import draw_sheet
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.captures import Became
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import silent
from curatorbench.ui.window import Window
from curatorbench.workflow import explore
from curatorbench.workflow.capture import adjust, tally
from curatorbench.workflow.workbench import Workbench


def test_space_exposes_and_the_exposure_is_a_record(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    shoot(qtbot, window)
    assert sum(explore.counts(bench).values()) == 4
    assert page.stage.saying.words.startswith("Saved: sheet, ")
    qtbot.waitUntil(lambda: page.stage.image.has_image, timeout=20_000)
    assert [exposure.became for exposure in page.stage.strip.exposures] == [Became.SAVED]
    assert page.page.count.text() == "1 thing"
    assert window.status.collection.text().startswith("HERB   1 thing")


def test_the_next_press_counts_while_the_last_shot_is_taken_in(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not page.loop.is_exposing, timeout=30_000)
    assert page.loop.on_their_way > 0, "the hand is faster than the disk"
    wait(qtbot, window)
    assert exposures(window, 3)


def test_front_and_back_are_one_thing(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:packet", profile="Packets")
    assert page.page.next.views.accessibleName() == "Next view: front"
    shoot(qtbot, window)
    assert page.page.next.views.accessibleName() == "Next view: back"
    press(qtbot, window, Qt.Key.Key_N)
    wait(qtbot, window)
    assert page.page.next.views.accessibleName() == "Next view: front", "the packet has nothing on its back"


def test_another_view_belongs_to_the_same_thing(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:slide", profile="Slides")
    shoot(qtbot, window)
    press(qtbot, window, Qt.Key.Key_V)
    wait(qtbot, window)
    standing = page.loop.standing
    assert standing is not None
    assert (standing.session.object, standing.session.view) == (
        standing.recent[0].records[0].material_entity_id,
        "specimen",
    )
    press(qtbot, window, Qt.Key.Key_V)
    wait(qtbot, window)
    assert page.page.next.views.accessibleName() != "Next view: specimen", "the key goes through the views"


def test_a_shot_taken_again_stands_in_place_of_the_last(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    shoot(qtbot, window)
    record = page.stage.strip.exposures[-1].records[0].material_entity_id
    shoot(qtbot, window, Qt.Key.Key_R)
    newest = page.loop.standing.recent[0] if page.loop.standing else None
    assert newest is not None
    assert newest.became is Became.HELD or newest.records[0].material_entity_id == record


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_Backspace, None), (Qt.Key.Key_Z, CTRL)])
def test_the_last_exposure_is_taken_back(
    window: Window, qtbot: QtBot, bench: Workbench, key: Qt.Key, modifier: Qt.KeyboardModifier | None
) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    shoot(qtbot, window)
    press(qtbot, window, key, modifier or Qt.KeyboardModifier.NoModifier)
    wait(qtbot, window)
    assert page.stage.saying.words.startswith("Taken back: sheet")
    assert exposures(window, 0)
    assert sum(explore.counts(bench).values()) == 3


def test_undo_right_after_the_press_takes_back_that_very_shot(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    shoot(qtbot, window)
    kept = page.stage.strip.exposures[0].id
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backspace)  # the device is still exposing
    wait(qtbot, window)
    assert [exposure.id for exposure in page.stage.strip.exposures] == [kept]


def test_what_a_tethering_program_writes_is_taken_in_by_itself(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "tethered"
    folder.mkdir()
    page = begin(qtbot, window, str(folder))
    press(qtbot, window, Qt.Key.Key_Space)
    assert "Expose at the device" in page.stage.saying.words
    shutil.copy(draw_sheet(tmp_path / "drawn.jpg", 7), folder / "whole.jpg")
    qtbot.waitUntil(lambda: exposures(window, 1), timeout=30_000)


def test_a_file_that_is_no_image_is_said_and_the_loop_goes_on(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "tethered"
    folder.mkdir()
    page = begin(qtbot, window, str(folder))
    (folder / "notes.jpg").write_text("not an image")
    qtbot.waitUntil(lambda: page.stage.saying.tone == "wrong", timeout=30_000)
    assert "notes.jpg" in page.stage.saying.words
    shutil.copy(draw_sheet(tmp_path / "drawn.jpg", 8), folder / "whole.jpg")
    qtbot.waitUntil(lambda: page.loop.standing.tally.things == 1, timeout=30_000)  # type: ignore[union-attr]


def test_a_device_that_fails_says_what_to_do_and_the_next_press_goes_on(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    station = page.loop.station
    assert station is not None
    fault = next(setting for setting in station.device.settings() if setting.name == "fault")
    adjust(station, "fault", fault.choices[1])
    shoot(qtbot, window)
    assert page.stage.saying.tone == "wrong"
    assert page.stage.saying.words
    adjust(station, "fault", fault.choices[0])
    shoot(qtbot, window)
    assert exposures(window, 1)


def test_a_device_process_that_was_killed_is_there_again(window: Window, qtbot: QtBot) -> None:
    import os
    import signal

    page = begin(qtbot, window, "simulated:sheet")
    station = page.loop.station
    assert station is not None
    assert station.device.pid is not None
    os.kill(station.device.pid, signal.SIGKILL)
    for _ in range(2):  # the first press may be the one that finds it gone
        press(qtbot, window, Qt.Key.Key_Space)
        wait(qtbot, window)
    qtbot.waitUntil(lambda: page.loop.standing.tally.exposures >= 1, timeout=30_000)  # type: ignore[union-attr]


def test_the_timer_shoots_by_itself_until_escape(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    page.pace.seconds = 0.5
    press(qtbot, window, Qt.Key.Key_T)
    assert page.pace.is_on
    qtbot.waitUntil(lambda: page.loop.standing.tally.exposures >= 2, timeout=30_000)  # type: ignore[union-attr]
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not page.pace.is_on
    wait(qtbot, window)


def test_the_feeder_is_emptied_by_one_key(window: Window, qtbot: QtBot) -> None:
    """Also where it is longer than what may wait to be saved: then it pauses, and goes on by itself."""
    page = begin(qtbot, window, "simulated:page", profile="Notebooks")
    assert page.loop.station is not None
    adjust(page.loop.station, "pages", "9")
    said: list[int] = []
    page.loop.fed.connect(said.append)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F)
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    wait(qtbot, window)
    assert said == [9]
    assert exposures(window, 9), page.stage.saying.words


def test_escape_stops_the_feeder(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:page", profile="Notebooks")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F)
    qtbot.waitUntil(lambda: (page.loop.pages or 0) >= 1, timeout=30_000)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    wait(qtbot, window)
    assert page.loop.pages is None
    standing = page.loop.standing
    assert standing is not None
    assert 1 <= standing.tally.exposures < 12


def test_a_closing_window_lets_the_device_go(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    station = page.loop.station
    assert station is not None
    window.close()
    with pytest.raises(DeviceError, match="not connected"):
        list(station.device.shots(silent))


def test_the_words_of_keys_follow_the_table(window: Window, qtbot: QtBot) -> None:
    """A foot pedal is a key: given to an action, it is what the bench names."""
    page = begin(qtbot, window, "simulated:sheet")
    window.work._take_keys(window.work.keys.changed("capture.shoot", ("F13",)))
    settle(qtbot, window)
    shoot(qtbot, window, Qt.Key.Key_F13)
    assert exposures(window, 1)
    page.spoken.say_ready()
    assert "F13" in page.stage.saying.words


def test_the_device_is_set_by_keys(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_D)
    panel = page.page.device
    assert panel.fields["resolution"].hasFocus(), "the first setting"
    press(qtbot, window, Qt.Key.Key_A, CTRL)
    write(qtbot, "4")
    press(qtbot, window, Qt.Key.Key_Return)
    assert page.loop.station is not None
    assert {each.name: each.value for each in page.loop.station.device.settings()}["resolution"] == "4"
    press(qtbot, window, Qt.Key.Key_A, CTRL)
    write(qtbot, "400")
    press(qtbot, window, Qt.Key.Key_Return)
    assert page.stage.saying.tone == "wrong"
    assert page.stage.saying.words
    press(qtbot, window, Qt.Key.Key_Escape)
    assert page.stage.current.hasFocus()


def test_letters_in_a_box_of_choices_are_no_keys_of_the_bench(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_D)
    box = page.page.device.fields["fault"]
    box.setFocus()
    for letter in (Qt.Key.Key_C, Qt.Key.Key_L, Qt.Key.Key_V):
        press(qtbot, window, letter)
    wait(qtbot, window)
    standing = page.loop.standing
    assert standing is not None and not standing.session.view.startswith("another")
    assert not page.feed.is_on, "C and L would have switched the live picture on"


def test_a_press_while_the_device_exposes_is_not_lost_without_a_word(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert "Not yet" in page.stage.saying.words
    wait(qtbot, window)
    assert exposures(window, 1)


def test_the_card_names_the_thing_whose_next_picture_is_due(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:packet", profile="Packets")
    shoot(qtbot, window)
    standing = page.loop.standing
    assert standing is not None
    number = standing.recent[0].records[0].catalog_number
    assert page.page.next.number.text() == (number or "the same thing")
    press(qtbot, window, Qt.Key.Key_N)
    wait(qtbot, window)
    assert page.page.next.number.text() == "number from its code"


def test_an_exposure_that_failed_is_not_undone_in_place_of_the_one_before(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    station = page.loop.station
    assert station is not None
    shoot(qtbot, window)
    kept = page.stage.strip.exposures[0].id
    adjust(station, "fault", "paper jam")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backspace)
    wait(qtbot, window)
    assert [exposure.id for exposure in page.stage.strip.exposures] == [kept]
    assert page.stage.saying.tone == "wrong", "why stays before the eye"
    press(qtbot, window, Qt.Key.Key_Backspace)
    wait(qtbot, window)
    assert exposures(window, 0), "the next press means the one before"


def test_a_session_ends_when_the_last_shot_is_saved_and_the_next_begins_at_once(
    window: Window, qtbot: QtBot, bench: Workbench
) -> None:
    """The hand is faster than the device in all of it: expose, end, begin again with the same device."""
    page = begin(qtbot, window, "simulated:sheet")
    first = page.loop.session_id
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: page.loop.standing is None, timeout=30_000)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.loop.standing is not None or page.form.said.text() != "", timeout=30_000)
    assert page.form.said.text() == ""
    assert page.loop.session_id != first, "that one is over"
    assert tally(bench, first).exposures == 1
    shoot(qtbot, window)
    assert exposures(window, 1)


def test_a_session_whose_last_shot_failed_does_not_end(window: Window, qtbot: QtBot) -> None:
    """Nor does a second session hear of what the first one's device says too late."""
    page = begin(qtbot, window, "simulated:sheet")
    station = page.loop.station
    assert station is not None
    adjust(station, "fault", "paper jam")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_W, CTRL)
    wait(qtbot, window)
    assert page.loop.standing is not None
    assert page.stage.saying.tone == "wrong"
    adjust(station, "fault", "hangs")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    for _ in range(2):  # asked twice, it ends at once
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_W, CTRL)
    assert page.loop.standing is None
    assert not page.loop.is_exposing
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.loop.standing is not None, timeout=30_000)
    settle(qtbot, window)
    assert page.stage.saying.tone == "good", page.stage.saying.words


def test_whatever_keeps_a_shot_from_being_saved_is_said_and_it_is_offered_again(
    window: Window, qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    """Not only a full disk: here the session is gone from the catalogue for a while."""
    folder = tmp_path / "tethered"
    folder.mkdir()
    page = begin(qtbot, window, str(folder))
    _rename_session(bench, page.loop.session_id, "gone")
    lay(folder, "B 10 0001")
    qtbot.waitUntil(lambda: page.stage.saying.tone == "wrong", timeout=30_000)
    assert page.loop.on_their_way == 0
    _rename_session(bench, "gone", page.loop.session_id)
    page.loop.look()
    qtbot.waitUntil(lambda: exposures(window, 1), timeout=30_000)


def _rename_session(bench: Workbench, before: str, after: str) -> None:
    with closing(sqlite3.connect(bench.workspace.database)) as catalogue, catalogue:
        assert catalogue.execute(
            "UPDATE capture_session SET session_id = ? WHERE session_id = ?", (after, before)
        ).rowcount


def test_the_timer_rests_while_nobody_looks(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    page.pace.seconds = 0.3
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    page.pace.switch(True)
    due: list[None] = []
    page.pace.due.connect(lambda: due.append(None))
    qtbot.wait(600)
    assert due == []
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: bool(due), timeout=5_000)
    page.pace.switch(False)
    wait(qtbot, window)
