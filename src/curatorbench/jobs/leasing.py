"""The side of the queue that works: taking a job, ending it, and seeing that its holder is dead.

Every step that ends a start asks for the lease first. Who has lost it, for whatever reason, changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all, update
from sqlalchemy.orm import Session

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.job import JobState
from curatorbench.jobs import asking
from curatorbench.jobs.asking import is_state
from curatorbench.jobs.job import ClaimedJob, Limits, Outcome, can_get_better
from curatorbench.jobs.machine import Holder, boot_id
from curatorbench.models.tables.jobs import Job

_HINT = "The file may be too large for this computer or harm a part of the program; look at it, then try again."
_NO_LEASE = {"lease": None, "lease_until": None, "worker": None}


def next_of(lanes: Sequence[str], now: float) -> Select[int]:
    """The job to do next: highest priority, then the one asked for first. One index seek for each lane."""
    heads = [select(_head(lane, now).subquery()) for lane in lanes]
    all_heads = union_all(*heads).subquery()
    return select(all_heads.c.id).order_by(all_heads.c.rank, all_heads.c.id).limit(1)


def _head(lane: str, now: float) -> Select[int, int]:
    query = select(Job.id, Job.rank).where(is_state(JobState.WAITING), Job.lane == lane, _is_due(now))
    return query.order_by(Job.rank, Job.id).limit(1)


def _is_due(now: float) -> ColumnElement[bool]:
    """A delay that was set before the machine last started is over: nobody can say how long it was off."""
    return or_(Job.not_before.is_(None), Job.not_before <= now, Job.boot != boot_id())


def seconds_to_next(session: Session, lanes: Sequence[str], now: float) -> float | None:
    """How long until a delayed job of these lanes is due; None if there is none."""
    soonest = select(func.min(Job.not_before)).where(is_state(JobState.WAITING), Job.lane.in_(lanes))
    moment = session.execute(soonest).scalar_one()
    return None if moment is None else max(0.0, moment - now)


def is_idle(session: Session, lanes: Sequence[str]) -> bool:
    """Whether nothing of these lanes waits, not even for later, and nothing runs."""
    busy = select(Job.id).where(Job.state.in_((JobState.WAITING, JobState.RUNNING)), Job.lane.in_(lanes)).limit(1)
    return session.execute(busy).first() is None


def claim(session: Session, lanes: Sequence[str], worker: Holder, now: float, limits: Limits) -> ClaimedJob | None:
    """Take the next job; the session must hold the write lock (`BEGIN IMMEDIATE`)."""
    job_id = session.execute(next_of(lanes, now)).scalar_one_or_none()
    if job_id is None:
        return None
    lease = uuid.uuid4().hex
    taken = (
        update(Job)
        .where(Job.id == job_id)
        .values(
            state=JobState.RUNNING,
            attempts=Job.attempts + 1,
            lease=lease,
            lease_until=now + limits.lease,
            worker=str(worker),
            progress=0.0,
            message="",
        )
        .returning(Job.kind, Job.payload)
    )
    kind, payload = session.execute(taken).one()
    return ClaimedJob(job_id, kind, payload, lease)


def finish(session: Session, job: ClaimedJob, outcome: Outcome, now: float) -> bool:
    """Results, the jobs that follow and the end of this one together. False if it is no longer ours."""
    row = _held(session, job)
    if row is None or _ends_cancelled(session, row):
        return False
    outcome.write(session)
    for following in outcome.next:
        asking.add(session, following, now)
    _end(session, row.id, JobState.DONE, progress=1.0, message="", error="", hint="")
    return True


def fail(session: Session, job: ClaimedJob, error: CuratorError, now: float, limits: Limits) -> bool:
    """Note the reason; wait to try again if that may help and it has not been tried enough."""
    row = _held(session, job)
    if row is None or _ends_cancelled(session, row):
        return False
    said = {"error": error.message, "hint": error.hint}
    if row.attempts >= limits.failures or not can_get_better(error):
        _end(session, row.id, JobState.FAILED, **said)
    else:
        _wait(session, row.id, now + limits.back_off(row.attempts), **said)
    return True


def give_back(session: Session, job: ClaimedJob) -> bool:
    """The worker must end and the job is not to blame: it waits again as if this start had not been."""
    row = _held(session, job)
    if row is None or _ends_cancelled(session, row):
        return False
    _wait(session, row.id, None, attempts=row.attempts - 1)
    return True


def drop(session: Session, job: ClaimedJob) -> bool:
    """The handler stopped because the job was cancelled."""
    row = _held(session, job)
    if row is not None:
        _end(session, row.id, JobState.CANCELLED)
    return row is not None


def any_dead(session: Session, now: float) -> bool:
    """Whether `release_dead` has something to do; needs no write lock."""
    return any(_is_over(row, now) for row in _running(session))


def release_dead(session: Session, now: float, limits: Limits) -> int:
    """Take the jobs of dead or silent workers back, or give a job up that has cost too many workers. How many."""
    over = [row for row in _running(session) if _is_over(row, now)]
    for row in over:
        _release(session, row, now, limits)
    return len(over)


def _release(session: Session, row: Job, now: float, limits: Limits) -> None:
    """The start is taken off the attempts and noted as a death; the second death in a row makes the job wait."""
    if _ends_cancelled(session, row):
        return
    assert row.worker is not None
    fell = Holder.parse(row.worker).fell_with_all()
    deaths, falls = row.deaths + (not fell), row.falls + fell
    tally = {"attempts": row.attempts - 1, "deaths": deaths, "falls": falls}
    if deaths >= limits.deaths or falls >= limits.falls:
        _end(session, row.id, JobState.FAILED, error=_given_up(deaths, falls), hint=_HINT, **tally)
    else:
        _wait(session, row.id, now + limits.back_off(deaths - 1) if deaths > 1 else None, **tally)


def _given_up(deaths: int, falls: int) -> str:
    also = f", and the whole program {falls} times" if falls else ""
    return f"The worker died {deaths} times while doing this{also}."


def _running(session: Session) -> Sequence[Job]:
    return session.execute(select(Job).where(Job.state == JobState.RUNNING)).scalars().all()


def _is_over(row: Job, now: float) -> bool:
    """By looking at the holder first; by time only where it lives on in silence or cannot be seen."""
    assert row.worker is not None and row.lease_until is not None
    return Holder.parse(row.worker).is_gone() or row.lease_until <= now


def _held(session: Session, job: ClaimedJob) -> Job | None:
    mine = select(Job).where(Job.id == job.id, Job.lease == job.lease)
    return session.execute(mine).scalar_one_or_none()


def _ends_cancelled(session: Session, row: Job) -> bool:
    """A person was told that it would not be done, so it is not, however far it came."""
    if row.cancel_wanted:
        _end(session, row.id, JobState.CANCELLED)
    return row.cancel_wanted


def _end(session: Session, job_id: int, state: JobState, **also: object) -> None:
    values = {"state": state, "cancel_wanted": False, **_NO_LEASE, **also}
    session.execute(update(Job).where(Job.id == job_id).values(values))


def _wait(session: Session, job_id: int, until: float | None, **also: object) -> None:
    values = {"not_before": until, "boot": boot_id(), "progress": 0.0, "message": "", **_NO_LEASE, **also}
    session.execute(update(Job).where(Job.id == job_id).values(state=JobState.WAITING, **values))
