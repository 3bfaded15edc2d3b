"""Backups and readings killed at any moment, on a disk that is full, on a medium that cannot be written."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from curatorbench.domain.job import JobState
from curatorbench.models.keeping import backup_files
from curatorbench.models.store import backups
from curatorbench.workflow import ingest, keeping, safety, stages
from curatorbench.workflow.workbench import Workbench

KILLS = 60
LATEST_KILL = 0.8  # seconds after the worker has begun its first job: to well after its last
_COMMAND = (sys.executable, "-m", "curatorbench")


@pytest.fixture
def filled(bench: Workbench, tmp_path: Path, draw: Callable[..., Path]) -> Workbench:
    """Thirty images, and so much else that a copy takes a while."""
    for number in range(30):
        draw(tmp_path / "images" / f"{number}.png", f"sheet {number}")
    assert len(list(ingest.take_in(bench, [tmp_path / "images"], collection="HERB", operator="Ann"))) == 30
    with closing(sqlite3.connect(bench.workspace.database)) as connection:
        connection.execute("UPDATE job SET state = 'done'")
        connection.executemany(
            "INSERT INTO quarantine (file, reason, hint, noticed) VALUES (?, ?, '', '')",
            [(f"{number}.tif", "x" * 60_000) for number in range(400)],
        )
        connection.commit()
    return bench


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_killed_anywhere_every_backup_is_whole_and_reading_goes_on(
    filled: Workbench, turns: Callable[[int], int], dice: random.Random
) -> None:
    read_before = met = 0
    for turn in range(turns(KILLS)):
        keeping.back_up_now(filled)
        keeping.read_everything(filled)
        worker = subprocess.Popen(
            [*_COMMAND, "worker", str(filled.workspace.root)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_until_at_work(filled, worker)
        time.sleep(dice.uniform(0, LATEST_KILL) if turn else 0)  # the first kill falls on a job at work
        met += any(job.state is JobState.RUNNING for job in filled.queue.in_lane(stages.KEEPING))
        worker.kill()
        worker.wait()
        state = safety.state(filled)
        assert all(one.is_whole for one in state.backups), f"turn {turn}"
        if state.backups:
            assert backups.check(state.backups[0].path)["images"] == 30
        read = state.fixity.sound
        assert read >= read_before and state.fixity.unsound == 0, f"turn {turn}"
        read_before = read
    _finish(filled)
    state = safety.state(filled)
    assert (state.fixity.sound, state.fixity.unread) == (30, 0) and state.last is not None
    assert met, "no kill met a job at work: this shows nothing"
    left = [path.name for path in filled.workspace.backups.iterdir() if path.name.startswith(".")]
    assert left == [], "what dead workers left is swept by the next backup"
    with closing(sqlite3.connect(filled.workspace.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _wait_until_at_work(bench: Workbench, worker: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up and worker.poll() is None:
        jobs = bench.queue.in_lane(stages.KEEPING)
        if not jobs or any(job.state is JobState.RUNNING for job in jobs):
            return
        time.sleep(0.01)


def _finish(bench: Workbench) -> None:
    """Let a worker do all that is left; jobs that were killed too often are tried again, as a person would."""
    keeping.back_up_now(bench)
    keeping.read_everything(bench)
    for job in bench.queue.in_lane(stages.KEEPING):
        if job.state is JobState.FAILED:
            bench.queue.retry(job.id)
    done = subprocess.run([*_COMMAND, "worker", str(bench.workspace.root), "--until-idle"], timeout=120, check=False)
    assert done.returncode == 0


def _in_mount(script: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command under mounts that are gone with it."""
    prefix = ("unshare", "--mount", "--map-root-user", "sh", "-ec", f'{script}; exec "$@"', "sh")
    return subprocess.run([*prefix, *command], capture_output=True, text=True, timeout=120, check=False)


def _needs_mounts(script: str) -> None:
    if shutil.which("unshare") is None or _in_mount(script, "true").returncode:
        pytest.skip("nothing can be mounted here (user namespaces are off)")


_ON_A_FULL_DISK = """
import dataclasses, json, subprocess, sys, threading
from pathlib import Path
from curatorbench.bootstrap import parts
from curatorbench.jobs.worker import Worker
from curatorbench.workflow import keeping, safety, settings
from curatorbench.workflow.workbench import Workbench
bench = Workbench.open(Path(sys.argv[1]), parts())
settings.put(bench, "safety.backup_hours", 1e-9)
bench.queue.limits = dataclasses.replace(bench.queue.limits, pause=0.0)
def work():
    worker = Worker(bench.queue, bench.parts.handlers(bench), ("keeping",))
    with bench.queue.pulse() as pulse:
        worker.work(pulse, threading.Event(), stop_when_idle=True)
def say():
    state = safety.state(bench)
    print(json.dumps({**state.as_json(), "left": [path.name for path in bench.workspace.backups.iterdir()]}))
keeping.enqueue_due(bench)
work()
say()
subprocess.run(["mount", "-o", "remount,size=200m", str(bench.workspace.backups)], check=True)
[failed] = [job for job in bench.queue.in_lane("keeping") if job.kind == "backup"]
bench.queue.retry(failed.id)
work()
say()
"""


def test_a_scheduled_backup_on_a_full_disk_leaves_nothing_and_says_what_to_do(filled: Workbench) -> None:
    folder = filled.workspace.backups
    script = f'mount -t tmpfs -o size=8m tmpfs "{folder}"'
    _needs_mounts(script)
    ran = _in_mount(script, sys.executable, "-c", _ON_A_FULL_DISK, str(filled.workspace.root))
    assert ran.returncode == 0, ran.stderr
    full, freed = (json.loads(line) for line in ran.stdout.splitlines())
    assert full["schedule"]["overdue"] == "failed" and full["left"] == [] and not full["well"]
    assert "the disk is full" in full["schedule"]["detail"] and "Free some space" in full["schedule"]["detail"]
    assert freed["last"] is not None and freed["backups"][0]["is_whole"]


def test_a_workspace_on_a_medium_that_cannot_be_written_is_read(filled: Workbench, tmp_path: Path) -> None:
    root = filled.workspace.root
    filled.close()
    script = f'mount --bind "{root}" "{root}"; mount -o remount,bind,ro "{root}"'
    _needs_mounts(script)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return _in_mount(script, *_COMMAND, *words)

    verified = run("verify", str(root), "--json")
    assert verified.returncode == 0, verified.stderr
    assert len(verified.stdout.splitlines()) == 31
    assert len(run("records", str(root), "--json").stdout.splitlines()) == 30
    said = json.loads(run("safety", str(root), "--json").stdout)
    assert said["is_writable"] is False and said["fixity"]["originals"] == 30
    out = tmp_path / "kept.sqlite"
    assert run("backup", str(root), "--to", str(out)).returncode == 0
    assert backups.check(out)["images"] == 30
    table = tmp_path / "records.csv"
    exported = run("export", str(root), "--format", "csv", "--out", str(table))
    assert exported.returncode == 0 and table.stat().st_size > 0, exported.stderr
    refused = run("ingest", str(root), str(tmp_path / "images"))
    assert refused.returncode == 1 and "reading only" in refused.stderr and "Traceback" not in refused.stderr
    assert backup_files.listed(root / "backups") == []
    opening = (
        "import sys; from pathlib import Path; from curatorbench.bootstrap import parts\n"
        "from curatorbench.domain.errors import StorageError\n"
        "from curatorbench.workflow.opening import open_workspace\n"
        "try: open_workspace(Path(sys.argv[1]), parts(), operator=None, otherwise='Ann')\n"
        "except StorageError as error: print(error.message, error.hint)"
    )
    window = _in_mount(script, sys.executable, "-c", opening, str(root))
    assert "cannot be written to" in window.stdout and "copy the folder" in window.stdout, window.stderr


def test_what_was_not_closed_in_order_is_said_on_such_a_medium(filled: Workbench, tmp_path: Path) -> None:
    """Changes that lie in the log beside the catalogue are not silently left out."""
    copied = tmp_path / "copy"
    with filled.workspace.store.write():
        pass
    shutil.copytree(filled.workspace.root, copied, ignore=shutil.ignore_patterns("*-shm"))
    assert (copied / "catalogue.sqlite-wal").stat().st_size > 0
    script = f'mount --bind "{copied}" "{copied}"; mount -o remount,bind,ro "{copied}"'
    _needs_mounts(script)
    said = _in_mount(script, *_COMMAND, "records", str(copied), "--json")
    if said.returncode == 0:
        assert len(said.stdout.splitlines()) == 30
    else:
        assert "was not closed in order" in said.stderr and "Copy the folder" in said.stderr
