"""How a session begins, is remembered, changes its unit and its profile, by keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_stand import begin, exposures, shoot, wait
from by_keys import CTRL, press, settle, write
from drawn_sheets import OPERATOR
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.ui.capture.device_picker import address_of
from curatorbench.ui.capture.profile_panel import ProfilePanel
from curatorbench.ui.capture.reads import Begun
from curatorbench.ui.capture.unit_panel import UnitPanel
from curatorbench.ui.mending.new_unit import NewUnitPanel
from curatorbench.ui.parts.entry_row import Sticky
from curatorbench.ui.parts.type_ahead import Choice
from curatorbench.ui.window import Window
from curatorbench.workflow import capture, explore, storage
from curatorbench.workflow.workbench import Workbench


def test_one_key_begins_as_the_last_time(
    open_window: Callable[[Workbench], Window], qtbot: QtBot, bench: Workbench
) -> None:
    first = open_window(bench)
    page = begin(qtbot, first, "simulated:packet", profile="Packets")
    shoot(qtbot, first)
    press(qtbot, first, Qt.Key.Key_W, CTRL)
    first.close()
    second = open_window(bench)
    press(qtbot, second, Qt.Key.Key_1, CTRL)
    press(qtbot, second, Qt.Key.Key_Return, CTRL)
    page = second.capture
    qtbot.waitUntil(lambda: page.loop.standing is not None, timeout=30_000)
    assert page.loop.station is not None
    assert page.loop.station.address == "simulated:packet"
    assert exposures(second, 0), "a session that was ended is over"


def test_a_session_that_was_not_ended_goes_on(
    open_window: Callable[[Workbench], Window], qtbot: QtBot, bench: Workbench
) -> None:
    first = open_window(bench)
    begin(qtbot, first, "simulated:sheet")
    shoot(qtbot, first)
    first.close()
    second = open_window(bench)
    press(qtbot, second, Qt.Key.Key_1, CTRL)
    assert "Go on: HERB, 1 thing" in second.capture.form.button.text()
    press(qtbot, second, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: second.capture.loop.standing is not None, timeout=30_000)
    settle(qtbot, second)
    assert exposures(second, 1)
    assert len(second.capture.stage.strip.exposures) == 1


def test_what_is_missing_is_said_where_it_is_asked(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    form = window.capture.form
    form.device.choose(None)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert window.capture.loop.standing is None
    assert "which device" in form.said.text()
    assert form.device.line.hasFocus()


def test_a_device_that_cannot_be_connected_is_said_in_the_form(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    form = window.capture.form
    form.device.choose_address("video:/nowhere/at-all.mp4")
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: form.said.text() != "", timeout=30_000)
    assert window.capture.loop.standing is None
    assert form.button.isEnabled()


def test_shooting_before_a_session_says_which_key_begins(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    window.actions_built["capture.shoot"].trigger()
    assert "Ctrl+Return" in window.capture.form.said.text()


def test_another_unit_asks_again_for_what_stays(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    storage.add(bench, "drawer", "Drawer 15", None, OPERATOR)
    page = begin(qtbot, window, "simulated:drawer", profile="Drawers")
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Lucanidae")
    press(qtbot, window, Qt.Key.Key_Return)
    assert page.page.sticky.rows["genus"].edit.hasFocus(), "Enter goes from field to field"
    press(qtbot, window, Qt.Key.Key_Return)
    assert page.stage.current.hasFocus(), "and from the last back to the shutter"
    wait(qtbot, window)
    assert page.loop.standing is not None
    assert page.loop.standing.session.sticky == {"family": "Lucanidae"}
    press(qtbot, window, Qt.Key.Key_U)
    write(qtbot, "Drawer 15")
    qtbot.waitUntil(lambda: page.side.panel is not None and page.side.panel.unit.choice is not None)  # type: ignore[attr-defined]
    press(qtbot, window, Qt.Key.Key_Return)
    wait(qtbot, window)
    row = page.page.sticky.rows["family"]
    assert row.sticky is Sticky.ASKED
    assert row.edit.hasFocus(), "what is asked has the focus"
    assert page.page.asked.isVisible()
    for _ in page.page.sticky.rows:
        press(qtbot, window, Qt.Key.Key_Return)
    wait(qtbot, window)
    assert not page.page.asked.isVisible()
    assert window.status.collection.text().startswith("Drawer 15")
    assert page.stage.current.hasFocus(), "the hands are back at the shutter"


def test_what_stays_is_on_every_record(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Gentianaceae")
    press(qtbot, window, Qt.Key.Key_Escape)
    assert page.page.sticky.values == {}, "Esc takes back what was typed"
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Gentianaceae")
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Escape)
    shoot(qtbot, window)
    record = page.stage.strip.exposures[-1].records[0].material_entity_id
    assert explore.page(bench, record).values["family"].value == "Gentianaceae"


def test_a_profile_of_ones_own(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    press(qtbot, window, Qt.Key.Key_F2)
    panel = window.capture.side.panel
    assert isinstance(panel, ProfilePanel)
    write(qtbot, "Types, both sides")
    for _ in range(2):
        press(qtbot, window, Qt.Key.Key_Tab)
    write(qtbot, "front, back")
    press(qtbot, window, Qt.Key.Key_Tab)
    write(qtbot, "B 10 #######")
    assert "B 10 0000001" in panel.example.text()
    press(qtbot, window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.capture.side.panel is None
    assert window.capture.form.chosen_profile is not None
    assert window.capture.form.chosen_profile.name == "Types, both sides"
    own = capture.profiles(bench)[0]
    assert (own.name, own.views, own.number) == ("Types, both sides", ("front", "back"), "B 10 #######")


def test_a_view_that_is_none_is_said(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    press(qtbot, window, Qt.Key.Key_F2)
    panel = window.capture.side.panel
    assert isinstance(panel, ProfilePanel)
    panel.views.setText("front, inside")
    press(qtbot, window, Qt.Key.Key_Return)
    assert "inside is no view" in panel.said.text()
    assert panel.views.hasFocus()


def test_letters_are_typed_not_done_while_a_field_is_edited(window: Window, qtbot: QtBot) -> None:
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Lt rnq ")
    assert QApplication.focusWidget() is page.page.sticky.rows["family"].edit
    assert page.page.sticky.rows["family"].value == "Lt rnq"
    assert not page.feed.is_on
    assert exposures(window, 0)


def test_what_was_kept_is_read_whoever_wrote_it() -> None:
    assert Begun.read("not json") == Begun()
    assert Begun.read("[1]") == Begun()
    assert Begun.read('{"profile": "Slides", "strange": 1, "known": 3}') == Begun("Slides")
    kept = Begun("Slides", "sane:test:0", "HERB", "id", "Drawer 1", "Stand 2", {"sane:test:0": "Flatbed"})
    assert Begun.read(kept.text()) == kept


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("/data/tethered", "folder:/data/tethered"),
        ("/data/stand.MP4", "video:/data/stand.MP4"),
        ("http://stand.local/live", "video:http://stand.local/live"),
        ("gphoto2:", "gphoto2:"),
        ("sane:test:0", "sane:test:0"),
        ("Nikon", ""),
        ("relative/folder", ""),
    ],
)
def test_what_is_typed_is_an_address_or_none(typed: str, address: str) -> None:
    assert address_of(typed) == address


def test_a_name_that_no_unit_has_is_never_nowhere(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    form, page = window.capture.form, window.capture
    form.collection.choose(Choice("HERB", "HERB"))
    form.unit.setFocus()
    write(qtbot, "Cabinet 14")
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: form.said.text() != "")
    assert page.loop.standing is None
    assert not page.starting.is_connecting
    assert form.unit.choice is None
    assert "No unit is called Cabinet 14." in form.said.text()
    press(qtbot, window, Qt.Key.Key_Down)
    assert form.said.text() == "", "its cause is mended"
    assert "cabinet" in form.unit.said.text()
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.loop.standing is not None, timeout=30_000)
    assert page.loop.standing is not None
    assert str(page.loop.standing.session.storage) == "Cabinet 14"
    assert storage.tree(bench)[-1].kind == "cabinet"


def test_a_unit_is_made_where_another_one_is_needed(window: Window, qtbot: QtBot, bench: Workbench) -> None:
    storage.add(bench, "cabinet", "Cabinet 2", None, OPERATOR)
    page = begin(qtbot, window, "simulated:sheet")
    press(qtbot, window, Qt.Key.Key_U)
    write(qtbot, "Cabinet 2 / 7")
    press(qtbot, window, Qt.Key.Key_Return)
    panel = page.side.panel
    assert isinstance(panel, UnitPanel)
    qtbot.waitUntil(lambda: "No unit is called" in panel.unit.said.text())
    assert page.side.panel is panel, "it is asked about"
    press(qtbot, window, Qt.Key.Key_Down)
    press(qtbot, window, Qt.Key.Key_Return)
    wait(qtbot, window)
    qtbot.waitUntil(lambda: window.status.collection.text().startswith("Cabinet 2 / 7"))
    assert page.loop.standing is not None
    assert page.loop.standing.session.storage is not None


def test_a_unit_can_be_made_beside_the_bench(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    press(qtbot, window, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(window.capture.side.panel, NewUnitPanel)


def test_coming_back_is_to_where_one_was_with_no_list_open(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    form = window.capture.form
    assert form.profile.line.hasFocus()
    assert not form.profile.matches.isVisible()
    form.collection.setFocus()
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    settle(qtbot, window)
    assert form.collection.line.hasFocus()
    assert not form.collection.matches.isVisible()
    write(qtbot, "H")
    assert form.collection.matches.isVisible(), "who types sees what matches"


def test_a_folder_cannot_be_told_to_expose(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    keys = window.capture.what_next.hints
    assert "expose" in keys.accessibleName()
    (tmp_path / "tethered").mkdir()
    begin(qtbot, window, f"folder:{tmp_path / 'tethered'}")
    assert "expose" not in keys.accessibleName()
    assert "take it again" not in keys.accessibleName()
