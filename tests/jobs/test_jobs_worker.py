"""Workers: real processes on a real database, and the loop itself where its inside must be seen."""

import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from curatorbench.domain.errors import BadInput, DeviceError, StorageError
from curatorbench.domain.progress import Progress
from curatorbench.jobs.job import Limits, Payload
from curatorbench.jobs.queue import NewJob, Outcome, Queue
from curatorbench.jobs.worker import Reporter, WorkerPool, run_worker
from curatorbench.models.store.store import Session, Store

Start = Callable[[list[str]], subprocess.Popen[bytes]]
Eventually = Callable[..., None]
Results = Callable[[], list[tuple[int, int]]]


def state_of(queue: Queue, job_id: int) -> str:
    return next(job.state for job in queue.jobs(limit=10_000) if job.id == job_id)


@pytest.fixture
def quick(store: Store) -> Queue:
    """A queue that tries again at once."""
    return Queue(store, limits=Limits(failures=3, pause=0.01))


def test_two_workers_never_run_one_job(
    queue: Queue, store: Store, command: list[str], started: Start, results: Results, database: Path
) -> None:
    count = 60
    with store.write() as session:
        for number in range(count):
            queue.enqueue(NewJob("link", {"chain": 0, "step": number, "last": 0, "seconds": 0.01}), session)
    workers = [started([*command, "--idle"]) for _ in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    assert results() == [(0, number) for number in range(count)]
    with closing(sqlite3.connect(database)) as connection:
        [(pids,)] = connection.execute("SELECT count(DISTINCT pid) FROM result").fetchall()
    assert pids > 1, "one worker did it all, so this shows nothing"


def test_a_running_job_is_cancelled_and_the_worker_goes_on(
    queue: Queue, command: list[str], started: Start, eventually: Eventually
) -> None:
    long = queue.enqueue(NewJob("patient", {}))
    short = queue.enqueue(NewJob("link", {"chain": 0, "step": 1, "last": 1}))
    started(command)
    eventually(lambda: state_of(queue, long) == "running")
    assert queue.cancel(long)
    eventually(lambda: state_of(queue, long) == "cancelled" and state_of(queue, short) == "done", seconds=10)


def test_progress_is_seen_while_a_job_runs(
    queue: Queue, command: list[str], started: Start, eventually: Eventually
) -> None:
    queue.enqueue(NewJob("patient", {}))
    started(command)
    eventually(lambda: queue.jobs()[0].progress > 0)
    assert queue.jobs()[0].message == "still at it"


def test_a_handler_that_raises_is_logged_said_and_tried_again(quick: Queue, caplog: pytest.LogCaptureFixture) -> None:
    def broken(payload: Payload, progress: Progress) -> Outcome:
        raise KeyError("eventDate")

    quick.enqueue(NewJob("broken", {}))
    run_worker(quick, {"broken": broken}, stop_when_idle=True)
    [job] = quick.jobs()
    assert (job.state, job.attempts) == ("failed", 3)
    assert job.error == "An unforeseen fault stopped this work: KeyError: 'eventDate'."
    assert "log file" in job.hint
    assert [record.exc_info is not None for record in caplog.records] == [True] * 3, "each with its traceback"
    caplog.clear()


def test_a_fault_of_the_day_is_waited_out(quick: Queue, results: Results) -> None:
    moods = iter([DeviceError("The scanner is off."), StorageError("The disk is full."), None])

    def moody(payload: Payload, progress: Progress) -> Outcome:
        mood = next(moods)
        if mood:
            raise mood
        return Outcome(lambda session: _row(session, 1))

    quick.enqueue(NewJob("moody", {}))
    run_worker(quick, {"moody": moody}, stop_when_idle=True)
    [job] = quick.jobs()
    assert (job.state, job.error, job.attempts) == ("done", "", 3) and results() == [(1, 1)]


def test_a_bad_file_fails_once_and_a_person_may_try_again(quick: Queue) -> None:
    tries = []

    def strict(payload: Payload, progress: Progress) -> Outcome:
        tries.append(payload)
        raise BadInput("This is no image.", "Take it again.")

    job_id = quick.enqueue(NewJob("strict", {}))
    run_worker(quick, {"strict": strict}, stop_when_idle=True)
    assert len(tries) == 1
    quick.retry(job_id)
    run_worker(quick, {"strict": lambda payload, progress: Outcome()}, stop_when_idle=True)
    assert [job.state for job in quick.jobs()] == ["done"]


def test_what_cannot_be_written_fails_the_job_and_not_the_worker(quick: Queue, results: Results) -> None:
    def refuse(session: Session) -> None:
        _row(session, 1)
        raise BadInput("The value is too long.")

    quick.enqueue(NewJob("refused", {}))
    quick.enqueue(NewJob("fine", {}))
    handlers = {
        "refused": lambda payload, progress: Outcome(refuse),
        "fine": lambda payload, progress: Outcome(lambda session: _row(session, 2)),
    }
    run_worker(quick, handlers, stop_when_idle=True)
    assert [(job.kind, job.state) for job in quick.jobs()] == [("refused", "failed"), ("fine", "done")]
    assert results() == [(1, 2)]


def test_work_of_an_unknown_kind_is_said(queue: Queue) -> None:
    queue.enqueue(NewJob("from the future", {}))
    run_worker(queue, {}, stop_when_idle=True)
    [job] = queue.jobs()
    assert job.state == "failed" and "'from the future'" in job.error


def test_a_handler_whose_lease_was_taken_writes_nothing(store: Store, results: Results) -> None:
    """The clock leaps past the lease while the first start is at work, and another look takes the job away."""
    seconds = [100.0]
    queue = Queue(store, clock=lambda: seconds[0])
    starts: list[int] = []

    def slow(payload: Payload, progress: Progress) -> Outcome:
        starts.append(len(starts) + 1)
        mine = starts[-1]
        if mine == 1:
            seconds[0] += queue.limits.lease
            assert queue.release_dead() == 1
        return Outcome(lambda session: _row(session, mine), (NewJob("next", {"of": mine}),))

    queue.enqueue(NewJob("slow", {}))
    run_worker(queue, {"slow": slow, "next": lambda payload, progress: Outcome()}, stop_when_idle=True)
    assert starts == [1, 2] and results() == [(1, 2)]
    assert [job.payload for job in queue.jobs() if job.kind == "next"] == [{"of": 2}]


def test_a_database_locked_by_another_process_is_waited_for(
    queue: Queue, command: list[str], started: Start, database: Path, results: Results, eventually: Eventually
) -> None:
    """Locked again and again between claims and ends, each time for longer than a connection's own patience."""
    queue.enqueue(NewJob("link", {"chain": 0, "step": 1, "last": 12, "seconds": 0.05}))
    worker = started([*command, "--idle"])
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as other:
        for due in (1, 6):
            eventually(lambda due=due: queue.counts()["done"] >= due)
            other.execute("BEGIN IMMEDIATE")
            done = queue.counts()["done"]
            time.sleep(0.8)
            assert queue.counts()["done"] == done
            other.execute("COMMIT")
    assert worker.wait(30) == 0
    assert results() == [(0, step) for step in range(1, 13)]
    assert all((job.state, job.attempts) == ("done", 1) for job in queue.jobs())


@pytest.mark.parametrize(("kind", "seconds"), [("patient", 5), ("deaf", 10)])
def test_a_worker_that_is_asked_to_end_gives_its_job_back(
    queue: Queue, command: list[str], started: Start, eventually: Eventually, kind: str, seconds: float
) -> None:
    """At the next report, or after its grace where the handler never reports."""
    queue.enqueue(NewJob(kind, {}))
    worker = started(command)
    eventually(lambda: queue.counts()["running"] == 1)
    worker.terminate()
    assert worker.wait(seconds) == 0
    assert [(job.state, job.attempts) for job in queue.jobs()] == [("waiting", 0)]
    assert queue.release_dead() == 0


def test_a_worker_ends_with_its_parent(
    queue: Queue, command: list[str], eventually: Eventually, tmp_path: Path
) -> None:
    """The parent is killed and cannot say goodbye; the worker still does, and nobody blames the job."""
    queue.enqueue(NewJob("deaf", {}))
    program = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([*sys.argv[1:], '--parent', str(os.getpid())])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, *command], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        eventually(lambda: queue.counts()["running"] == 1)
        parent.kill()
    eventually(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE, seconds=10)
    assert [(job.state, job.attempts) for job in queue.jobs()] == [("waiting", 0)]


def test_a_pool_restarts_its_dead_and_gives_a_poisonous_job_up(
    queue: Queue, command: list[str], results: Results
) -> None:
    queue.enqueue(NewJob("poison", {}))
    queue.enqueue(NewJob("link", {"chain": 0, "step": 1, "last": 5}))
    with WorkerPool(1, [*command, "--idle", "--deaths", "2", "--parent", str(os.getpid())]) as pool:
        assert pool.wait(60)
    assert results() == [(0, step) for step in range(1, 6)]
    assert [(job.kind, job.error) for job in queue.jobs(("failed",))] == [
        ("poison", "The worker died 2 times while doing this.")
    ]


def test_a_pool_ends_its_workers(queue: Queue, command: list[str], eventually: Eventually) -> None:
    queue.enqueue(NewJob("patient", {}))
    pool = WorkerPool(2, [*command, "--parent", str(os.getpid())])
    eventually(lambda: queue.counts()["running"] == 1 and len(pool.pids()) == 2)
    pids = pool.pids()
    pool.close()
    pool.close()
    assert pool.pids() == [] and not any(psutil.pid_exists(pid) for pid in pids)
    assert [(job.state, job.attempts) for job in queue.jobs()] == [("waiting", 0)]


def test_a_new_job_starts_soon_and_idling_costs_nothing(
    queue: Queue, command: list[str], started: Start, eventually: Eventually, results: Results
) -> None:
    worker = started(command)
    queue.enqueue(NewJob("note", {"n": -1}))
    eventually(lambda: len(results()) == 1)
    asked: dict[int, int] = {}
    for number in range(6):
        time.sleep(0.15)
        asked[number] = time.monotonic_ns() // 1_000_000
        queue.enqueue(NewJob("note", {"n": number}))
    eventually(lambda: len(results()) == 7)
    waits = [began - asked[number] for number, began in results() if number >= 0]
    assert statistics.median(waits) < 150, waits

    process = psutil.Process(worker.pid)
    before = sum(process.cpu_times()[:2])
    time.sleep(1.5)
    assert sum(process.cpu_times()[:2]) - before < 0.1


def test_reports_are_throttled(queue: Queue, store: Store) -> None:
    """Thousands of calls in most of a second are a few writes; the first quarter of a second has none."""
    ticks: list[float] = []

    def counting() -> float:
        ticks.append(time.monotonic())
        return ticks[-1]

    watched = Queue(store, clock=counting)

    def chatty(payload: Payload, progress: Progress) -> Outcome:
        ticks.clear()
        calls, end = 0, time.monotonic() + 0.9
        while time.monotonic() < end:
            progress(0.5, "again")
            calls += 1
        assert calls > 1000
        assert 1 <= len(ticks) <= 3
        assert all(later - earlier >= 0.2 for earlier, later in pairwise(ticks))
        return Outcome()

    watched.enqueue(NewJob("chatty", {}))
    run_worker(watched, {"chatty": chatty}, stop_when_idle=True)
    assert [job.state for job in watched.jobs()] == ["done"]


def test_a_stopping_worker_tells_its_handler_at_the_next_report(queue: Queue) -> None:
    stop = threading.Event()
    queue.enqueue(NewJob("read", {}))
    stopped = []

    def handler(payload: Payload, progress: Progress) -> Outcome:
        assert isinstance(progress, Reporter)
        os.kill(os.getpid(), signal.SIGTERM)
        try:
            for _ in range(500):
                progress(0.1)
                stop.wait(0.01)
        finally:
            stopped.append(True)
        return Outcome()

    before = signal.getsignal(signal.SIGTERM)
    run_worker(queue, {"read": handler}, grace=60)
    assert stopped == [True] and signal.getsignal(signal.SIGTERM) is before
    assert [(job.state, job.attempts) for job in queue.jobs()] == [("waiting", 0)]


def _row(session: Session, step: int) -> None:
    session.execute(text("INSERT INTO result VALUES (1, :step, 0)"), {"step": step})
