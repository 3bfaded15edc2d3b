"""Scheduled backups and the reading again of what is kept: due, asked for once, done, killed, mended."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from curatorbench.bootstrap import parts
from curatorbench.domain.errors import Cancelled, NotFound, StorageError
from curatorbench.domain.job import JobState
from curatorbench.domain.safety import Overdue
from curatorbench.jobs.queue import Outcome
from curatorbench.models.store import backups
from curatorbench.workflow import ingest, keeping, safety, settings, stages, work
from curatorbench.workflow.workbench import Workbench

SOON = 1e-9  # hours


@pytest.fixture
def filled(bench: Workbench, tmp_path: Path, draw: Callable[..., Path]) -> Workbench:
    """Twelve images, taken in a day ago; what would be done with them is done."""
    for number in range(12):
        draw(tmp_path / "images" / f"{number}.png", f"sheet {number}")
    assert len(list(ingest.take_in(bench, [tmp_path / "images"], collection="HERB", operator="Ann"))) == 12
    _sql(bench, "UPDATE job SET state = 'done'")
    _sql(bench, "UPDATE asset SET taken_in = '2026-01-01T00:00:00Z'")
    return bench


def _sql(bench: Workbench, statement: str) -> None:
    with closing(sqlite3.connect(bench.workspace.database)) as connection:
        connection.execute(statement)
        connection.commit()


def _kinds(bench: Workbench) -> list[str]:
    return [job.kind for job in bench.queue.in_lane(stages.KEEPING)]


def _work(bench: Workbench) -> None:
    """What a worker does with the jobs of keeping, in this process."""
    handlers = bench.parts.handlers(bench)
    from curatorbench.jobs.worker import Worker

    worker = Worker(bench.queue, handlers, (stages.KEEPING,))
    with bench.queue.pulse() as pulse:
        worker.work(pulse, threading.Event(), stop_when_idle=True)


def _damage(bench: Workbench) -> tuple[str, Path]:
    sha256, path = next(bench.workspace.originals.all())
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    return sha256, path


def test_a_workspace_without_work_has_nothing_due(bench: Workbench) -> None:
    settings.put(bench, "safety.backup_hours", SOON)
    assert keeping.enqueue_due(bench) == ()
    state = safety.state(bench)
    assert state.is_well and state.last is None and not state.schedule.is_due


def test_what_is_due_is_asked_for_once_however_many_ask(filled: Workbench) -> None:
    settings.put(filled, "safety.backup_hours", SOON)
    barrier, asked = threading.Barrier(4), []

    def window() -> None:
        bench = Workbench.open(filled.workspace.root, parts())
        barrier.wait()
        asked.extend(keeping.enqueue_due(bench))
        bench.close()

    windows = [threading.Thread(target=window) for _ in range(4)]
    for thread in windows:
        thread.start()
    for thread in windows:
        thread.join()
    assert {"backup", "fixity"} == set(asked)
    assert sorted(_kinds(filled)) == ["backup", "fixity"]
    assert keeping.enqueue_due(filled) == ()


def test_a_backup_is_made_checked_and_nothing_is_due_then(filled: Workbench) -> None:
    settings.put(filled, "safety.backup_hours", SOON)
    settings.put(filled, "safety.read_share", 0.0)
    time.sleep(1.1)  # names of backups tell seconds: the next is after the last change
    assert safety.state(filled).schedule.is_due
    assert keeping.enqueue_due(filled) == ("backup",)
    _work(filled)
    state = safety.state(filled)
    assert state.last is not None and state.last.why == "scheduled" and state.last.is_whole
    assert not state.schedule.is_due and state.schedule.unsaved_since == "" and state.is_well
    assert backups.counts(state.last.path)["records"] == 12
    assert keeping.enqueue_due(filled) == ()


def test_older_backups_go_only_after_a_newer_one_is_sound(filled: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    source = safety.backup(filled).read_bytes()
    settings.put(filled, "safety.backup_days", 1)
    settings.put(filled, "safety.backup_months", 1)
    old = [filled.workspace.backups / f"catalogue-202611{day:02d}T100000Z-scheduled.sqlite" for day in range(1, 9)]
    for path in old:
        path.write_bytes(source)

    def full(database: Path, part: Path, progress: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr(backups, "_copy_pages", full)
        with pytest.raises(StorageError):
            keeping.backup_job(filled, {})
    assert all(path.exists() for path in old)
    keeping.backup_job(filled, {})
    assert [path for path in old if path.exists()] == [old[-1]]
    assert [one.why for one in safety.state(filled).backups] == ["scheduled", "backup", "scheduled"]


def test_the_second_folder_gets_a_copy_and_its_absence_is_said(filled: Workbench, tmp_path: Path) -> None:
    second = tmp_path / "other disk"
    settings.put(filled, "safety.backup_folder", str(second))
    keeping.back_up_now(filled)
    filled.queue.limits = _hasty(filled)
    _work(filled)
    state = safety.state(filled)
    assert state.last is not None and state.elsewhere == ()
    assert state.schedule.overdue is Overdue.NO_FOLDER and str(second) in state.schedule.detail
    [failed] = filled.queue.in_lane(stages.KEEPING)
    assert failed.state is JobState.FAILED and "other disk" in failed.error and failed.hint
    second.mkdir()
    filled.queue.retry(failed.id)
    _work(filled)
    state = safety.state(filled)
    assert [one.key for one in state.elsewhere] == [state.last.key if state.last else ""]
    assert state.schedule.overdue is None


def _hasty(bench: Workbench) -> Any:
    from dataclasses import replace

    return replace(bench.queue.limits, pause=0.0)


def test_a_failed_backup_is_said_until_one_is_made(filled: Workbench) -> None:
    settings.put(filled, "safety.backup_hours", SOON)
    settings.put(filled, "safety.read_share", 0.0)
    filled.queue.limits = _hasty(filled)
    folder = filled.workspace.backups
    folder.rmdir()
    folder.write_text("a file where the folder was")
    keeping.enqueue_due(filled)
    _work(filled)
    state = safety.state(filled)
    assert state.schedule.overdue is Overdue.FAILED and not state.is_well
    assert "could not be written" in state.schedule.detail
    assert keeping.enqueue_due(filled) == (), "what has just failed is not asked for again at once"
    folder.unlink()
    safety.backup(filled)
    time.sleep(1.1)
    assert safety.state(filled).schedule.overdue is None


def test_a_days_share_is_read_and_the_rest_another_day(filled: Workbench) -> None:
    settings.put(filled, "safety.read_share", 0.25)
    settings.put(filled, "safety.backup_hours", 0.0)
    assert keeping.enqueue_due(filled) == ("fixity",)
    _work(filled)
    known = safety.state(filled).fixity
    assert (known.originals, known.sound, known.unread, known.unsound) == (12, 3, 9, 0)
    assert keeping.enqueue_due(filled) == (), "today's share was read"
    _sql(filled, "UPDATE keeping SET checked = '2026-01-02T00:00:00Z'")
    _sql(filled, "DELETE FROM job")
    assert keeping.enqueue_due(filled) == ("fixity",)
    _work(filled)
    assert safety.state(filled).fixity.sound == 6


def test_everything_is_read_in_slices_and_damage_stays_until_it_is_mended(
    filled: Workbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(keeping, "_ORIGINALS", 5)
    monkeypatch.setattr(keeping, "_RECORDS", 5)
    sha256, path = _damage(filled)
    first = keeping.read_everything(filled)
    assert keeping.read_everything(filled) == first
    _work(filled)
    state = safety.state(filled)
    assert (state.fixity.sound, state.fixity.unsound, state.fixity.unread) == (11, 1, 0)
    assert state.fixity.records_checked and not state.is_well
    [fault] = state.fixity.faults
    assert fault.what == sha256 and fault.is_original and fault.name.endswith(".png")
    copy = next(image for image in (tmp_path / "images").iterdir() if keeping.fixity.hash_of(image) == sha256)
    assert safety.mend(filled, sha256, copy) == path
    state = safety.state(filled)
    assert state.is_well and state.fixity.sound == 12
    with pytest.raises(NotFound):
        safety.mend(filled, "0" * 64, copy)


def test_reading_stops_when_it_is_cancelled_and_keeps_what_it_found(
    filled: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_ORIGINALS", 4)
    keeping.read_everything(filled)
    [job] = filled.queue.in_lane(stages.KEEPING)
    outcome = keeping.fixity_job(filled, job.payload)
    with filled.workspace.store.write() as session:
        outcome.write(session)
    [following] = outcome.next

    def stop(fraction: float, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        keeping.fixity_job(filled, following.payload, stop)
    assert safety.state(filled).fixity.sound == 4


def test_progress_runs_from_nothing_to_all_over_the_slices(filled: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_ORIGINALS", 5)
    monkeypatch.setattr(keeping, "_RECORDS", 5)
    seen: list[float] = []

    def show(fraction: float, message: str = "") -> None:
        seen.append(fraction)

    def follow(payload: Mapping[str, Any]) -> None:
        outcome: Outcome = keeping.fixity_job(filled, payload, show)
        with filled.workspace.store.write() as session:
            outcome.write(session)
        for job in outcome.next:
            follow(job.payload)

    keeping.read_everything(filled)
    [job] = filled.queue.in_lane(stages.KEEPING)
    follow(job.payload)
    assert seen == sorted(seen) and seen[0] >= 0 and 0.7 < seen[-1] <= 1


def test_verify_some_reads_a_share_and_remembers_it(filled: Workbench) -> None:
    settings.put(filled, "safety.read_share", 0.5)
    said = list(safety.verify_some(filled))
    assert [checked.ok for checked in said] == [True] * 7  # six originals, and the catalogue
    assert safety.state(filled).fixity.sound == 6
    assert all(checked.ok for checked in safety.verify(filled))
    assert safety.state(filled).fixity.sound == 12


def test_a_state_costs_less_than_20_ms(filled: Workbench) -> None:
    for day in range(1, 29):
        (filled.workspace.backups / f"catalogue-202610{day:02d}T100000Z-scheduled.sqlite").write_bytes(bytes(100))
    safety.state(filled)
    taken = []
    for _ in range(20):
        begin = time.perf_counter()
        safety.state(filled)
        taken.append(time.perf_counter() - begin)
    assert min(taken) < 0.02, taken


def test_a_backup_of_a_clock_gone_wrong_stands_in_nobodys_way(filled: Workbench) -> None:
    settings.put(filled, "safety.backup_hours", SOON)
    made = safety.backup(filled)
    made.rename(made.with_name("catalogue-20990101T000000Z-scheduled.sqlite"))
    assert safety.state(filled).schedule.is_due
    assert "backup" in keeping.enqueue_due(filled)


def test_low_space_is_said(filled: Workbench) -> None:
    assert not safety.state(filled).is_low
    settings.put(filled, "safety.low_space_gb", 1e9)
    state = safety.state(filled)
    assert state.is_low and not state.is_well and state.volumes[0].free > 0


def test_a_worker_asks_for_what_is_due(filled: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_FIRST_LOOK", 0.01)
    with keeping.watch(filled):
        give_up = time.monotonic() + 10
        while "fixity" not in _kinds(filled) and time.monotonic() < give_up:
            time.sleep(0.01)
    assert "fixity" in _kinds(filled)
    assert work.LANES == (stages.LANE, stages.KEEPING)
