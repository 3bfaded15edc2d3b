"""Indexing what an import left for later: a few records a transaction, so that nobody waits for the lock.

What waits is in the catalogue itself (`models.history.pending`), not in the job: whoever is killed, cancelled or
switched off loses one short transaction, and the next worker that starts asks again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from curatorbench.domain.progress import Progress, silent
from curatorbench.jobs.queue import Outcome
from curatorbench.models.history import searched
from curatorbench.workflow import stages
from curatorbench.workflow.workbench import Workbench

INDEX = "index"
# One transaction: so many records at first, then as many as take about this long; never more than a screen notices.
_FIRST, _FEWEST, _MOST = 100, 10, 2_000
_HELD = 0.02  # seconds
_PAGES, _MERGES = 32, 8  # of the index, merged in one transaction; such transactions after one that indexes
_GIVEN = 0.005  # seconds for others between two transactions; without them a writer that waits may wait for long


def ask(bench: Workbench) -> int | None:
    """Ask for a job that indexes what waits; its id, that of an earlier one for the same, None if nothing waits."""
    if bench.workspace.store.is_read_only:
        return None
    with bench.workspace.store.read() as session:
        last = searched.last_pending(session)
    if last is None:
        return None
    # Keys of records only grow: a job of this name that is done has left nothing up to there.
    return bench.queue.enqueue(stages.keeping(INDEX, {}, key=f"{INDEX} {last}"))


def index_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `index`: everything that waits. Its work is kept as it goes; being killed costs one transaction."""
    catch_up(bench, progress)
    return Outcome()


def catch_up(bench: Workbench, progress: Progress = silent) -> int:
    """Index everything that waits, in this process; returns how many records that were. `progress` may raise."""
    with bench.workspace.store.read() as session:
        total = waiting = searched.pending_count(session)
    step = _FIRST
    while waiting:
        progress(1 - waiting / total, f"{waiting:,} records to be indexed for search")
        started = time.monotonic()
        with bench.workspace.store.write() as session:
            searched.index_some(session, step)
            waiting = searched.pending_count(session)
        took = time.monotonic() - started
        step = max(_FEWEST, min(_MOST, step * 2, int(step * _HELD / max(took, 1e-6))))
        total = max(total, waiting)
        time.sleep(_GIVEN)
        _tidy(bench, _MERGES if waiting else _MERGES * 100)
    progress(1.0, "")
    return total


def _tidy(bench: Workbench, most: int) -> None:
    """Keep the index from falling into ever more parts, each of which every search looks into."""
    for _ in range(most):
        with bench.workspace.store.write() as session:
            if not searched.merge_some(session, _PAGES):
                return
        time.sleep(_GIVEN)
