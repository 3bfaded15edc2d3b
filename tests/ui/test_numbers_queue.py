"""Numbers typed from labels, one image after the other: what is typed is kept, doubted, refused, taken back."""

from pathlib import Path

import pytest
from at_the_stand import begin, lay_and_wait
from by_keys import CTRL, press, settle, write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.profiles import Profile
from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.window import Window
from curatorbench.workflow import capture, explore
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tethered").mkdir()
    return tmp_path / "tethered"


@pytest.fixture
def queue(window: Window, qtbot: QtBot, bench: Workbench, folder: Path) -> Capture:
    """Three images without a number, and numbers that look like B 10 ####."""
    capture.save_profile(bench, Profile("B sheets", number="B 10 ####"))
    page = begin(qtbot, window, str(folder), profile="B sheets")
    for _ in range(3):
        lay_and_wait(qtbot, window, folder)
    press(qtbot, window, Key.Key_Q)
    assert page.numbering.queue.list.count == 3
    return page


def _type(qtbot: QtBot, window: Window, number: str) -> None:
    write(qtbot, number)
    press(qtbot, window, Key.Key_Return)
    settle(qtbot, window)


def _number_of(bench: Workbench, material_id: str) -> str | None:
    return explore.page(bench, material_id).summary.catalog_number


def _at(page: Capture) -> str:
    record = page.numbering.queue.list.record
    assert record is not None
    return record.material_entity_id


def test_what_is_typed_stays_when_another_image_without_a_number_arrives(
    queue: Capture, window: Window, qtbot: QtBot, folder: Path
) -> None:
    at = _at(queue)
    write(qtbot, "B 10 00")
    lay_and_wait(qtbot, window, folder)
    settle(qtbot, window)
    assert queue.numbering.queue.list.count == 4
    assert (_at(queue), queue.numbering.queue.number.text()) == (at, "B 10 00")


def test_what_is_typed_after_enter_is_the_next_images(
    queue: Capture, window: Window, qtbot: QtBot, bench: Workbench
) -> None:
    """A scanner sends two numbers before the store has answered once."""
    first = _at(queue)
    line = queue.numbering.queue.number
    for number in ("B 10 0001", "B 10 0002"):
        qtbot.keyClicks(line, number)
        qtbot.keyClick(line, Key.Key_Return)
    qtbot.keyClicks(line, "B 10")
    settle(qtbot, window)
    assert _number_of(bench, first) == "B 10 0001"
    assert {entry.catalog_number for entry in explore.records(bench)} >= {"B 10 0001", "B 10 0002"}
    assert line.text() == "B 10"


def test_a_number_that_is_not_like_the_template_is_given_at_the_second_enter(
    queue: Capture, window: Window, qtbot: QtBot, bench: Workbench
) -> None:
    at, said = _at(queue), queue.numbering.queue.said
    _type(qtbot, window, "B 11 3")
    assert _number_of(bench, at) is None
    assert "is not like B 10 ####" in said.text()
    _type(qtbot, window, "4")  # mended, but not enough
    assert _number_of(bench, at) is None
    _type(qtbot, window, "")
    assert _number_of(bench, at) == "B 11 34"
    assert said.text() == "B 11 34 is given."


def test_a_number_that_is_anothers_comes_back_with_its_image_and_fits_the_pane(
    queue: Capture, window: Window, qtbot: QtBot
) -> None:
    _type(qtbot, window, "B 10 0001")
    at, shown = _at(queue), queue.numbering.queue
    _type(qtbot, window, "B 10 0001")
    assert (_at(queue), shown.number.selectedText()) == (at, "B 10 0001")
    assert "is another record's in this collection. Look" in shown.said.text(), "nobody reads an identifier here"
    shown.say(f"{'x' * 90} is another record's.", "wrong")
    assert shown.minimumSizeHint().width() <= queue.left.width()


def test_the_codes_that_are_shown_are_those_of_the_image_before_the_eye(
    queue: Capture, window: Window, qtbot: QtBot, bench: Workbench
) -> None:
    """The film's newest has a code of its own: nobody may type that for the image that is shown."""
    press(qtbot, window, Key.Key_Down)
    settle(qtbot, window)
    record = queue.numbering.queue.list.record
    assert record is not None
    assert record.asset_sha256 is not None
    shown: list[object] = []
    queue.page.checks.show_report = lambda report, **_: shown.append(report)  # type: ignore[method-assign]
    queue._show_checks()
    assert shown == [], "those of the film's exposure"
    press(qtbot, window, Key.Key_Up)
    settle(qtbot, window)
    assert shown == [capture.checks(bench, queue.stage.shown)] * len(shown)
    assert shown


def test_undo_takes_the_number_back_and_the_image_is_there_again(
    queue: Capture, window: Window, qtbot: QtBot, bench: Workbench
) -> None:
    at = _at(queue)
    _type(qtbot, window, "B 10 0001")
    assert _at(queue) != at
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Z, CTRL)
    settle(qtbot, window)
    assert _number_of(bench, at) is None
    assert _at(queue) == at


def test_who_types_on_when_all_have_numbers_does_not_expose(queue: Capture, window: Window, qtbot: QtBot) -> None:
    for number in range(3):
        _type(qtbot, window, f"B 10 000{number}")
    shown = queue.numbering.queue
    assert (shown.list.count, shown.said.text()) == (0, "B 10 0002 is given.")
    write(qtbot, "R B 10 0009")
    assert shown.number.text() == "R B 10 0009", "each of these letters is a key of the bench"
    press(qtbot, window, Key.Key_Return)
    assert shown.said.text() == "Esc goes back."
