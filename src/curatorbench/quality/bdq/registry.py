"""Every test of BDQ Core by its identifier, and what runs it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from curatorbench.domain.resources import resource
from curatorbench.quality.bdq import (
    coordinates,
    countries,
    datums,
    licences,
    names,
    presence,
    ranges,
    tally,
    time_amendments,
    time_validations,
    verbatim_lengths,
    vocabularies,
)
from curatorbench.quality.bdq.parameters import Parameters, Rows
from curatorbench.quality.bdq.responses import Response
from curatorbench.quality.values import Values

_GROUPS = (
    presence, time_validations, time_amendments, ranges, verbatim_lengths, datums, countries, coordinates, names,
    vocabularies, licences,
)  # fmt: skip
RUNS: Rows = {label: run for group in _GROUPS for label, run in group.ROWS.items()}
# Tests that only a service, or data that does not come with the program, can answer.
SERVICES = frozenset(label for label, run in RUNS.items() if "service." in run.__qualname__)


@dataclass(frozen=True, slots=True)
class QualityTest:
    """`guid` and `label` are the standard's; `kind` is Validation, Amendment, Issue or Measure; `terms` are those that
    it acts upon, by plain name; `question` is what it asks."""

    guid: str
    label: str
    kind: str
    terms: tuple[str, ...]
    question: str


@cache
def catalogue() -> dict[str, QualityTest]:
    """The tests by label, in the standard's order; measures over other tests come last, as they are run."""
    with resource("reference", "bdq_tests.csv").open(encoding="utf-8", newline="") as lines:
        rows = [_test(row) for row in csv.DictReader(lines)]
    return {test.label: test for test in sorted(rows, key=lambda test: test.label in tally.ROWS)}


def _test(row: dict[str, str]) -> QualityTest:
    terms = tuple(term.rpartition(":")[2] for term in row["acted_upon"].split("|") if term)
    return QualityTest(row["guid"], row["label"], row["type"], terms, row["question"])


def run(label: str, values: Values, parameters: Parameters | None = None) -> Response:
    """The answer of one test; raises KeyError for a label that the standard does not know."""
    if label in tally.ROWS:
        return run_all(values, parameters)[label]
    return RUNS[label](values, parameters or Parameters())


def run_all(values: Values, parameters: Parameters | None = None) -> dict[str, Response]:
    """The answers of all tests by label."""
    settled = parameters or Parameters()
    said: dict[str, Response] = {}
    for label in catalogue():
        said[label] = tally.ROWS[label](said) if label in tally.ROWS else RUNS[label](values, settled)
    return said
