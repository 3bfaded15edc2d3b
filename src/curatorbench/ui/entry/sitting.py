"""What was entered since the person sat down: how many, and how fast. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

_LATEST = 20  # entries that say how fast it goes now
_ENOUGH = 3  # entries before a rate means anything


@dataclass(frozen=True, slots=True)
class Entered:
    """`at` is monotonic seconds."""

    material_id: str
    number: str
    name: str
    at: float


@dataclass(slots=True)
class Sitting:
    """Entries in the order in which they were made."""

    entered: list[Entered] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.entered)

    @property
    def last(self) -> Entered | None:
        return self.entered[-1] if self.entered else None

    def add(self, entry: Entered) -> None:
        self.entered.append(entry)

    def without(self, material_ids: frozenset[str]) -> list[Entered]:
        """Take back entries; returns those that were there."""
        gone = [entry for entry in self.entered if entry.material_id in material_ids]
        self.entered = [entry for entry in self.entered if entry.material_id not in material_ids]
        return gone

    def an_hour(self) -> int | None:
        """Entries an hour at the pace of the latest; None while there are too few to say."""
        latest = self.entered[-_LATEST:]
        seconds = latest[-1].at - latest[0].at if len(latest) >= _ENOUGH else 0.0
        return round((len(latest) - 1) / seconds * 3600) if seconds > 0 else None
