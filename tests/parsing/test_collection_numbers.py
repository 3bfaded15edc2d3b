"""Catalogue numbers in the forms of many collections, alone and on a label; and what only looks like one."""

import re

import pytest

from curatorbench.parsing.label import parse_label

LABEL = "Lecanora allophana Nyl.\nleg. A. Roe 12\n\n"
FORMS = [
    "UC 1234567",
    "K000123456",
    "BM 001234567",
    "P00123456",
    "E00123456",
    "B 10 0123456",
    "S-L12345",
    "UPS L-012345",
    "CAS ENT 8123456",
    "MCZ-ENT00012345",
    "AMNH_IZC 00123456",
    "FMNHINS 0001 234 567",
    "USNMENT00123456",
    "BRI AQ0123456",
    "MEL 123456A",
    "CANB 123456.1",
    "ZMB 12345",
    "NHMUK 010123456",
    "W 1999-0012345",
    "BR0000012345678",
    "MA-01-00123456",
    "M-0012345 / 12345",
    "H9012345",
    "C0012345F",
    "MO-1234567",
    "UAM:Ent:123456",
    "MSUC_ARC_12345",
    "INHS Insect Collection 123456",
    "UCFC 0 123 456",
    "ZSM-HYM-0012345",
    "NHRS-GULI 000012345",
    "CHR 123456 A",
    "CM 123,456",
    "CNC HEMIPTERA 123456",
    "SEMC 0123456 KUNHM-ENT",
]


def numbers(text: str) -> list[str]:
    return [one.value for one in parse_label(text) if one.term == "catalogNumber"]


def plain(number: str) -> str:
    return re.sub(r"[\W_]", "", number)


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_collections(form: str) -> None:
    assert plain(numbers(form)[0]) == plain(form)
    assert plain(numbers(LABEL + form)[0]) == plain(form)


@pytest.mark.parametrize(
    ("line", "number"),
    [("ABCD State Museum 609,747", "ABCD 609,747"), ("5 ABCM Rocky Canyon 0012345", "ABCM 0012345")],
)
def test_words_between_acronym_and_number(line: str, number: str) -> None:
    assert numbers(line)[0] == number


@pytest.mark.parametrize("stamp", ["No. 1234567", "Herb. No. 123456", "N° 123456", "Nr 1234567", "Inv. No 123456"])
def test_stamps_say_a_number_less_surely(stamp: str) -> None:
    found = [one for one in parse_label(LABEL + stamp) if one.term == "catalogNumber"]
    assert found[0].value in stamp
    assert found[0].confidence < 0.8


@pytest.mark.parametrize(
    "text",
    ["MAY 1998-2001", "HWY 123456 A", "T35N, R3E, S22", "alt. 12345 ft", "GPO 1944-123456", "OHIO Granville 123456"],
)
def test_what_is_no_catalogue_number(text: str) -> None:
    doubtful = ("catalogue number, form of a collection", "catalogue number, acronym apart")
    assert not [one for one in parse_label(text) if one.rule in doubtful]
