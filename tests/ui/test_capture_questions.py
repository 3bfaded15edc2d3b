"""What a person is asked at the stand: held exposures, context by a code, images without a number."""

from pathlib import Path

import pytest
from at_the_stand import begin, wait
from by_keys import press, settle, write
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.captures import Became
from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.window import Window
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench

SHEET = Path(__file__).resolve().parents[2] / "resources" / "samples" / "sample-01.jpg"


def _copy(sheet: Image.Image, path: Path, quality: int) -> None:
    """The same sheet once more: other bytes, the same code. Renamed when whole, as a tethering program does it."""
    part = path.with_suffix(".part")
    sheet.save(part, "JPEG", quality=quality)
    part.rename(path)


@pytest.fixture
def held(window: Window, qtbot: QtBot, tmp_path: Path) -> Capture:
    """A session in which one number was imaged twice."""
    folder = tmp_path / "tethered"
    folder.mkdir()
    page = begin(qtbot, window, str(folder))
    with Image.open(SHEET) as sheet:
        sheet.load()
    for count, quality in enumerate((80, 70), start=1):
        _copy(sheet, folder / f"{count}.jpg", quality)
        qtbot.waitUntil(lambda count=count: len(page.stage.strip.exposures) == count, timeout=30_000)
        wait(qtbot, window)
    return page


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
    folder = tmp_path / "tethered"
    folder.mkdir()
    page = begin(qtbot, window, str(folder))
    _copy(Image.new("RGB", (900, 1200), (230, 224, 210)), folder / "blank.jpg", 80)
    qtbot.waitUntil(lambda: len(page.stage.strip.exposures) == 1, timeout=30_000)
    wait(qtbot, window)
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
    folder = tmp_path / "tethered"
    folder.mkdir()
    page = begin(qtbot, window, str(folder))
    for count, grey in enumerate((230, 210), start=1):
        _copy(Image.new("RGB", (900, 1200), (grey, grey, grey)), folder / f"{count}.jpg", 80)
        qtbot.waitUntil(lambda count=count: len(page.stage.strip.exposures) == count, timeout=30_000)
    wait(qtbot, window)
    press(qtbot, window, Qt.Key.Key_Q)
    for _ in range(2):
        write(qtbot, "B 10 8")
        press(qtbot, window, Qt.Key.Key_Return)
        settle(qtbot, window)
    queue = page.numbering.queue
    assert queue.said.property("tone") == "wrong"
    assert queue.number.selectedText() == "B 10 8"
