"""Deriving: the pictures that screens show, made by a worker before anybody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curatorbench.domain.progress import Progress, silent
from curatorbench.jobs.queue import Outcome
from curatorbench.workflow.explore import LISTED_AT, SHOWN_AT, image
from curatorbench.workflow.workbench import Workbench


def derive_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `derive`: the thumbnail and the picture beside the form. Files that can always be made again."""
    for longest in (LISTED_AT, SHOWN_AT):
        image(bench, payload["sha256"], longest)
    return Outcome()
