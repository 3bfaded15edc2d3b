"""What the Capture bench asks."""

from __future__ import annotations

from pathlib import Path

from curatorbench.domain.pictures import QualityReport
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import capture


def folder() -> ReadOperation[Path]:
    """Where the simulated copy stand writes unless a person says otherwise."""
    return ReadOperation(lambda bench: bench.workspace.root / "simulated")


def checks(sha256: str) -> ReadOperation[QualityReport | None]:
    return ReadOperation(lambda bench: capture.checks(bench, sha256))
