"""A real database with the job table and a table of results, and the worker program that fills it."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from curatorbench.jobs.machine import Holder, ProcessId
from curatorbench.jobs.queue import Queue
from curatorbench.models.store.store import Store
from curatorbench.models.tables.jobs import Job

PROGRAM = Path(__file__).with_name("worker_program.py")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An empty queue in WAL mode, beside a table `result` that takes the same row twice (so that doubles show)."""
    path = tmp_path / "catalogue.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE result (chain INTEGER, step INTEGER, pid INTEGER)")
    store = Store(path)
    with store.write() as session:
        Job.metadata.tables["job"].create(session.connection())
    store.close()
    return path


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    store = Store(database, patience=2.0)
    yield store
    store.close()


@pytest.fixture
def queue(store: Store) -> Queue:
    return Queue(store)


@pytest.fixture
def me() -> Holder:
    return Holder(ProcessId.mine())


@pytest.fixture
def command(database: Path) -> list[str]:
    """Starts a real worker on the test's database; more arguments may follow."""
    return [sys.executable, str(PROGRAM), str(database)]


@pytest.fixture
def started() -> Iterator[Callable[[list[str]], subprocess.Popen[bytes]]]:
    """Starts processes that are surely gone when the test ends."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(command: list[str]) -> subprocess.Popen[bytes]:
        processes.append(subprocess.Popen(command))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], None]:
    """`eventually(question)` asks until the answer is true; fails after half a minute."""

    def ask(question: Callable[[], object], seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while not question():
            assert time.monotonic() < end, "it never became true"
            time.sleep(0.01)

    return ask


@pytest.fixture
def results(database: Path) -> Callable[[], list[tuple[int, int]]]:
    """(chain, step) of every result row, sorted."""

    def read() -> list[tuple[int, int]]:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute("SELECT chain, step FROM result ORDER BY chain, step").fetchall()

    return read
