"""Mending by keys alone, on real workspaces: what would happen is seen first, one key does it, one takes it back."""

from collections.abc import Callable

import pytest
from by_keys import ALT, CTRL, SHIFT, press, settle, write
from drawn_sheets import OPERATOR, Sheets
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models.history import bulk
from curatorbench.models.records import catalogue
from curatorbench.ui.mending.batch_edit import BatchEditPanel
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.mending import Mending
from curatorbench.ui.mending.merge import MergePanel
from curatorbench.ui.mending.new_unit import NewUnitPanel
from curatorbench.ui.window import Window
from curatorbench.workflow import enter, explore, mending, review, storage
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key
MANY = 500


def panel(window: Window) -> MendPanel:
    """The panel beside the work."""
    opened = window.bench.side.panel  # type: ignore[attr-defined]
    assert isinstance(opened, MendPanel), window.status.notice.text
    return opened


def wait_for_plan(qtbot: QtBot, window: Window) -> MendPanel:
    """Until what is wanted and what is shown are the same."""
    opened = panel(window)
    qtbot.waitUntil(lambda: opened.is_ready, timeout=10_000)
    settle(qtbot, window)
    return opened


def values(bench: Workbench, material: str) -> dict[str, str | None]:
    return {term: change.value for term, change in explore.page(bench, material).values.items()}


def images(bench: Workbench, material: str) -> tuple[str, ...]:
    return explore.page(bench, material).assets


@pytest.fixture
def numbered(bench: Workbench, sheets: Sheets) -> Sheets:
    """The sheets with their numbers accepted."""
    for number, record in enumerate(sheets.records, 1001):
        review.set_value(bench, record, "catalogNumber", f"B 10 {number}", "Ada")
    return sheets


def test_an_image_moves_to_the_record_whose_number_is_typed_and_comes_back(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(bench)
    first, second, _ = numbered.records
    before = images(bench, first), images(bench, second)
    press(qtbot, window, Key.Key_M, CTRL)
    write(qtbot, "B 10 1002")
    opened = wait_for_plan(qtbot, window)
    assert "2 records" in opened.view.count.text()
    assert any("no image any more" in warning for warning in opened.view.warnings.lines)
    press(qtbot, window, Key.Key_Return)
    assert images(bench, first) == ()
    assert set(images(bench, second)) == {*before[0], *before[1]}
    assert window.catalogue.side.panel is None
    assert "Ctrl+Z takes it back" in window.status.notice.text
    assert window.catalogue.table.hasFocus(), "the focus is where it was"
    press(qtbot, window, Key.Key_Z, CTRL)
    assert (images(bench, first), images(bench, second)) == before


def test_enter_before_the_plan_shows_the_plan_and_does_nothing(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    """A scanner types the number and Enter at once: nothing is done that was not seen."""
    window = open_window(bench)
    before = images(bench, numbered.records[0])
    press(qtbot, window, Key.Key_M, CTRL)
    write(qtbot, "B 10 1002")
    press(qtbot, window, Key.Key_Return)
    assert images(bench, numbered.records[0]) == before
    wait_for_plan(qtbot, window)
    press(qtbot, window, Key.Key_Escape)
    assert window.catalogue.side.panel is None
    assert images(bench, numbered.records[0]) == before


def test_an_image_moves_from_transcribe_to_a_record_of_its_own(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(bench)
    window.go_to("transcribe")
    settle(qtbot, window)
    (image,) = images(bench, numbered.records[0])
    press(qtbot, window, Key.Key_M, CTRL)
    press(qtbot, window, Key.Key_Down)
    wait_for_plan(qtbot, window)
    press(qtbot, window, Key.Key_Return)
    assert images(bench, numbered.records[0]) == ()
    keys = explore.keys(bench)
    assert len(keys) == len(numbered.records) + 1
    made = explore.ids_of(bench, keys[-1:])[0]
    assert images(bench, made) == (image,)
    press(qtbot, window, Key.Key_Z, CTRL)
    assert images(bench, numbered.records[0]) == (image,)


def test_two_records_are_merged_with_the_value_chosen_and_part_again(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    first, second, _ = numbered.records
    review.set_value(bench, first, "county", "Lima", "Ada")
    review.set_value(bench, second, "county", "Cusco", "Ada")
    window = open_window(bench)
    press(qtbot, window, Key.Key_Down, SHIFT)
    press(qtbot, window, Key.Key_M, CTRL | SHIFT)
    opened = wait_for_plan(qtbot, window)
    assert isinstance(opened, MergePanel)
    assert "Cusco" in opened.conflicts.item(1).text()
    press(qtbot, window, Key.Key_Tab)
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Right)
    wait_for_plan(qtbot, window)
    assert opened.conflicts.theirs == {"county"}
    press(qtbot, window, Key.Key_Return)
    assert values(bench, first)["county"] == "Cusco"
    assert values(bench, first)["catalogNumber"] == "B 10 1001"
    assert len(explore.keys(bench)) == 2
    press(qtbot, window, Key.Key_Z, CTRL)
    assert values(bench, first)["county"] == "Lima"
    assert values(bench, second)["county"] == "Cusco"


def test_a_record_is_split_by_ticking_and_made_whole_again(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(bench)
    press(qtbot, window, Key.Key_L, CTRL | SHIFT)
    press(qtbot, window, Key.Key_Space)
    press(qtbot, window, Key.Key_Tab)
    press(qtbot, window, Key.Key_Space)
    opened = wait_for_plan(qtbot, window)
    assert "a new record" in opened.view.html
    press(qtbot, window, Key.Key_Return)
    keys = explore.keys(bench)
    assert len(keys) == 4
    made = explore.ids_of(bench, keys[-1:])[0]
    assert values(bench, made)["country"] == "Paraguay"
    assert images(bench, numbered.records[0]) == ()
    press(qtbot, window, Key.Key_Z, CTRL)
    assert len(explore.keys(bench)) == 3
    assert images(bench, numbered.records[0])


def test_500_records_are_changed_and_one_key_takes_it_back(
    empty_bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    with empty_bench.workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        rows = [{"catalogNumber": f"B {number:04}", "country": "Perú"} for number in range(MANY)]
        source = Source(SourceKind.IMPORT, "old list")
        made = bulk.new_materials_bulk(session, collection, rows, source=source, operator="Ada")
    window = open_window(empty_bench)
    qtbot.waitUntil(lambda: window.desk.records.is_complete)
    press(qtbot, window, Key.Key_A, CTRL)
    press(qtbot, window, Key.Key_E, CTRL)
    assert isinstance(panel(window), BatchEditPanel)
    for typed in ("country", "Peru"):
        if typed == "country":
            _to_the_field(qtbot, window)
        write(qtbot, typed)
        press(qtbot, window, Key.Key_Tab)
    opened = wait_for_plan(qtbot, window)
    assert opened.view.plan is not None
    assert opened.view.plan.count == MANY
    assert "Perú" in opened.view.html
    press(qtbot, window, Key.Key_Return)
    settle(qtbot, window)
    assert {values(empty_bench, material)["country"] for material in (made[0], made[-1])} == {"Peru"}
    assert explore.count_by(empty_bench, "country") == [("Peru", MANY)]
    assert f"{MANY} records" in window.status.notice.text
    press(qtbot, window, Key.Key_Z, CTRL)
    settle(qtbot, window)
    assert explore.count_by(empty_bench, "country") == [("Perú", MANY)]


def _to_the_field(qtbot: QtBot, window: Window) -> None:
    """The panel begins at the field; what the table's column offered is typed over."""
    opened = panel(window)
    assert isinstance(opened, BatchEditPanel)
    if not opened.term.line.hasFocus():
        press(qtbot, window, Key.Key_Backtab, SHIFT)
    assert opened.term.line.hasFocus()


def test_what_was_selected_moves_to_a_status(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    window = open_window(bench)
    press(qtbot, window, Key.Key_A, CTRL)
    press(qtbot, window, Key.Key_K, CTRL)
    write(qtbot, "to a status")
    press(qtbot, window, Key.Key_Return)
    write(qtbot, "with")
    wait_for_plan(qtbot, window)
    press(qtbot, window, Key.Key_Return)
    assert {explore.page(bench, record).summary.status for record in numbered.records} == {RecordStatus.WITHHELD}
    press(qtbot, window, Key.Key_Z, CTRL)
    assert {explore.page(bench, record).summary.status for record in numbered.records} == {RecordStatus.READ}


def test_the_selection_goes_into_the_drawer_whose_barcode_is_scanned(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    drawer = storage.add(bench, "drawer", "Drawer 14", None, "Ada", identifier="D0014")
    window = open_window(bench)
    press(qtbot, window, Key.Key_A, CTRL)
    press(qtbot, window, Key.Key_D, CTRL)
    write(qtbot, "D0014")
    opened = wait_for_plan(qtbot, window)
    assert "Drawer 14" in opened.view.html
    press(qtbot, window, Key.Key_Return)
    assert storage.tree(bench)[0].records == 3
    about = enter.about(bench, numbered.records[2])
    assert about.storage is not None
    assert about.storage.id == drawer
    press(qtbot, window, Key.Key_Z, CTRL)
    assert storage.tree(bench)[0].records == 0


def test_drawers_are_made_one_after_the_other_in_a_cabinet(
    bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    storage.add(bench, "cabinet", "Cabinet 14", None, OPERATOR, identifier="CAB14")
    window = open_window(bench)
    press(qtbot, window, Key.Key_N, CTRL | SHIFT)
    opened = window.catalogue.side.panel
    assert isinstance(opened, NewUnitPanel)
    press(qtbot, window, Key.Key_Return)
    assert opened.signs.isVisible()  # it needs a name
    opened.parent_unit.line.setFocus()
    write(qtbot, "CAB14")
    qtbot.waitUntil(lambda: opened.parent_unit.choice is not None, timeout=5_000)
    for name in ("Drawer 1", "Drawer 2"):
        opened.name.setFocus()
        write(qtbot, name)
        press(qtbot, window, Key.Key_Return)
    cabinet = storage.tree(bench)[0]
    assert [unit.name for unit in storage.tree(bench, cabinet.id)] == ["Drawer 1", "Drawer 2"]
    press(qtbot, window, Key.Key_Escape)
    press(qtbot, window, Key.Key_Z, CTRL)
    assert [unit.name for unit in storage.tree(bench, cabinet.id)] == ["Drawer 1"]


def test_a_drawer_moves_with_its_contents_and_comes_back(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    cabinets = [storage.add(bench, "cabinet", f"Cabinet {n}", None, "Ada", identifier=f"CAB{n}") for n in (1, 2)]
    drawer = storage.add(bench, "drawer", "Drawer 14", cabinets[0], "Ada")
    storage.store(bench, explore.keys(bench), drawer, "Ada")
    window = open_window(bench)
    window.catalogue.facets.choose_unit(drawer, "Drawer 14")
    settle(qtbot, window)
    press(qtbot, window, Key.Key_K, CTRL)
    write(qtbot, "unit with its contents")
    press(qtbot, window, Key.Key_Return)
    write(qtbot, "CAB2")
    opened = wait_for_plan(qtbot, window)
    assert "3 records go with it" in opened.view.count.text()
    press(qtbot, window, Key.Key_Return)
    assert str(storage.path_of(bench, drawer)) == "Cabinet 2 / Drawer 14"
    press(qtbot, window, Key.Key_Z, CTRL)
    assert str(storage.path_of(bench, drawer)) == "Cabinet 1 / Drawer 14"


def test_a_batch_is_found_again_and_taken_back(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    keys = explore.keys(bench)
    mending.edit(bench, keys, mending_edit("county", "Lima"), OPERATOR)
    window = open_window(bench)
    press(qtbot, window, Key.Key_H, CTRL | SHIFT)
    opened = wait_for_plan(qtbot, window)
    assert "3 records" in opened.view.count.text()
    press(qtbot, window, Key.Key_Return)
    assert "county" not in values(bench, numbered.records[0])
    assert window.status.notice.text.startswith("Took back: County set to “Lima”: 3 records.")
    press(qtbot, window, Key.Key_H, CTRL | SHIFT)
    settle(qtbot, window)
    texts = [opened.text() for opened in _batches(window)]
    assert any("taken back" in text for text in texts)


def mending_edit(term: str, value: str) -> object:
    from curatorbench.domain.mending import SetTerm

    return SetTerm(term, value)


def _batches(window: Window) -> list[object]:
    rows = panel(window).list  # type: ignore[attr-defined]
    return [rows.item(row) for row in range(rows.count())]


def test_a_new_determination_stands_and_the_one_before_is_kept(
    numbered: Sheets, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    review.set_value(bench, numbered.records[0], "scientificName", "Lycopodium clavatum L.", "Ada")
    window = open_window(bench)
    window.go_to("transcribe")
    settle(qtbot, window)
    press(qtbot, window, Key.Key_D, CTRL | SHIFT)
    write(qtbot, "Huperzia selago (L.) Bernh.")
    press(qtbot, window, Key.Key_Return)
    now, before = enter.about(bench, numbered.records[0]).identifications
    assert (now.scientific_name, now.stands, now.identified_by) == ("Huperzia selago (L.) Bernh.", True, OPERATOR)
    assert (before.scientific_name, before.stands) == ("Lycopodium clavatum L.", False)
    assert window.transcribe.side.panel is None
    press(qtbot, window, Key.Key_Z, CTRL)
    (only,) = enter.about(bench, numbered.records[0]).identifications
    assert only.scientific_name == "Lycopodium clavatum L."


def test_nothing_selected_is_said_in_a_line(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_M, CTRL | SHIFT)
    assert "Select the two records" in window.status.notice.text
    window.go_to("jobs")
    settle(qtbot, window)
    press(qtbot, window, Key.Key_E, CTRL)
    assert "mended in the catalogue" in window.status.notice.text


def test_a_panel_takes_the_keys_that_mean_something_else_on_the_bench(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    """Ctrl+Enter approves a record while transcribing: not while a panel is open."""
    press(qtbot, on_bench, Key.Key_D, CTRL | SHIFT)
    press(qtbot, on_bench, Key.Key_Return, CTRL)
    assert explore.page(bench, sheets.records[0]).summary.status is RecordStatus.READ
    assert on_bench.transcribe.side.panel is not None
    press(qtbot, on_bench, Key.Key_Escape)
    assert on_bench.transcribe.side.panel is None
    assert QApplication.focusWidget() is not None
    press(qtbot, on_bench, Key.Key_Down, ALT)


def test_what_has_mended_stays_one_however_often_it_is_asked(window: Window, qtbot: QtBot) -> None:
    for _ in range(3):
        press(qtbot, window, Key.Key_H, CTRL | SHIFT)
        press(qtbot, window, Key.Key_Escape)
    assert len(window.catalogue.side.findChildren(Mending)) == 1
