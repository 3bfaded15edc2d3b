"""What a person is asked at the stand: held exposures, context by a code, images without a number."""

from pathlib import Path

import pytest
from at_the_stand import begin, lay, lay_and_wait, wait
from by_keys import press, settle, write
from drawn_sheets import OPERATOR
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.captures import Became
from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.window import Window
from curatorbench.workflow import explore, storage
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def held(window: Window, qtbot: QtBot, tmp_path: Path) -> Capture:
    """A session in which one number was imaged twice."""
    page = begin(qtbot, window, str(_folder(tmp_path)))
    for _ in range(2):
        lay_and_wait(qtbot, window, tmp_path / "tethered", "B 10 0001")
    return page


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tethered"
    folder.mkdir()
    return folder


def test_a_duplicate_is_asked_about_in_place(held: Capture) -> None:
    newest = held.stage.strip.exposures[-1]
    assert newest.became is Became.HELD
    assert newest.error is not None
    assert newest.error.message in held.stage.question.words
    assert held.stage.saying.tone == "doubt"


@pytest.mark.parametrize(
    ("key", "became", "records"),
    [
        (Qt.Key.Key_Return, Became.SAVED, 4),
        (Qt.Key.Key_A, Became.SAVED, 4),
        (Qt.Key.Key_R, Became.SAVED, 4),
        (Qt.Key.Key_O, Became.SAVED, 5),
        (Qt.Key.Key_Delete, Became.AWAY, 4),
    ],
)
def test_one_key_answers(
    held: Capture, window: Window, qtbot: QtBot, bench: Workbench, key: Qt.Key, became: Became, records: int
) -> None:
    press(qtbot, window, key)
    wait(qtbot, window)
    assert held.stage.question.words == "", "nothing is asked any more"
    standing = held.loop.standing
    assert standing is not None
    assert standing.held == ()
    assert standing.recent[0].became in (became, Became.MET) or became is Became.AWAY
    assert sum(explore.counts(bench).values()) == records


def test_who_shoots_on_is_asked_later(held: Capture, window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_N)
    wait(qtbot, window)
    assert held.stage.question.words, "it waits as long as it must"


def test_an_image_without_a_number_gets_one_by_keys(
    window: Window, qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    page = begin(qtbot, window, str(folder))
    lay_and_wait(qtbot, window, folder)
    assert page.what_next.unnumbered.isVisible()
    press(qtbot, window, Qt.Key.Key_Q)
    assert page.numbering.queue.number.hasFocus()
    record = page.numbering.queue.list.record
    assert record is not None
    write(qtbot, "B 10 7")
    press(qtbot, window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert explore.page(bench, record.material_entity_id).summary.catalog_number == "B 10 7"
    assert page.numbering.queue.list.count == 0
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not page.numbering.is_open
    assert page.stage.current.hasFocus()


def test_a_number_that_is_anothers_is_said_and_stays_to_be_mended(
    window: Window, qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    page = begin(qtbot, window, str(folder))
    for _ in range(2):
        lay_and_wait(qtbot, window, folder)
    press(qtbot, window, Qt.Key.Key_Q)
    for _ in range(2):
        write(qtbot, "B 10 8")
        press(qtbot, window, Qt.Key.Key_Return)
        settle(qtbot, window)
    queue = page.numbering.queue
    assert queue.said.property("tone") == "wrong"
    assert queue.number.selectedText() == "B 10 8"


def test_a_sheet_that_arrives_while_numbers_are_given_stays_in_the_film(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    """The image whose label is being read stays before the eye; so does what was typed, and Ctrl+Z is the records'."""
    folder = _folder(tmp_path)
    page = begin(qtbot, window, str(folder))
    lay_and_wait(qtbot, window, folder)
    press(qtbot, window, Qt.Key.Key_Q)
    record = page.numbering.queue.list.record
    assert record is not None
    write(qtbot, "B 10")
    lay_and_wait(qtbot, window, folder, "B 10 0002")
    assert page.stage.shown == record.asset_sha256
    assert page.numbering.queue.number.text() == "B 10"
    assert not page.undo("Ann")
    press(qtbot, window, Qt.Key.Key_Escape)
    assert page.stage.shown == page.stage.strip.exposures[-1].sha256


def test_a_code_switches_drawer_and_name(window: Window, qtbot: QtBot, bench: Workbench, tmp_path: Path) -> None:
    """A drawer's code, then a name's: no specimen is made of either, and the next sheet lies there and bears it."""
    drawer = storage.add(bench, "drawer", "Drawer 15", None, OPERATOR, identifier="D-15")
    folder = _folder(tmp_path)
    page = begin(qtbot, window, str(folder))
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Lucanidae")
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Escape)
    lay_and_wait(qtbot, window, folder, "unit:D-15")
    standing = page.loop.standing
    assert standing is not None
    assert standing.recent[0].became is Became.CONTEXT
    assert page.stage.saying.words == "Now: Drawer 15"
    assert page.page.sticky.asked == list(page.page.sticky.rows), "another unit: asked again"
    assert page.page.asked.isVisible()
    assert page.stage.current.hasFocus(), "the hands stay at the shutter"
    lay_and_wait(qtbot, window, folder, "taxon:Lucanus cervus")
    assert page.stage.saying.words == "Now: Drawer 15, Lucanus cervus"
    assert page.page.sticky.rows["scientificName"].value == "Lucanus cervus"
    assert sum(explore.counts(bench).values()) == 3, "the codes' pictures are put away"
    assert not page._checking.isActive(), "nobody will check them"
    lay_and_wait(qtbot, window, folder, "B 10 0003")
    record = page.stage.strip.exposures[-1].records[0].material_entity_id
    made = explore.page(bench, record)
    assert (made.values["family"].value, made.values["scientificName"].value) == ("Lucanidae", "Lucanus cervus")
    assert made.summary.catalog_number == "B 10 0003"
    assert {unit.id: unit.records for unit in storage.tree(bench)}[drawer] == 1, "it lies in the drawer"


def test_a_name_by_its_code_and_a_field_that_is_being_typed_do_not_undo_each_other(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    page = begin(qtbot, window, str(folder))
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Lucan")
    lay(folder, "taxon:Lucanus cervus")
    qtbot.waitUntil(lambda: page.page.sticky.rows["scientificName"].value != "", timeout=30_000)
    write(qtbot, "idae")
    press(qtbot, window, Qt.Key.Key_Return)
    wait(qtbot, window)
    standing = page.loop.standing
    assert standing is not None
    assert standing.session.sticky == {"family": "Lucanidae", "scientificName": "Lucanus cervus"}


def test_what_is_agreed_to_is_not_asked_again_when_others_work(
    window: Window, qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    storage.add(bench, "drawer", "Drawer 15", None, OPERATOR, identifier="D-15")
    folder = _folder(tmp_path)
    page = begin(qtbot, window, str(folder))
    press(qtbot, window, Qt.Key.Key_S)
    write(qtbot, "Lucanidae")
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Escape)
    lay_and_wait(qtbot, window, folder, "taxon:Lucanus cervus")
    lay_and_wait(qtbot, window, folder, "unit:D-15")
    assert page.page.sticky.asked == list(page.page.sticky.rows)
    press(qtbot, window, Qt.Key.Key_S)
    press(qtbot, window, Qt.Key.Key_Return)
    assert "family" not in page.page.sticky.asked
    page.stage.take_focus()
    window.desk.operations.tell(Changed(Change.RECORDS | Change.JOBS))  # as workers do it every other second
    settle(qtbot, window)
    assert "family" not in page.page.sticky.asked
    assert page.page.sticky.asked
    assert page.stage.current.hasFocus(), "nobody takes the hands from the shutter"
