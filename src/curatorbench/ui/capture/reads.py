"""What the Capture bench asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from curatorbench.domain.errors import NotFound
from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import capture, describe, explore
from curatorbench.workflow.workbench import Workbench


def proposal() -> ReadOperation[tuple[Path, str]]:
    """Where the simulated copy stand writes unless a person says otherwise, and the collection there is, if any."""
    return ReadOperation(lambda bench: (bench.workspace.root / "simulated", next(iter(describe.codes(bench)), "")))


def summaries(material_ids: Sequence[str]) -> ReadOperation[dict[str, RecordSummary]]:
    """The records as they are now, by identifier; those that are no more are left out."""
    return ReadOperation(lambda bench: dict(_summaries(bench, material_ids)))


def _summaries(bench: Workbench, material_ids: Sequence[str]) -> Iterator[tuple[str, RecordSummary]]:
    for material in material_ids:
        with suppress(NotFound):
            yield material, explore.page(bench, material).summary


def checks(sha256: str) -> ReadOperation[QualityReport | None]:
    return ReadOperation(lambda bench: capture.checks(bench, sha256))
