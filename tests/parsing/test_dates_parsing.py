"""Dates as written: any order where there is one reading, no part invented."""

import json
from pathlib import Path

import pytest

from curatorbench.parsing.dates import date_candidates, find_dates, parse_date

ONE_READING = [
    ("19 April 1998", "1998-04-19"),
    ("July 1,1934", "1934-07-01"),
    ("Sept.14.1934.", "1934-09-14"),
    ("23 Ene, 1985", "1985-01-23"),
    ("12 de agosto de 1985", "1985-08-12"),
    ("13 juil. 1969", "1969-07-13"),
    ("12 août 1965", "1965-08-12"),
    ("3. März 1911", "1911-03-03"),
    ("XII-1947", "1947-12"),
    ("19-XII-1947", "1947-12-19"),
    ("19.VI.1894", "1894-06-19"),
    ("VI-14 1937", "1937-06-14"),
    ("1998-04-19", "1998-04-19"),
    ("21/12/1978", "1978-12-21"),
    ("12/21/1978", "1978-12-21"),
    ("1.11.1879", "1879-11-01"),
    ("Feb. , 1896", "1896-02"),
    ("1879", "1879"),
    ("7. 1925", "1925-07"),
    ("19-23 June 1967", "1967-06-19/1967-06-23"),
    ("July 20 & 21, 1959", "1959-07-20/1959-07-21"),
    ("AUG. 31-SEPT. 20, 1905", "1905-08-31/1905-09-20"),
    ("28.II-3.III.1998", "1998-02-28/1998-03-03"),
    ("VI-2-5-1951", "1951-06-02/1951-06-05"),
    ("MARCH, APRIL AND MAY, 1903", "1903-03/1903-05"),
    ("1973-1974", "1973/1974"),
    ("20 July l956", "1956-07-20"),
    ("August l, 1957", "1957-08-01"),
    ("June i2, 1950", "1950-06-12"),
    ("VllI-21-1981", "1981-08-21"),
    ("Monday, 3 May 1999", "1999-05-03"),
]
NO_DATE = [
    "",
    "31-VI-1976",
    "29 Feb 1999",
    "32nd jan. 2018",
    "15 jan-fev 2018",
    "Oct. 6, 197",
    "2 8 10",
    "± 4 x 3 mm.",
    "13/13/1950",
    "HR1998-01",
    "41°11'N",
    "abc",
]


@pytest.mark.parametrize(("written", "iso"), ONE_READING)
def test_one_reading(written: str, iso: str) -> None:
    found = parse_date(written)
    assert found is not None
    assert found.iso() == iso


@pytest.mark.parametrize("written", NO_DATE)
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written) is None


def test_a_short_year_leaves_the_century_open() -> None:
    assert parse_date("10 Aug.'51") is None
    assert [one.iso() for one in date_candidates("10 Aug.'51")] == ["1851-08-10", "1951-08-10"]
    assert [one.iso() for one in date_candidates("VII-8-12")] == ["1812-07-08", "1912-07-08", "2012-07-08"]


def test_day_and_month_that_could_be_swapped_stay_open() -> None:
    assert parse_date("5/6/1932") is None
    assert {one.iso() for one in date_candidates("5/6/1932")} == {"1932-06-05", "1932-05-06"}


def test_a_missing_part_stays_missing() -> None:
    found = parse_date("July 1899")
    assert found is not None
    assert found.start.day is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("No.: 113,306 Date: 8 October 1989", "8 October 1989"),
        ("11-0297 10/20/2011", "10/20/2011"),
        ("W May 19, 1998 HR1998-01", "May 19, 1998"),
        ("Calif.IV-27-54 Croton", "IV-27-54"),
        ("Richard C. Harris 42164\n19 April 1998\n\n01075759", "19 April 1998"),
    ],
)
def test_found_in_a_label(text: str, written: str) -> None:
    assert [text[one.start : one.end] for one in find_dates(text)] == [written]


# What the peer's test read from other arguments than its text, or what its text parser refuses and ours need not.
NOT_IN_THE_TEXT = {"2018.0", "1879", "1986/03"}


def test_gbif_parsers_dates(data: Path) -> None:
    items = json.loads((data / "text" / "dates_gbif_parsers.json").read_text(encoding="utf-8"))["items"]
    items = [item for item in items if item["verbatim"] not in NOT_IN_THE_TEXT]
    read = [(parse_date(item["verbatim"]), item["iso"]) for item in items]
    right = sum((one.iso() if one else None) == iso for one, iso in read)
    assert right / len(items) >= 0.95
    assert not [one for one, iso in read if one and iso is None], "a date was invented"


def test_traiter_dates(data: Path) -> None:
    items = json.loads((data / "text" / "traiter_rules.json").read_text(encoding="utf-8"))["items"]
    items = [item for item in items if item["file"] == "test_date.py"]
    right = 0
    for item in items:
        wanted = [one["date"] for one in item["expected"] if "date" in one]
        found = [{reading.iso() for reading in one.candidates} for one in find_dates(item["text"])]
        right += all(any(date in readings for readings in found) for date in wanted) and bool(wanted) == bool(found)
    assert right / len(items) >= 0.9
