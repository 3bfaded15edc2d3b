"""Values of one record that cannot all be true, and near misses that can."""

from __future__ import annotations

from datetime import date

import pytest

from curatorbench.quality.contradictions.contradiction import Contradiction, Life, Surroundings
from curatorbench.quality.contradictions.finding import contradictions

AROUND = Surroundings(today=date(2026, 11, 24), lives={"A. Muster": Life(1850, 1901), "B. Kind": Life(1990, None)})


def found(**values: str) -> list[Contradiction]:
    return list(contradictions(values, AROUND))


def at(latitude: str, longitude: str, **values: str) -> dict[str, str]:
    return {"decimalLatitude": latitude, "decimalLongitude": longitude} | values


@pytest.mark.parametrize(
    "values",
    [
        {},
        at("47.37", "8.54", country="Switzerland"),
        at("47.37", "8.54", country="Schweiz"),
        at("47.6", "7.6", country="France"),  # Basel, by the border
        at("18.2", "-66.5", country="United States"),  # Puerto Rico
        at("18.2", "-66.5", country="Puerto Rico"),
        at("4.9", "-52.4", country="France"),  # Cayenne
        at("-17.8", "178", country="Fiji"),
        at("-16.5", "-179.9", country="Fiji"),
        at("43.9", "-60.0", country="Canada"),  # Sable Island's waters
        at("71", "-8.5", country="Norway"),
        at("21.3", "-157.8", country="USA"),
        at("42", "20", country="Yugoslavia"),  # no more outline of it
        {"country": "United States", "stateProvince": "New York"},
        {"country": "United States", "stateProvince": "N. Y."},
        {"country": "Mexico", "stateProvince": "Nuevo León"},
        {"country": "Mexico", "stateProvince": "Nuevo Leon"},
        {"verbatimElevation": "1500 ft", "minimumElevationInMeters": "457"},
        {"verbatimElevation": "about 1500", "minimumElevationInMeters": "1"},
        {"eventDate": "1899-05", "dateIdentified": "1899"},
        {"eventDate": "1899-05", "verbatimEventDate": "May 99"},
        {"eventDate": "1899-05-03", "verbatimEventDate": "3 May 1899", "recordedBy": "A. Muster"},
        {"eventDate": "2026-11-24"},
        {"verbatimLatitude": "41° 30' N", "decimalLatitude": "41.5"},
    ],
)
def test_what_may_be_so(values: dict[str, str]) -> None:
    assert found(**values) == []


@pytest.mark.parametrize(
    ("values", "terms", "words"),
    [
        (at("-47.37", "8.54", country="Switzerland"), "decimalLatitude decimalLongitude country", "North for south?"),
        (at("40.7", "74.0", country="United States"), "decimalLatitude decimalLongitude country", "East for west?"),
        (at("8.54", "47.37", country="Switzerland"), "decimalLatitude decimalLongitude country",
         "Latitude and longitude exchanged?"),
        (at("48.85", "2.35", countryCode="CL"), "decimalLatitude decimalLongitude countryCode",
         "lie in France, far from"),
        (at("121.5", "31.2", country="China"), "decimalLatitude decimalLongitude", "Latitude and longitude exchanged?"),
        (at("0", "-30", country="Kenya"), "decimalLatitude decimalLongitude country", "lie in the sea, far from Kenya"),
        ({"country": "Canada", "stateProvince": "Queensland"}, "stateProvince country",
         "Queensland is a part of Australia"),
        ({"minimumElevationInMeters": "12000"}, "minimumElevationInMeters", "Feet taken for metres?"),
        ({"minimumElevationInMeters": "1500", "verbatimElevation": "1500 ft"},
         "minimumElevationInMeters verbatimElevation", "Feet taken for metres?"),
        ({"minimumElevationInMeters": "457", "verbatimElevation": "1500 m"},
         "minimumElevationInMeters verbatimElevation", "Metres taken for feet?"),
        ({"minimumElevationInMeters": "900", "maximumElevationInMeters": "90"},
         "minimumElevationInMeters maximumElevationInMeters", "more than the most"),
        ({"minimumDepthInMeters": "-5"}, "minimumDepthInMeters", "No water is"),
        ({"eventDate": "2031"}, "eventDate", "still to come"),
        (at("x", "8", country="Chile"), "decimalLatitude", "“x” is not."),
        (at("36.7", "92° 54' W"), "decimalLongitude", "“92° 54' W” is not. -92.9?"),
        ({"minimumElevationInMeters": "1500 ft"}, "minimumElevationInMeters", "a number of metres"),
        ({"eventDate": "1920-05-01", "dateIdentified": "1919"}, "dateIdentified eventDate", "before it was collected"),
        ({"eventDate": "1999-05-03", "verbatimEventDate": "3 May 1899"}, "eventDate verbatimEventDate", "3 May 1899"),
        ({"eventDate": "1905", "recordedBy": "C. Other | A. Muster"}, "eventDate recordedBy", "died in 1901"),
        ({"eventDate": "1905", "recordedBy": "B. Kind"}, "eventDate recordedBy", "was born in 1990"),
        ({"verbatimLongitude": "71° 30' W", "decimalLongitude": "71.5"}, "decimalLongitude verbatimLongitude",
         "The sign is turned."),
        ({"eventDate": "1899-05", "year": "1988"}, "year eventDate", "1988"),
    ],
)  # fmt: skip
def test_what_cannot_be_so(values: dict[str, str], terms: str, words: str) -> None:
    said = found(**values)
    assert [" ".join(one.terms) for one in said] == [terms], said
    assert words in said[0].words


@pytest.mark.parametrize("text", ["", " ", "9" * 400, "\x00", "NaN", "1e308", "-" * 9999, "’ ’ ’"])
def test_no_value_breaks_a_check(text: str) -> None:
    terms = (
        "decimalLatitude decimalLongitude verbatimLatitude verbatimLongitude country countryCode stateProvince year "
        "eventDate dateIdentified verbatimEventDate recordedBy identifiedBy verbatimElevation minimumElevationInMeters "
        "maximumElevationInMeters verbatimDepth minimumDepthInMeters maximumDepthInMeters"
    )
    contradictions(dict.fromkeys(terms.split(), text), AROUND)
