"""What the official half of the cases does not try: the tests that they leave out, and other ways of writing."""

from __future__ import annotations

from datetime import date

import pytest

from curatorbench.quality.bdq import iso_dates
from curatorbench.quality.bdq.licences import licence_of
from curatorbench.quality.bdq.parameters import Parameters
from curatorbench.quality.bdq.registry import SERVICES, catalogue, run, run_all
from curatorbench.quality.bdq.responses import Status
from curatorbench.quality.bdq.written_dates import iso_of

IN_2026 = Parameters(today=date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Friday 29th Oct. 2021", "2021-10-29"),
        ("29.X.2021", "2021-10-29"),
        ("29 okt 2021", "2021-10-29"),
        ("October 29, 2021", "2021-10-29"),
        ("2021 Oct 29", "2021-10-29"),
        ("le 3 août 1899", "1899-08-03"),
        ("3. März 1899", "1899-03-03"),
        ("Oct 2021", "2021-10"),
        ("10/2021", "2021-10"),
        ("9/15/1949", "1949-09-15"),
        ("15/9/1949", "1949-09-15"),
        ("5/5/1949", "1949-05-05"),
        ("2021-28-10", "2021-10-28"),
        ("2021/04/03", "2021-04-03"),
        ("15-20 Jan. 1949", "1949-01-15/1949-01-20"),
        ("May 1-5, 1999", "1999-05-01/1999-05-05"),
        ("between 3 May 1901 and 9 June 1901", "1901-05-03/1901-06-09"),
        ("1949-09-15 12:34", "1949-09-15T12:34"),
    ],
)
def test_dates_that_can_mean_one_thing(text: str, iso: str) -> None:
    assert iso_of(text) == iso


@pytest.mark.parametrize(
    "text",
    ["03/04/2020", "10-28", "21-10-28", "3 May 43", "Ma 1949", "30 Feb 1949", "c. 1949", "1949?", "X", "null",
     "1949-13-13",
     "summer 1949", "9 June - 3 May 1901"],
)  # fmt: skip
def test_dates_that_are_not_read(text: str) -> None:
    assert iso_of(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1880-05-08", 86400),
        ("1880-05-08/10", 3 * 86400),
        ("1980-02", 29 * 86400),
        ("1980-366", 86400),
        ("2007-03-01T13:00:00Z/2008-05-11T15:30:00Z", 37765800),
        ("1963-03-08T14", 3600),
    ],
)
def test_how_long_a_date_lasts(text: str, seconds: int) -> None:
    span = iso_dates.read(text)
    assert span is not None
    assert span.seconds == seconds


@pytest.mark.parametrize(
    "text", ["1981-02-29", "1981-366", "1949-01-15/", "19490115T25", "1982/1981", "49", "1949-1-5"]
)
def test_what_is_no_iso_date(text: str) -> None:
    assert iso_dates.read(text) is None


@pytest.mark.parametrize(
    ("label", "values", "expected"),
    [
        ("AMENDMENT_MONTH_STANDARDIZED", {"month": "IV"}, {"month": "4"}),
        ("AMENDMENT_MONTH_STANDARDIZED", {"month": "mai"}, {"month": "5"}),
        ("AMENDMENT_MONTH_STANDARDIZED", {"month": "x"}, None),
        ("AMENDMENT_MONTH_STANDARDIZED", {"month": "04"}, None),
        ("AMENDMENT_DAY_STANDARDIZED", {"day": "3rd"}, {"day": "3"}),
        ("AMENDMENT_DAY_STANDARDIZED", {"day": "5th Friday"}, None),
        ("AMENDMENT_DAY_STANDARDIZED", {"day": "32nd"}, None),
        ("AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", {"year": "1980", "month": "1"}, {"eventDate": "1980-01"}),
        ("AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", {"year": "1980", "day": "5"}, {"eventDate": "1980"}),
        ("AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", {"year": "2024", "month": "2", "day": "30"}, None),
        ("AMENDMENT_EVENT_FROM_EVENTDATE", {"eventDate": "1981-12-30/1982-01-03"},
         {"startDayOfYear": "364", "endDayOfYear": "3"}),
        ("AMENDMENT_SEX_STANDARDIZED", {"sex": "♀"}, {"sex": "Female"}),
        ("AMENDMENT_SEX_STANDARDIZED", {"sex": " male"}, {"sex": "Male"}),
        ("AMENDMENT_TYPESTATUS_STANDARDIZED", {"typeStatus": "holo. | isotype"}, {"typeStatus": "Holotype | Isotype"}),
        ("AMENDMENT_TYPESTATUS_STANDARDIZED", {"typeStatus": "Holotype | nonsense"}, None),
        ("AMENDMENT_TAXONRANK_STANDARDIZED", {"taxonRank": "var."}, {"taxonRank": "variety"}),
        ("AMENDMENT_BASISOFRECORD_STANDARDIZED", {"basisOfRecord": "Specimen"}, None),
        ("AMENDMENT_BASISOFRECORD_STANDARDIZED", {"basisOfRecord": "preserved specimen"},
         {"basisOfRecord": "PreservedSpecimen"}),
        ("AMENDMENT_COUNTRYCODE_STANDARDIZED", {"countryCode": "aus"}, {"countryCode": "AU"}),
        ("AMENDMENT_COUNTRYCODE_STANDARDIZED", {"countryCode": "Deutschland"}, {"countryCode": "DE"}),
        ("AMENDMENT_COUNTRYCODE_STANDARDIZED", {"countryCode": "Aust."}, None),
        ("AMENDMENT_GEODETICDATUM_STANDARDIZED", {"geodeticDatum": "NAD 27"}, {"geodeticDatum": "EPSG:4267"}),
        ("AMENDMENT_GEODETICDATUM_STANDARDIZED", {"geodeticDatum": "epsg 4326"}, {"geodeticDatum": "EPSG:4326"}),
        ("AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", {"verbatimElevation": "alt. 1,200-1,500 ft."},
         {"minimumElevationInMeters": "365.76", "maximumElevationInMeters": "457.2"}),
        ("AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", {"verbatimElevation": "1500"}, None),
        ("AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", {"verbatimElevation": "below 100 m"}, None),
        ("AMENDMENT_COORDINATES_FROM_VERBATIM",
         {"verbatimLatitude": "41° 30' S", "verbatimLongitude": "71°15'W", "verbatimSRS": "WGS84"},
         {"decimalLatitude": "-41.5", "decimalLongitude": "-71.25", "geodeticDatum": "EPSG:4326"}),
        ("AMENDMENT_COORDINATES_FROM_VERBATIM", {"verbatimCoordinates": "54K 0390210 7377243"}, None),
        ("AMENDMENT_COORDINATES_TRANSPOSED",
         {"decimalLatitude": "135.87", "decimalLongitude": "-25.46", "countryCode": "AU"},
         {"decimalLatitude": "-25.46", "decimalLongitude": "135.87"}),
        ("AMENDMENT_COUNTRYCODE_FROM_COORDINATES", {"decimalLatitude": "-38.28", "decimalLongitude": "72.05"},
         {"countryCode": "XZ"}),
        ("AMENDMENT_COUNTRYCODE_FROM_COORDINATES", {"decimalLatitude": "4.9", "decimalLongitude": "-52.4"},
         {"countryCode": "GF"}),
    ],
)  # fmt: skip
def test_amendments(label: str, values: dict[str, str], expected: dict[str, str] | None) -> None:
    said = run(label, values, IN_2026)
    assert dict(said.changes) == (expected or {}), said.comment
    assert (said.status is Status.NOT_AMENDED) == (expected is None)


@pytest.mark.parametrize(
    ("label", "values", "result"),
    [
        ("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT",
         {"countryCode": "AR", "decimalLatitude": "-41.0525925872862",
          "decimalLongitude": "-71.5310546742521"}, "COMPLIANT"),
        ("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT",
         {"countryCode": "CL", "decimalLatitude": "-41.0525925872862", "decimalLongitude": "-71.5310546742521"},
         "NOT_COMPLIANT"),
        ("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT",
         {"countryCode": "MX", "decimalLatitude": "18.835941", "decimalLongitude": "-94.4805934"}, "COMPLIANT"),
        ("VALIDATION_YEAR_INRANGE", {"year": "2027"}, "NOT_COMPLIANT"),
        ("VALIDATION_EVENTDATE_INRANGE", {"eventDate": "2026"}, "COMPLIANT"),
        ("VALIDATION_EVENTDATE_INRANGE", {"eventDate": "1582-11-14"}, "NOT_COMPLIANT"),
        ("VALIDATION_SCIENTIFICNAMEID_COMPLETE", {"scientificNameID": "gbif:2602041"}, "COMPLIANT"),
        ("VALIDATION_SCIENTIFICNAMEID_COMPLETE", {"scientificNameID": "https://www.gbif.org/"}, "NOT_COMPLIANT"),
        ("VALIDATION_SCIENTIFICNAMEID_COMPLETE", {"scientificNameID": "8fa58e08-08de"}, "NOT_COMPLIANT"),
        ("VALIDATION_LICENSE_STANDARD", {"license": "https://creativecommons.org/licenses/by/4.0/deed.fr"},
         "COMPLIANT"),
        ("VALIDATION_LICENSE_STANDARD", {"license": " https://creativecommons.org/licenses/by/4.0/"}, "NOT_COMPLIANT"),
        ("VALIDATION_COUNTRY_FOUND", {"country": "Tasmania"}, "NOT_COMPLIANT"),
        ("VALIDATION_COUNTRY_FOUND", {"country": "Eswatini"}, "COMPLIANT"),
        ("VALIDATION_POLYNOMIAL_CONSISTENT",
         {"scientificName": "Abies alba Mill. var. pyramidalis (Carrière) Voss", "infraspecificEpithet": "pyramidalis"},
         "COMPLIANT"),
    ],
)  # fmt: skip
def test_validations(label: str, values: dict[str, str], result: str) -> None:
    assert run(label, values, IN_2026).result == result


def test_licences_need_their_version() -> None:
    assert licence_of("CC BY-NC 4.0") == "https://creativecommons.org/licenses/by-nc/4.0/legalcode"
    assert licence_of("Creative Commons Attribution-ShareAlike 4.0 International License") is not None
    assert licence_of("CC-BY") is None


def test_what_needs_a_service_says_so() -> None:
    for label in SERVICES:
        full = dict.fromkeys(catalogue()[label].terms, "x") | {"decimalLatitude": "1", "decimalLongitude": "1"}
        full |= {"scientificName": "Abies"}
        if label.startswith("AMENDMENT_"):
            full.pop(catalogue()[label].terms[0])
            full["scientificNameID" if "FROM_SCIENTIFICNAMEID" in label else "scientificName"] = "Abies"
        assert run(label, full).status is Status.EXTERNAL, label
        assert run(label, {}).status is Status.INTERNAL, label


def test_measures_add_up() -> None:
    said = run_all({"eventDate": "1943-10-01", "sex": "f"}, IN_2026)
    counts = [
        said[f"MEASURE_VALIDATIONTESTS_{end}"].result for end in ("COMPLIANT", "NOTCOMPLIANT", "PREREQUISITESNOTMET")
    ]
    assert sum(map(int, counts)) == sum(label.startswith("VALIDATION_") for label in catalogue())
    assert list(said) == list(catalogue())


@pytest.mark.parametrize(
    "text", ["", "\u200b", "9" * 5000, "=1+1", "٣", "1e999", "-", "..", "\x00", "a" * 20000, "1/" * 4000]
)
def test_no_value_breaks_a_test(text: str) -> None:
    names = {term for test in catalogue().values() for term in test.terms} | {
        "verbatimElevation", "verbatimDepth", "verbatimCoordinates", "verbatimEventDate", "countryCode", "verbatimSRS",
    }  # fmt: skip
    assert len(run_all(dict.fromkeys(names, text))) == len(catalogue())
