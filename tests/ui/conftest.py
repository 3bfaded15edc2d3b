"""A real window on a real workspace."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from by_keys import settle
from drawn_sheets import OPERATOR, Sheets, fill
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.bootstrap import parts
from curatorbench.models.workspace import Workspace
from curatorbench.ui.app import application
from curatorbench.ui.look import palette as look
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Workbench


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
    return application()


@pytest.fixture
def bench(sheets: Sheets) -> Iterator[Workbench]:
    opened = Workbench.open(sheets.root, parts())
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
