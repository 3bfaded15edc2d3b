"""The quality of a record: as it stands and as it is typed; amendments are a person's to take and to take back."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from curatorbench.domain.errors import Conflict
from curatorbench.domain.record_quality import Offer
from curatorbench.workflow import explore, ingest, quality, review
from curatorbench.workflow.workbench import Workbench

TODAY = date(2026, 11, 24)


@pytest.fixture
def record(bench: Workbench, tmp_path: Path, draw: Callable[..., Path]) -> str:
    (taken,) = ingest.take_in(bench, [draw(tmp_path / "a.png")], collection="C", operator="technician")
    assert taken.material_entity_id is not None
    return taken.material_entity_id


def write(bench: Workbench, record: str, **values: str) -> None:
    for term, value in values.items():
        review.set_value(bench, record, term, value, "ann")


def value_of(bench: Workbench, record: str, term: str) -> str | None:
    change = explore.page(bench, record).values.get(term)
    return change.value if change else None


def offer_of(bench: Workbench, record: str, label: str) -> Offer:
    return next(offer for offer in quality.of_record(bench, record).offers if offer.label == label)


def test_a_new_record_says_what_it_wants(bench: Workbench, record: str) -> None:
    found = quality.of_record(bench, record)
    assert found.level is None and found.next_level == 0
    assert [missing.name for missing in found.missing] == ["Organization"]
    assert (found.faults, found.offers) == ((), ())


def test_what_is_typed_counts_before_it_is_kept(bench: Workbench, record: str) -> None:
    write(bench, record, institutionCode="X", scientificName="Abies alba", license="CC0")
    assert quality.of_record(bench, record).level == 0
    assert quality.of_record(bench, record, {"preparations": "sheet"}).level == 1
    assert quality.of_record(bench, record, {"scientificName": ""}).level == 0
    assert value_of(bench, record, "preparations") is None


def test_contradictions_come_first_and_say_it_once(bench: Workbench, record: str) -> None:
    write(bench, record, country="Switzerland", countryCode="CH", decimalLatitude="-47.37", decimalLongitude="8.54")
    write(bench, record, sex="f")
    faults = quality.of_record(bench, record).faults
    assert [fault.guid for fault in faults] == ["", "88d8598b-3318-483d-9475-a5acf9887404"]
    assert "North for south?" in faults[0].sentence and "Female is" in faults[1].sentence


def test_an_amendment_is_taken_by_a_person_and_undone_as_one(bench: Workbench, record: str) -> None:
    write(bench, record, verbatimElevation="1500-1800 ft")
    offer = offer_of(bench, record, "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM")
    assert offer.rule == "BDQ 2d638c8b-4c62-44a0-a14d-fa147bf9823d"
    change = quality.take(bench, record, offer, "ann", expected_revision=0)
    assert (change.value, change.verbatim, change.operator, change.checked) == ("457.2", "1500-1800 ft", "ann", True)
    assert value_of(bench, record, "maximumElevationInMeters") == "548.64"
    review.undo(bench, "ann")
    assert value_of(bench, record, "minimumElevationInMeters") is None
    assert value_of(bench, record, "maximumElevationInMeters") is None


def test_an_amendment_of_a_value_that_somebody_changed_meanwhile_is_refused(bench: Workbench, record: str) -> None:
    write(bench, record, sex="f")
    offer = offer_of(bench, record, "AMENDMENT_SEX_STANDARDIZED")
    seen = explore.page(bench, record).values["sex"].revision
    write(bench, record, sex="Male")
    with pytest.raises(Conflict):
        quality.take(bench, record, offer, "ann", expected_revision=seen)
    assert value_of(bench, record, "sex") == "Male"


def test_asking_changes_nothing(bench: Workbench, record: str) -> None:
    write(bench, record, eventDate="3 May 1899", sex="f")
    before = explore.changes(bench, record)
    quality.of_record(bench, record)
    assert explore.changes(bench, record) == before


def test_guesses_for_users_of_the_data_are_not_offered() -> None:
    offers = quality.judged({"eventDate": "1899-05-03", "decimalLatitude": "47", "decimalLongitude": "8"}, TODAY).offers
    assert offers == ()


def test_an_answer_comes_within_a_tenth_of_a_second() -> None:
    values = {"country": "France", "countryCode": "FR", "decimalLatitude": "42.15", "decimalLongitude": "-9.1"}
    values |= {"eventDate": "1943-10", "verbatimElevation": "1200 m", "stateProvince": "Corse", "sex": "f"}
    quality.judged(values, TODAY)
    spent = []
    for _ in range(5):
        start = time.thread_time()
        quality.judged(values, TODAY)
        spent.append(time.thread_time() - start)
    assert min(spent) < 0.1
