"""Enter in the batch edit: on a choice it leads on, after the last thing said it does what was asked, and no sooner."""

from by_keys import CTRL, SHIFT, press, settle, write
from drawn_sheets import Sheets
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.ui.mending.batch_edit import BatchEditPanel
from curatorbench.ui.window import Window
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


def habitats(bench: Workbench, sheets: Sheets) -> set[str | None]:
    pages = [explore.page(bench, material) for material in sheets.records]
    return {page.values["habitat"].value if "habitat" in page.values else None for page in pages}


def test_enter_on_the_field_leads_to_its_value(window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_A, CTRL)
    press(qtbot, window, Key.Key_E, CTRL)
    panel = window.catalogue.side.panel
    assert isinstance(panel, BatchEditPanel)
    assert panel.term.line.hasFocus() and panel.term.choice is None, "no number is that of three records"
    write(qtbot, "habi")
    press(qtbot, window, Key.Key_Return)
    assert panel.value.hasFocus()
    write(qtbot, "bog")
    qtbot.waitUntil(lambda: panel.is_ready, timeout=5000)
    press(qtbot, window, Key.Key_Tab, SHIFT)
    press(qtbot, window, Key.Key_Return)
    assert panel.value.hasFocus() and habitats(bench, sheets) == {None}, "a choice does nothing yet"
    qtbot.waitUntil(lambda: panel.is_ready, timeout=5000)
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: habitats(bench, sheets) == {"bog"}, timeout=5000)
    settle(qtbot, window)
    press(qtbot, window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: habitats(bench, sheets) == {None}, timeout=5000)
