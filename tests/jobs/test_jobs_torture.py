"""Workers killed with SIGKILL at random moments lose nothing and double nothing."""

import random
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from curatorbench.jobs.queue import NewJob, Queue

KILLS = 100
JOBS_A_KILL = 3
CHAINS = 3
WORKERS = 3
LONGEST_JOB = 0.04  # seconds


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_every_result_is_there_once_whatever_dies(
    queue: Queue,
    database: Path,
    command: list[str],
    started: Callable[[list[str]], subprocess.Popen[bytes]],
    results: Callable[[], list[tuple[int, int]]],
    eventually: Callable[..., None],
    turns: Callable[[int], int],
    dice: random.Random,
) -> None:
    """Chained jobs (each writes one row and asks for the next); after every third a random worker dies.

    The moment is drawn from the length of a job, so that kills fall before, in and after the transactions.
    """
    kills = max(3, turns(KILLS))
    links = kills * JOBS_A_KILL // CHAINS
    for chain in range(CHAINS):
        payload = {"chain": chain, "step": 1, "last": links, "seconds": dice.uniform(0, LONGEST_JOB)}
        queue.enqueue(NewJob("link", payload, key=f"{chain}-1"))
    work = [*command, "--deaths", "1000000"]
    workers = [started(work) for _ in range(WORKERS)]
    for kill in range(kills):
        eventually(lambda due=kill * JOBS_A_KILL: queue.counts()["done"] >= due)
        time.sleep(dice.uniform(0, LONGEST_JOB))
        place = dice.randrange(WORKERS)
        workers[place].kill()
        assert workers[place].wait() == -9
        workers[place] = started(work)
    eventually(lambda: queue.is_idle(("default",)), seconds=120)

    assert results() == [(chain, step) for chain in range(CHAINS) for step in range(1, links + 1)]
    assert queue.counts() == {"waiting": 0, "running": 0, "done": CHAINS * links, "failed": 0, "cancelled": 0}
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        [deaths] = connection.execute("SELECT sum(deaths) FROM job").fetchone()
    assert deaths >= kills // 10, "too few of the kills met a job at work for this to show anything"
