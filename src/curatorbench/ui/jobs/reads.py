"""What the Jobs bench asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from curatorbench.domain.job import JobView
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import work


@dataclass(frozen=True, slots=True)
class Standing:
    """The jobs that a list can show, which may not be all, and how many there are in each state."""

    jobs: list[JobView]
    counts: Mapping[str, int]


def jobs() -> ReadOperation[Standing]:
    return ReadOperation(lambda bench: Standing(work.jobs(bench), work.counts(bench))).newest("jobs")
