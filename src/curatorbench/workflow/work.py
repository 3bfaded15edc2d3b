"""The jobs that run behind the screens: which there are, how to wait for them, and how to try again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from curatorbench.domain.progress import Progress, silent
from curatorbench.jobs.queue import Handler, JobView
from curatorbench.jobs.worker import WorkerPool, run_worker
from curatorbench.workflow import indexing, keeping, settings, stages
from curatorbench.workflow.workbench import Workbench

LANES = (stages.LANE, stages.KEEPING)
_LOOK_EVERY = 0.3  # seconds
_NICE = 10


def jobs(bench: Workbench, states: Sequence[str] = ("running", "waiting", "failed"), limit: int = 500) -> list[JobView]:
    """The jobs in those states, those that need a person first."""
    return bench.queue.jobs(states, limit)


def counts(bench: Workbench) -> dict[str, int]:
    """How many jobs are in each state."""
    return bench.queue.counts()


def read_first(bench: Workbench, sha256s: Sequence[str]) -> int:
    """Let these images be read before all others that wait, for somebody looks at them; how many jobs were behind."""
    return bench.queue.hasten(stages.LANE, "sha256", sha256s, stages.AHEAD) if sha256s else 0


def retry(bench: Workbench, job_id: int) -> None:
    """Let a failed job start afresh."""
    bench.queue.retry(job_id)


def cancel(bench: Workbench, job_id: int) -> None:
    """Take a waiting job out, and ask a running one to stop."""
    bench.queue.cancel(job_id)


def work(
    bench: Workbench,
    handlers: Mapping[str, Handler],
    *,
    stop_when_idle: bool,
    parent_pid: int | None = None,
) -> None:
    """Do jobs in this process until there are none, or until the parent is gone."""
    if parent_pid is not None:
        _make_way()
    indexing.ask(bench)  # what an import left and nobody has indexed
    with keeping.watch(bench):
        run_worker(bench.queue, handlers, LANES, stop_when_idle=stop_when_idle, parent_pid=parent_pid)


def _make_way() -> None:
    """Beside a window a worker takes what the window leaves of the processors: so there may be one a core."""
    if sys.platform != "win32":
        os.nice(max(0, _NICE - os.nice(0)))


@contextmanager
def workers(bench: Workbench, command: Sequence[str], count: int | None = None) -> Iterator[None]:
    """Worker processes on the workspace while the body runs; they end with it, and with this process."""
    wanted = count if count is not None else int(settings.get(bench, "jobs.workers"))
    pool = WorkerPool(wanted, [*command, str(bench.workspace.root), "--parent", str(os.getpid())])
    try:
        yield
    finally:
        pool.close()


def finish_all(bench: Workbench, command: Sequence[str], progress: Progress = silent) -> None:
    """Let workers, one a core, do every job there is; returns when none waits or runs."""
    with workers(bench, command, count=os.cpu_count() or 1):
        while open_jobs := _open_jobs(bench):
            done = bench.queue.counts().get("done", 0)
            progress(done / (done + open_jobs), f"{open_jobs} jobs to do")
            time.sleep(_LOOK_EVERY)
    progress(1.0, "all jobs done")


def _open_jobs(bench: Workbench) -> int:
    counts = bench.queue.counts()
    return counts.get("waiting", 0) + counts.get("running", 0)
