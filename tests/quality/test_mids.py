"""MIDS levels by the mapping for biology."""

from __future__ import annotations

import pytest

from curatorbench.quality.mids import HIGHEST, completeness, elements

ZERO = {"catalogNumber": "1", "institutionCode": "X"}
ONE = ZERO | {"scientificName": "Abies alba", "preparations": "sheet", "license": "CC0", "modified": "2026-11-24"}
TWO = ONE | {
    "locality": "Bern", "decimalLatitude": "47", "decimalLongitude": "7", "recordedBy": "A. Muster",
    "eventDate": "1899", "recordNumber": "3", "associatedMedia": "a",
}  # fmt: skip
THREE = TWO | {
    "locationID": "a", "institutionID": "b", "recordedByID": "c", "scientificNameID": "d", "identifiedByID": "e",
    "identifier": "f",
}  # fmt: skip


@pytest.mark.parametrize(("values", "level"), [({}, None), (ZERO, 0), (ONE, 1), (TWO, 2), (THREE, 3)])
def test_levels_rise_with_what_is_there(values: dict[str, str], level: int | None) -> None:
    assert completeness(values).level == level


def test_what_is_missing_is_named() -> None:
    found = completeness(TWO | {"decimalLongitude": "", "eventDate": " "})
    assert (found.level, found.next_level) == (1, 2)
    assert [element.label for element in found.missing] == ["Quantitative Location", "Date Collected"]
    assert completeness(THREE).next_level is None


def test_a_value_that_says_nothing_is_none() -> None:
    assert completeness(ONE | {"scientificName": "incertae sedis"}).level == 0
    assert completeness(ONE | {"license": "unknown:undigitized"}).level == 0


def test_the_table_has_every_level() -> None:
    assert {element.level for element in elements()} == set(range(HIGHEST + 1))
