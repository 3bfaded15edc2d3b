"""The page of what was learned, by keys: found by its words, forgotten by Enter, taken back by undo, named aloud."""

from __future__ import annotations

from by_keys import settle
from drawn_sheets import OPERATOR, Sheets
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from curatorbench.ui.window import Window
from curatorbench.workflow import learn, review, settings
from curatorbench.workflow.workbench import Workbench

ITEM = "value:recordedBy:ehassler"


def _teach(bench: Workbench, sheets: Sheets) -> None:
    for record in sheets.records:
        review.set_value(bench, record, "recordedBy", "E. Hassler", OPERATOR)


def _opened(window: Window, qtbot: QtBot) -> None:
    window.go_to("settings")
    window.settings.open_page("learning")
    settle(qtbot, window)


def test_what_was_learned_is_forgotten_by_keys_and_taken_back(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    _teach(bench, sheets)
    _opened(window, qtbot)
    page = window.settings.learned_page
    page.search.setFocus()
    qtbot.keyClicks(page.search, "known hassler")
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus() and page.item and page.item.id == ITEM
    spoken = page.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "E. Hassler" in spoken and "3 records" in spoken
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.item and page.item.id == ITEM and page.item.forgotten, "the row stays where it was, and says so"
    assert [known.forgotten for known in learn.learned(bench) if known.id == ITEM] == [True]
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert settings.get(bench, learn.FORGOTTEN) == ""
    assert page.item and not page.item.forgotten
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert settings.get(bench, learn.FORGOTTEN) == "", "Enter uses it again"


def test_nothing_learned_is_said(window: Window, qtbot: QtBot) -> None:
    _opened(window, qtbot)
    page = window.settings.learned_page
    assert page.list.count() == 0 and "Nothing yet" in page.said.text()
    assert QAccessible.queryAccessibleInterface(page.list).text(QAccessible.Text.Description) == page.said.text()


def test_learning_is_switched_off_on_its_page(window: Window, bench: Workbench, qtbot: QtBot) -> None:
    _opened(window, qtbot)
    switch = window.settings.rows["learning.enabled"].control
    assert switch.hasFocus(), "it is first"
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert not learn.is_enabled(bench)
