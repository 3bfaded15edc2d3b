"""Keeping, as jobs: backups on a schedule, and the reading again of what is kept, a slice at a time.

Every worker asks for what is due, now and then (`watch`). The key of a job names the minute, so that two who ask at
once make one; whoever comes later sees it waiting.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from curatorbench.domain.errors import CuratorError, StorageError
from curatorbench.domain.job import JobState, JobView
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.safety import REPLACED
from curatorbench.jobs.queue import Outcome
from curatorbench.models.keeping import backup_files, fixity, keeping, safety
from curatorbench.models.keeping.backup_files import SCHEDULED
from curatorbench.models.keeping.keeping import Stretch, Tally
from curatorbench.models.store import backups
from curatorbench.models.store.store import Session
from curatorbench.workflow import settings, stages
from curatorbench.workflow.workbench import Workbench

log = logging.getLogger(__name__)

BACKUP, FIXITY = "backup", "fixity"
_OPEN = (JobState.WAITING, JobState.RUNNING)
_CLOCKS_DIFFER = timedelta(hours=1)
_AGAIN = timedelta(hours=1)  # what failed, or a person took out, is not asked for again sooner
# One slice: at most so many originals or records, and no new one after so many seconds; then others have their turn.
_ORIGINALS, _RECORDS, _SECONDS = 64, 500, 2.0
# Seconds after which a worker asks what is due: not at once, for one that is started for a few images is soon gone.
_FIRST_LOOK, _LOOK = 20.0, 120.0


# Asking


def enqueue_due(bench: Workbench) -> tuple[str, ...]:
    """Ask for the backup and the reading that are due; returns the kinds that were asked for."""
    if bench.workspace.store.is_read_only:
        return ()
    jobs = bench.queue.in_lane(stages.KEEPING)
    asked = []
    if _may_ask(jobs, BACKUP) and is_backup_due(bench):
        bench.queue.enqueue(stages.keeping(BACKUP, {}, key=f"{BACKUP} {_minute()}"))
        asked.append(BACKUP)
    if _may_ask(jobs, FIXITY) and (payload := _due_reading(bench)):
        bench.queue.enqueue(stages.keeping(FIXITY, payload, key=f"{FIXITY} {_minute()}"))
        asked.append(FIXITY)
    return tuple(asked)


def back_up_now(bench: Workbench) -> int:
    """Ask for a backup, whatever the schedule says; returns the job's id, that of one that goes on if any does."""
    return _ask(bench, BACKUP, {"why": "backup"})


def read_everything(bench: Workbench) -> int:
    """Ask that every original and record is read again from here on; returns the job's id, likewise."""
    with bench.workspace.store.read() as session:
        known = keeping.tally(session)
    whole = _reading(known, originals=known.originals, records=known.last_record)
    return _ask(bench, FIXITY, {**whole, "everything": True, "after": 0})


@contextmanager
def watch(bench: Workbench) -> Iterator[None]:
    """Ask for what is due, now and then, while the body runs."""
    over = threading.Event()
    thread = threading.Thread(target=_keep_asking, args=(bench, over), name="keeping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def is_backup_due(bench: Workbench) -> bool:
    """Whether the first change that no backup holds is older than the schedule allows."""
    with bench.workspace.store.read() as session:
        hours = float(settings.value(session, "safety.backup_hours"))
        since = unsaved_since(session, bench.workspace.backups)
    return is_longer_ago(since, hours)


def unsaved_since(session: Session, folder: Path) -> str:
    """When the first change was made that no backup in `folder` holds; empty if there is none."""
    latest = f"{_now() + _CLOCKS_DIFFER:%Y-%m-%dT%H:%M:%SZ}"  # what claims to be later was made by a clock gone wrong
    usable = (one for one in backup_files.listed(folder) if one.is_whole and one.why != REPLACED)
    last = next((one for one in usable if one.made <= latest), None)
    return keeping.first_change_after(session, last.made if last else "")


def is_longer_ago(moment: str, hours: float) -> bool:
    """Whether `moment` (ISO 8601 UTC) is `hours` away; in the future too, for then a clock was wrong. 0 is never."""
    if not moment or hours <= 0:
        return False
    return abs(_now() - datetime.fromisoformat(moment)) >= timedelta(hours=hours)


# Doing


def backup_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `backup`: a copy that was opened and read through; then, and only then, older ones that need not be kept go.

    With `copy` in the payload it is the second step: that backup into the second folder.
    """
    if "copy" in payload:
        _copy_elsewhere(bench, Path(payload["copy"]), Path(payload["to"]), progress)
        return Outcome()
    made = safety.backup(bench.workspace, why=payload.get("why", SCHEDULED), progress=progress)
    prune(bench, bench.workspace.backups)
    second = str(settings.get(bench, "safety.backup_folder"))
    following = [stages.keeping(BACKUP, {"copy": str(made), "to": second})] if second else []
    return Outcome(next=tuple(following))


def fixity_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `fixity`: the next slice of originals, then of the catalogue's records; what was found is written with the
    job's end, and the job that follows reads on. Killed anywhere, it loses a slice of reading and nothing else."""
    done, total = payload["done"], payload["total"]
    if payload["originals"] > 0:
        found = read_originals(bench, payload["not_after"], payload["originals"], _partly(progress, payload))
        rest = payload["originals"] - len(found) if found else 0
        write = partial(keeping.remember_originals, found=found)
        return _read_on(write, payload, originals=rest, records=payload["records"], step=len(found))
    progress(min(1.0, done / max(1, total)), "reading the records of the catalogue again")
    read = read_records(bench, payload.get("after"))
    step = read.through - read.after
    rest = 0 if read.is_last else max(0, payload["records"] - step)
    on = {**payload, "after": read.through} if "after" in payload else payload
    return _read_on(partial(keeping.remember_records, read=read), on, originals=0, records=rest, step=step)


def read_originals(bench: Workbench, not_after: int, limit: int, progress: Progress = silent) -> dict[str, str]:
    """Read the originals whose turn is longest ago, for a moment: why each is not sound by its hash, empty where it
    is. Nothing is written."""
    with bench.workspace.store.read() as session:
        due = keeping.next_originals(session, not_after, min(limit, _ORIGINALS))
    end, found = time.monotonic() + _SECONDS, dict[str, str]()
    for sha256 in due:
        progress(len(found) / max(1, len(due)), "reading originals again")
        found[sha256] = fixity.check_original(bench.workspace, sha256)
        if time.monotonic() > end:
            break
    return found


def read_records(bench: Workbench, after: int | None = None) -> Stretch:
    """Read the stretch of the catalogue behind a local key, else the one that is next."""
    with bench.workspace.store.read() as session:
        begin = keeping.tally(session).record_through if after is None else after
        return fixity.check_records(session, begin, _RECORDS)


def prune(bench: Workbench, folder: Path) -> list[str]:
    """Remove the backups of the schedule that need not be kept; returns their names."""
    days, months = (int(settings.get(bench, f"safety.backup_{span}")) for span in ("days", "months"))
    gone = backup_files.to_prune(backup_files.listed(folder), days, months)
    for one in gone:
        one.path.unlink(missing_ok=True)
    return [one.key for one in gone]


def _copy_elsewhere(bench: Workbench, made: Path, folder: Path, progress: Progress) -> None:
    if not folder.is_dir():
        raise StorageError(
            f"The second folder for backups, {folder}, is not there.",
            "Plug the disk in or choose another folder; the backup in the workspace is made and sound.",
        )
    if made.is_file():  # else it was pruned or taken away meanwhile, and a newer one follows
        backups.copy(made, folder / made.name, progress)
        prune(bench, folder)


def _read_on(
    write: Callable[[Session], None],
    payload: Mapping[str, Any],
    *,
    originals: int,
    records: int,
    step: int,
) -> Outcome:
    rest = {**payload, "originals": originals, "records": records, "done": payload["done"] + step}
    return Outcome(write, (stages.keeping(FIXITY, rest),) if originals or records else ())


def _partly(progress: Progress, payload: Mapping[str, Any]) -> Progress:
    """The progress of one slice as that of the whole reading."""
    done, total, slice_ = payload["done"], max(1, payload["total"]), min(payload["originals"], _ORIGINALS)

    def show(fraction: float, message: str = "") -> None:
        progress(min(1.0, (done + fraction * slice_) / total), message)

    return show


def _may_ask(jobs: Sequence[JobView], kind: str) -> bool:
    ours = [job for job in jobs if job.kind == kind]
    return not any(job.state in _OPEN or abs(_now() - datetime.fromisoformat(job.created)) < _AGAIN for job in ours)


def _ask(bench: Workbench, kind: str, payload: Mapping[str, Any]) -> int:
    for job in bench.queue.in_lane(stages.KEEPING):
        is_same = job.payload.get("everything") == payload.get("everything") and "copy" not in job.payload
        if job.kind == kind and job.state in _OPEN and is_same:
            return job.id
    return bench.queue.enqueue(stages.keeping(kind, payload))


def _due_reading(bench: Workbench) -> Mapping[str, Any] | None:
    """A day's share, if none was read today and what is next was not written today: fresh from the disk's cache,
    it would tell nothing."""
    with bench.workspace.store.read() as session:
        share = min(1.0, float(settings.value(session, "safety.read_share")))
        known = keeping.tally(session)
        first = known.oldest or keeping.first_change_after(session, "")
    if share <= 0 or not first or _day(first) == _day() or (known.checked and _day(known.checked) == _day()):
        return None
    return days_share(known, share)


def days_share(known: Tally, share: float) -> Mapping[str, Any]:
    """What a day's reading is: the payload of its first job."""
    return _reading(known, originals=math.ceil(share * known.originals), records=math.ceil(share * known.last_record))


def _reading(known: Tally, *, originals: int, records: int) -> dict[str, Any]:
    """Of `originals` those whose turn was before now, so that it comes to an end; of `records` a stretch of keys."""
    total = originals + records
    return {"not_after": known.turn, "originals": originals, "records": records, "done": 0, "total": total}


def _keep_asking(bench: Workbench, over: threading.Event) -> None:
    pause = _FIRST_LOOK
    while not over.wait(pause):
        pause = _LOOK
        try:
            enqueue_due(bench)
        except CuratorError as error:
            log.info("what is due could not be asked for: %s", error.message)


def _day(moment: str = "") -> str:
    """The day of a moment, or today, where we are."""
    then = datetime.fromisoformat(moment) if moment else _now()
    return f"{then.astimezone():%Y-%m-%d}"


def _minute() -> str:
    return f"{_now():%Y-%m-%dT%H:%M}"


def _now() -> datetime:
    return datetime.now(UTC)
