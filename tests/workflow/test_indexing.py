"""What an import left for later is found in the end, whoever is killed, and nobody waits long for it meanwhile."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from random import Random

import pytest

from curatorbench.domain.errors import Cancelled
from curatorbench.domain.job import JobState
from curatorbench.domain.question import Question
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import bulk, searched
from curatorbench.models.records import catalogue
from curatorbench.models.store.driver import driver
from curatorbench.workflow import explore, indexing, review
from curatorbench.workflow.workbench import Workbench

RECORDS = 3_000


@pytest.fixture
def waiting(bench: Workbench) -> Workbench:
    """3,000 records with a word of all and a word of each, none of them indexed."""
    source = Source(SourceKind.IMPORT, "big.csv")
    said = [{"locality": f"Waldrand place{number}", "catalogNumber": f"W {number:05}"} for number in range(RECORDS)]
    with bench.workspace.store.write() as session:
        catalogue.ensure_operator(session, "Ann")
        collection = catalogue.ensure_collection(session, "C")
        bulk.new_materials_bulk(session, collection, said, source=source, operator="Ann")
        driver(session).execute("INSERT INTO record_search (record_search) VALUES ('delete-all')")
        driver(session).execute("DELETE FROM search_pending")
        searched.add_later(driver(session), 1, RECORDS)
    return bench


def _found(bench: Workbench, text: str = "waldrand") -> list[int]:
    return list(explore.keys(bench, Question(text)))


def test_one_job_is_asked_for_and_does_it(waiting: Workbench) -> None:
    job = indexing.ask(waiting)
    assert job is not None and indexing.ask(waiting) == job
    assert explore.unindexed(waiting) == RECORDS
    indexing.index_job(waiting, {})
    assert explore.unindexed(waiting) == 0 and indexing.ask(waiting) is None
    assert _found(waiting) == list(range(1, RECORDS + 1))


def test_others_write_meanwhile_without_waiting_long(waiting: Workbench) -> None:
    """A person's save of a record that waits is found at once; each transaction of the indexer is a short one."""
    waits: list[float] = []

    def save(fraction: float, message: str = "") -> None:
        if len(waits) < 5 and explore.unindexed(waiting):
            started = time.perf_counter()
            review.set_value(
                waiting, review.find(waiting, f"W {RECORDS - 1 - len(waits):05}"), "country", "Peru", "Ann"
            )
            waits.append(time.perf_counter() - started)
            assert len(_found(waiting, "peru")) == len(waits)

    indexing.catch_up(waiting, save)
    assert len(waits) == 5
    assert _found(waiting) == list(range(1, RECORDS + 1))


def test_a_cancelled_one_keeps_what_it_did(waiting: Workbench) -> None:
    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.1:
            raise Cancelled("Enough.", "")

    with pytest.raises(Cancelled):
        indexing.catch_up(waiting, stop)
    left = explore.unindexed(waiting)
    assert 0 < left < RECORDS * 0.9
    assert _found(waiting) == list(range(1, RECORDS - left + 1))


@pytest.mark.torture
def test_killed_at_any_moment_a_worker_that_starts_goes_on(
    waiting: Workbench, turns: Callable[[int], int], dice: Random
) -> None:
    command = [sys.executable, "-m", "curatorbench", "worker", str(waiting.workspace.root), "--until-idle"]
    for _ in range(turns(20)):
        worker = subprocess.Popen(command)
        time.sleep(dice.uniform(0.8, 2.0))
        worker.kill()
        worker.wait()
    subprocess.run(command, check=True, timeout=120)
    while explore.unindexed(waiting):  # a job that was in somebody's hands comes back when its lease is seen to be dead
        subprocess.run(command, check=True, timeout=120)
    assert _found(waiting) == list(range(1, RECORDS + 1))
    assert [job.kind for job in waiting.queue.jobs([JobState.FAILED, JobState.WAITING])] == []
    # Nobody is in the index twice: taking the words away leaves nothing behind.
    for number in (0, 1234, RECORDS - 1):
        review.set_value(waiting, review.find(waiting, f"W {number:05}"), "locality", "", "Ann")
        assert number + 1 not in _found(waiting)
