"""What the Publish bench asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.publishing import Obstacle, Readiness
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import describe, publish, settings


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the form begins with: a folder for archives, and whether only approved records leave."""

    folder: Path
    only_approved: bool


def collections() -> ReadOperation[list[str]]:
    """Codes, in the order in which they were made."""
    return ReadOperation(describe.codes)


def readiness(code: str, only_approved: bool) -> ReadOperation[Readiness]:
    return ReadOperation(lambda bench: publish.readiness(bench, code, only_approved=only_approved))


def held_up(code: str, obstacle: Obstacle, only_approved: bool) -> ReadOperation[list[RecordSummary]]:
    return ReadOperation(lambda bench: publish.held_up(bench, code, obstacle, only_approved=only_approved))


def preferences() -> ReadOperation[Preferences]:
    return ReadOperation(
        lambda bench: Preferences(publish.folder(bench), bool(settings.get(bench, "publish.only_approved")))
    )
