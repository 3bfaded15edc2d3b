"""The table over 5,000 records, by keys: any place, any column, any selection; nothing loses its place."""

import threading
from collections.abc import Callable

import many_records
import pytest
from by_keys import CTRL, NONE, SHIFT, press, settle, write
from drawn_sheets import OPERATOR
from many_records import COUNT, values
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.models.records import catalogue
from curatorbench.ui.catalogue.table import RecordTable
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.ui.records import columns, reads
from curatorbench.ui.window import Window
from curatorbench.workflow import explore, review
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


@pytest.fixture
def window(many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot) -> Window:
    opened = open_window(many)
    qtbot.waitUntil(lambda: opened.desk.records.is_complete)
    settle(qtbot, opened)
    return opened


@pytest.fixture
def table(window: Window) -> RecordTable:
    return window.catalogue.table


def number(window: Window) -> str | None:
    record = window.catalogue.table.record
    return record.catalog_number if record else None


def test_all_rows_have_their_place(window: Window, table: RecordTable) -> None:
    assert window.desk.records.rowCount() == COUNT
    assert table.verticalScrollBar().maximum() == COUNT * table.row_height - table.viewport().height()
    assert window.catalogue.found.text().endswith("5\u202f000")


def test_the_ends_and_the_pages(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_End)
    assert number(window) == values(COUNT - 1)["catalogNumber"]
    press(qtbot, window, Key.Key_PageUp)
    seen = table.viewport().height() // table.row_height
    assert COUNT - 1 - table.currentIndex().row() in range(seen - 2, seen + 2)
    press(qtbot, window, Key.Key_Home)
    assert number(window) == values(0)["catalogNumber"]
    assert window.catalogue.record.record == table.record


def test_any_place_is_one_jump_away(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    """What is being read is a quiet placeholder; it becomes the record."""
    table.verticalScrollBar().setValue(3217 * table.row_height)
    assert window.desk.records.row(3217) is None
    table.repaint()
    settle(qtbot, window)
    record = window.desk.records.record(3217)
    assert record is not None
    assert record.catalog_number == "M 03217"


def test_the_pages_ahead_are_read_before_they_are_seen(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    table.verticalScrollBar().setValue(1010 * table.row_height)
    table.repaint()
    settle(qtbot, window)
    assert window.desk.records.row(1250) is not None
    assert window.desk.records.row(850) is None
    table.verticalScrollBar().setValue(1005 * table.row_height)
    table.repaint()
    settle(qtbot, window)
    assert window.desk.records.row(850) is not None


def test_a_selection_is_ranges_over_any_number_of_pages(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_End, SHIFT)
    press(qtbot, window, Key.Key_Right)
    assert table.column_in_hand == "scientificName"
    assert table.ranges() == [(1, COUNT - 1)]
    assert window.catalogue.picked.text() == "selected: 4\u202f999"
    assert list(table.selected_keys()) == list(explore.keys(window.desk.operations._bench))[1:]


def test_everything_found_is_selected(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    write(qtbot, "huperzia")
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == (COUNT + 1) // 3, timeout=5000)
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_A, CTRL)
    assert table.selected_count() == (COUNT + 1) // 3
    assert len(window.catalogue.subject().keys) == (COUNT + 1) // 3


def test_a_column_is_sorted_by_key_and_says_so(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    table.show_columns(columns.named(("catalogNumber", "locality", "status"), {}))
    settle(qtbot, window)
    press(qtbot, window, Key.Key_Right)
    assert table.column_in_hand == "locality"
    window.actions_built["table.sort"].trigger()
    settle(qtbot, window)
    assert number(window) == values(COUNT - 1)["catalogNumber"], "milestone 00001 comes first"
    assert window.status.notice.text == "Sorted by Locality, upwards."
    header = window.desk.records.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert header == "Locality, sorted upwards"
    window.actions_built["table.sort"].trigger()
    settle(qtbot, window)
    assert number(window) == values(0)["catalogNumber"]
    window.actions_built["table.sort"].trigger()
    settle(qtbot, window)
    assert not window.desk.records.question.sort


def test_a_click_on_a_header_sorts(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    where = header.rect().topLeft()
    where.setX(header.sectionViewportPosition(1) + 30)
    where.setY(header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, where)
    settle(qtbot, window)
    assert window.desk.records.question.sort == "scientificName"


def test_columns_are_chosen_moved_and_widened_by_key(
    window: Window, table: RecordTable, many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window.actions_built["table.columns"].trigger()
    write(qtbot, "locality")
    press(qtbot, window, Key.Key_Return)
    assert table.columns[-1].name == "locality"
    before = table.columns[-1].width
    press(qtbot, window, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    press(qtbot, window, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert table.columns[-2] == columns.Column("locality", before + columns.STEP)
    for _ in "locality":
        press(qtbot, window, Key.Key_Backspace)
    write(qtbot, "country")
    press(qtbot, window, Key.Key_Return)
    press(qtbot, window, Key.Key_Escape)
    assert "country" not in [column.name for column in table.columns]
    assert QApplication.focusWidget() is table
    kept = table.columns
    window.close()
    again = open_window(many)
    qtbot.waitUntil(lambda: again.catalogue.table.columns == kept, timeout=5000)
    row = again.desk.records.row(0)
    settle(qtbot, again)
    row = again.desk.records.row(0)
    assert row is not None
    assert again.desk.records.text(row, "locality") == values(0)["locality"]


def test_other_columns_leave_the_place_and_the_selection(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    table.go_to(explore.ids_of(window.desk.operations._bench, [window.desk.records.keys[3000]])[0])
    settle(qtbot, window)
    press(qtbot, window, Key.Key_Down, SHIFT)
    before = table.verticalScrollBar().value()
    window.actions_built["table.narrower"].trigger()
    table.show_columns(columns.named(("locality", "catalogNumber"), {}))
    settle(qtbot, window)
    assert table.ranges() == [(3000, 3001)]
    assert table.currentIndex().row() == 3001
    assert table.verticalScrollBar().value() == before


def test_what_others_add_and_take_away_moves_nobody(
    window: Window, table: RecordTable, many: Workbench, qtbot: QtBot
) -> None:
    window.catalogue.sort_by("catalogNumber")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.desk.records.is_complete)
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Down, SHIFT)
    held = list(table.selected_keys())
    with many.workspace.store.write() as session:
        herbarium = catalogue.ensure_collection(session, "HERB")
        catalogue.new_material(session, herbarium, catalog_number="A 1")
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == COUNT + 1, timeout=10_000)
    settle(qtbot, window)
    assert list(table.selected_keys()) == held
    assert number(window) == values(2)["catalogNumber"]
    assert table.currentIndex().row() == 3


def test_a_change_is_seen_where_its_row_stands(
    window: Window, table: RecordTable, many: Workbench, qtbot: QtBot
) -> None:
    press(qtbot, window, Key.Key_Down)
    record = window.desk.records.record(1)
    assert record is not None
    review.approve(many, record.material_entity_id, OPERATOR)
    qtbot.waitUntil(lambda: "approved" in window.desk.records.sentence(window.desk.records.record(1)), timeout=10_000)
    assert table.currentIndex().row() == 1


def test_a_scanned_number_goes_straight_to_its_record(window: Window, qtbot: QtBot) -> None:
    write(qtbot, "M 04321")
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: window.bench is window.transcribe, timeout=5000)
    settle(qtbot, window)
    page = window.transcribe.page
    assert page is not None
    assert page.summary.catalog_number == "M 04321"


def test_the_focus_chooses_no_record_while_another_is_on_its_way(window: Window, qtbot: QtBot) -> None:
    """A list that gets the focus takes its first row, if it has none: a scanned number led to the first record."""
    going, gate = window.transcribe.list, threading.Event()
    settle(qtbot, window)
    for _ in range(2):  # as many threads as read
        window.desk.operations.run(ReadOperation(lambda _: gate.wait(10)), window)
    wanted = explore.ids_of(window.desk.operations._bench, [window.desk.records.keys[4321]])[0]
    window.open_record(wanted, "transcribe")
    going.setFocus()
    assert going.is_going
    assert not going.currentIndex().isValid()
    gate.set()
    settle(qtbot, window)
    assert window.transcribe.page is not None
    assert window.transcribe.page.summary.material_entity_id == wanted


def test_a_scanned_drawer_narrows_to_what_lies_in_it(window: Window, qtbot: QtBot) -> None:
    write(qtbot, many_records.BARCODE)
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == many_records.IN_DRAWER, timeout=5000)
    settle(qtbot, window)
    assert window.catalogue.chips.words == ["Storage: Room 1 / Drawer 1"]


def test_a_number_that_nobody_has_is_said(window: Window, qtbot: QtBot) -> None:
    write(qtbot, "M 99999")
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: "M 99999" in window.status.notice.text, timeout=5000)
    assert window.catalogue.search.hasFocus()
    press(qtbot, window, Key.Key_Escape)
    assert window.catalogue.search.text() == ""


def test_thumbnails_come_and_go(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    low = table.row_height
    window.actions_built["table.images"].trigger()
    settle(qtbot, window)
    assert table.columns[0].name == columns.IMAGE
    assert table.row_height > low
    window.actions_built["table.images"].trigger()
    settle(qtbot, window)
    assert table.row_height == low


def test_every_cell_is_told_to_those_who_hear_it(window: Window, table: RecordTable) -> None:
    told = QAccessible.queryAccessibleInterface(table)
    names = [told.child(i).text(QAccessible.Text.Name) for i in range(3 * len(table.columns))]
    first = names.index("M 00000, Lycopodium clavatum L., captured")
    assert names[first + 1] == "Lycopodium clavatum L."
    assert "Country" in names[:first], "the headers, too"


def test_all_is_selected_also_before_all_of_it_has_arrived(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    """Ctrl+A right after the first rows: the rest is asked for, and what begins on the selection waits for it."""
    records = window.desk.records
    records._rest.setInterval(60_000)  # a person who is faster than the rest of an answer
    records.search("")
    qtbot.waitUntil(lambda: not records.is_complete and records.rowCount() == reads.PAGE)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_A, CTRL)
    assert window.catalogue.picked.text() == "selected: all, being counted"
    window.actions_built["mend.edit"].trigger()
    assert window.catalogue.side.panel is None
    settle(qtbot, window)
    assert window.catalogue.picked.text() == "selected: 5\u202f000"
    assert len(window.catalogue.subject().keys) == COUNT
    panel = window.catalogue.side.panel
    assert panel is not None
    assert "5" in panel.title.text()


def test_to_select_otherwise_is_to_select_not_all(window: Window, table: RecordTable, qtbot: QtBot) -> None:
    records = window.desk.records
    records._rest.setInterval(60_000)
    records.search("")
    qtbot.waitUntil(lambda: not records.is_complete and records.rowCount() == reads.PAGE)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_A, CTRL)
    qtbot.keyClick(table, Key.Key_Down)
    settle(qtbot, window)
    assert records.is_complete
    assert table.selected_count() == 1
