"""Keyed entry by keys alone: nothing is asked twice, every number is known, every entry can be taken back."""

from collections.abc import Callable

from by_keys import ALT, CTRL, press, settle, write
from drawn_sheets import Sheets
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.ui.entry.entry_panel import EntryPanel
from curatorbench.ui.parts.entry_row import Sticky
from curatorbench.ui.window import Window
from curatorbench.workflow import enter, explore, review, settings, storage
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key
ENTRIES = 20


def open_form(qtbot: QtBot, window: Window) -> EntryPanel:
    press(qtbot, window, Key.Key_N, CTRL)
    panel = window.catalogue.side.panel
    assert isinstance(panel, EntryPanel)
    assert panel.number.edit.hasFocus(), "the one collection is offered; the number is what is asked"
    return panel


def go_to(qtbot: QtBot, window: Window, panel: EntryPanel, term: str) -> None:
    """By Enter, to the field of a term."""
    for _ in range(len(panel.rows)):
        if panel.rows[term].edit.hasFocus():
            return
        press(qtbot, window, Key.Key_Return)
    raise AssertionError(f"{term} is not reached by Enter")


def values(bench: Workbench, material: str) -> dict[str, str | None]:
    return {term: change.value for term, change in explore.page(bench, material).values.items()}


def test_twenty_records_with_fields_that_stay(window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    panel = open_form(qtbot, window)
    write(qtbot, "HERB 000123")
    go_to(qtbot, window, panel, "scientificName")
    write(qtbot, "Huperzia selago")
    go_to(qtbot, window, panel, "country")
    write(qtbot, "Peru")
    press(qtbot, window, Key.Key_F4)
    assert panel.rows["country"].said == "pinned"
    press(qtbot, window, Key.Key_Return, CTRL)
    for number in range(1, ENTRIES):
        assert panel.number.value == f"HERB {123 + number:06}", "the next number is offered"
        assert panel.number.edit.hasFocus()
        press(qtbot, window, Key.Key_Return)
        write(qtbot, f"Carex species{chr(97 + number)}")
        press(qtbot, window, Key.Key_Return, CTRL)
    assert panel.sitting.count == ENTRIES
    assert "20 entered" in panel.pace.text()
    assert "an hour" in panel.pace.text()
    made = explore.ids_of(bench, explore.keys(bench)[-ENTRIES:])
    entered = [values(bench, material) for material in made]
    assert [said["catalogNumber"] for said in entered] == [f"HERB {n:06}" for n in range(123, 143)]
    assert {said["country"] for said in entered} == {"Peru"}
    assert entered[1]["scientificName"] == "Carex speciesb"
    qtbot.waitUntil(lambda: window.desk.records.rowCount() == len(sheets.records) + ENTRIES)


def test_undo_takes_the_last_entry_back_and_offers_its_number_again(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    panel = open_form(qtbot, window)
    for number in ("A 7", "A 8"):
        write(qtbot, number)
        press(qtbot, window, Key.Key_Return, CTRL)
    assert panel.number.value == "A 9"
    press(qtbot, window, Key.Key_Z, CTRL)
    settle(qtbot, window)
    assert len(explore.keys(bench)) == len(sheets.records) + 1
    assert panel.sitting.count == 1
    assert panel.number.value == "A 8"
    press(qtbot, window, Key.Key_Return, CTRL)
    assert panel.sitting.count == 2


def test_a_number_that_is_there_is_said_at_once_and_opened_by_a_key(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    review.set_value(bench, sheets.records[1], "catalogNumber", "B 10 1002", "Ada")
    panel = open_form(qtbot, window)
    write(qtbot, "B 10 1002")
    qtbot.waitUntil(lambda: "is there already" in panel.number.below)
    press(qtbot, window, Key.Key_Return, CTRL)
    assert panel.sitting.count == 0, "nothing is kept under a number that is another's"
    assert panel.number.value == "B 10 1002"
    press(qtbot, window, Key.Key_Return, ALT)
    assert window.bench is window.transcribe
    assert window.transcribe.form.material_id == sheets.records[1]


def test_a_range_of_numbers_is_counted_through_and_then_asked_anew(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    panel = open_form(qtbot, window)
    write(qtbot, "0098-0100")
    qtbot.waitUntil(lambda: "3 are left" in panel.number.below)
    for _ in range(3):
        press(qtbot, window, Key.Key_Return, CTRL)
    made = explore.ids_of(bench, explore.keys(bench)[-3:])
    assert [values(bench, material)["catalogNumber"] for material in made] == ["0098", "0099", "0100"]
    assert panel.number.value == ""


def test_another_drawer_asks_pinned_fields_again_and_first(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    drawers = [storage.add(bench, "drawer", f"Drawer {n}", None, "Ada", identifier=f"D{n}") for n in (1, 2)]
    panel = open_form(qtbot, window)
    go_to(qtbot, window, panel, "country")
    write(qtbot, "Peru")
    press(qtbot, window, Key.Key_F4)
    panel.fixed.unit.setFocus()
    for barcode in ("D1", "D2"):
        write(qtbot, barcode)
        qtbot.waitUntil(lambda: panel.fixed.unit.choice is not None)
        settle(qtbot, window)
        panel.fixed.unit.line.selectAll()
    assert panel.rows["country"].sticky is Sticky.ASKED
    panel.number.edit.setFocus()
    write(qtbot, "X 1")
    press(qtbot, window, Key.Key_Return, CTRL)
    assert panel.rows["country"].edit.hasFocus(), "what is asked again is asked first"
    press(qtbot, window, Key.Key_Return)
    assert panel.rows["country"].sticky is Sticky.PINNED
    made = explore.ids_of(bench, explore.keys(bench)[-1:])[0]
    lies_in = enter.about(bench, made).storage
    assert lies_in is not None
    assert lies_in.id == drawers[1]


def test_a_lot_a_placeholder_and_a_second_taxon_on_the_sheet(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    panel = open_form(qtbot, window)
    panel.fixed.kind.setFocus()
    write(qtbot, "lot")
    press(qtbot, window, Key.Key_Tab)
    assert panel.fixed.count.hasFocus()
    panel.fixed.count.selectAll()
    write(qtbot, "12")
    press(qtbot, window, Key.Key_Return)
    panel.number.edit.setFocus()
    press(qtbot, window, Key.Key_F8)
    assert panel.rows["scientificName"].edit.hasFocus()
    write(qtbot, "Carabus auratus")
    press(qtbot, window, Key.Key_Return, CTRL)
    press(qtbot, window, Key.Key_F3)
    go_to(qtbot, window, panel, "scientificName")
    write(qtbot, "Carabus nitens")
    press(qtbot, window, Key.Key_Return, CTRL)
    first, second = (enter.about(bench, id_) for id_ in explore.ids_of(bench, explore.keys(bench)[-2:]))
    assert (first.kind, first.quantity, first.numberless) == ("lot", 12, True)
    assert [(r.kind, r.material_entity_id) for r in second.relations] == [("same sheet", first.material_entity_id)]


def test_enter_goes_from_the_count_to_the_number_past_the_box_that_has_its_own_key(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    panel = open_form(qtbot, window)
    for number, count in (("L 1", 12), ("M 1", 7)):
        panel.fixed.kind.setFocus()
        panel.fixed.kind.line.selectAll()
        write(qtbot, "lot")
        press(qtbot, window, Key.Key_Return)
        write(qtbot, str(count))
        press(qtbot, window, Key.Key_Return)
        assert panel.number.edit.hasFocus()
        panel.number.edit.selectAll()
        write(qtbot, number)
        press(qtbot, window, Key.Key_Return, CTRL)
        assert panel.same_sheet.isVisible()
    made = explore.ids_of(bench, explore.keys(bench)[-2:])
    assert [values(bench, material)["catalogNumber"] for material in made] == ["L 1", "M 1"]
    assert [enter.about(bench, material).quantity for material in made] == [12, 7]


def test_what_cannot_be_is_said_in_place_and_kept_all_the_same(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    panel = open_form(qtbot, window)
    go_to(qtbot, window, panel, "decimalLatitude")
    write(qtbot, "123")
    press(qtbot, window, Key.Key_Return)
    assert "between -90 and 90" in panel.rows["decimalLatitude"].below
    press(qtbot, window, Key.Key_Return, CTRL)
    made = explore.ids_of(bench, explore.keys(bench)[-1:])[0]
    assert values(bench, made)["decimalLatitude"] == "123"


def test_an_empty_form_says_what_is_enough(window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    panel = open_form(qtbot, window)
    press(qtbot, window, Key.Key_Return, CTRL)
    assert "nothing to keep" in panel.number.below
    press(qtbot, window, Key.Key_Escape)
    assert window.catalogue.side.panel is None
    assert len(explore.keys(bench)) == len(sheets.records)


def test_a_number_that_is_only_much_the_same_is_kept_by_a_key(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    review.set_value(bench, sheets.records[1], "catalogNumber", "B 10 1002", "Ada")
    panel = open_form(qtbot, window)
    write(qtbot, "b101002")
    qtbot.waitUntil(lambda: "keeps this as another number" in panel.number.below)
    assert panel.number.below.startswith("B 10 1002 is there already")
    press(qtbot, window, Key.Key_Return, CTRL)
    assert panel.sitting.count == 0, "not without being told so"
    press(qtbot, window, Key.Key_F9)
    assert panel.number.below == "b101002 will be another number than B 10 1002."
    press(qtbot, window, Key.Key_Return, CTRL)
    assert panel.sitting.count == 1
    made = explore.ids_of(bench, explore.keys(bench)[-1:])[0]
    assert values(bench, made)["catalogNumber"] == "b101002"


def test_what_is_pinned_is_there_when_records_are_keyed_in_again(
    window: Window, bench: Workbench, sheets: Sheets, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    panel = open_form(qtbot, window)
    go_to(qtbot, window, panel, "country")
    write(qtbot, "Peru")
    press(qtbot, window, Key.Key_F4)
    panel.number.edit.setFocus()
    write(qtbot, "X 1")
    press(qtbot, window, Key.Key_Return, CTRL)
    window.close()
    again = open_window(bench)
    panel = open_form(qtbot, again)
    settle(qtbot, again)
    assert (panel.rows["country"].value, panel.rows["country"].sticky) == ("Peru", Sticky.ASKED)
    assert panel.rows["recordedBy"].sticky is Sticky.NO
    go_to(qtbot, again, panel, "country")
    press(qtbot, again, Key.Key_F4)
    assert settings.get(bench, "entry.pinned") == ""


def test_a_spoilt_memory_of_pinned_fields_is_none(
    bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    for kept in ("[1", "[1]", '{"gone": "x", "catalogNumber": "y"}'):
        settings.put(bench, "entry.pinned", kept)
        panel = open_form(qtbot, open_window(bench))
        assert all(row.sticky is Sticky.NO for row in panel.rows.values())
