"""Segmenting: an image to the regions worth looking at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curatorbench.domain.pictures import Region
from curatorbench.domain.progress import Progress, silent
from curatorbench.imaging import segment as regions
from curatorbench.imaging.decode import decode
from curatorbench.jobs.queue import Outcome
from curatorbench.models.opinions import readings
from curatorbench.models.store.store import Session
from curatorbench.workflow import stages
from curatorbench.workflow.makers import PROGRAM
from curatorbench.workflow.workbench import Workbench


def segment_file(path: Path) -> tuple[Region, ...]:
    """The regions of one image file, without a workspace; raises CuratorError."""
    return regions.segment(decode(path))


def segment_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `segment`: the regions of an asset."""
    with bench.workspace.store.read() as session:
        codes = readings.barcodes_of(session, payload["asset"])
    found = regions.segment(decode(bench.workspace.originals.path_of(payload["sha256"])), codes)

    def write(session: Session) -> None:
        readings.save_regions(session, payload["asset"], found, *PROGRAM)

    return Outcome(write, (stages.job("read", payload),))
