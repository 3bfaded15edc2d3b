"""The frame before and after its workspace: early keys, errors, memory, keys, settings, operators, second screen."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from by_keys import CTRL, SHIFT, press, settle, write
from drawn_sheets import OPERATOR, Sheets
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot
from window_watchdog import Watchdog

from curatorbench.bootstrap import parts
from curatorbench.domain.errors import NotFound
from curatorbench.ui.actions.keys import KeyMap
from curatorbench.ui.actions.table import ACTIONS
from curatorbench.ui.app import Opening
from curatorbench.ui.frame.memory import Memory
from curatorbench.ui.look import palette as look
from curatorbench.ui.records.columns import IMAGE
from curatorbench.ui.window import Window
from curatorbench.workflow import operators, review, settings
from curatorbench.workflow.opening import Opened, open_workspace
from curatorbench.workflow.operators import Person
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


@pytest.fixture
def frame(qtbot: QtBot) -> Window:
    """The frame alone, as it is first painted."""
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isVisible)
    return made


def test_the_frame_names_the_benches_before_there_is_a_workspace(frame: Window) -> None:
    named = [button.text() for button in frame.top.findChildren(type(frame.top.find_button)) if button.isCheckable()]
    assert named == ["Capture", "Catalogue", "Transcribe", "Review", "Publish", "Jobs"]


def test_what_is_typed_while_the_workspace_is_opened_is_not_lost(frame: Window, bench: Workbench, qtbot: QtBot) -> None:
    qtbot.keyClick(frame, Key.Key_2, CTRL)
    qtbot.keyClick(frame, Key.Key_F, CTRL)
    qtbot.keyClicks(frame, "hassler")
    frame.take(bench, Person(OPERATOR, "ZR"))
    settle(qtbot, frame)
    assert frame.bench is frame.catalogue
    assert frame.catalogue.search.text() == "hassler"


def test_why_a_workspace_cannot_be_opened_is_said_in_the_frame(frame: Window, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "no-workspace").mkdir()

    def open_() -> Opened:
        return open_workspace(tmp_path / "no-workspace", parts(), operator=None, otherwise="Z")

    opening = Opening(frame, open_)
    frame.repaint()
    qtbot.waitUntil(lambda: bool(frame.empty.text), timeout=10_000)
    opening.close()
    assert "no-workspace" in frame.empty.text
    assert "Traceback" not in frame.empty.text


def test_the_workspace_comes_from_a_thread(frame: Window, sheets: Sheets, qtbot: QtBot) -> None:
    opening = Opening(frame, lambda: open_workspace(sheets.root, parts(), operator="Ada Lovelace", otherwise="Z"))
    with qtbot.waitSignal(frame.taken, timeout=20_000):
        frame.repaint()
    settle(qtbot, frame)
    assert frame.status.operator.text() == "AL"
    frame.close()
    opening.close()


def test_an_unknown_workspace_error_is_one_sentence(frame: Window) -> None:
    frame.say_not_opened(NotFound("There is no workspace.", "Make one."))
    assert frame.empty.text == "There is no workspace.\nMake one."


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    program = """
import sys
from curatorbench import bootstrap
from curatorbench.ui.app import application
from curatorbench.ui.window import Window
application("light")
Window().show()
heavy = ("typer", "rich", "click", "sqlalchemy", "alembic", "platformdirs", "numpy", "PIL", "curatorbench.models")
print(*[name for name in heavy if name in sys.modules])
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.split() == []


# -- memory


def test_the_window_is_as_it_was_left(qtbot: QtBot, bench: Workbench, sheets: Sheets, tmp_path: Path) -> None:
    file = tmp_path / "state" / "window.json"
    first = Window(bench, OPERATOR, Memory(file, sheets.root))
    first.show()
    first.resize(720, 620)
    settle(qtbot, first)
    first.go_to("transcribe")
    settle(qtbot, first)
    first.transcribe.step(1)
    settle(qtbot, first)
    first.bench.fold(0)
    first.set_theme("dark")
    settle(qtbot, first)
    first.close()
    second = Window(bench, OPERATOR, Memory(file, sheets.root))
    qtbot.addWidget(second)
    second.show()
    settle(qtbot, second)
    assert (second.width(), second.height()) == (720, 620)
    assert second.bench.id == "transcribe"
    assert second.bench.places[0].isHidden()
    assert second.transcribe.page is not None
    assert second.transcribe.page.summary.material_entity_id == sheets.records[1]
    assert Memory(file).text("theme") == "dark"
    second.close()


def test_folded_sections_and_thumbnails_are_as_they_were_left(bench: Workbench, tmp_path: Path, qtbot: QtBot) -> None:
    windows = []
    for _ in range(2):
        window = Window(bench, OPERATOR, Memory(tmp_path / "window.json"))
        qtbot.addWidget(window)
        window.show()
        settle(qtbot, window)
        windows.append(window)
        if len(windows) == 1:
            window.catalogue.record.page.history.fold(True)
            window.actions_built["table.images"].trigger()
            settle(qtbot, window)
            window.close()
    page = windows[1].catalogue.record.page
    assert [section.is_folded for section in page.sections] == [False, False, False, False, True]
    assert windows[1].catalogue.table.columns[0].name == IMAGE
    windows[1].close()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"window": 3}', '{"window": {"geometry": "?", "panes": {"jobs": 1}}}']
)
def test_a_spoilt_memory_is_no_memory(text: str, tmp_path: Path, qtbot: QtBot, bench: Workbench) -> None:
    file = tmp_path / "window.json"
    file.write_text(text)
    window = Window(bench, OPERATOR, Memory(file))
    qtbot.addWidget(window)
    window.show()
    settle(qtbot, window)
    window.close()
    assert json.loads(file.read_text())["window"]["geometry"]


# -- keys


def test_a_clash_takes_the_key_from_the_other() -> None:
    keys = KeyMap(ACTIONS)
    assert [a.id for a in keys.clashes("view.second", "Ctrl+K")] == ["view.find"]
    changed = keys.changed("view.second", ("Ctrl+K",))
    assert changed.keys("view.find") == ()
    assert changed.reset("view.second").keys("view.second") == ("F11",)
    assert KeyMap.read(ACTIONS, changed.text()).chosen == changed.chosen
    assert changed.reset().text() == ""


@pytest.mark.parametrize("text", ["nonsense", "[1]", '{"view.find": 3}', '{"gone": ["F3"]}'])
def test_keys_of_another_version_do_no_harm(text: str) -> None:
    assert KeyMap.read(ACTIONS, text).keys("view.find") == ("Ctrl+K",)


def test_a_key_is_changed_by_keys(window: Window, bench: Workbench, qtbot: QtBot) -> None:
    window.settings.open_page("keys")
    window.go_to("settings")
    window.settings.open_page("keys")
    settle(qtbot, window)
    write(qtbot, "second screen")
    press(qtbot, window, Key.Key_Return)
    assert "Press the new key" in window.settings.keys_page.said.text(), "the one that was found is meant"
    press(qtbot, window, Key.Key_K, CTRL)
    assert "Find any action" in window.settings.keys_page.said.text(), "the clash is said"
    press(qtbot, window, Key.Key_F12, CTRL)
    assert KeyMap.read(ACTIONS, str(settings.get(bench, "ui.keys"))).keys("view.second") == ("Ctrl+F12",)
    assert window.actions_built["view.second"].shortcut().toString() == "Ctrl+F12"
    press(qtbot, window, Key.Key_Z, CTRL)
    assert window.actions_built["view.second"].shortcut().toString() == "F11"
    assert window.status.notice.text == "Took back: the keys are as they were."


def test_down_goes_from_the_search_among_the_actions_found(window: Window, qtbot: QtBot) -> None:
    window.go_to("settings")
    window.settings.open_page("keys")
    settle(qtbot, window)
    page = window.settings.keys_page
    write(qtbot, "image")
    assert page.list.count() > 1
    for key in (Key.Key_Down, Key.Key_Down):
        press(qtbot, window, key)
    assert page.list.hasFocus()
    assert page.list.currentRow() == 1
    page.search.setFocus()
    press(qtbot, window, Key.Key_Return)
    assert page.list.hasFocus()
    assert not page.list.is_listening, "of several, which is not said yet"


# -- settings


def test_every_declared_setting_has_its_control(window: Window, qtbot: QtBot) -> None:
    window.go_to("settings")
    settle(qtbot, window)
    rows = window.settings.rows
    assert set(rows) == {s.name for s in settings.SETTINGS if s.is_shown}
    assert isinstance(rows["ui.animate"].control, QCheckBox)
    assert isinstance(rows["jobs.workers"].control, QLineEdit)


def test_a_setting_is_kept_at_once_and_taken_back(window: Window, bench: Workbench, qtbot: QtBot) -> None:
    window.go_to("settings")
    window.settings.open_page("jobs")
    settle(qtbot, window)
    control = window.settings.rows["jobs.workers"].control
    assert isinstance(control, QLineEdit)
    control.selectAll()
    write(qtbot, "3")
    press(qtbot, window, Key.Key_Return)
    assert settings.get(bench, "jobs.workers") == 3
    press(qtbot, window, Key.Key_Z, CTRL)
    settle(qtbot, window)
    assert settings.get(bench, "jobs.workers") == 1
    assert control.text() == "1"


def test_what_a_setting_cannot_be_is_said_under_it(window: Window, bench: Workbench, qtbot: QtBot) -> None:
    window.go_to("settings")
    window.settings.open_page("jobs")
    settle(qtbot, window)
    row = window.settings.rows["jobs.workers"]
    row.control.selectAll()  # type: ignore[attr-defined]
    write(qtbot, "many")
    press(qtbot, window, Key.Key_Return)
    assert "at least 0 at most 64" in row.error
    assert settings.get(bench, "jobs.workers") == 1


def test_high_contrast_by_a_setting(window: Window, qtbot: QtBot, watchdog: Watchdog) -> None:
    watchdog.allow(0.5)
    window.actions_built["view.contrast"].trigger()
    settle(qtbot, window)
    assert look.colours() is look.CONTRAST


# -- operators


def test_another_takes_over_by_keys(window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    review.set_value(bench, sheets.records[0], "county", "Lima", OPERATOR)
    press(qtbot, window, Key.Key_O, CTRL | SHIFT)
    assert QApplication.focusWidget() is window.operators.field
    write(qtbot, "Ada Lovelace")
    press(qtbot, window, Key.Key_Return)
    settle(qtbot, window)
    assert (window.desk.operator, window.status.operator.text()) == ("Ada Lovelace", "AL")
    assert operators.last(bench) == Person("Ada Lovelace", "AL")
    press(qtbot, window, Key.Key_Z, CTRL)
    assert "nothing to undo" in window.status.notice.text, "what another did is not hers to undo"
    press(qtbot, window, Key.Key_O, CTRL | SHIFT)
    write(qtbot, "zora")
    press(qtbot, window, Key.Key_Return)
    settle(qtbot, window)
    press(qtbot, window, Key.Key_Z, CTRL)
    assert "Took back" in window.status.notice.text


def test_initials() -> None:
    said = [operators.initials_of(name) for name in ("Zora Reed", "zora", "A. B. Carr", "", "…")]
    assert said == ["ZR", "Z", "AC", "", ""]


# -- the second screen


def test_the_second_screen_follows_the_record(on_bench: Window, qtbot: QtBot) -> None:
    on_bench.toggle_second()
    settle(qtbot, on_bench)
    second = on_bench.work.second
    assert second.window is not None
    assert second.window.image.has_image
    shown = on_bench.desk.in_hand.sha256
    on_bench.transcribe.step(1)
    settle(qtbot, on_bench)
    assert on_bench.desk.in_hand.sha256 != shown
    assert second.window.image.has_image
    on_bench.toggle_second()
    assert not second.is_open


def test_work_not_finished_is_said_next_time(
    open_window: Callable[[Workbench], Window], bench: Workbench, qtbot: QtBot
) -> None:
    memory = Memory()
    memory.here["unfinished"] = ["edit 500 records"]
    window = Window(bench, OPERATOR, memory)
    qtbot.addWidget(window)
    window.show()
    settle(qtbot, window)
    assert "edit 500 records" in window.status.notice.text
    window.close()


def test_sentences_name_the_key_in_force_or_the_action_that_has_none(window: Window, qtbot: QtBot) -> None:
    keys = window.work.keys
    window.work.keep_setting("ui.keys", keys.changed("view.details", ("F6",)).changed("edit.undo", ()).text())
    settle(qtbot, window)
    assert window.desk.keys["edit.undo"] == "“Undo”"
    window.desk.notices.failed("try", RuntimeError("x"))
    assert window.status.notice.text.endswith("F6 shows the details and copies a report.")
