"""Undo and redo by keys: what is taken back is said in words and shown, wherever it was done."""

from by_keys import CTRL, SHIFT, field, press, settle, write
from drawn_sheets import OPERATOR, Sheets
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.record import RecordStatus
from curatorbench.ui.transcribe.field_state import Standing
from curatorbench.ui.window import Window
from curatorbench.workflow import explore, review
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


def status(bench: Workbench, material: str) -> RecordStatus:
    return explore.page(bench, material).summary.status


def test_a_signature_is_taken_back_on_the_record_that_it_was_given_to(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    press(qtbot, on_bench, Key.Key_Return)
    press(qtbot, on_bench, Key.Key_Return, CTRL)
    assert on_bench.transcribe.form.material_id == sheets.records[1]
    assert on_bench.actions_built["edit.undo"].text() == "Undo: approve the record"
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert status(bench, sheets.records[0]) is RecordStatus.READ
    assert on_bench.transcribe.form.material_id == sheets.records[0]
    assert on_bench.status.notice.text == "Took back: B 10 1001 is read again."
    press(qtbot, on_bench, Key.Key_Z, CTRL | SHIFT)
    assert status(bench, sheets.records[0]) is RecordStatus.APPROVED
    assert on_bench.status.notice.text == "Did again: B 10 1001 is approved again."
    for key in (Key.Key_Z, Key.Key_Z):
        press(qtbot, on_bench, key, CTRL)
    assert on_bench.status.notice.text == "Took back: Catalogue number of the record without a number: no value again."
    assert field(on_bench).term == "catalogNumber"


def test_undo_leads_to_the_field_of_another_record(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    press(qtbot, on_bench, Key.Key_Tab)
    press(qtbot, on_bench, Key.Key_Return)
    press(qtbot, on_bench, Key.Key_PageDown, CTRL)
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert on_bench.transcribe.form.material_id == sheets.records[0]
    assert field(on_bench).term == "scientificName"
    assert field(on_bench).state.standing is Standing.PROPOSED
    assert on_bench.transcribe.image.outlines == field(on_bench).state.evidence()


def test_undo_leads_to_a_record_that_is_not_in_the_list(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    review.set_value(bench, sheets.records[2], "county", "Lima", OPERATOR)
    on_bench.desk.records.search("1001")
    on_bench.desk.records.search("nothing like it")
    settle(qtbot, on_bench)
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert on_bench.transcribe.page is not None
    assert on_bench.transcribe.page.summary.material_entity_id == sheets.records[2]
    assert "county" not in explore.page(bench, sheets.records[2]).values


def county(window: Window) -> str | None:
    """What the page beside the table says."""
    view = window.catalogue.record.page.view
    assert view is not None
    change = view.page.values.get("county")
    return change.value if change else None


def test_the_catalogue_shows_what_was_taken_back(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    review.set_value(bench, sheets.records[2], "county", "Lima", OPERATOR)
    review.set_value(bench, sheets.records[0], "county", "Cusco", OPERATOR)
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Up)
    assert county(window) == "Cusco"
    press(qtbot, window, Key.Key_Z, CTRL)
    assert county(window) is None
    press(qtbot, window, Key.Key_Z, CTRL)
    assert window.catalogue.list.record is not None
    assert window.catalogue.list.record.material_entity_id == sheets.records[2]


def test_a_step_that_a_colleague_built_on_is_refused_once_and_then_passed_over(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    first, second, _ = sheets.records
    review.set_value(bench, first, "county", "Lima", OPERATOR)
    review.set_value(bench, second, "country", "Peru", OPERATOR)
    review.set_value(bench, second, "country", "Chile", "Ada")
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    said = on_bench.status.notice.text
    assert "Country was changed by Ada since" in said
    assert on_bench.transcribe.form.material_id == second, "the person is led to what stands in the way"
    assert explore.page(bench, second).values["country"].value == "Chile"
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert "county" not in explore.page(bench, first).values
    assert on_bench.transcribe.form.material_id == first
    assert explore.page(bench, second).values["country"].value == "Chile"
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert on_bench.status.notice.text == "There is nothing to undo."


def test_agreeing_does_not_overwrite_a_colleague_unseen(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    review.set_value(bench, sheets.records[0], "catalogNumber", "B 10 2", "Ada")
    press(qtbot, on_bench, Key.Key_Return)
    assert explore.page(bench, sheets.records[0]).values["catalogNumber"].value == "B 10 2"
    assert field(on_bench).term == "catalogNumber"
    assert "Ada" in field(on_bench).below


def test_a_correction_keeps_the_words_of_the_label(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    while field(on_bench).term != "eventDate":
        press(qtbot, on_bench, Key.Key_Tab)
    for typed in ("1951-07-19", "1951-07-20"):
        write(qtbot, typed)
        press(qtbot, on_bench, Key.Key_Return)
        kept = explore.page(bench, sheets.records[0]).values["eventDate"]
        assert (kept.value, kept.verbatim) == (typed, "18.VII.1951")
        on_bench.transcribe.form.begin("eventDate")
    assert field(on_bench).below == "as written: “18.VII.1951”"
