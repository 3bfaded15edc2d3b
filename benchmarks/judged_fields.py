"""Suggestions judged by gold: the first of each term on each specimen, right or wrong, and how many of which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.field_readings import Reader
from benchmarks.label_gold import TERMS, Specimen, same
from curatorbench.domain.reading import Reading
from curatorbench.domain.suggestion import Finding, Suggestion
from curatorbench.parsing.confidence import Grounds
from curatorbench.parsing.label import parse_label
from curatorbench.workflow.suggest import grounds_of, rivals_of, suggestions

HIGH = 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """The first suggestion of a term on a specimen, or None; what it rests on (None where it is a code); and what was
    wanted."""

    specimen: Specimen
    term: str
    found: Suggestion | None
    grounds: Grounds | None
    wanted: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.found is not None and any(same(self.term, self.found.value, value) for value in self.wanted)

    @property
    def counts(self) -> bool:
        """Whether the gold says enough to judge what was found."""
        return bool(self.wanted) or self.specimen.silent(self.term)


@dataclass
class Tally:
    """Counts of one term in one set."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    high: int = 0
    high_wrong: int = 0

    def add(self, one: Judged) -> None:
        self.wanted += bool(one.wanted)
        self.right += one.right
        if one.found and one.counts:
            self.found += 1
            high = one.found.confidence >= HIGH
            self.high += high
            self.high_wrong += high and not one.right


def judge(all_specimens: Iterable[Specimen], read: Reader) -> list[Judged]:
    judged = []
    for specimen in all_specimens:
        page = read(specimen)
        if page is None:
            continue
        found = suggestions(page.reading, page.codes, "benchmark", "0")
        findings = parse_label(page.reading.text)
        for term in TERMS:
            first = next((one for one in found if one.term == term), None)
            grounds = _grounds(page.reading, findings, first) if first else None
            judged.append(Judged(specimen, term, first, grounds, specimen.wanted(term)))
    return judged


def _grounds(reading: Reading, findings: Sequence[Finding], said: Suggestion) -> Grounds | None:
    key = (said.term, said.value, said.rule)
    finding = next((one for one in findings if (one.term, one.value, one.rule) == key), None)
    return grounds_of(reading, finding, rivals_of(finding, findings)) if finding else None


def tally(judged: list[Judged], term: str, kind: str | None) -> Tally:
    tally = Tally()
    for one in judged:
        if one.term == term and kind in (None, one.specimen.kind):
            tally.add(one)
    return tally


def counts(judged: Iterable[Judged]) -> tuple[Counter[str], Counter[str]]:
    """(seen, right) by rule, of the first findings that can be judged."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in judged:
        if one.found and one.counts:
            seen[one.found.rule] += 1
            right[one.found.rule] += one.right
    return seen, right
