"""What cannot be is said, and kept where a label may say it all the same."""

import pytest

from curatorbench.domain.errors import BadInput
from curatorbench.workflow import enter, explore, review, values
from curatorbench.workflow.workbench import Workbench


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("eventDate", "1951-02-30"),
        ("eventDate", "31.2.1950"),
        ("eventDate", "2999"),
        ("eventDate", "1943-10-02/1943-10-01"),
        ("dateIdentified", "1951-13"),
        ("month", "13"),
        ("decimalLatitude", "91"),
        ("decimalLongitude", "-180.5"),
        ("decimalLatitude", "5 N"),
        ("decimalLatitude", "nan"),
        ("individualCount", "-1"),
        ("minimumElevationInMeters", "12000"),
    ],
)
def test_one_sentence_says_what_cannot_be(term: str, value: str) -> None:
    (said,) = values.warnings(term, value)
    assert term in said and value in said


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("eventDate", "1951"),
        ("eventDate", "1951-07-18/1953"),
        ("eventDate", "2007-11-13/15"),
        ("eventDate", "2007-03-01T13:00:00Z/2008-05-11T15:30:00Z"),
        ("eventDate", ""),
        ("decimalLatitude", "-90"),
        ("decimalLongitude", "180.0"),
        ("locality", "91"),
        ("individualCount", "0"),
    ],
)
def test_what_can_be_is_not_remarked_on(term: str, value: str) -> None:
    assert values.warnings(term, value) == ()


@pytest.mark.parametrize("term", ["materialEntityID", "occurrenceID"])
def test_identifiers_are_minted_and_never_written(bench: Workbench, term: str) -> None:
    record = enter.enter(bench, "HERB", {"country": "Peru"}, "Ann")
    with pytest.raises(BadInput, match="minted"):
        review.set_value(bench, record, term, "x", "Ann")
    with pytest.raises(BadInput, match="no catalogue number"):
        review.set_value(bench, record, "catalogNumber", "s.n.", "Ann")
    assert set(explore.page(bench, record).values) == {"country"}


def test_a_term_is_given_once() -> None:
    with pytest.raises(BadInput, match="twice"):
        values.checked({"country": "Peru", "dwc:country": "Chile"})
