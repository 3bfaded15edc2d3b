"""The queue: work that is still to do, being done, or done, one row each. `curatorbench.jobs` keeps it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.domain.job import JobState
from curatorbench.models.tables.base import Base, now, one_of

# Which jobs hold their key. Whoever looks for a key must say it in these words, or SQLite cannot use the index.
HOLDS_KEY = text("state IN ('waiting', 'running', 'done')")


class Job(Base):
    """One job. A row is never deleted before its work is done; done ones are pruned later.

    `id` rises with the order of asking and never comes back, so order needs no clock. Times that decide anything
    (`not_before`, `lease_until`) are seconds since the machine started, in the boot that `boot` names: after a
    restart they are over. `created` is for people only.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(one_of("state", JobState), name="state"),
        CheckConstraint("(state = 'running') = (lease IS NOT NULL)", name="running_has_lease"),
        CheckConstraint("progress BETWEEN 0 AND 1", name="progress"),
        Index("ix_job_next", "lane", "rank", "id", sqlite_where=text("state = 'waiting'")),
        Index("ix_job_state", "state", "id"),
        Index("uq_job_key", "key", unique=True, sqlite_where=HOLDS_KEY),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    lane: Mapped[str] = mapped_column(default="default")
    rank: Mapped[int] = mapped_column(default=0)  # lower goes first: the priority, negated so that one index serves
    key: Mapped[str | None]  # asking twice with one key is one job
    state: Mapped[str] = mapped_column(default=JobState.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)  # starts, without those given back or lost with their worker
    deaths: Mapped[int] = mapped_column(default=0)  # starts whose worker alone died or fell silent
    falls: Mapped[int] = mapped_column(default=0)  # starts that went down with the whole program or the machine
    boot: Mapped[str | None]  # the machine's boot that the seconds below were read in
    not_before: Mapped[float | None]
    lease: Mapped[str | None]  # a new random mark for every start: only its holder may write results
    lease_until: Mapped[float | None]
    worker: Mapped[str | None]  # boot, process id space, process id and start of the holder and of its parent
    cancel_wanted: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[float] = mapped_column(default=0.0)
    message: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    hint: Mapped[str] = mapped_column(default="")
    created: Mapped[str] = mapped_column(default=now)
