"""Coordinates in every common notation, grids, and what is none."""

import json
from pathlib import Path

import pytest

from curatorbench.parsing.angles import parse_angle
from curatorbench.parsing.coordinates import find_coordinates, parse_coordinates
from curatorbench.parsing.grids import TOWNSHIP

PAIRS = [
    ("41°11'N, 74°08'W", (41.18333, -74.13333)),
    ("38°42'20\"N, 83°08'25'W", (38.70556, -83.14028)),
    ("37 deg 54' 26\" N\n122 deg 16' 32\" W", (37.90722, -122.27556)),
    ("Lat. 66° 10' N., Long. 94° 25' W", (66.16667, -94.41667)),
    ("18°53'N, 70°18'Oeste", (18.88333, -70.3)),
    ("63° 15' N, 106° W", (63.25, -106.0)),
    ("S 27.45.34 E 23.23.23", (-27.75944, 23.38972)),
    ("-46,33; 51,8717", (-46.33, 51.8717)),
    ("400722.8N740722.8W", (40.123, -74.123)),
    ("4QFJ1234567890", (21.40980, -157.91608)),
    ("UTM 17T 630084 4833438", (43.64256, -79.38714)),
    ("TQ 300 804", (51.5077, -0.1277)),
    ("12S 359602E 3718689N", (33.59869, -112.51321)),
]
NONE = [
    "",
    "tim; tom",
    "200, 200",
    "1/2",
    "1,000.00",
    "1 000,00",
    "20,432,12; 13,4",
    "41°61'N, 74°08'W",
    "19S 500000E 4000000N",
    "41°11'N",
    "41.5° 30' N, 70° W",
]


@pytest.mark.parametrize(("written", "pair"), PAIRS)
def test_pairs(written: str, pair: tuple[float, float]) -> None:
    found = parse_coordinates(written)
    assert found is not None
    assert found == pytest.approx(pair, abs=0.002)


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_pair(written: str) -> None:
    assert parse_coordinates(written) is None


def test_numbers_on_a_label_are_no_coordinates_without_a_sign() -> None:
    assert not list(find_coordinates("Plot 12, 34 trees, 1956, 12"))


def test_a_lone_latitude_is_kept_alone() -> None:
    found = list(find_coordinates("Lat.40° N COLORADO"))
    assert [(one.latitude, one.longitude) for one in found] == [(40.0, None)]


@pytest.mark.parametrize("written", ["T35N, R3E, S22", "sec. 8, T34N, R6E", "T.10S., R.20E., sec. 22"])
def test_township_and_range_are_seen_whole(written: str) -> None:
    found = TOWNSHIP.search(f"rock at Falls. {written}. Oak")
    assert found is not None
    assert found.group() == written


def test_geo_coordinates_parser(data: Path) -> None:
    items = json.loads((data / "text" / "coords_geo_coordinates_parser.json").read_text(encoding="utf-8"))["items"]
    right = sum(_near(parse_coordinates(item["verbatimCoordinates"]), item) for item in items)
    assert right / len(items) >= 0.97


def test_gbif_parsers(data: Path) -> None:
    items = json.loads((data / "text" / "coords_gbif_parsers.json").read_text(encoding="utf-8"))["items"]
    right = sum(_near(_gbif(item), item) for item in items)
    assert right / len(items) >= 0.97


def _gbif(item: dict[str, str]) -> tuple[float, float] | None:
    if "verbatimCoordinates" in item:
        return parse_coordinates(item["verbatimCoordinates"])
    if item["src"] != "gbif dms":
        return parse_coordinates(f"{item['lat']}; {item['lon']}") if item["lat"] and item["lon"] else None
    latitude, longitude = parse_angle(item["lat"]), parse_angle(item["lon"])
    return (latitude.degrees, longitude.degrees) if latitude and longitude else None


def _near(found: tuple[float, float] | None, item: dict[str, float | None]) -> bool:
    wanted = item["decimalLatitude"], item["decimalLongitude"]
    return found is None if wanted[0] is None else found is not None and found == pytest.approx(wanted, abs=2e-5)


@pytest.mark.parametrize(
    "text", ["reared 10 on Salix", "EMEC 609,912\non\nSalix", "No. 35 on\nSalix", "912°N", "609,912 N"]
)
def test_words_and_numbers_out_of_range_are_no_angles(text: str) -> None:
    assert list(find_coordinates(text)) == []
