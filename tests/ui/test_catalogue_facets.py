"""Facets by keys: what is counted, how choices combine, and that nothing flickers."""

from collections.abc import Callable

import pytest
from by_keys import CTRL, press, settle, write
from many_records import COUNT, COUNTRIES, IN_DRAWER
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.ui.catalogue.facet_tree import Kind, Line, Node
from curatorbench.ui.catalogue.facets import Facets, words
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.window import Window
from curatorbench.workflow import explore, review
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


@pytest.fixture
def window(many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot) -> Window:
    opened = open_window(many)
    qtbot.waitUntil(lambda: opened.desk.records.is_complete)
    opened.catalogue.begin_narrowing()
    settle(qtbot, opened)
    qtbot.waitUntil(lambda: ("taxon", ()) in opened.catalogue.facets.tree.values, timeout=5000)
    settle(qtbot, opened)
    return opened


@pytest.fixture
def facets(window: Window) -> Facets:
    return window.catalogue.facets


def lines(facets: Facets) -> list[Line]:
    return facets.tree.lines()


def counts(facets: Facets, node: Node) -> dict[str, int | None]:
    """What stands directly below a node."""
    facet, path = node
    below = [line for line in lines(facets) if line.facet == facet and line.path[:-1] == path and line.path != path]
    return {words(line): line.count for line in below if line.kind is Kind.VALUE}


def go_to(facets: Facets, node: Node) -> None:
    row = [line.node for line in lines(facets)].index(node)
    facets.setCurrentIndex(facets.model().index(row, 0, QModelIndex()))


def in_country(country: str) -> int:
    return sum(1 for n in range(COUNT) if n % 5 and COUNTRIES[n % 4] == country)


def test_what_changed_while_the_pane_was_folded_is_counted(
    window: Window, facets: Facets, many: Workbench, qtbot: QtBot
) -> None:
    press(qtbot, window, Key.Key_B, CTRL)
    assert not facets.isVisible()
    key = explore.keys(many, Question(status=RecordStatus.CAPTURED), limit=1)
    review.approve(many, explore.ids_of(many, key)[0], "Ada")
    window.desk.operations.tell(Changed(Change.RECORDS))
    settle(qtbot, window)
    press(qtbot, window, Key.Key_B, CTRL)
    qtbot.waitUntil(lambda: counts(facets, ("status", ())) == {"captured": COUNT - 5, "approved": 5}, timeout=3000)
    settle(qtbot, window)


def test_the_tree_unfolds_by_keys(window: Window, facets: Facets, qtbot: QtBot) -> None:
    assert counts(facets, ("status", ())) == {"captured": COUNT - 4, "approved": 4}
    go_to(facets, ("taxon", ()))
    assert counts(facets, ("taxon", ()))["Lycopodiaceae"] == 3334
    press(qtbot, window, Key.Key_Right)
    press(qtbot, window, Key.Key_Right)
    assert counts(facets, ("taxon", ("Lycopodiaceae",))) == {"Lycopodium": 1667, "Huperzia": 1667}
    press(qtbot, window, Key.Key_Left)
    assert counts(facets, ("taxon", ("Lycopodiaceae",))) == {}
    press(qtbot, window, Key.Key_Left)
    press(qtbot, window, Key.Key_Left)
    assert counts(facets, ("taxon", ())) == {}


def test_choices_of_several_facets_combine(window: Window, facets: Facets, qtbot: QtBot) -> None:
    go_to(facets, ("taxon", ("Poaceae",)))
    press(qtbot, window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == 1666, timeout=5000)
    qtbot.waitUntil(lambda: counts(facets, ("status", ())).get("captured") == 1665, timeout=5000)
    assert counts(facets, ("taxon", ()))["Lycopodiaceae"] == 3334, "its own choice does not narrow a facet"
    go_to(facets, ("place", ()))
    press(qtbot, window, Key.Key_Right)
    qtbot.waitUntil(lambda: "Japan" in counts(facets, ("place", ())), timeout=5000)
    poaceae_in_japan = sum(1 for n in range(COUNT) if n % 3 == 2 and n % 5 and COUNTRIES[n % 4] == "Japan")
    assert counts(facets, ("place", ()))["Japan"] == poaceae_in_japan
    go_to(facets, ("place", ("Japan",)))
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == poaceae_in_japan, timeout=5000)
    assert window.catalogue.chips.words == ["Taxon: Poaceae", "Place: Japan"]


def test_a_chip_takes_its_choice_off(window: Window, facets: Facets, qtbot: QtBot) -> None:
    for node in (("taxon", ("Poaceae",)), ("status", ("captured",))):
        go_to(facets, node)
        press(qtbot, window, Key.Key_Space)
    chip = window.catalogue.chips.children()[1]
    chip.setFocus()
    press(qtbot, window, Key.Key_Delete)
    assert window.catalogue.chips.words == ["Status: captured"]
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == COUNT - 4, timeout=5000)
    assert window.catalogue.chips.isAncestorOf(QApplication.focusWidget()), "the focus goes to the neighbour"
    window.actions_built["table.everything"].trigger()
    settle(qtbot, window)
    assert window.catalogue.chips.isHidden()
    assert window.desk.records.question.status is None


def test_those_without_a_value_can_be_chosen(window: Window, facets: Facets, qtbot: QtBot) -> None:
    go_to(facets, ("place", ()))
    press(qtbot, window, Key.Key_Right)
    qtbot.waitUntil(lambda: "none" in counts(facets, ("place", ())), timeout=5000)
    go_to(facets, ("place", (None,)))
    press(qtbot, window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == COUNT // 5, timeout=5000)
    assert window.catalogue.chips.words == ["Place: none"]


def test_letters_seek_among_the_values(window: Window, facets: Facets, qtbot: QtBot) -> None:
    go_to(facets, ("person", ()))
    write(qtbot, "or 07")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: list(counts(facets, ("person", ()))) == ["Collector 07"], timeout=5000)
    qtbot.wait(300)  # no scanner would
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == COUNT // 40, timeout=5000)
    press(qtbot, window, Key.Key_Escape)
    assert len(counts(facets, ("person", ()))) == 10


def test_rooms_hold_drawers_hold_records(window: Window, facets: Facets, qtbot: QtBot) -> None:
    go_to(facets, ("storage", ()))
    press(qtbot, window, Key.Key_Right)
    qtbot.waitUntil(lambda: counts(facets, ("storage", ())) == {"Room 1": IN_DRAWER, "none": COUNT - IN_DRAWER})
    press(qtbot, window, Key.Key_Down)
    if not counts(facets, ("storage", ())).get("Room 1") or "Room 1" not in words(
        lines(facets)[facets.currentIndex().row()]
    ):
        press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Right)
    room = lines(facets)[facets.currentIndex().row()].node
    qtbot.waitUntil(lambda: counts(facets, room) == {"Drawer 1": IN_DRAWER}, timeout=5000)
    press(qtbot, window, Key.Key_Right)
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == IN_DRAWER, timeout=5000)
    assert window.catalogue.chips.words == ["Storage: Room 1 / Drawer 1"]
    assert window.catalogue.subject().unit


def test_decades_hold_years(window: Window, facets: Facets, qtbot: QtBot) -> None:
    go_to(facets, ("date", ()))
    press(qtbot, window, Key.Key_Right)
    qtbot.waitUntil(lambda: "1950–1959" in counts(facets, ("date", ())), timeout=5000)
    go_to(facets, ("date", ("1950-1959",)))
    press(qtbot, window, Key.Key_Right)
    qtbot.waitUntil(lambda: "1951" in counts(facets, ("date", ("1950-1959",))), timeout=5000)
    expected = counts(facets, ("date", ("1950-1959",)))["1951"]
    go_to(facets, ("date", ("1950-1959", "1951")))
    press(qtbot, window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == expected, timeout=5000)


def test_counts_stay_until_the_new_ones_are_there(window: Window, facets: Facets, qtbot: QtBot) -> None:
    seen: list[int] = []
    facets.model().modelReset.connect(lambda: seen.append(len(lines(facets))))
    window.catalogue.search.setText("huperzia")
    qtbot.waitUntil(lambda: counts(facets, ("taxon", ())).get("Lycopodiaceae") == 1667, timeout=5000)
    assert all(count > 8 for count in seen), "the lines never went away in between"


def test_nothing_found_says_what_to_take_off(window: Window, facets: Facets, qtbot: QtBot) -> None:
    go_to(facets, ("taxon", ("Poaceae",)))
    press(qtbot, window, Key.Key_Space)
    window.catalogue.search.setText("huperzia")
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == 0, timeout=5000)
    said = window.catalogue.empty.text()
    assert window.catalogue.empty.isVisible()
    assert "“huperzia”" in said
    assert "Taxon: Poaceae" in said
    assert "Esc" in said
    assert "Ctrl+Backspace" in said
    assert window.catalogue.record.record is None
