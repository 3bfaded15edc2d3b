"""Asking, claiming, ending: what the queue promises, on a real database."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from curatorbench.domain.errors import BadInput, Cancelled, Conflict, DeviceError, NotFound, StorageError
from curatorbench.jobs.asking import WITH_KEY
from curatorbench.jobs.job import ClaimedJob, LeaseLost, Limits
from curatorbench.jobs.machine import Holder, ProcessId
from curatorbench.jobs.pulse import HEAD_OF_LANE, Pulse
from curatorbench.jobs.queue import JobView, NewJob, Outcome, Queue
from curatorbench.models.store.store import Session, Store

LANES = ("default",)


class HandClock:
    """Seconds since boot that a test moves by hand, backwards too."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def queue(store: Store, clock: HandClock) -> Queue:
    return Queue(store, clock=clock, limits=Limits(failures=3, deaths=3, falls=4, lease=60, pause=2))


@pytest.fixture
def pulse(queue: Queue) -> Iterator[Pulse]:
    with queue.pulse() as pulse:
        yield pulse


@pytest.fixture
def dead() -> Holder:
    """A holder that ran and ended, under a program (this one) that lives on."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    holder = Holder(ProcessId.of(child.pid), ProcessId.mine())
    child.communicate()
    return holder


def claimed(pulse: Pulse, holder: Holder, lanes: tuple[str, ...] = LANES) -> ClaimedJob:
    job = pulse.claim(lanes, holder)
    assert job is not None
    return job


def row(step: int) -> Outcome:
    """An outcome that writes one result row."""

    def write(session: Session) -> None:
        session.execute(text("INSERT INTO result VALUES (1, :step, 0)"), {"step": step})

    return Outcome(write)


def only(queue: Queue) -> JobView:
    [job] = queue.jobs()
    return job


def test_jobs_are_claimed_in_order_of_priority_then_of_asking(queue: Queue, pulse: Pulse, me: Holder) -> None:
    for name, priority in (("first", 0), ("second", 0), ("urgent", 5), ("whenever", -5)):
        queue.enqueue(NewJob(name, {}, priority=priority))
    assert [claimed(pulse, me).kind for _ in range(4)] == ["urgent", "first", "second", "whenever"]
    assert pulse.claim(LANES, me) is None


def test_a_worker_takes_from_its_lanes_only(queue: Queue, pulse: Pulse, me: Holder) -> None:
    queue.enqueue(NewJob("far", {}, lane="network"))
    queue.enqueue(NewJob("late", {}, lane="images"))
    queue.enqueue(NewJob("near", {}))
    assert pulse.claim(("nothing",), me) is None
    assert claimed(pulse, me).kind == "near"
    assert [claimed(pulse, me, ("images", "network")).kind for _ in range(2)] == ["far", "late"]


def test_a_job_that_is_not_due_waits(queue: Queue, pulse: Pulse, me: Holder, clock: HandClock) -> None:
    queue.enqueue(NewJob("later", {}, not_before=30))
    assert pulse.claim(LANES, me) is None
    assert queue.seconds_to_next(LANES) == 30 and not queue.is_idle(LANES)
    clock.seconds += 30
    assert claimed(pulse, me).kind == "later"


def test_a_delay_of_an_earlier_boot_is_over(queue: Queue, store: Store, pulse: Pulse, me: Holder) -> None:
    queue.enqueue(NewJob("later", {}, not_before=1e6))
    with store.write() as session:
        session.execute(text("UPDATE job SET boot = 'the one before'"))
    assert claimed(pulse, me).kind == "later"


def test_results_next_jobs_and_the_end_come_together(
    queue: Queue, pulse: Pulse, me: Holder, results: Callable[[], list[tuple[int, int]]]
) -> None:
    queue.enqueue(NewJob("read", {"sha256": "ab"}))
    job = claimed(pulse, me)
    assert job.payload == {"sha256": "ab"}
    assert queue.finish(job, Outcome(row(7).write, (NewJob("suggest", {}), NewJob("judge", {}))))
    assert results() == [(1, 7)]
    assert [(job.kind, job.state) for job in queue.jobs()] == [
        ("judge", "waiting"),
        ("suggest", "waiting"),
        ("read", "done"),
    ]
    assert queue.counts() == {"waiting": 2, "running": 0, "done": 1, "failed": 0, "cancelled": 0}


def test_an_outcome_that_cannot_be_written_leaves_nothing(
    queue: Queue, pulse: Pulse, me: Holder, results: Callable[[], list[tuple[int, int]]]
) -> None:
    queue.enqueue(NewJob("read", {}))
    job = claimed(pulse, me)

    def half(session: Session) -> None:
        row(1).write(session)
        raise BadInput("This cannot be kept.")

    with pytest.raises(BadInput):
        queue.finish(job, Outcome(half, (NewJob("next", {}),)))
    assert results() == [] and only(queue).state == "running"


def test_who_lost_the_lease_writes_nothing(
    queue: Queue, pulse: Pulse, me: Holder, clock: HandClock, results: Callable[[], list[tuple[int, int]]]
) -> None:
    queue.enqueue(NewJob("read", {}))
    slow = claimed(pulse, me)
    clock.seconds += 61
    assert queue.release_dead() == 1
    quick = claimed(pulse, me)
    assert not queue.finish(slow, Outcome(row(1).write, (NewJob("next", {}),)))
    assert not queue.fail(slow, BadInput("Too late.")) and not queue.give_back(slow) and not queue.drop(slow)
    with pytest.raises(LeaseLost):
        pulse.report(slow, 0.5, "")
    assert only(queue).state == "running" and results() == []
    assert queue.finish(quick, row(2)) and results() == [(1, 2)]


def test_a_report_renews_the_lease(queue: Queue, pulse: Pulse, me: Holder, clock: HandClock) -> None:
    queue.enqueue(NewJob("read", {}))
    job = claimed(pulse, me)
    clock.seconds += 50
    pulse.report(job, 0.25, "page 1 of 4")
    clock.seconds += 50
    assert queue.release_dead() == 0
    assert (only(queue).progress, only(queue).message) == (0.25, "page 1 of 4")


@pytest.mark.parametrize(("said", "shown"), [(-3.0, 0.0), (7.5, 1.0), (float("nan"), 0.0), (float("inf"), 1.0)])
def test_progress_stays_within_its_bounds(queue: Queue, pulse: Pulse, me: Holder, said: float, shown: float) -> None:
    queue.enqueue(NewJob("read", {}))
    pulse.report(claimed(pulse, me), said, "")
    assert only(queue).progress == shown


def test_the_jobs_of_a_dead_worker_are_released_by_looking(
    queue: Queue, pulse: Pulse, me: Holder, dead: Holder
) -> None:
    queue.enqueue(NewJob("read", {}))
    claimed(pulse, dead)
    assert queue.release_dead() == 1
    assert (only(queue).state, only(queue).attempts) == ("waiting", 0)
    claimed(pulse, me)
    assert queue.release_dead() == 0


def test_a_process_id_that_is_used_again_is_another_worker(queue: Queue, pulse: Pulse) -> None:
    mine = ProcessId.mine()
    queue.enqueue(NewJob("read", {}))
    claimed(pulse, Holder(ProcessId(mine.boot, mine.space, os.getpid(), "an earlier start")))
    assert queue.release_dead() == 1


def test_a_worker_in_another_container_is_judged_by_time_alone(queue: Queue, pulse: Pulse, clock: HandClock) -> None:
    mine = ProcessId.mine()
    queue.enqueue(NewJob("read", {}))
    claimed(pulse, Holder(ProcessId(mine.boot, "pid:[1]", 2**22 + 1, "1")))
    assert queue.release_dead() == 0
    clock.seconds += 60
    assert queue.release_dead() == 1


def test_a_job_that_keeps_killing_its_worker_is_given_up(
    queue: Queue, pulse: Pulse, dead: Holder, clock: HandClock
) -> None:
    queue.enqueue(NewJob("poison", {}))
    for _ in range(3):
        clock.seconds += 600
        claimed(pulse, dead)
        queue.release_dead()
    assert (only(queue).state, only(queue).error) == ("failed", "The worker died 3 times while doing this.")
    assert only(queue).hint


def test_a_machine_that_was_switched_off_is_not_held_against_the_job(queue: Queue, pulse: Pulse) -> None:
    before = Holder(ProcessId("the boot before", "", 1, "1"))
    queue.enqueue(NewJob("read", {}))
    for _ in range(3):
        claimed(pulse, before)
        assert queue.release_dead() == 1
        assert only(queue).state == "waiting"
    claimed(pulse, before)
    queue.release_dead()
    assert only(queue).error == "The whole program died 4 times while doing this."


def test_a_program_that_fell_with_its_worker_is_told_from_a_lone_death(dead: Holder) -> None:
    assert not dead.fell_with_all()
    assert Holder(dead.worker, dead.worker).fell_with_all()
    assert Holder.parse(str(dead)) == dead and Holder.parse(str(dead.worker)) == Holder(dead.worker)


def test_what_waiting_may_mend_is_tried_again_with_longer_and_longer_pauses(
    queue: Queue, pulse: Pulse, me: Holder, clock: HandClock
) -> None:
    queue.enqueue(NewJob("scan", {}))
    for pause in (2.0, 8.0):
        queue.fail(claimed(pulse, me), DeviceError("The scanner is off.", "Switch it on."))
        assert (only(queue).state, only(queue).error) == ("waiting", "The scanner is off.")
        assert queue.seconds_to_next(LANES) == pause
        clock.seconds += pause
    queue.fail(claimed(pulse, me), DeviceError("The scanner is off.", "Switch it on."))
    assert (only(queue).state, only(queue).hint, only(queue).attempts) == ("failed", "Switch it on.", 3)


def test_what_waiting_cannot_mend_fails_at_once(queue: Queue, pulse: Pulse, me: Holder) -> None:
    queue.enqueue(NewJob("read", {}))
    queue.fail(claimed(pulse, me), BadInput("This is no image.", "Take it again."))
    assert (only(queue).state, only(queue).error, only(queue).attempts) == ("failed", "This is no image.", 1)


def test_a_failed_job_can_be_tried_again_with_a_clean_slate(queue: Queue, pulse: Pulse, me: Holder) -> None:
    job_id = queue.enqueue(NewJob("read", {}))
    queue.fail(claimed(pulse, me), BadInput("This is no image."))
    queue.retry(job_id)
    assert (only(queue).state, only(queue).error, only(queue).attempts) == ("waiting", "", 0)
    assert queue.finish(claimed(pulse, me), row(1))
    queue.retry(job_id)
    assert only(queue).state == "done"


def test_given_back_is_as_if_it_had_not_begun(queue: Queue, pulse: Pulse, me: Holder) -> None:
    queue.enqueue(NewJob("read", {}))
    assert queue.give_back(claimed(pulse, me))
    assert (only(queue).state, only(queue).attempts) == ("waiting", 0)


def test_a_waiting_job_is_cancelled_at_once(queue: Queue, pulse: Pulse, me: Holder) -> None:
    job_id = queue.enqueue(NewJob("read", {}))
    assert queue.cancel(job_id) and queue.cancel(job_id)
    assert only(queue).state == "cancelled" and pulse.claim(LANES, me) is None
    queue.retry(job_id)
    assert queue.finish(claimed(pulse, me), Outcome())
    assert not queue.cancel(job_id)


def test_a_running_job_hears_that_it_is_cancelled(queue: Queue, pulse: Pulse, me: Holder) -> None:
    job_id = queue.enqueue(NewJob("read", {}))
    job = claimed(pulse, me)
    assert queue.cancel(job_id) and only(queue).state == "running"
    with pytest.raises(Cancelled):
        pulse.report(job, 0.5, "")
    assert queue.drop(job) and only(queue).state == "cancelled"
    queue.retry(job_id)
    assert queue.finish(claimed(pulse, me), Outcome())


@pytest.mark.parametrize("end", ["finish", "fail", "give back", "die"])
def test_a_cancelled_job_stays_undone_however_it_ends(
    queue: Queue, pulse: Pulse, dead: Holder, end: str, results: Callable[[], list[tuple[int, int]]]
) -> None:
    job_id = queue.enqueue(NewJob("read", {}))
    job = claimed(pulse, dead)
    queue.cancel(job_id)
    ends: dict[str, Callable[[], object]] = {
        "finish": lambda: queue.finish(job, row(1)),
        "fail": lambda: queue.fail(job, DeviceError("Off.")),
        "give back": lambda: queue.give_back(job),
        "die": queue.release_dead,
    }
    ends[end]()
    assert only(queue).state == "cancelled" and results() == []


def test_asking_twice_with_one_key_is_one_job(queue: Queue, pulse: Pulse, me: Holder) -> None:
    first = queue.enqueue(NewJob("read", {}, key="read:ab"))
    assert queue.enqueue(NewJob("read", {}, key="read:ab")) == first
    job = claimed(pulse, me)
    assert queue.enqueue(NewJob("read", {}, key="read:ab")) == first
    queue.finish(job, Outcome(next=(NewJob("read", {}, key="read:ab"),)))
    assert queue.counts()["done"] == 1 and queue.counts()["waiting"] == 0


def test_a_failed_or_cancelled_job_lets_go_of_its_key(queue: Queue, pulse: Pulse, me: Holder) -> None:
    failed = queue.enqueue(NewJob("read", {}, key="read:ab"))
    queue.fail(claimed(pulse, me), BadInput("No."))
    cancelled = queue.enqueue(NewJob("read", {}, key="read:ab"))
    queue.cancel(cancelled)
    third = queue.enqueue(NewJob("read", {}, key="read:ab"))
    assert len({failed, cancelled, third}) == 3
    with pytest.raises(Conflict, match=f"Job {third} does the same work"):
        queue.retry(failed)


def test_asking_joins_the_callers_unit_of_work(queue: Queue, store: Store) -> None:
    with pytest.raises(BadInput), store.write() as session:
        queue.enqueue(NewJob("read", {}), session)
        raise BadInput("Something else went wrong.")
    assert queue.jobs() == []


def test_listing_names_states_and_stops_at_its_limit(queue: Queue, pulse: Pulse, me: Holder) -> None:
    for step in range(5):
        queue.enqueue(NewJob("read", {"step": step}))
    queue.fail(claimed(pulse, me), BadInput("No."))
    claimed(pulse, me)
    assert [job.state for job in queue.jobs(limit=3)] == ["failed", "running", "waiting"]
    assert [job.payload["step"] for job in queue.jobs(("waiting",))] == [4, 3, 2]


@pytest.mark.parametrize("act", ["cancel", "retry"])
def test_a_job_that_is_not_there_is_said(queue: Queue, act: str) -> None:
    with pytest.raises(NotFound, match="no job 99"):
        getattr(queue, act)(99)


def test_pruning_keeps_the_newest_done_and_all_others(queue: Queue, store: Store, pulse: Pulse, me: Holder) -> None:
    with store.write() as session:
        for step in range(2500):
            queue.enqueue(NewJob("read", {"step": step}, key=f"read:{step}"), session)
        session.execute(text("UPDATE job SET state = 'done' WHERE id > 1 AND id <= 2400"))
        session.execute(text("UPDATE job SET state = 'failed' WHERE id = 1"))
    assert queue.prune(keep=99) == 2300
    assert queue.counts() == {"waiting": 100, "running": 0, "done": 99, "failed": 1, "cancelled": 0}
    assert min(job.id for job in queue.jobs(("done",))) == 2302
    newest = queue.enqueue(NewJob("read", {}, key="read:5"))
    assert newest > 2500, "ids never come back"


def test_no_wall_clock_decides_anything(queue: Queue, pulse: Pulse, me: Holder, clock: HandClock, store: Store) -> None:
    """Rows asked for while the wall clock ran backwards: `created` falls, order and leases do not care."""
    for step, moment in enumerate(("2031-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "1970-01-01T00:00:00Z")):
        job_id = queue.enqueue(NewJob("read", {"step": step}))
        with store.write() as session:
            session.execute(text("UPDATE job SET created = :at WHERE id = :id"), {"at": moment, "id": job_id})
    jobs = [claimed(pulse, me) for _ in range(3)]
    assert [job.payload["step"] for job in jobs] == [0, 1, 2]
    assert queue.release_dead() == 0
    clock.seconds += 60
    assert queue.release_dead() == 3


def test_claims_and_keys_use_an_index_however_long_the_queue(database: Path) -> None:
    plan = _plan(database, HEAD_OF_LANE, ("default", 1.0, "x"))
    assert "SEARCH job USING INDEX ix_job_next (lane=?)" in plan and "TEMP B-TREE" not in plan
    assert "SEARCH job USING INDEX uq_job_key (key=?)" in _plan(database, str(WITH_KEY), {"key": "x"})


def _plan(database: Path, statement: str, values: tuple[object, ...] | dict[str, object]) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("EXPLAIN QUERY PLAN " + statement, values).fetchall())


def test_a_locked_database_is_a_sentence_and_reports_are_let_go(
    queue: Queue, database: Path, pulse: Pulse, me: Holder
) -> None:
    queue.enqueue(NewJob("read", {}))
    queue.enqueue(NewJob("read", {}))
    job = claimed(pulse, me)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked"):
            pulse.claim(LANES, me)
        with pytest.raises(StorageError, match="locked"):
            queue.finish(job, row(1))
        pulse.report(job, 0.5, "")
        assert len(queue.jobs()) == 2, "who reads is not held up"
        other.execute("COMMIT")
    assert queue.finish(job, row(1))
