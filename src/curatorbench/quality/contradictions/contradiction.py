"""What two or more values of a record say against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from curatorbench.quality.values import Values


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`terms` are those concerned, the likelier wrong one first; `sentence` says what is so, `likely` what may have
    happened, "" where nothing suggests itself."""

    terms: tuple[str, ...]
    sentence: str
    likely: str = ""

    @property
    def words(self) -> str:
        return f"{self.sentence} {self.likely}".strip()

    def as_json(self) -> dict[str, object]:
        return {"terms": list(self.terms), "sentence": self.sentence, "likely": self.likely}


@dataclass(frozen=True, slots=True)
class Life:
    """Years, None where they are not known."""

    born: int | None = None
    died: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the record: the day, and the lives of people by the name as it is written."""

    today: date = field(default_factory=date.today)
    lives: Mapping[str, Life] = field(default_factory=dict)


Check = Callable[[Values, Surroundings], Contradiction | None]
