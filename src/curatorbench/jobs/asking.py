"""The side of the queue that asks: adding, listing, cancelling, trying again. All in the caller's session."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    RowMapping,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from curatorbench.domain.errors import Conflict, NotFound
from curatorbench.domain.job import JobState, JobView
from curatorbench.jobs.job import NewJob
from curatorbench.jobs.machine import boot_id
from curatorbench.models.tables.jobs import HOLDS_KEY, Job

JOB = Job.metadata.tables["job"]  # the table itself: without the ORM a step takes half the time
_ORDER = (JobState.FAILED, JobState.RUNNING, JobState.WAITING, JobState.CANCELLED, JobState.DONE)
_CLEAN = {
    **dict.fromkeys(("attempts", "deaths", "falls", "progress"), 0),
    **dict.fromkeys(("message", "error", "hint"), ""),
    **dict.fromkeys(("not_before", "boot"), None),
}
_ADD = insert(JOB).returning(JOB.c.id)
WITH_KEY = select(JOB.c.id).where(JOB.c.key == bindparam("key"), HOLDS_KEY)
_ENDED_BADLY = (JobState.FAILED, JobState.CANCELLED)


def is_state(state: JobState) -> ColumnElement[bool]:
    """The state as a literal in the statement, so that SQLite can see that a partial index serves."""
    return JOB.c.state == literal(state.value, literal_execute=True)


def add(session: Session, job: NewJob, now: float) -> int:
    """The id of the job; that of an earlier one if its key is taken."""
    earlier = _with_key(session, job.key)
    if earlier is not None:
        return earlier
    row = {
        "kind": job.kind,
        "payload": dict(job.payload),
        "lane": job.lane,
        "key": job.key,
        "rank": -job.priority,
        "not_before": now + job.not_before if job.not_before > 0 else None,
        "boot": boot_id(),
    }
    new_id: int = session.execute(_ADD, row).scalar_one()
    return new_id


def _with_key(session: Session, key: str | None) -> int | None:
    """The job that holds `key`; failed and cancelled ones have let go of it."""
    if key is None:
        return None
    return session.execute(WITH_KEY, {"key": key}).scalar_one_or_none()


def cancel(session: Session, job_id: int) -> bool:
    """Whether the job will not be done: a waiting one ends now, a running one at its next report or its end."""
    state = _state(session, job_id)
    if state is JobState.WAITING:
        session.execute(update(JOB).where(JOB.c.id == job_id).values(state=JobState.CANCELLED, message=""))
    elif state is JobState.RUNNING:
        session.execute(update(JOB).where(JOB.c.id == job_id).values(cancel_wanted=True))
    return state in (JobState.WAITING, JobState.RUNNING, JobState.CANCELLED)


def retry(session: Session, job_id: int) -> None:
    """A failed or cancelled job waits again with a clean slate; for any other nothing happens."""
    if _state(session, job_id) not in _ENDED_BADLY:
        return
    twin = _with_key(session, session.execute(select(JOB.c.key).where(JOB.c.id == job_id)).scalar_one())
    if twin is not None:
        raise Conflict(f"Job {twin} does the same work already.", "Look at that one; this one need not be tried again.")
    session.execute(update(JOB).where(JOB.c.id == job_id).values(state=JobState.WAITING, **_CLEAN))


def _state(session: Session, job_id: int) -> JobState:
    found = session.execute(select(JOB.c.state).where(JOB.c.id == job_id)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"There is no job {job_id}.", "It may be done and cleared away; look at the list of jobs.")
    return JobState(found)


def hasten(session: Session, lane: str, part: str, values: Collection[str], priority: int) -> int:
    """Waiting jobs of `lane` whose payload has one of `values` as its `part` get at least this priority; how many.

    Their payload says so too (`ahead`), for the jobs that will follow them.
    """
    slow = _slow(lane, part, values, priority)
    told = func.json_set(JOB.c.payload, "$.ahead", func.json("true"))
    result = session.execute(update(JOB).where(slow).values(rank=-priority, payload=type_coerce(told, Text)))
    assert isinstance(result, CursorResult)
    return result.rowcount


def any_slow(session: Session, lane: str, part: str, values: Collection[str], priority: int) -> bool:
    """Whether `hasten` has something to do; needs no write lock."""
    return session.execute(select(JOB.c.id).where(_slow(lane, part, values, priority)).limit(1)).first() is not None


def _slow(lane: str, part: str, values: Collection[str], priority: int) -> ColumnElement[bool]:
    said = func.json_extract(JOB.c.payload, f"$.{part}")
    return and_(is_state(JobState.WAITING), JOB.c.lane == lane, JOB.c.rank > -priority, said.in_(values))


def views(session: Session, states: Collection[str], limit: int) -> list[JobView]:
    """Those in `states` (all if empty): failed, running, waiting, cancelled, done; the newest first among each."""
    found: list[JobView] = []
    for state in _ORDER:
        if not states or state in states:
            newest = select(JOB).where(JOB.c.state == state).order_by(JOB.c.id.desc()).limit(limit - len(found))
            found += [view(row) for row in session.execute(newest).mappings()]
    return found


def in_lane(session: Session, lane: str, limit: int) -> list[JobView]:
    """The jobs of one lane that are not done, the newest first in each state. A lane with few jobs is found at once,
    however many wait in others."""
    found: list[JobView] = []
    for state in (JobState.RUNNING, JobState.WAITING, JobState.FAILED, JobState.CANCELLED):
        newest = select(JOB).where(is_state(state), JOB.c.lane == lane).order_by(JOB.c.id.desc()).limit(limit)
        found += [view(row) for row in session.execute(newest).mappings()]
    return found


def view(row: RowMapping) -> JobView:
    return JobView(
        id=row["id"],
        kind=row["kind"],
        payload=row["payload"],
        lane=row["lane"],
        state=JobState(row["state"]),
        attempts=row["attempts"],
        progress=row["progress"],
        message=row["message"],
        error=row["error"],
        hint=row["hint"],
        created=row["created"],
    )


def counts(session: Session) -> dict[str, int]:
    """How many jobs are in each state; every state is named."""
    numbers = {state.value: 0 for state in JobState}
    for state, number in session.execute(select(JOB.c.state, func.count()).group_by(JOB.c.state)):
        numbers[state] = number
    return numbers


def prune(session: Session, keep: int, at_most: int) -> int:
    """Delete done jobs but the newest `keep`, no more than `at_most` at once; their keys become free. How many went."""
    newest = select(JOB.c.id).where(JOB.c.state == JobState.DONE).order_by(JOB.c.id.desc())
    old = newest.offset(keep).limit(at_most)
    result = session.execute(delete(JOB).where(JOB.c.id.in_(old)))
    assert isinstance(result, CursorResult)
    return result.rowcount
