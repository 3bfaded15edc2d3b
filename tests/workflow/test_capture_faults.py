"""Faults of the loop, for real: killed at random, disk full, catalogue locked. What was acknowledged is stored, nothing
is stored twice, the spool is empty at the end, and the loop goes on."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from capture_program import PROFILE, connected, quick
from sqlalchemy import Connection, event
from stand import Stand

from curatorbench.bootstrap import parts
from curatorbench.domain.captures import Became
from curatorbench.domain.errors import NotFound
from curatorbench.domain.profiles import Profile
from curatorbench.models.keeping import safety
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import capture, explore, work
from curatorbench.workflow.workbench import Workbench

PROGRAM = Path(__file__).with_name("capture_program.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(PROGRAM.parents[1])}

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals and limits as Linux has them")


def life(root: Path, count: int, dice: Random) -> tuple[list[str], bool]:
    """Run the program until it is done or killed; returns the hashes that it acknowledged, and whether it was done.

    It is killed after some exposures and a moment; or its device's process is, and it goes on.
    """
    command = [sys.executable, str(PROGRAM), str(root), str(count)]
    patience, device, acknowledged = dice.randint(1, 6), 0, []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as program:
        assert program.stdout is not None and program.stderr is not None
        for line in program.stdout:
            first, *rest = line.split() if line.endswith("\n") else [""]  # a line cut off was no promise yet
            if first == "ready":
                device = int(rest[0])
            elif first == "said" and rest[0] == Became.SAVED:
                acknowledged.append(rest[1])
            if (patience := patience - 1) == 0:
                time.sleep(dice.uniform(0, 0.06))
                kill(device) if dice.random() < 0.3 else program.kill()
        complaint = program.stderr.read()
        assert not complaint, complaint
        return acknowledged, program.wait() == 0


def kill(pid: int) -> None:
    """End a device's process, if it is there still."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_killed_at_any_moment(tmp_path: Path, turns: Callable[[int], int], dice: Random) -> None:
    root, count = tmp_path / "workspace", turns(200)
    Workspace.create(root).close()
    acknowledged: list[str] = []
    is_done = False
    while not is_done:
        said, is_done = life(root, count, dice)
        acknowledged += said
    bench = Workbench.open(root, parts())
    assert [checked for checked in safety.verify(bench.workspace) if not checked.ok] == []
    records = list(explore.every_record(bench))
    shown = Counter(sha256 for record in records for sha256 in record.assets)
    assert max(shown.values()) == 1 and set(acknowledged) <= set(shown)
    assert len(acknowledged) == len(set(acknowledged))
    assert {sha256 for sha256, _ in bench.workspace.originals.all()} == set(shown)
    # Front and back of each thing, in pairs, whatever died between them; numbers without a gap.
    assert sum(shown.values()) >= count
    assert all(len(record.assets) == 2 for record in records[:-1])
    numbers = [record.summary.catalog_number for record in records]
    assert numbers == [f"P{n:06d}" for n in range(1, len(records) + 1)]
    jobs = Counter((job.kind, job.payload["sha256"]) for job in work.jobs(bench, limit=10_000))
    assert jobs == Counter({(kind, sha256): 1 for kind in ("derive", "inspect") for sha256 in shown})
    assert [path for path in (root / "devices").rglob("*") if path.is_file() and not path.name.startswith(".")] == []
    bench.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Workspace.create(tmp_path / "workspace").close()
    return tmp_path / "workspace"


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The disk refuses to write more than so many bytes of any file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [1_000, 100_000], ids=["for no original", "for no row"])
def test_what_the_disk_refuses_is_offered_again(root: Path, room: int) -> None:
    bench = quick(root)
    session = capture.begin(bench, PROFILE, collection="C", operator="Ann")
    station = connected(bench)
    for _ in range(3):
        capture.take(bench, station, session.id, capture.shoot(station))
    shot = capture.shoot(station)
    with files_of_at_most(room):
        refused = capture.take(bench, station, session.id, shot)
    assert refused.became is Became.FAILED and refused.error is not None and refused.error.hint
    assert shot.files[0].exists()
    assert [again.files for again in capture.waiting(station)] == [shot.files]
    assert capture.take(bench, station, session.id, shot).became is Became.SAVED
    assert len(list(explore.every_record(bench))) == 2
    station.close()
    assert not shot.files[0].exists()
    bench.close()


def test_a_disk_that_fills_at_any_row_is_said(root: Path, tmp_path: Path) -> None:
    """SQLite then rolls the whole transaction back by itself, and forgets its savepoints."""
    bench = quick(root)
    stand = Stand(bench, tmp_path / "stand", Profile("Drawers", kind="other", views=("drawer",)))
    room = [0]

    @event.listens_for(bench.workspace.store._writers, "begin")
    def _fill(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + room[0]
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    refused = 0
    for thing in range(40):
        shot = stand.shot(*(f"E {thing:03d}{n}" for n in range(5)))
        for room[0] in (*range(4), 1_000):
            taken = capture.take(bench, None, stand.id, shot)
            if taken.became is Became.SAVED:
                break
            refused += 1
            assert taken.became is Became.FAILED and taken.error is not None
            assert "disk is full" in taken.error.message
        assert taken.became is Became.SAVED
    assert refused >= 20 and len(list(explore.every_record(bench))) == 200
    bench.close()


def test_a_card_is_freed_of_what_is_safe_and_of_nothing_else(root: Path) -> None:
    bench = quick(root)
    session = capture.begin(bench, replace(PROFILE, erases_card=True), collection="C", operator="Ann")
    station = connected(bench)
    taken = capture.take(bench, station, session.id, shot := capture.shoot(station))
    station.handed.finish()
    spool = shot.files[0].parent
    assert (spool / ".erased").read_text() == taken.sha256 and station.complaints() == []
    (spool / ".locked").touch()
    shot = capture.shoot(station)
    assert capture.take(bench, station, session.id, shot).became is Became.SAVED
    station.handed.finish()
    assert [complaint.message for complaint in station.complaints()] == ["The card is locked."]
    assert capture.waiting(station) == [] and not shot.files[0].exists()
    station.close()
    bench.close()


def test_a_locked_catalogue_is_said_and_the_loop_goes_on(root: Path) -> None:
    bench = quick(root, patience=0.3)
    session = capture.begin(bench, PROFILE, collection="C", operator="Ann")
    station = connected(bench)
    shot = capture.shoot(station)
    other = sqlite3.connect(bench.workspace.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = capture.take(bench, station, session.id, shot)
    assert refused.became is Became.FAILED and refused.error is not None and "locked" in refused.error.message
    other.execute("ROLLBACK")
    other.close()
    (again,) = capture.waiting(station)
    assert capture.take(bench, station, session.id, again).became is Became.SAVED
    station.close()
    bench.close()


def test_many_captures_do_not_slow_the_tally(root: Path, tmp_path: Path) -> None:
    bench = quick(root)
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"))
    stand.take()
    with bench.workspace.store.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO capture_exposure (exposure_id, session_id, files, became, view, records, things,"
            ' has_unread_code, is_undone, "before", acted, message, hint, taken)'
            " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
            " SELECT 'x' || i, session_id, files, became, view, records, 1, 0, 0, '{}', 1 + i, '', '', taken"
            " FROM n, (SELECT * FROM capture_exposure LIMIT 1)"
        )
    began = time.perf_counter()
    assert capture.tally(bench, stand.id).things == 20_001
    assert time.perf_counter() - began < 0.5
    bench.close()


def test_a_shot_is_offered_again_whatever_was_raised_while_it_was_taken(root: Path) -> None:
    bench = quick(root)
    session = capture.begin(bench, PROFILE, collection="C", operator="Ann")
    station = connected(bench)
    shot = capture.shoot(station)
    assert capture.waiting(station) == [], "it is handed over"
    with pytest.raises(NotFound):
        capture.take(bench, station, "no such session", shot)
    assert capture.waiting(station) == [shot]
    assert capture.take(bench, station, session.id, shot).became is Became.SAVED
    station.close()
    bench.close()
