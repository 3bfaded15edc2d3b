"""Keeping: workspaces made, backed up, restored, and read again to see that they are sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from curatorbench.models import safety
from curatorbench.models.safety import Checked
from curatorbench.models.workspace import Workspace
from curatorbench.workflow.targets import target
from curatorbench.workflow.workbench import Workbench


def create(root: Path) -> None:
    """Make a workspace; raises CuratorError if one cannot be there."""
    Workspace.create(root).close()


def backup(bench: Workbench, to: Path | None = None) -> Path:
    """A copy of the catalogue that has been opened and checked; returns where it is."""
    return safety.backup(bench.workspace, to and target(bench.workspace, to, among_backups=True))


def restore(root: Path, source: Path, *, dry_run: bool = False) -> dict[str, int]:
    """Go back to a backup; returns how much of what is lost by it."""
    return safety.restore(root, source, dry_run=dry_run)


def verify(bench: Workbench) -> Iterator[Checked]:
    """Every original and record, sound or not."""
    return safety.verify(bench.workspace)
