"""Deriving: the pictures that screens show, made by a worker before anybody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curatorbench.domain.progress import Progress, silent
from curatorbench.jobs.queue import Outcome
from curatorbench.workflow import stages
from curatorbench.workflow.derivatives import DERIVATIVES, wanted_kinds
from curatorbench.workflow.explore import LISTED_AT, SHOWN_AT, image
from curatorbench.workflow.workbench import Workbench


def derive_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `derive`: the thumbnail and the picture beside the form. Files that can always be made again.

    Where the setting asks for more, that is a job of its own, after all that people wait for.
    """
    for longest in (LISTED_AT, SHOWN_AT):
        image(bench, payload["sha256"], longest)
    further = stages.job(DERIVATIVES, payload, key=f"{DERIVATIVES}:{payload['sha256']}")
    return Outcome(next=(further,) if wanted_kinds(bench) else ())
