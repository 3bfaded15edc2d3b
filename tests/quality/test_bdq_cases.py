"""The official cases of BDQ Core (half of them; real data), and the examples that the standard gives with each test."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.bdq import Case, cases, is_right
from curatorbench.quality.bdq.registry import SERVICES, catalogue

# Cases that say otherwise than the standard's own text or vocabularies (TDWG BDQ, 2025-03-07), by their number.
AGAINST_THE_TEXT = {
    "566": "occurrenceStatus is given: the text says INTERNAL_PREREQUISITES_NOT_MET",
    "567": "occurrenceStatus is given: the text says INTERNAL_PREREQUISITES_NOT_MET",
    "568": "occurrenceStatus is given: the text says INTERNAL_PREREQUISITES_NOT_MET",
    "887": "an uncertainty that is no number: the text says NOT_COMPLIANT",
    "1208": "spreading is no term of the vocabulary of degrees of establishment",
}


@pytest.fixture(scope="module")
def official(data: Path) -> list[Case]:
    return cases(data / "standards" / "bdq" / "TG2_test_validation_data.csv")


def test_official_cases_of_offline_tests_come_out_as_the_standard_says(official: list[Case]) -> None:
    offline = [case for case in official if case.label not in SERVICES]
    wrong = [case for case in offline if not is_right(case) and case.number not in AGAINST_THE_TEXT]
    assert len(offline) > 400
    assert [(case.number, case.label) for case in wrong] == []


def test_the_table_of_tests_is_the_standards(data: Path) -> None:
    with (data / "standards" / "bdq" / "TG2_tests.csv").open(encoding="utf-8", newline="") as lines:
        standard = {row["Label"]: row["term_localName"] for row in csv.DictReader(lines)}
    assert {label: test.guid for label, test in catalogue().items()} == standard
    kinds = Counter(test.kind for test in catalogue().values())
    assert kinds == Counter(Validation=72, Amendment=29, Issue=4, Measure=5)


def test_cases_against_the_text_are_still_there(official: list[Case]) -> None:
    named = [case for case in official if case.number in AGAINST_THE_TEXT]
    assert len(named) == len(AGAINST_THE_TEXT)
    assert not any(is_right(case) for case in named)
