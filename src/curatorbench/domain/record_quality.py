"""How good a record is, as screens and commands show it: completeness, faults, and what could be written better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece of information that the next level wants; any one of `alternatives`, each all of its terms, is enough."""

    name: str
    label: str
    alternatives: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, object]:
        return {"element": self.name, "one_of": [list(terms) for terms in self.alternatives]}


@dataclass(frozen=True, slots=True)
class Fault:
    """A test of BDQ that failed, by `guid` and `label`, or values that contradict each other, without them.

    `terms` are those concerned, `sentence` is for people."""

    terms: tuple[str, ...]
    sentence: str
    guid: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An amendment of BDQ: `changes` are the new values by term; a person may take it, nothing else does."""

    changes: Mapping[str, str]
    sentence: str
    guid: str
    label: str

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(self.changes)

    @property
    def rule(self) -> str:
        """What a suggestion made of it rests on."""
        return f"BDQ {self.guid}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one test of BDQ said, in the words of the standard."""

    guid: str
    label: str
    status: str
    result: str
    comment: str
    changes: Mapping[str, str]

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {
            "guid": self.guid,
            "label": self.label,
            "status": self.status,
            "result": self.result or None,
            "comment": self.comment,
        }
        return said | ({"changes": dict(self.changes)} if self.changes else {})


@dataclass(frozen=True, slots=True)
class RecordQuality:
    """`level` is that of MIDS, 0 to 3, None below it; `missing` what the next one wants. `faults` are worth a person's
    look, contradictions first; `offers` what could be written better; `answers` those of all tests."""

    level: int | None
    missing: tuple[Missing, ...]
    faults: tuple[Fault, ...]
    offers: tuple[Offer, ...]
    answers: tuple[Answer, ...]

    @property
    def contradictions(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if not fault.guid)

    @property
    def next_level(self) -> int | None:
        wanted = 0 if self.level is None else self.level + 1
        return wanted if self.missing else None
