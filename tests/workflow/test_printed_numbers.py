"""Numbers in codes and in print: joined where they are one, doubted where they are not."""

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Barcode
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.domain.suggestion import Suggestion
from curatorbench.workflow.printed_numbers import same_number
from curatorbench.workflow.suggest import suggestions

BELOW_THE_BARS = Box(0.6, 0.86, 0.2, 0.03)
BARS = Box(0.6, 0.8, 0.2, 0.05)
FAR = Box(0.1, 0.1, 0.2, 0.03)


def reading(text: str, box: Box) -> Reading:
    return Reading((Line(tuple(Word(word, box, 0.95) for word in text.split())),))


def numbers(text: str, box: Box, *codes: str) -> list[Suggestion]:
    coded = [Barcode(code, "Code128", BARS) for code in codes]
    found = suggestions(reading(text, box), coded, "page", "1")
    return [one for one in found if one.term == "catalogNumber"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("B 10 0123456", "B100123456"),
        ("0000051", "TENN-L-0000051"),
        ("TENN-L-OOOOO51", "TENN-L-0000051"),
        ("00123456", "123456"),
        ("K000123456", "K 000123456"),
        ("ETHZ-ENT0012345", "ETHZ ENT 0012345"),
        ("P00123456", "00123456"),
    ],
)
def test_writings_of_one_number(one: str, other: str) -> None:
    assert same_number(one, other)
    assert same_number(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("B11314", "TENN-L-0000004"), ("01234567", "01234568"), ("K000123456", "P000123456"), ("12", "X12")],
)
def test_two_numbers(one: str, other: str) -> None:
    assert not same_number(one, other)


def test_a_number_in_code_and_print_is_said_once_surer_and_outlined_twice() -> None:
    alone = numbers("", FAR, "KR-M-0012345")
    both = numbers("KR-M-0012345", BELOW_THE_BARS, "KR-M-0012345")
    assert [one.value for one in both] == ["KR-M-0012345"]
    assert both[0].confidence > alone[0].confidence
    assert both[0].evidence == (BARS, BELOW_THE_BARS)


def test_a_printed_number_that_is_not_the_codes_is_doubted() -> None:
    first, second = numbers("B11314", FAR, "KR-M-0012345")
    assert (first.value, second.value) == ("KR-M-0012345", "B11314")
    assert second.confidence < 0.6


def test_the_number_by_a_code_without_one_is_surer() -> None:
    address = "urn:uuid:0b5c7a4e-4f0c-4a5e-9d3c-0d8f2b1f6a11"
    near, far = numbers("KR-M-0012345", BELOW_THE_BARS, address), numbers("KR-M-0012345", FAR, address)
    assert near[0].value == far[0].value == "KR-M-0012345"
    assert near[0].confidence > far[0].confidence


def test_print_alone_is_what_the_rules_say() -> None:
    assert numbers("KR-M-0012345", FAR)[0].rule.startswith("catalogue number")
