"""The side of the queue that ends what was started. All in the caller's session, which holds the write lock.

Every step names the lease in its very first statement: who has lost it, for whatever reason, changes nothing. And
every step honours a cancellation: a person was told that the job would not be done, so it is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, CursorResult, RowMapping, and_, func, select, update
from sqlalchemy.orm import Session

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.job import JobState
from curatorbench.jobs import asking
from curatorbench.jobs.asking import JOB, is_state
from curatorbench.jobs.job import ClaimedJob, Limits, Outcome, can_get_better
from curatorbench.jobs.machine import Holder, boot_id

_HINT = "The file may be too large for this computer or harm a part of the program; look at it, then try again."


def seconds_to_next(session: Session, lanes: Sequence[str], now: float) -> float | None:
    """How long until a delayed job of these lanes is due; None if there is none."""
    soonest = select(func.min(JOB.c.not_before)).where(is_state(JobState.WAITING), JOB.c.lane.in_(lanes))
    moment = session.execute(soonest).scalar_one()
    return None if moment is None else max(0.0, moment - now)


def is_idle(session: Session, lanes: Sequence[str]) -> bool:
    """Whether nothing of these lanes waits, not even for later, and nothing runs."""
    busy = select(JOB.c.id).where(JOB.c.state.in_((JobState.WAITING, JobState.RUNNING)), JOB.c.lane.in_(lanes))
    return session.execute(busy.limit(1)).first() is None


def finish(session: Session, job: ClaimedJob, outcome: Outcome, now: float) -> bool:
    """Results, the jobs that follow and the end of this one together. False if it is no longer ours, or cancelled."""
    if not _end(session, job, JobState.DONE, progress=1.0, message="", error="", hint=""):
        drop(session, job)
        return False
    outcome.write(session)
    for following in outcome.next:
        asking.add(session, following, now)
    return True


def fail(session: Session, job: ClaimedJob, error: CuratorError, now: float, limits: Limits) -> bool:
    """Note the reason; wait to try again if that may help and it has not been tried enough."""
    attempts = session.execute(select(JOB.c.attempts).where(JOB.c.id == job.id)).scalar_one_or_none() or 0
    said = {"error": error.message, "hint": error.hint}
    if can_get_better(error) and attempts < limits.failures:
        noted = _wait(session, job, now + limits.back_off(attempts), **said)
    else:
        noted = _end(session, job, JobState.FAILED, **said)
    return noted or drop(session, job)


def give_back(session: Session, job: ClaimedJob) -> bool:
    """The worker must end and the job is not to blame: it waits again as if this start had not been."""
    return _wait(session, job, None, attempts=JOB.c.attempts - 1) or drop(session, job)


def drop(session: Session, job: ClaimedJob) -> bool:
    """It was cancelled, and ends. False if the lease is lost."""
    return _change(session, _held(job), state=JobState.CANCELLED, cancel_wanted=False)


def any_dead(session: Session, now: float) -> bool:
    """Whether `release_dead` has something to do; needs no write lock."""
    return any(_is_over(row, now) for row in _running(session))


def release_dead(session: Session, now: float, limits: Limits) -> int:
    """Take the jobs of dead or silent workers back, or give a job up that has cost too many workers. How many."""
    over = [row for row in _running(session) if _is_over(row, now)]
    for row in over:
        _release(session, row, now, limits)
    return len(over)


def _release(session: Session, row: RowMapping, now: float, limits: Limits) -> None:
    """The start is taken off the attempts and noted as a death; from the second death on the job is made to wait."""
    job = ClaimedJob(row["id"], row["kind"], {}, row["lease"])
    fell = Holder.parse(row["worker"]).fell_with_all()
    deaths, falls = row["deaths"] + (not fell), row["falls"] + fell
    tally = {"attempts": row["attempts"] - 1, "deaths": deaths, "falls": falls}
    if deaths >= limits.deaths or falls >= limits.falls:
        released = _end(session, job, JobState.FAILED, error=_given_up(deaths, falls), hint=_HINT, **tally)
    else:
        released = _wait(session, job, now + limits.back_off(deaths - 1) if deaths > 1 else None, **tally)
    if not released:
        drop(session, job)


def _given_up(deaths: int, falls: int) -> str:
    if not deaths:
        return f"The whole program died {falls} times while doing this."
    return f"The worker died {deaths} times while doing this."


def _running(session: Session) -> Sequence[RowMapping]:
    return session.execute(select(JOB).where(JOB.c.state == JobState.RUNNING)).mappings().all()


def _is_over(row: RowMapping, now: float) -> bool:
    """By looking at the holder first; by time only where it lives on in silence or cannot be seen."""
    return Holder.parse(row["worker"]).is_gone() or row["lease_until"] <= now


def _end(session: Session, job: ClaimedJob, state: JobState, **also: object) -> bool:
    return _change(session, _wanted(job), state=state, **also)


def _wait(session: Session, job: ClaimedJob, until: float | None, **also: object) -> bool:
    """Back among the waiting, not to be begun before `until` (seconds since this boot)."""
    again = {"state": JobState.WAITING, "not_before": until, "boot": boot_id(), "progress": 0.0, "message": ""}
    return _change(session, _wanted(job), **again, **also)


def _held(job: ClaimedJob) -> ColumnElement[bool]:
    return and_(JOB.c.id == job.id, JOB.c.lease == job.lease)


def _wanted(job: ClaimedJob) -> ColumnElement[bool]:
    return and_(_held(job), JOB.c.cancel_wanted.is_(False))


def _change(session: Session, which: ColumnElement[bool], **values: object) -> bool:
    """Set `values` and take the lease off; whether there was such a row."""
    result = session.execute(update(JOB).where(which).values(lease=None, lease_until=None, worker=None, **values))
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
