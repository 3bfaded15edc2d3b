"""MIDS: how much of the minimum information about a digital specimen a record has, level 0 to 3 (TDWG).

The terms of each element are those of the mapping for biology (`resources/reference/mids.csv`). A level is reached when
every element of it, and of those below, has a value that says something.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from curatorbench.domain.resources import resource
from curatorbench.quality.values import Values, value

HIGHEST = 3


@dataclass(frozen=True, slots=True)
class Element:
    """One of `alternatives` is enough; of each, every term. What `void` says is no value."""

    level: int
    name: str
    label: str
    alternatives: tuple[tuple[str, ...], ...]
    void: frozenset[str]

    def is_in(self, values: Values) -> bool:
        return any(all(self._says(values, term) for term in terms) for terms in self.alternatives)

    def _says(self, values: Values, term: str) -> bool:
        text = value(values, term).strip()
        return bool(text) and text.casefold() not in self.void


@dataclass(frozen=True, slots=True)
class Completeness:
    """`level` is the highest that is reached, None below 0; `missing` what the next one wants, () at the highest."""

    level: int | None
    missing: tuple[Element, ...]

    @property
    def next_level(self) -> int | None:
        wanted = 0 if self.level is None else self.level + 1
        return wanted if wanted <= HIGHEST else None

    def as_json(self) -> dict[str, object]:
        said = {"element": "", "one_of": [[]]}
        return {
            "level": self.level,
            "next_level": self.next_level,
            "missing": [
                said | {"element": element.name, "one_of": [list(terms) for terms in element.alternatives]}
                for element in self.missing
            ],
        }


@cache
def elements() -> tuple[Element, ...]:
    """The elements in the order of the levels."""
    found: dict[tuple[int, str, str], list[dict[str, str]]] = {}
    with resource("reference", "mids.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((int(row["level"]), row["element"], row["label"]), []).append(row)
    return tuple(_element(*key, rows) for key, rows in found.items())


def _element(level: int, name: str, label: str, rows: list[dict[str, str]]) -> Element:
    void = frozenset(word for row in rows for word in row["void"].casefold().split("|") if word)
    return Element(level, name, label, tuple(tuple(row["terms"].split("|")) for row in rows), void)


def completeness(values: Values) -> Completeness:
    reached: int | None = None
    for level in range(HIGHEST + 1):
        missing = tuple(element for element in elements() if element.level == level and not element.is_in(values))
        if missing:
            return Completeness(reached, missing)
        reached = level
    return Completeness(reached, ())
