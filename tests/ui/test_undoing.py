"""Undo and redo by keys: what is taken back is said in words and shown, wherever it was done."""

from collections.abc import Callable

import many_records
from by_keys import CTRL, SHIFT, field, hold, press, settle, write
from drawn_sheets import OPERATOR, Sheets
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.mending import SetTerm
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.ui.mending.batches import BatchesPanel
from curatorbench.ui.operations import changes
from curatorbench.ui.parts.field_state import Standing
from curatorbench.ui.window import Window
from curatorbench.workflow import enter, explore, mending, review
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
    assert window.catalogue.table.record is not None
    assert window.catalogue.table.record.material_entity_id == sheets.records[2]


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


def edited(bench: Workbench) -> str:
    """All records of a workspace of thousands get a country, in one batch; returns its identifier."""
    done = mending.edit(bench, explore.keys(bench), SetTerm("country", "Peru"), OPERATOR)
    assert done.batch is not None
    return done.batch


def in_peru(bench: Workbench) -> int:
    return len(explore.keys(bench, Question(filters=(("country", "Peru"),))))


def test_a_large_batch_goes_back_beside_the_saves(
    many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    """After the save that was asked for before it, and holding up none that comes meanwhile."""
    before = in_peru(many)
    edited(many)
    window = open_window(many)
    operations = window.desk.operations
    record = explore.ids_of(many, explore.keys(many)[:1])[0]
    operations.run(changes.set_value(record, "county", "Lima", OPERATOR, verbatim=None, expected_revision=None), window)
    window.undo()
    settle(qtbot, window)
    assert "county" not in explore.page(many, record).values, "the save was the newest step"
    assert in_peru(many) > before
    window.undo()
    qtbot.waitUntil(lambda: bool(operations.long_operations), timeout=5000)
    (work,) = operations.long_operations
    assert work.label == "undo: Country set to “Peru” (4,000 records)"
    window.undo()
    assert window.status.notice.text.startswith("Not yet: “undo")
    saved: list[int] = []
    save = changes.set_value(record, "locality", "Lima", OPERATOR, verbatim=None, expected_revision=None)
    operations.run(save.success(lambda _: saved.append(len(operations.long_operations))), window)
    qtbot.waitUntil(lambda: bool(saved), timeout=5000)
    assert saved == [1], "the save did not wait for the undo"
    assert work.fraction < 1
    settle(qtbot, window)
    assert in_peru(many) == before
    assert explore.page(many, record).values["locality"].value == "Lima"
    assert window.status.notice.text.startswith("Took back: Country set to “Peru”: ")


def test_an_undo_is_stopped_and_the_rest_taken_back_from_the_list(
    many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    before = in_peru(many)
    edited(many)
    window = open_window(many)
    qtbot.waitUntil(lambda: window.desk.records.is_complete)
    window.undo()
    qtbot.waitUntil(lambda: any(work.fraction > 0 for work in window.desk.operations.long_operations), timeout=5000)
    window.desk.operations.long_operations[0].stop()
    settle(qtbot, window)
    assert before < in_peru(many) < many_records.COUNT
    assert "a part of" in window.status.notice.text
    window.actions_built["mend.batches"].trigger()
    settle(qtbot, window)
    panel = window.catalogue.side.panel
    assert isinstance(panel, BatchesPanel)
    panel.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: panel.is_ready, timeout=10_000)
    assert panel.view.count.text().startswith("A part of this batch was taken back.")
    press(qtbot, window, Key.Key_Return)
    assert in_peru(many) == before


def test_a_plan_that_is_not_wanted_any_more_ends(
    many: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    edited(many)
    window = open_window(many)
    window.actions_built["mend.batches"].trigger()
    settle(qtbot, window)
    panel = window.catalogue.side.panel
    assert isinstance(panel, BatchesPanel)
    panel.ask_now()
    asked = panel._planning
    assert asked is not None
    qtbot.waitUntil(lambda: bool(asked.message), timeout=5000)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    settle(qtbot, window)
    assert "4,000 of" not in asked.message
    assert window.catalogue.side.panel is None


def test_a_record_that_was_made_goes_and_comes_again(window: Window, bench: Workbench, qtbot: QtBot) -> None:
    enter.enter(bench, "HERB", {"catalogNumber": "H-1", "country": "Peru"}, OPERATOR)
    press(qtbot, window, Key.Key_Z, CTRL)
    assert window.status.notice.text == "Took back: H-1 is no longer there."
    press(qtbot, window, Key.Key_Z, CTRL | SHIFT)
    assert window.status.notice.text == "Did again: H-1 is there again."


def test_with_ctrl_still_held_only_what_was_taken_back_is_selected(
    window: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    table = window.catalogue.table
    review.set_value(bench, sheets.records[0], "country", "Peru", OPERATOR)
    press(qtbot, window, Key.Key_2, CTRL)
    press(qtbot, window, Key.Key_Down)
    before = list(table.selected_keys())
    assert len(before) == 1
    hold(qtbot, window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not table.is_going)
    assert window.status.notice.text.startswith("Took back")
    assert table.selected_count() == 1, "what Ctrl+E changes is what was gone to, and nothing besides"
    assert list(table.selected_keys()) != before
