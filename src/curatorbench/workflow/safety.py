"""Keeping a workspace: made, backed up, restored, read again to see that it is sound, and mended where it is not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from curatorbench.domain.errors import NotFound, StorageError
from curatorbench.domain.job import JobState, JobView
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.safety import Backup, Fixity, Overdue, RestorePlan, SafetyState, Schedule, Volume
from curatorbench.models.keeping import backup_files, keeping, safety
from curatorbench.models.keeping.safety import Checked
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import settings, stages
from curatorbench.workflow.keeping import (
    BACKUP,
    FIXITY,
    back_up_now,
    days_share,
    enqueue_due,
    is_longer_ago,
    read_everything,
    read_originals,
    read_records,
    unsaved_since,
)
from curatorbench.workflow.targets import target
from curatorbench.workflow.workbench import Workbench

__all__ = [
    "Checked", "RestorePlan", "SafetyState", "back_up_now", "backup", "create", "enqueue_due", "mend", "plan_restore",
    "read_everything", "restore", "state", "verify", "verify_some",
]  # fmt: skip

_OPEN = (JobState.WAITING, JobState.RUNNING)
_GIGABYTE = 1_000_000_000
_GRACE = 0.25  # hours between a backup that is due and one that was missed
_REMEMBERED_AT_ONCE = 200


def create(root: Path) -> None:
    """Make a workspace; raises CuratorError if one cannot be there."""
    Workspace.create(root).close()


def state(bench: Workbench) -> SafetyState:
    """How safe the workspace is now. Looks at a few rows and at the names in two folders; reads no file."""
    workspace, jobs = bench.workspace, bench.queue.in_lane(stages.KEEPING)
    with workspace.store.read() as session:
        set_ = {name: settings.value(session, f"safety.{name}") for name in _SETTINGS}
        since = unsaved_since(session, workspace.backups)
        known = keeping.tally(session)
    second = Path(str(set_["backup_folder"])) if set_["backup_folder"] else None
    kept = tuple(backup_files.listed(workspace.backups))
    elsewhere = tuple(backup_files.listed(second)) if second else ()
    schedule = _schedule(jobs, float(set_["backup_hours"]), since)
    if schedule.overdue is None and second is not None:
        schedule = _elsewhere(schedule, jobs, second, kept, elsewhere)
    return SafetyState(
        volumes=_volumes(workspace, second, float(set_["low_space_gb"])),
        backups=kept,
        elsewhere=elsewhere,
        second_folder=second,
        schedule=schedule,
        fixity=_fixity(known, jobs),
        is_writable=not workspace.store.is_read_only,
    )


def backup(bench: Workbench, to: Path | None = None, progress: Progress = silent) -> Path:
    """A copy of the catalogue that has been opened and checked; returns where it is."""
    to = to and target(bench.workspace, to, among_backups=True)
    return safety.backup(bench.workspace, to, progress=progress)


def plan_restore(root: Path, source: Path) -> RestorePlan:
    """What going back to a backup would lose, by kind; `source` is a file or the key of one in a list of backups.

    Raises NotFound, BadInput, StorageError if there is none, or none that could be gone back to.
    """
    among = root / "backups" / source
    return safety.plan_restore(root, source if source.is_file() or not among.is_file() else among)


def restore(plan: RestorePlan) -> None:
    """Go back to the backup of a plan; what was there is kept among the backups. Raises StorageError, with nothing
    changed, if the workspace is in use or the backup is not sound any more."""
    safety.restore(plan)


def verify(bench: Workbench) -> Iterator[Checked]:
    """Every original and record, sound or not. What is found of the originals is remembered where that is possible."""
    found: dict[str, str] = {}
    try:
        for checked in safety.verify(bench.workspace):
            if checked.sha256:
                found[checked.sha256] = "" if checked.ok else checked.reason
            if len(found) >= _REMEMBERED_AT_ONCE:
                _remember(bench, found)
            yield checked
    finally:  # also where the caller has heard enough
        _remember(bench, found)


def verify_some(bench: Workbench) -> Iterator[Checked]:
    """A day's share of the originals and records, those whose turn is next; what is found is remembered."""
    with bench.workspace.store.read() as session:
        known = keeping.tally(session)
        payload = days_share(known, float(settings.value(session, "safety.read_share")) or 1.0)
    yield from _some_originals(bench, payload)
    yield from _some_records(bench, payload)


def mend(bench: Workbench, sha256: str, source: Path) -> Path:
    """Take an original back from a file with the same content; the damaged copy is kept aside, under `damaged`.

    Returns where the original lies now. Raises BadInput if the file is another, NotFound if the catalogue knows no
    such original, StorageError, with everything as it was, if it cannot be stored.
    """
    with bench.workspace.store.read() as session:
        if not keeping.is_known(session, sha256):
            raise NotFound(f"The catalogue has no original {sha256}.", "Run 'safety' to see which are damaged.")
    path = bench.workspace.originals.take_back(sha256, source)
    with bench.workspace.store.write() as session:
        keeping.remember_originals(session, {sha256: ""})
    return path


def _some_originals(bench: Workbench, payload: Mapping[str, Any]) -> Iterator[Checked]:
    left = payload["originals"]
    while left > 0 and (found := read_originals(bench, payload["not_after"], left)):
        left -= len(found)
        for sha256, reason in found.items():
            yield Checked(f"{bench.workspace.originals.folder / sha256[:2] / sha256}", sha256, not reason, reason)
        _remember(bench, found)


def _some_records(bench: Workbench, payload: Mapping[str, Any]) -> Iterator[Checked]:
    left, is_last, after, bad = payload["records"], False, None, 0
    while left > 0 and not is_last:
        read = read_records(bench, after)
        left, is_last, after = left - (read.through - read.after), read.is_last, read.through
        for part, _, reason in read.faults:
            bad += 1
            yield Checked(f"{bench.workspace.database}#{part}", "", False, reason)
        with suppress(StorageError), bench.workspace.store.write() as session:
            keeping.remember_records(session, read)
    yield Checked(str(bench.workspace.database), "", not bad, f"{bad} parts are not what they were." if bad else "")


def _remember(bench: Workbench, found: dict[str, str]) -> None:
    """A damaged or read-only catalogue can be read to its end all the same."""
    with suppress(StorageError), bench.workspace.store.write() as session:
        keeping.remember_originals(session, dict(found))
    found.clear()


_SETTINGS = ("backup_hours", "backup_folder", "low_space_gb")


def _volumes(workspace: Workspace, second: Path | None, low_gb: float) -> tuple[Volume, ...]:
    """The disks that the folders lie on, each once, named by the first folder on it."""
    found: dict[int, Volume] = {}
    for folder in (workspace.root, workspace.originals.folder, workspace.backups, second):
        if folder is None or not folder.is_dir():
            continue
        device = folder.stat().st_dev
        if device not in found:
            usage = shutil.disk_usage(folder)
            found[device] = Volume(folder, usage.free, usage.total, usage.free < low_gb * _GIGABYTE)
    return tuple(found.values())


def _schedule(jobs: list[JobView], hours: float, since: str) -> Schedule:
    ours = [job for job in jobs if job.kind == BACKUP]
    is_due, is_running = is_longer_ago(since, hours), any(job.state in _OPEN for job in ours)
    plain = Schedule(hours, since, is_due, is_running)
    failed = next((job for job in ours if job.error and "copy" not in job.payload), None)
    if is_due and failed is not None:
        return _with(plain, Overdue.FAILED, _reason(failed))
    if is_due and not is_running and is_longer_ago(since, hours + _GRACE):
        return _with(plain, Overdue.NOBODY, "")
    return plain


def _elsewhere(
    plain: Schedule, jobs: list[JobView], second: Path, kept: tuple[Backup, ...], there: tuple[Backup, ...]
) -> Schedule:
    """Whether the second folder has what the first has."""
    if not second.is_dir():
        return _with(plain, Overdue.NO_FOLDER, str(second))
    failed = next((job for job in jobs if job.error and "copy" in job.payload), None)
    lags = bool(kept) and not any(one.made >= kept[0].made for one in there)
    return _with(plain, Overdue.FAILED, _reason(failed)) if failed is not None and lags else plain


def _reason(job: JobView) -> str:
    return f"{job.error} {job.hint}".strip()


def _with(plain: Schedule, why: Overdue, detail: str) -> Schedule:
    return Schedule(plain.hours, plain.unsaved_since, plain.is_due, plain.is_running, why, detail)


def _fixity(known: keeping.Tally, jobs: list[JobView]) -> Fixity:
    ours = [job for job in jobs if job.kind == FIXITY]
    going = next((job for job in ours if job.state in _OPEN), None)
    failed = next((job for job in ours if job.state is JobState.FAILED and job.created > known.checked), None)
    return Fixity(
        originals=known.originals,
        bytes=known.bytes,
        sound=known.sound,
        unsound=known.unsound,
        unread=known.unread,
        checked=known.checked,
        oldest=known.oldest,
        records_checked=known.records_checked,
        faults=known.faults,
        is_running=going is not None,
        progress=_progress(going),
        failed=_reason(failed) if failed and going is None else "",
    )


def _progress(job: JobView | None) -> float:
    """Over the whole chain of slices, of which the payload keeps count."""
    if job is None:
        return 0.0
    done, total = job.payload.get("done", 0), job.payload.get("total", 0)
    before = done / total if isinstance(done, int) and isinstance(total, int) and total else 0.0
    return min(1.0, max(job.progress, before))
