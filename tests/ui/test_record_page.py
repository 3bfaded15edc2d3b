"""The record's page beside the table: all that is known of it, from the top down, by keys alone."""

from collections.abc import Callable

import pytest
from by_keys import ALT, CTRL, SHIFT, field, press, settle, write
from drawn_sheets import OPERATOR, Sheets, place
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.mending import SetTerm
from curatorbench.ui.catalogue.record_page import RecordPageView
from curatorbench.ui.catalogue.record_section import Section
from curatorbench.ui.records.record_lines import Line
from curatorbench.ui.window import Window
from curatorbench.workflow import enter, explore, identify, mending, review, storage
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key
PETER = "Peter Ems"


@pytest.fixture
def full(bench: Workbench, sheets: Sheets) -> Sheets:
    """The first record with a bit of everything."""
    first, second, _ = sheets.records
    review.set_value(bench, first, "catalogNumber", "B 10 1001", PETER)
    review.set_value(bench, first, "scientificName", "Lycopodium clavatum L.", PETER, verbatim="Lycop. clavatum")
    review.set_value(bench, first, "eventDate", "2951-07-18", PETER)
    identify.identify(bench, first, "Huperzia selago (L.) Bernh.", "A. Gray", "1987", None, OPERATOR)
    room = storage.add(bench, "room", "Room 1", None, OPERATOR)
    drawer = storage.add(bench, "drawer", "Drawer 3", room, OPERATOR)
    storage.store(bench, explore.keys_of(bench, [first]), drawer, OPERATOR)
    enter.another_on_sheet(bench, first, {"catalogNumber": "B 10 5", "scientificName": "Carex nigra"}, OPERATOR)
    enter.another_sheet(bench, first, explore.page(bench, second).assets[0], OPERATOR, role="back")
    review.check(bench, first, OPERATOR)
    mending.edit(bench, explore.keys_of(bench, [first, second]), SetTerm("county", "Lima"), OPERATOR)
    return sheets


@pytest.fixture
def page(full: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window]) -> RecordPageView:
    return open_window(bench).catalogue.record.page


def window_of(page: RecordPageView) -> Window:
    window = page.window()
    assert isinstance(window, Window)
    return window


def line(section: Section, start: str) -> Line:
    return next(line for line in section.list.lines if line.spoken.startswith(start) or line.name == start)


def test_it_says_all_there_is_in_the_order_of_the_work(page: RecordPageView) -> None:
    assert "eventDate '2951-07-18' lies in the future." in page.flags.lines
    assert any("trained on simulated staining" in said for said in page.flags.lines)
    names = [shown.name for shown in page.values.list.lines]
    assert names[:2] == ["Catalogue number", "Scientific name"]
    assert "<i>Huperzia</i>" in line(page.values, "Scientific name").html
    assert [shown.name for shown in page.identifications.list.lines] == ["stands", "before"]
    assert line(page.identifications, "before").spoken.startswith("Lycopodium clavatum L.")
    assert line(page.relations, "same sheet").spoken == "B 10 5 Carex nigra"
    assert line(page.thing, "Lies in").spoken == "Room 1 / Drawer 3"
    assert page.images.count == 2


def test_its_history_tells_fields_status_images_and_batches(page: RecordPageView) -> None:
    told = [shown.spoken for shown in page.history.list.lines]
    newest = told[0]
    assert newest.startswith("County: Lima")
    assert "batch “County set to “Lima”" in newest
    assert any("Status: read → checked" in said and OPERATOR in said for said in told)
    assert any("an image comes" in said for said in told)
    assert any("Lies in: Room 1 / Drawer 3" in said for said in told)
    assert any(said.startswith("Country: Paraguay") and "rule “demo”" in said for said in told)
    assert all(shown.mark for shown in page.history.list.lines)


def test_arrows_light_up_the_words_and_space_tells_who_said_it(page: RecordPageView, qtbot: QtBot) -> None:
    window = window_of(page)
    page.values.head.setFocus()
    press(qtbot, window, Key.Key_Down)
    assert page.values.list.hasFocus()
    assert page.images.view.outlines == (place("catalogNumber", 1001),)
    assert not page.values.list.tells(0)
    press(qtbot, window, Key.Key_Space)
    assert page.values.list.tells(0)
    assert PETER in page.values.list.lines[0].detail
    press(qtbot, window, Key.Key_Down)
    assert page.images.view.outlines == (place("scientificName", 1001),)
    press(qtbot, window, Key.Key_H, CTRL)
    assert all(page.values.list.tells(row) for row in range(page.values.list.count()))


def test_enter_on_a_value_goes_to_transcribe(page: RecordPageView, full: Sheets, qtbot: QtBot) -> None:
    window = window_of(page)
    page.values.list.setFocus()
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Return)
    assert window.bench is window.transcribe
    assert window.transcribe.form.material_id == full.records[0]
    assert field(window).term == "scientificName"


def test_enter_on_a_relation_goes_to_the_other_record(page: RecordPageView, bench: Workbench, qtbot: QtBot) -> None:
    window = window_of(page)
    page.relations.list.setFocus()
    press(qtbot, window, Key.Key_Return)
    settle(qtbot, window)
    assert page.record is not None
    assert page.record.catalog_number == "B 10 5"
    assert window.catalogue.table.record == page.record


def test_sections_fold_by_key(page: RecordPageView, qtbot: QtBot) -> None:
    window = window_of(page)
    page.history.head.setFocus()
    press(qtbot, window, Key.Key_Left)
    assert page.history.is_folded
    assert page.history.list.isHidden()
    press(qtbot, window, Key.Key_Right)
    assert not page.history.list.isHidden()
    press(qtbot, window, Key.Key_F, CTRL | SHIFT)
    assert all(section.is_folded for section in page.sections)
    press(qtbot, window, Key.Key_F, CTRL | SHIFT)
    assert not any(section.is_folded for section in page.sections)


def test_the_next_image_by_key_and_by_arrow(page: RecordPageView, bench: Workbench, full: Sheets, qtbot: QtBot) -> None:
    window = window_of(page)
    front, back = (explore.page(bench, record).assets[0] for record in full.records[:2])
    assert page.images.sha256 == front
    press(qtbot, window, Key.Key_PageDown, CTRL | ALT)
    assert page.images.sha256 == back
    page.images.strip.setFocus()
    press(qtbot, window, Key.Key_Left)
    assert page.images.sha256 == front
    assert "back" in page.images.strip.item(1).text()


def test_tab_follows_the_page_downwards(page: RecordPageView, qtbot: QtBot) -> None:
    window = window_of(page)
    page.values.head.setFocus()
    visited = []
    for _ in range(2 * len(page.sections)):
        visited.append(QApplication.focusWidget())
        press(qtbot, window, Key.Key_Tab)
    assert visited == [part for section in page.sections for part in (section.head, section.list)]


def test_a_change_is_shown_where_it_stands(page: RecordPageView, bench: Workbench, full: Sheets, qtbot: QtBot) -> None:
    window = window_of(page)
    press(qtbot, window, Key.Key_Z, CTRL)
    assert not any(shown.name == "County" for shown in page.values.list.lines)
    assert "County: Lima withdrawn" in page.history.list.lines[0].spoken
    assert "undo of County set" in page.history.list.lines[0].spoken
    assert page.history.list.lines[0].name == "taken back"


def test_what_was_changed_on_another_bench_is_there_on_coming_back(page: RecordPageView, qtbot: QtBot) -> None:
    window = window_of(page)
    press(qtbot, window, Key.Key_3, CTRL)
    window.transcribe.form.rows["country"].edit.setPlainText("Chile")
    press(qtbot, window, Key.Key_2, CTRL)
    assert line(page.values, "Country").spoken == "Chile"


def test_what_a_panel_changed_is_there_once_it_has_gone(page: RecordPageView, qtbot: QtBot) -> None:
    window = window_of(page)
    press(qtbot, window, Key.Key_D, CTRL | SHIFT)
    write(qtbot, "Carex nigra")
    press(qtbot, window, Key.Key_Return)
    assert line(page.values, "Scientific name").spoken == "Carex nigra"


def test_nothing_is_cut_where_there_is_little_room(page: RecordPageView, qtbot: QtBot) -> None:
    """As on the least laptop at 200 %."""
    window = window_of(page)
    window.resize(683, 384)
    settle(qtbot, window)
    for section in page.sections:
        lines = section.list
        assert lines.sizeHintForColumn(0) <= lines.viewport().width()
        assert lines.height() >= sum(lines.sizeHintForRow(row) for row in range(lines.count()))
        assert lines.mapTo(page, lines.rect().topRight()).x() <= page.width()
    assert page.images.height() + 8 * 8 < page.height()


def test_from_one_record_without_an_image_to_another_it_is_said_again(
    bench: Workbench, sheets: Sheets, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    for name in ("Carex nigra", "Carex flava"):
        enter.enter(bench, "MAIN", {"scientificName": name}, OPERATOR)
    window = open_window(bench)
    press(qtbot, window, Key.Key_2, CTRL)
    press(qtbot, window, Key.Key_End, CTRL)
    view = window.catalogue.image
    for key in (Key.Key_Up, Key.Key_Down):
        press(qtbot, window, key)
        qtbot.wait(400)  # longer than a picture is awaited in silence
        assert view.text == "This record has no image."
