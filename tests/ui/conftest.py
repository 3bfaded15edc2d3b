"""A real window on a real workspace."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import many_records
import pytest
from by_keys import settle
from drawn_sheets import OPERATOR, Sheets, fill
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_watchdog import WATCHDOG, Watchdog

from curatorbench import bootstrap
from curatorbench.capture import simulated
from curatorbench.models.store.workspace import Workspace
from curatorbench.ui import garbage
from curatorbench.ui.app import application
from curatorbench.ui.benches import load_all
from curatorbench.ui.look import palette as look
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Parts, Workbench


def parts() -> Parts:
    """The real ones; but no test searches buses and networks for devices, which takes seconds: only what is simulated
    is there to be found."""
    made = bootstrap.parts()
    made.discover = simulated.found
    return made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    folder = tmp_path_factory.mktemp("sheets")
    bench = Workbench.on(Workspace.create(folder / "workspace"), parts())
    records = fill(bench, folder)
    bench.close()
    return Sheets(folder / "workspace", records)


@pytest.fixture
def sheets(template: Sheets, tmp_path: Path) -> Sheets:
    """A workspace of one's own."""
    shutil.copytree(template.root, tmp_path / "workspace")
    return Sheets(tmp_path / "workspace", template.records)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application; what a thread imports while a person looks at the first bench is imported."""
    load_all()
    gc.collect()
    garbage.leave_out_what_is_loaded()
    return application()


@pytest.fixture(autouse=True)
def collected_here(qapp: QApplication) -> Iterator[None]:
    """As in the program: no thread of a window ends what belongs to this one. What a test leaves is cleared away after
    it, so that no key of the next is held up by that."""
    with garbage.collected_here():
        yield
    gc.collect()
    garbage.leave_out_what_is_loaded()


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[Watchdog]:
    """Fails a test in which the answer to a key kept the window's thread for too long."""
    WATCHDOG.gaps.clear()
    WATCHDOG.allow(0)
    yield WATCHDOG
    assert not WATCHDOG.failing, "; ".join(map(str, WATCHDOG.failing))


@pytest.fixture
def bench(sheets: Sheets) -> Iterator[Workbench]:
    opened = Workbench.open(sheets.root, parts())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def many_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("many") / "workspace"
    many_records.make(root)
    return root


@pytest.fixture
def many(many_template: Path, tmp_path: Path) -> Iterator[Workbench]:
    """5,000 records, in a workspace of one's own."""
    shutil.copytree(many_template, tmp_path / "many")
    opened = Workbench.open(tmp_path / "many", parts())
    yield opened
    opened.close()


@pytest.fixture
def empty_bench(tmp_path: Path) -> Iterator[Workbench]:
    opened = Workbench.on(Workspace.create(tmp_path / "empty"), parts())
    yield opened
    opened.close()


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Workbench], Window]]:
    """Opens a window and waits until it has nothing more to ask; closes all at the end."""
    opened: list[Window] = []

    def open_(bench: Workbench) -> Window:
        window = Window(bench, OPERATOR)
        opened.append(window)
        window.show()
        window.activateWindow()  # on a bare X server nobody else does
        qtbot.waitUntil(window.isActiveWindow)
        settle(qtbot, window)
        return window

    yield open_
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    look.dress(application(), "light")


@pytest.fixture
def window(open_window: Callable[[Workbench], Window], bench: Workbench) -> Window:
    return open_window(bench)


@pytest.fixture
def on_bench(window: Window, qtbot: QtBot) -> Window:
    """The window with the first record on the Transcribe bench."""
    window.go_to("transcribe")
    settle(qtbot, window)
    return window
