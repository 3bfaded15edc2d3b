"""The jobs that run behind the screens: which there are, how to wait for them, and how to try again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curatorbench.jobs.queue import Handler, JobView
from curatorbench.jobs.worker import run_worker
from curatorbench.workflow.workbench import Workbench

LANES = ("images", "default")


def jobs(bench: Workbench, states: Sequence[str] = ("running", "waiting", "failed"), limit: int = 500) -> list[JobView]:
    """The jobs in those states, those that need a person first."""
    return bench.queue.jobs(states, limit)


def counts(bench: Workbench) -> dict[str, int]:
    """How many jobs are in each state."""
    return bench.queue.counts()


def retry(bench: Workbench, job_id: int) -> None:
    """Let a failed job start afresh."""
    bench.queue.retry(job_id)


def cancel(bench: Workbench, job_id: int) -> None:
    """Take a waiting job out, and ask a running one to stop."""
    bench.queue.cancel(job_id)


def work(bench: Workbench, handlers: Mapping[str, Handler], *, stop_when_idle: bool, parent_pid: int | None) -> None:
    """Do jobs in this process until there are none, or until the parent is gone."""
    run_worker(bench.queue, handlers, LANES, stop_when_idle=stop_when_idle, parent_pid=parent_pid)
