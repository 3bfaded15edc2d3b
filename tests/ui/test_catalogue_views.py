"""Views: kept, found again after the workspace was closed, chosen from the palette, forgotten."""

from collections.abc import Callable

from by_keys import CTRL, press, settle, write
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.bootstrap import parts
from curatorbench.ui.window import Window
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


def keep(window: Window, qtbot: QtBot, name: str) -> None:
    window.actions_built["table.views"].trigger()
    write(qtbot, name)
    press(qtbot, window, Key.Key_Return)


def test_a_view_is_found_again_another_day(
    many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(many)
    write(qtbot, "huperzia")
    window.catalogue.sort_by("recordedBy")
    window.catalogue.facets.tree.choose(("place", ("Japan",)))
    window.catalogue.search_now()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.desk.records.is_complete)
    found, question = window.desk.records.rowCount(), window.desk.records.question
    keep(window, qtbot, "Loans of May")
    assert window.status.notice.text == "The view “Loans of May” is kept."
    window.close()
    again = Workbench.open(many.workspace.root, parts())
    window = open_window(again)
    qtbot.waitUntil(lambda: bool(window.catalogue.views.known), timeout=5000)
    press(qtbot, window, Key.Key_K, CTRL)
    write(qtbot, "loans")
    assert window.finder.found == ["view:Loans of May"]
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == found, timeout=5000)
    assert window.desk.records.question == question
    assert window.catalogue.search.text() == "huperzia"
    assert window.catalogue.chips.words == ["Place: Japan"]
    window.close()
    again.close()


def test_a_view_is_replaced_and_forgotten(
    many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(many)
    keep(window, qtbot, "mine")
    window.catalogue.sort_by("country")
    settle(qtbot, window)
    keep(window, qtbot, "Mine")
    assert [view.name for view in explore.views(many)] == ["mine"], "the view of that name is the one shown"
    window.actions_built["table.views"].trigger()
    press(qtbot, window, Key.Key_Delete)
    qtbot.waitUntil(lambda: not explore.views(many), timeout=5000)
    press(qtbot, window, Key.Key_Escape)
    assert window.catalogue.table.hasFocus()
