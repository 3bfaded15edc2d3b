"""How far a collection is from leaving the house: what is ready, what is held up and why, what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    """Why a record does not leave the house. The first three need somebody's work, the last is somebody's will."""

    NO_NAME = "no scientific name"
    NO_NUMBER = "no catalogue number"
    NOT_APPROVED = "not yet approved"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Publication:
    """An archive that was written: `made` is ISO 8601 UTC (empty: now), `records` how many it holds."""

    format: str
    target: str
    records: int
    only_approved: bool
    operator: str
    made: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Counts of records. A record is in `ready` or under the first obstacle that it meets; `changed` are those
    touched since the `last` publication, all of them where there was none."""

    ready: int
    obstacles: dict[Obstacle, int]
    changed: int
    last: Publication | None

    @property
    def blocked(self) -> int:
        return sum(self.obstacles.values())
