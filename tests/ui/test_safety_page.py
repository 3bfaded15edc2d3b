"""Safety by keys: what stands below, a backup, going back in two steps and the window on its place again, mending."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from by_keys import CTRL, SHIFT, press, settle, write
from drawn_sheets import OPERATOR, Sheets
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.bootstrap import parts
from curatorbench.models.store import backups
from curatorbench.ui import app
from curatorbench.ui.safety.bench import Safety
from curatorbench.ui.window import Window
from curatorbench.workflow import safety, settings
from curatorbench.workflow.opening import open_workspace
from curatorbench.workflow.workbench import Workbench


def _page(window: Window) -> Safety:
    found = window.bench_of("safety")
    assert isinstance(found, Safety)
    return found


@pytest.fixture
def kept(bench: Workbench) -> Path:
    """A backup, and a change after it."""
    made = safety.backup(bench)
    settings.put(bench, "safety.backup_hours", 1.0)
    return made


@pytest.fixture
def on_safety(kept: Path, window: Window, qtbot: QtBot) -> Window:
    press(qtbot, window, Qt.Key.Key_7, CTRL)
    assert window.bench is _page(window)
    return window


def _watch(window: Window, row: int, qtbot: QtBot) -> None:
    _page(window).watched.setCurrentRow(row)
    settle(qtbot, window)


def test_the_line_below_tells_of_the_last_backup_and_leads_to_the_page(
    kept: Path, window: Window, qtbot: QtBot
) -> None:
    label = window.work.safety.label
    assert label.text() == "backup just now" and "backup" in label.accessibleName()
    label.click()
    settle(qtbot, window)
    assert window.bench is _page(window)


def test_an_empty_page_teaches(
    open_window: Callable[[Workbench], Window], empty_bench: Workbench, qtbot: QtBot
) -> None:
    window = open_window(empty_bench)
    assert window.work.safety.label.text() == "no backup yet"
    window.go_to("safety")
    settle(qtbot, window)
    page = _page(window)
    assert "F5 makes one now" in page.empty.text() and page.list.isHidden()
    assert not page.side.buttons["safety.plan"].isEnabled()
    _watch(window, 1, qtbot)
    assert "No image has been taken in yet" in page.side.said


def test_a_backup_is_asked_for_by_one_key_and_only_once(on_safety: Window, bench: Workbench, qtbot: QtBot) -> None:
    press(qtbot, on_safety, Qt.Key.Key_F5)
    press(qtbot, on_safety, Qt.Key.Key_F5)
    assert [job.kind for job in bench.queue.in_lane("keeping")] == ["backup"]
    assert "One is being made now." in _page(on_safety).side.said


def test_everything_is_read_again_by_one_key(on_safety: Window, bench: Workbench, qtbot: QtBot) -> None:
    press(qtbot, on_safety, Qt.Key.Key_F8)
    assert [job.kind for job in bench.queue.in_lane("keeping")] == ["fixity"]
    _watch(on_safety, 1, qtbot)
    assert not _page(on_safety).side.buttons["safety.read"].isEnabled()


def test_going_back_takes_two_keys_and_says_between_them_what_is_lost(
    on_safety: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    page = _page(on_safety)
    press(qtbot, on_safety, Qt.Key.Key_Return, CTRL | SHIFT)
    assert on_safety.restore_wanted is None, "nothing has been read yet"
    press(qtbot, on_safety, Qt.Key.Key_F7)
    assert page.restore_plan is not None and "Going back to" in page.side.said
    press(qtbot, on_safety, Qt.Key.Key_Escape)
    assert page.restore_plan is None and "Last backup" in page.side.said
    press(qtbot, on_safety, Qt.Key.Key_Return, CTRL | SHIFT)
    assert on_safety.restore_wanted is None
    press(qtbot, on_safety, Qt.Key.Key_F7)
    qtbot.keyClick(on_safety, Qt.Key.Key_Return, CTRL | SHIFT)
    assert on_safety.restore_wanted is not None and not on_safety.isVisible()


def test_another_backup_chosen_is_another_question(on_safety: Window, bench: Workbench, qtbot: QtBot) -> None:
    time.sleep(1.1)  # names of backups tell seconds
    safety.backup(bench)
    page = _page(on_safety)
    page.refresh()
    settle(qtbot, on_safety)
    press(qtbot, on_safety, Qt.Key.Key_F7)
    assert page.restore_plan is not None
    page.list.setFocus()
    press(qtbot, on_safety, Qt.Key.Key_Up)
    assert page.restore_plan is None, "what was confirmed must be what was read"


def test_a_backup_that_cannot_be_read_is_said_in_place(on_safety: Window, kept: Path, qtbot: QtBot) -> None:
    content = bytearray(kept.read_bytes())
    content[5000:9000] = bytes(4000)
    kept.write_bytes(content)
    press(qtbot, on_safety, Qt.Key.Key_F7)
    page = _page(on_safety)
    assert page.restore_plan is None and "Use another" in page.side.said


def test_damage_is_said_once_and_stays_below_until_it_is_mended(
    on_safety: Window, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    _, path = next(bench.workspace.originals.all())
    sound = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    assert not all(checked.ok for checked in safety.verify(bench))
    for _ in range(2):
        on_safety.work.safety.look()
        settle(qtbot, on_safety)
    label = on_safety.work.safety.label
    assert label.text() == "damaged: 1" and not label.icon().isNull()
    told = [notice for notice in on_safety.desk.notices.recent if "Not what was stored" in notice.text]
    assert len(told) == 1 and told[0].is_error
    page = _page(on_safety)
    page.refresh()
    settle(qtbot, on_safety)
    press(qtbot, on_safety, Qt.Key.Key_F4)
    assert QApplication.focusWidget() is page.side.copy
    (tmp_path / "other.jpg").write_bytes(b"another picture")
    write(qtbot, str(tmp_path / "other.jpg"))
    press(qtbot, on_safety, Qt.Key.Key_Return)
    assert "another file" in page.side.said
    (tmp_path / "copy.jpg").write_bytes(sound)
    page.side.copy.clear()
    write(qtbot, str(tmp_path / "copy.jpg"))
    press(qtbot, on_safety, Qt.Key.Key_Return)
    assert path.read_bytes() == sound and label.text().startswith("backup")
    assert "Nothing is damaged" in page.empty.text()


# -- through the whole program: a window, a restore, a window ------------------------------------------------------


@pytest.fixture
def root(bench: Workbench, kept: Path, sheets: Sheets) -> Path:
    """A workspace with a backup after which an operator and a setting changed; nobody holds it."""
    with closing(sqlite3.connect(bench.workspace.database)) as connection:
        connection.execute("UPDATE job SET state = 'done', lease = NULL")
        connection.commit()
    settings.put(bench, "ui.animate", False)
    bench.close()
    return bench.workspace.root


def _windows() -> list[Window]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Window) and w.isVisible() and w.is_taken]


def _sitting(root: Path, act: Callable[[Window], object]) -> list[str]:
    """Run the program: the first window goes back to the only backup, `act` is done with the second, which closes.
    Returns what was said in it."""
    said: list[str] = []
    timer = QTimer(interval=20)
    first: list[Window] = []

    def step() -> None:
        for window in _windows():
            page = _page(window) if window.bench.id == "safety" else None
            if not window.desk.operations.is_quiet:
                return
            if first and window is not first[0]:
                act(window)
                said.extend(notice.text for notice in window.desk.notices.recent)
                timer.stop()
                window.close()
            elif page is None:
                first.append(window)
                window.go_to("safety")
            elif page.restore_plan is None:
                page.plan()
            else:
                page.restore()

    timer.timeout.connect(step)
    timer.start()
    give_up = QTimer(interval=60_000, singleShot=True)
    give_up.timeout.connect(QApplication.quit)
    give_up.start()

    def open_() -> object:
        return open_workspace(root, parts(), operator=OPERATOR, otherwise="nobody")

    assert app.run(open_, root=root, memory_file=None) == 0  # type: ignore[arg-type]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return said


@pytest.fixture
def somebody(root: Path) -> Iterator[Callable[[], None]]:
    """Another program that holds the catalogue open."""
    opened: list[subprocess.Popen[str]] = []

    def open_() -> None:
        opening = (
            "import sqlite3,sys,time; c=sqlite3.connect(sys.argv[1]); c.execute('select * from change').fetchall();"
            "print('open',flush=True); time.sleep(120)"
        )
        command = [sys.executable, "-c", opening, str(root / "catalogue.sqlite")]
        opened.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        assert opened[0].stdout is not None and opened[0].stdout.readline() == "open\n"

    yield open_
    for process in opened:
        process.kill()
        process.communicate()


def test_the_window_lets_go_goes_back_and_opens_again_on_its_place(root: Path, qapp: QApplication) -> None:
    before = backups.counts(root / "catalogue.sqlite")
    places: list[str] = []
    said = _sitting(root, lambda window: places.append(window.bench.id))
    assert places == ["safety"]
    assert any("The catalogue is as it was at" in text for text in said)
    [aside] = (root / "backups").glob("*-replaced.sqlite")
    assert backups.counts(aside)["records"] == before["records"]
    opened = Workbench.open(root, parts())
    assert settings.get(opened, "ui.animate") is True
    assert all(checked.ok for checked in safety.verify(opened))
    opened.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who has the file open")
def test_a_failure_leaves_everything_as_it_was_and_says_so(
    root: Path, qapp: QApplication, somebody: Callable[[], None]
) -> None:
    somebody()
    said = _sitting(root, lambda _: None)
    assert any("everything is as it was" in text and "in use by" in text for text in said)
    assert list((root / "backups").glob("*-replaced.sqlite")) == []
    opened = Workbench.open(root, parts())
    assert settings.get(opened, "ui.animate") is False
    opened.close()
