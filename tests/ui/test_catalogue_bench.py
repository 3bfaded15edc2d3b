"""The Catalogue bench: pages of records, search by typing, Enter to transcribe."""

from collections.abc import Callable

from by_keys import CTRL, press, settle, write
from drawn_sheets import Sheets
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from curatorbench.models.records import catalogue
from curatorbench.ui.frame.memory import Memory
from curatorbench.ui.mending.batch_edit import BatchEditPanel
from curatorbench.ui.records.reads import PAGE
from curatorbench.ui.window import Window
from curatorbench.workflow import review
from curatorbench.workflow.operators import Person
from curatorbench.workflow.workbench import Workbench

ROOT = QModelIndex()


def numbers(window: Window) -> list[str | None]:
    records = window.desk.records
    return [record.catalog_number for row in range(records.rowCount(ROOT)) if (record := records.record(row))]


def test_every_record_is_there_and_the_first_is_shown(window: Window, sheets: Sheets) -> None:
    assert window.desk.records.rowCount(ROOT) == len(sheets.records)
    assert window.catalogue.table.hasFocus()
    assert window.catalogue.image.has_image
    assert window.catalogue.record.record == window.desk.records.record(0)


def test_enter_opens_the_record_for_transcribing(window: Window, sheets: Sheets, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_Down)
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.bench is window.transcribe
    assert window.transcribe.form.material_id == sheets.records[1]
    assert window.transcribe.form.current is not None


def test_typing_anywhere_searches(window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    review.set_value(bench, sheets.records[1], "scientificName", "Huperzia selago", "Ada")
    write(qtbot, "huper")
    qtbot.waitUntil(lambda: window.desk.records.rowCount(ROOT) == 1, timeout=5000)
    settle(qtbot, window)
    found = window.desk.records.record(0)
    assert found is not None
    assert found.material_entity_id == sheets.records[1]
    press(qtbot, window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.desk.records.rowCount(ROOT) == len(sheets.records), timeout=5000)


def test_a_search_without_result_says_what_to_do(window: Window, qtbot: QtBot) -> None:
    write(qtbot, "zzzz")
    qtbot.waitUntil(lambda: window.desk.records.rowCount(ROOT) == 0, timeout=5000)
    settle(qtbot, window)
    assert window.catalogue.empty.isVisible()
    assert "Esc" in window.catalogue.empty.text()


def test_a_status_narrows_the_list(window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    review.approve(bench, sheets.records[2], "Ada")
    window.catalogue.begin_narrowing()
    write(qtbot, "appr")
    node = ("status", ("approved",))
    qtbot.waitUntil(lambda: node in [line.node for line in window.catalogue.facets.tree.lines()], timeout=10_000)
    qtbot.wait(300)  # no scanner would
    press(qtbot, window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.desk.records.rowCount(ROOT) == 1


def test_an_empty_catalogue_teaches(
    empty_bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(empty_bench)
    assert "Ctrl+1 takes in images, Ctrl+N keys in records" in window.catalogue.empty.text()
    window.go_to("transcribe")
    settle(qtbot, window)
    assert "Ctrl+1 takes in images" in window.transcribe.image.text
    assert not window.transcribe.approve_button.isEnabled()


def test_the_first_records_of_an_empty_catalogue_appear_by_themselves(
    empty_bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(empty_bench)
    assert window.catalogue.empty.isVisible()
    with empty_bench.workspace.store.write() as session:
        catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"), catalog_number="B 1")
    qtbot.waitUntil(window.catalogue.table.isVisible, timeout=8000)
    settle(qtbot, window)
    assert not window.catalogue.empty.isVisible()
    assert window.catalogue.record.record == window.desk.records.record(0)


def test_pages_follow_as_the_list_is_scrolled(
    empty_bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    with empty_bench.workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        for number in range(PAGE + 50):
            catalogue.new_material(session, collection, catalog_number=f"B {number:04}")
    window = open_window(empty_bench)
    assert window.desk.records.rowCount(ROOT) >= PAGE
    press(qtbot, window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.desk.records.is_complete, timeout=5000)
    settle(qtbot, window)
    shown = numbers(window)
    assert len(shown) == len(set(shown)) == PAGE + 50


def test_a_change_redraws_its_row_where_it_stands(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    window.go_to("transcribe")
    settle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_Return)
    assert numbers(window)[0] == "B 10 1001"


def test_what_workers_change_appears_by_itself(window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    review.check(bench, sheets.records[0], "Ada")
    qtbot.waitUntil(lambda: "checked" in window.desk.records.sentence(window.desk.records.record(0)), timeout=8000)


def test_what_was_found_is_changed_by_the_key_from_the_search(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    review.set_value(bench, sheets.records[1], "scientificName", "Huperzia selago", "Ada")
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    write(qtbot, "huper")
    qtbot.waitUntil(lambda: window.desk.records.rowCount(ROOT) == 1, timeout=5000)
    settle(qtbot, window)
    assert window.catalogue.search.hasFocus()
    press(qtbot, window, Qt.Key.Key_E, CTRL)
    assert isinstance(window.catalogue.side.panel, BatchEditPanel)
    press(qtbot, window, Qt.Key.Key_Escape)


def test_a_list_that_came_while_another_bench_was_in_front_shows_its_first_record(
    bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    window = Window(memory=Memory())
    qtbot.addWidget(window)
    window.go_to("jobs")
    window.show()
    window.take(bench, Person("Ada", "A"))
    settle(qtbot, window)
    assert window.catalogue.record.record is None
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert window.catalogue.record.record == window.desk.records.record(0)
