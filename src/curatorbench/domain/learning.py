"""What is learned from people's decisions: the lesson of one record, and an item of what lessons taught."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from curatorbench.domain.suggestion import Suggestion

LEARNED = ", learned from "  # stands in the rule of a suggestion that experience changed, before a number of records
PROPOSED = "learned: "  # begins the rule of one that experience made
_BEHIND = re.compile(r"(?:, learned from |^learned: .*?)(\d+) records?")


def records_behind(rule: str) -> int:
    """On how many records rests what was learned of a suggestion, by its rule; 0 if nothing was."""
    found = _BEHIND.search(rule)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What people decided on one record, and what machines had suggested for it.

    `record` is the record's local key and `at` grows with the order of decisions. `values` are those that a person set
    or accepted and that still stand, by term, `verbatims` what the label has for some of them. `refused` are the terms
    of which a person said that there is nothing, or that were left empty on a record that a person checked. `text` is
    the label as it was read.
    """

    record: int
    at: int
    values: Mapping[str, str]
    verbatims: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    suggested: tuple[Suggestion, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was learned. `id` names it when it is to be forgotten; `kind` is value, correction, run, line,
    refused or trust; `term` is empty where it is of no term; `said` is the thing itself in words of the labels, and
    `records` on how many records it rests. `forgotten` says that it is not used."""

    id: str
    kind: str
    term: str
    said: str
    records: int
    forgotten: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "item": self.id,
            "kind": self.kind,
            "term": f"dwc:{self.term}" if self.term else None,
            "said": self.said,
            "records": self.records,
            "forgotten": self.forgotten,
        }
