"""Reading and changing off the UI thread: order, overtaken questions, the one door for errors."""

import logging
import threading
import time
import weakref

import pytest
from by_keys import settle
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from curatorbench.domain.errors import BadInput, Cancelled, CuratorError
from curatorbench.domain.progress import Progress
from curatorbench.ui.frame.notices import Notices
from curatorbench.ui.frame.progress_line import ProgressLine
from curatorbench.ui.operations.operations import (
    Change,
    Changed,
    ChangeOperation,
    LongOperation,
    Operations,
    ReadOperation,
)
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def operations(empty_bench: Workbench, qapp: QObject) -> Operations:
    return Operations(empty_bench, Notices())


def quiet(qtbot: QtBot, operations: Operations) -> None:
    qtbot.waitUntil(lambda: operations.is_quiet, timeout=5000)


def change(work: object, label: str = "try") -> ChangeOperation[object]:
    return ChangeOperation(work, label=label, changes=Change.FIELDS, material_id="m")  # type: ignore[arg-type]


def test_work_runs_elsewhere_and_is_heard_here(operations: Operations, qtbot: QtBot) -> None:
    heard: list[tuple[int, int]] = []
    read = ReadOperation(lambda bench: threading.get_ident())
    operations.run(read.success(lambda there: heard.append((there, threading.get_ident()))), operations)
    assert not heard
    quiet(qtbot, operations)
    ((there, here),) = heard
    assert there != here == threading.get_ident()


def test_changes_keep_their_order_and_tell_what_they_touched(operations: Operations, qtbot: QtBot) -> None:
    done: list[int] = []
    told: list[Changed] = []
    operations.changed.connect(told.append)
    for number in range(20):
        operations.run(change(lambda bench, n=number: (time.sleep(0.002 * (n % 3)), done.append(n))), operations)
    quiet(qtbot, operations)
    assert done == list(range(20))
    assert told == [Changed(Change.FIELDS, "m")] * 20


def test_an_overtaken_question_is_not_heard(operations: Operations, qtbot: QtBot) -> None:
    heard: list[str] = []
    gate = threading.Event()
    operations.run(
        ReadOperation(lambda bench: (gate.wait(5), "old")[1]).newest("page").success(heard.append), operations
    )
    operations.run(ReadOperation(lambda bench: "new").newest("page").success(heard.append), operations)
    gate.set()
    quiet(qtbot, operations)
    assert heard == ["new"]


def test_nothing_is_heard_by_who_is_gone(operations: Operations, qtbot: QtBot) -> None:
    owner = QObject()
    gate = threading.Event()
    heard: list[object] = []
    operations.run(ReadOperation(lambda bench: gate.wait(5)).success(heard.append), owner)
    owner.deleteLater()
    qtbot.wait(10)
    gate.set()
    quiet(qtbot, operations)
    assert not heard


def test_an_error_a_person_can_act_on_becomes_a_notice(empty_bench: Workbench, qtbot: QtBot) -> None:
    notices = Notices()
    operations = Operations(empty_bench, notices)

    def fail(bench: Workbench) -> None:
        raise BadInput("It is not a number.", "Write a number.")

    with qtbot.waitSignal(notices.posted) as posted:
        operations.run(change(fail, "change Latitude"), operations)
    (notice,) = posted.args
    assert notice.text == "Could not change Latitude: It is not a number."
    assert notice.hint == "Write a number."
    assert notice.is_error
    quiet(qtbot, operations)


def test_an_error_shown_in_place_is_kept_for_the_report(empty_bench: Workbench, qtbot: QtBot) -> None:
    notices = Notices()
    operations = Operations(empty_bench, notices)
    seen: list[CuratorError] = []

    def fail(bench: Workbench) -> None:
        raise BadInput("It is not a number.")

    operations.run(change(fail).failure(seen.append), operations)
    quiet(qtbot, operations)
    assert [error.message for error in seen] == ["It is not a number."]
    assert "It is not a number." in notices.report()


def test_a_fault_of_the_program_is_logged_and_can_be_reported(
    empty_bench: Workbench, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    notices = Notices()
    operations = Operations(empty_bench, notices)
    operations.run(ReadOperation(lambda bench: {}["missing"]), operations)
    quiet(qtbot, operations)
    assert "KeyError" in notices.recent[-1].text
    assert "Traceback" in notices.report()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    caplog.clear()


def test_cancelled_work_says_nothing(empty_bench: Workbench, qtbot: QtBot) -> None:
    notices = Notices()
    operations = Operations(empty_bench, notices)

    def cancel(bench: Workbench) -> None:
        raise Cancelled

    operations.run(ReadOperation(cancel), operations)
    quiet(qtbot, operations)
    assert not notices.recent


def test_closing_finishes_what_is_being_saved(operations: Operations) -> None:
    done: list[int] = []
    for number in range(5):
        operations.run(change(lambda bench, n=number: (time.sleep(0.01), done.append(n))), operations)
    operations.close()
    assert done == list(range(5))


def test_saving_is_said_while_it_lasts(window: Window, qtbot: QtBot) -> None:
    gate = threading.Event()
    assert window.status.saved.text() == "saved"
    window.desk.operations.run(change(lambda bench: gate.wait(5)), window)
    assert window.status.saved.text() == "saving"
    gate.set()
    settle(qtbot, window)
    assert window.status.saved.text() == "saved"


def long(work: object, **more: object) -> LongOperation[object]:
    return LongOperation(work, label="edit 500 records", **more)  # type: ignore[arg-type]


def test_long_work_tells_how_far_it_is_and_what_it_changed(operations: Operations, qtbot: QtBot) -> None:
    told: list[Changed] = []
    operations.changed.connect(told.append)
    half, gate = threading.Event(), threading.Event()

    def work(bench: Workbench, progress: Progress) -> str:
        progress(0.5, "250 of 500")
        half.set()
        gate.wait(5)
        return "done"

    heard: list[object] = []
    operation = long(work, changes=Change.RECORDS).success(heard.append)
    operations.run(operation, operations)
    half.wait(5)
    assert (operation.fraction, operation.message) == (0.5, "250 of 500")
    assert operations.long_operations == [operation]
    gate.set()
    quiet(qtbot, operations)
    assert heard == ["done"]
    assert told == [Changed(Change.RECORDS)]


def test_long_work_can_be_stopped_and_says_what_it_did(empty_bench: Workbench, qtbot: QtBot) -> None:
    notices = Notices()
    operations = Operations(empty_bench, notices)
    told: list[Changed] = []
    operations.changed.connect(told.append)
    begun, stopped = threading.Event(), []

    def work(bench: Workbench, progress: Progress) -> None:
        for step in range(2000):
            progress(step / 2000)
            begun.set()
            time.sleep(0.005)

    operations.run(long(work, changes=Change.RECORDS).cancelled(lambda: stopped.append(True)), operations)
    begun.wait(5)
    assert not operations.stop_long(), "nothing is offered for what may be done in a moment"
    qtbot.waitUntil(operations.stop_long, timeout=5000)
    quiet(qtbot, operations)
    assert stopped == [True]
    assert told == [Changed(Change.RECORDS)], "a part of it may be done"
    assert notices.recent[-1].text.startswith("Stopped: edit 500 records (")


def test_closing_stops_what_is_long_and_names_it(operations: Operations) -> None:
    begun = threading.Event()

    def work(bench: Workbench, progress: Progress) -> None:
        for step in range(10_000):
            progress(step / 10_000)
            begun.set()
            time.sleep(0.005)

    operations.run(long(work), operations)
    begun.wait(5)
    started = time.perf_counter()
    assert operations.close() == ("edit 500 records",)
    assert time.perf_counter() - started < 2


def test_progress_is_shown_after_a_moment_and_a_way_to_stop_after_a_second(
    operations: Operations, qtbot: QtBot
) -> None:
    line = ProgressLine(operations)
    qtbot.addWidget(line)
    gate = threading.Event()
    operations.run(long(lambda bench, progress: (progress(0.25), gate.wait(10))), operations)
    qtbot.wait(50)
    assert line.isHidden()
    qtbot.waitUntil(lambda: not line.isHidden(), timeout=3000)
    assert line.text == "edit 500 records, 25 %"
    qtbot.waitUntil(lambda: line.can_be_stopped, timeout=3000)
    gate.set()
    quiet(qtbot, operations)
    assert line.isHidden()


def test_who_has_heard_the_answer_is_let_go(operations: Operations, qtbot: QtBot) -> None:
    heard: list[object] = []
    for _ in range(2):
        operations.run(ReadOperation(lambda bench: 1).newest("page").success(heard.append), operations)
    held = weakref.ref(question := ReadOperation(lambda bench: 2).newest("page").success(heard.append))
    operations.run(question, operations)
    del question
    quiet(qtbot, operations)
    assert heard == [2]
    qtbot.waitUntil(lambda: held() is None, timeout=2000)


def test_a_folder_that_does_not_answer_holds_up_no_page(operations: Operations, qtbot: QtBot) -> None:
    heard: list[str] = []
    gate = threading.Event()
    for _ in range(3):
        looked = ReadOperation(lambda bench: (gate.wait(5), "folder")[1]).of_folders()
        operations.run(looked.success(heard.append), operations)
    operations.run(ReadOperation(lambda bench: "page").success(heard.append), operations)
    qtbot.waitUntil(lambda: heard == ["page"], timeout=2000)
    gate.set()
    quiet(qtbot, operations)
