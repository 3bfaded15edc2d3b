"""Whole labels to findings: the values, where they stand, and never an error."""

import json
import time
from pathlib import Path

import pytest
from best_values import best
from hypothesis import given, settings
from hypothesis import strategies as st

from curatorbench.domain.suggestion import Finding
from curatorbench.domain.terms import darwin_core
from curatorbench.parsing.confidence import confidences
from curatorbench.parsing.label import parse_label

PACKET = """THE HERBARIUM OF A UNIVERSITY
LICHENS OF VERMONT, U.S.A.

Peltigera aphthosa (L.) Willd.

Essex County: Town of Victory, Umpire Mountain, 44°34'27"N,
71°50'57"W, ca. 550 m; northern hardwoods.

16 May 2008
Maria A. Lopez 54358

VTX 0123456"""
SLIP = """State University Insect Collection
ABCD 104,233

Chih., Mexico
VII-8-52

J. R. Doe
Collector

Cerceris
compacta Cr.
Det. by '61
A. B. Roe"""
SHEET = """FLORA OF CUBA

Buchnera longifolia Kunth
det. C. D. Poe, 1986

Buchnera elongata Sw.
Lavender flowered herb of hillsides.
Prov. Santa Clara: Piedra del Aguacate, alt. 1,200 ft.
Coll. R. A. & E. S. Howard 9350    Sept. 9, 1946

00123456"""


def test_a_packet() -> None:
    assert best(PACKET) == {
        "catalogNumber": "VTX 0123456",
        "datasetName": "LICHENS OF VERMONT, U.S.A",
        "habitat": "northern hardwoods",
        "institutionCode": "THE HERBARIUM OF A UNIVERSITY",
        "scientificName": "Peltigera aphthosa (L.) Willd.",
        "recordedBy": "Maria A. Lopez",
        "recordNumber": "54358",
        "eventDate": "2008-05-16",
        "country": "United States",
        "countryCode": "US",
        "stateProvince": "Vermont",
        "county": "Essex",
        "verbatimCoordinateSystem": "degrees minutes seconds",
        "verbatimCoordinates": "44°34'27\"N, 71°50'57\"W",
        "decimalLatitude": "44.57417",
        "decimalLongitude": "-71.84917",
        "verbatimElevation": "ca. 550 m",
        "minimumElevationInMeters": "550",
        "maximumElevationInMeters": "550",
    }


def test_the_slips_of_an_insect() -> None:
    assert best(SLIP) == {
        "catalogNumber": "ABCD 104,233",
        "institutionCode": "State University Insect Collection",
        "scientificName": "Cerceris compacta Cr.",
        "identifiedBy": "A. B. Roe",
        "dateIdentified": "1961",
        "recordedBy": "J. R. Doe",
        "eventDate": "1952-07-08",
        "country": "Mexico",
        "countryCode": "MX",
        "stateProvince": "Chihuahua",
    }


def test_a_sheet_with_a_determination() -> None:
    values = best(SHEET)
    assert values["scientificName"] == "Buchnera longifolia Kunth"
    assert (values["identifiedBy"], values["dateIdentified"]) == ("C. D. Poe", "1986")
    assert values["recordedBy"] == "R. A. Howard | E. S. Howard"
    assert (values["recordNumber"], values["eventDate"]) == ("9350", "1946-09-09")
    assert (values["country"], values["stateProvince"]) == ("Cuba", "Santa Clara")
    assert values["maximumElevationInMeters"] == "365.8"
    assert values["catalogNumber"] == "00123456"


@pytest.mark.parametrize(
    ("text", "term", "value"),
    [
        ("HOLOTYPE\nCerceris nova", "typeStatus", "holotype"),
        ("Gran Sabana, 1200 msnm", "minimumElevationInMeters", "1200"),
        ("US 00123456", "catalogNumber", "US 00123456"),
        ("Estado Bolívar: Gran Sabana, Venezuela", "stateProvince", "Bolívar"),
        ("Habitat: on Ilex cassine at pond edge", "habitat", "on Ilex cassine at pond edge"),
        ("Datum: WGS 84", "geodeticDatum", "WGS84"),
        ("18°53'N, 70°18'0este", "decimalLongitude", "-70.3"),
        ("Flora of ARKANSAS County: MISSISSIPPI", "county", "Mississippi"),
        ("Desha Co., Ark.", "stateProvince", "Arkansas"),
        ("JAPAN. Hokkaido. Mt. Chubetsu", "stateProvince", "Hokkaido"),
        ("Tanganyika: Arusha, 12 May 1931", "country", "Tanzania"),
        ("COLLECTED AND DISTRIBUTED BY\nWALTER KIENER", "recordedBy", "WALTER KIENER"),
        ("leg. M. Sherwood & E. Kneiper\ndet. M. Sherwood", "recordedBy", "M. Sherwood | E. Kneiper"),
        ("Collector: Christopher Reid & Sarah Nunn 1018", "recordNumber", "1018"),
        ("Coll. E. E. Dale, Jr. No. 6061", "recordNumber", "6061"),
        ("det. H. van der Werff & G. McPherson", "identifiedBy", "H. van der Werff | G. McPherson"),
        ("1730 Acarospora chlorophana (Wahlb.)Mass.\nCo. Cocke", "recordNumber", "1730"),
    ],
)
def test_one_line(text: str, term: str, value: str) -> None:
    assert best(text).get(term) == value


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("LICHENES EXSICCATI\nNo. 67. Actinogyra muhlenbergii (Ach.) Schol.", "recordNumber"),
        ("New York Botanical Garden", "stateProvince"),
        ("along Peru Creek", "country"),
        ("W. A. Weber", "stateProvince"),
        ("Co. Rd. 347", "county"),
        ("shrub 3 m tall", "verbatimElevation"),
        ("Collected at malaise trap", "recordedBy"),
        ("31-VI-1976", "eventDate"),
        ("University of Tennessee", "recordedBy"),
    ],
)
def test_what_a_line_does_not_say(text: str, term: str) -> None:
    assert term not in best(text)


def test_a_short_year_offers_every_century_but_trusts_one() -> None:
    dates = [one for one in parse_label("Nay., Mex.\nVII-18-12") if one.term == "eventDate"]
    assert [one.value for one in dates] == ["1912-07-18", "1812-07-18", "2012-07-18"]
    assert dates[0].confidence > 0.5 > dates[1].confidence


def test_the_letter_o_may_be_east_or_west() -> None:
    found = [one for one in parse_label("5°30'N, 61°20'O") if one.term == "decimalLongitude"]
    assert sorted(one.value for one in found) == ["-61.33333", "61.33333"]
    assert all(one.confidence < 0.5 for one in found)


def test_every_rule_has_a_confidence_between_nothing_and_certainty() -> None:
    assert all(0 < confidence < 1 for confidence in confidences().values())


def sound(text: str, found: tuple[Finding, ...]) -> None:
    for one in found:
        assert one.term in darwin_core()
        assert one.spans
        assert all(0 <= start < end <= len(text) for start, end in one.spans)
        inside = "".join(text[start:end] for start, end in one.spans)
        assert "".join(one.verbatim.split()) == "".join(inside.split())
        assert 0 <= one.confidence <= 1
        assert one.value == one.value.strip() != ""


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_text_is_taken(text: str) -> None:
    sound(text, parse_label(text))


PIECES = st.sampled_from(
    [
        "Coll. ",
        "Det. ",
        "A. B. Smith",
        " & ",
        ", ",
        "\n",
        "\n\n",
        "No. ",
        "123",
        "1956",
        "'51",
        "July ",
        "VII-",
        "12",
        "°",
        "'N ",
        "Calif.",
        "Mex.",
        " Co.",
        "County ",
        "alt. ",
        "1,200 m",
        "Alectoria ",
        "nigricans ",
        "(Ach.) ",
        "LICHENS OF ",
        "U.S.A.",
        "EMEC 609,488",
        "Univ. ",
        "with ",
        "♀",
        "HOLOTYPE",
        "T35N, R3E, S22",
        "-",
        "/",
        "· ",
        "The ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(deadline=None, max_examples=200)
def test_any_pieces_of_labels_are_taken(text: str) -> None:
    sound(text, parse_label(text))


def test_naughty_strings(data: Path) -> None:
    for text in json.loads((data / "hostile" / "blns" / "blns.json").read_text(encoding="utf-8")):
        sound(text, parse_label(text))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "A. ",
        "A B ",
        "J. R. Smith, ",
        "Santa Maria Co. ",
        "41°11'N, ",
        "12 May 1999 - ",
        "IV-",
        "Ab",
        "A",
        "(",
        "Coll. ",
        "Det. ",
        "No. 1 ",
        "Alectoria nigricans ",
        "alt. 1,200 - ",
        "Prov. de San ",
        "A. Smith and ",
        "HEAD: ",
        " ",
        "\n",
        "\t",
        "a\n",
        ", ",
        "°",
        "☂",
        "lI",
        "x",
    ],
)
def test_ten_thousand_characters_do_not_take_seconds(piece: str) -> None:
    parse_label("Cal.")  # the tables are read once
    text = (piece * 10_000)[:10_000]
    start = time.process_time()
    parse_label(text)
    assert time.process_time() - start < 2.0


def test_a_decimal_is_no_number_whose_n_was_lost() -> None:
    assert not [found for text in ("0.00", "0,47") for found in parse_label(text) if "recordNumber" in found.term]
    assert [found.value for found in parse_label("o. 47") if "recordNumber" in found.term] == ["47"]
