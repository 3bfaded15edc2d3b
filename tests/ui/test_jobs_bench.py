"""The Jobs bench on a real queue: what failed says why, Retry lets it wait again, Cancel takes it out."""

import threading
from collections.abc import Callable

import pytest
from by_keys import press, settle
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.errors import BadInput
from curatorbench.domain.job import JobState
from curatorbench.domain.progress import Progress
from curatorbench.jobs.job import NewJob, Outcome, Payload
from curatorbench.jobs.worker import Worker
from curatorbench.ui.look.rows import END_ROLE
from curatorbench.ui.window import Window
from curatorbench.workflow import work
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def failed_job(bench: Workbench) -> int:
    """One job failed for a reason that waiting does not mend, one waits behind it."""
    job = bench.queue.enqueue(NewJob("inspect", {"asset": "a"}, lane="images"))

    def fail(payload: Payload, progress: Progress) -> Outcome:
        raise BadInput("The image ends in the middle of its data.", "Take it in again.")

    with bench.queue.pulse() as pulse:
        Worker(bench.queue, {"inspect": fail}, ("images",)).work(pulse, threading.Event(), stop_when_idle=True)
    bench.queue.enqueue(NewJob("read", {"asset": "b"}, lane="images"))
    return job


def states(bench: Workbench) -> dict[int, JobState]:
    return {job.id: job.state for job in work.jobs(bench)}


@pytest.fixture
def jobs_bench(failed_job: int, bench: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot) -> Window:
    window = open_window(bench)
    press(qtbot, window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    return window


def test_what_failed_stands_first_and_says_why(jobs_bench: Window, failed_job: int) -> None:
    bench = jobs_bench.jobs
    assert bench.job is not None
    assert bench.job.id == failed_job
    assert bench.why == "The image ends in the middle of its data. Take it in again."
    assert bench.retry_button.isEnabled()
    assert not bench.cancel_button.isEnabled()
    assert [bench.counts.item(row).data(END_ROLE) for row in range(3)] == ["1", "0", "1"]


def test_all_jobs_are_counted_also_those_that_the_list_has_no_room_for(
    jobs_bench: Window, bench: Workbench, qtbot: QtBot
) -> None:
    with bench.workspace.store.write() as session:
        for number in range(600):
            bench.queue.enqueue(NewJob("read", {"asset": str(number)}, lane="images"), session=session)
    jobs_bench.jobs.refresh()
    settle(qtbot, jobs_bench)
    assert jobs_bench.jobs.model.rowCount() < 600
    assert jobs_bench.jobs.counts.item(2).data(END_ROLE) == "601"


def test_retry_lets_it_wait_again(jobs_bench: Window, bench: Workbench, failed_job: int, qtbot: QtBot) -> None:
    press(qtbot, jobs_bench, Qt.Key.Key_F5)
    assert states(bench)[failed_job] is JobState.WAITING
    assert jobs_bench.jobs.job is not None
    assert jobs_bench.jobs.job.id == failed_job, "the eye stays on the job it retried"
    assert jobs_bench.jobs.job.state is JobState.WAITING
    assert not jobs_bench.jobs.retry_button.isEnabled()


def test_cancel_takes_a_waiting_job_out(jobs_bench: Window, bench: Workbench, failed_job: int, qtbot: QtBot) -> None:
    press(qtbot, jobs_bench, Qt.Key.Key_Down)
    waiting = jobs_bench.jobs.job
    assert waiting is not None
    assert waiting.state is JobState.WAITING
    press(qtbot, jobs_bench, Qt.Key.Key_Delete)
    assert waiting.id not in states(bench)
    assert jobs_bench.jobs.model.rowCount(QModelIndex()) == 1


def test_rows_stay_in_place_while_jobs_go_on(jobs_bench: Window, bench: Workbench, qtbot: QtBot) -> None:
    press(qtbot, jobs_bench, Qt.Key.Key_Down)
    chosen = jobs_bench.jobs.job
    jobs_bench.jobs.refresh()
    settle(qtbot, jobs_bench)
    assert jobs_bench.jobs.job == chosen


def test_the_status_line_counts_them(jobs_bench: Window) -> None:
    assert jobs_bench.status.jobs.text() == "jobs 1, failed 1"


def test_an_empty_bench_teaches(window: Window, qtbot: QtBot) -> None:
    window.go_to("jobs")
    settle(qtbot, window)
    assert window.jobs.table.isHidden()
    assert "Nothing runs" in window.jobs.empty.text()
