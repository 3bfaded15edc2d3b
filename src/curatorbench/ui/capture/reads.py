"""What the Capture bench asks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import capture, describe


def proposal() -> ReadOperation[tuple[Path, str]]:
    """Where the simulated copy stand writes unless a person says otherwise, and the collection there is, if any."""
    return ReadOperation(lambda bench: (bench.workspace.root / "simulated", next(iter(describe.codes(bench)), "")))


def records(hashes: Sequence[str]) -> ReadOperation[dict[str, RecordSummary]]:
    """The records that exposures (by SHA-256) belong to now."""
    return ReadOperation(
        lambda bench: {sha256: found for sha256 in hashes if (found := capture.record_of(bench, sha256))}
    )


def checks(sha256: str) -> ReadOperation[QualityReport | None]:
    return ReadOperation(lambda bench: capture.checks(bench, sha256))
