"""Dates, coordinates, people and scientific names against the expected answers of others' test suites (`data/text`).

Dates and names count only where the text alone holds the answer: five items of gbif/parsers were read from other
arguments, and names are judged where gbif-name-parser finds one and gnparser does too. A count of people is right
if as many people are found as dwc_agent expects; a family name if it is the same, particles included, at the same
place in the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import replace_section
from benchmarks.samples import data_folder
from curatorbench.parsing.angles import parse_angle
from curatorbench.parsing.coordinates import parse_coordinates
from curatorbench.parsing.dates import find_dates, parse_date
from curatorbench.parsing.names import parse_name
from curatorbench.parsing.people import parse_people

Item = dict[str, object]
NOT_IN_THE_TEXT = frozenset({"2018.0", "1879"})
TOLERANCE = 2e-5  # degrees


def dates(folder: Path) -> Iterator[bool]:
    for item in _items(folder, "dates_gbif_parsers"):
        if item["verbatim"] not in NOT_IN_THE_TEXT:
            found = parse_date(str(item["verbatim"]))
            yield (found.iso() if found else None) == item["iso"]


def dates_in_text(folder: Path) -> Iterator[bool]:
    """Dates in a sentence; with a two-digit year the expected date must be among the readings."""
    for item in _items(folder, "traiter_rules"):
        if item["file"] == "test_date.py":
            wanted = [one["date"] for one in _list(item["expected"]) if "date" in one]
            found = [{reading.iso() for reading in one.candidates} for one in find_dates(str(item["text"]))]
            yield bool(wanted) == bool(found) and all(any(date in one for one in found) for date in wanted)


def coordinates(folder: Path) -> Iterator[bool]:
    for item in _items(folder, "coords_geo_coordinates_parser"):
        yield _near(parse_coordinates(str(item["verbatimCoordinates"])), item)


def coordinates_apart(folder: Path) -> Iterator[bool]:
    for item in _items(folder, "coords_gbif_parsers"):
        yield _near(_two_strings(item), item)


def people_counted(folder: Path) -> Iterator[bool]:
    for item in _items(folder, "people_dwc_agent"):
        yield len(parse_people(str(item["verbatim"]))) == len(_named(item))


def family_names(folder: Path) -> Iterator[bool]:
    for item in _items(folder, "people_dwc_agent"):
        found = [person.family for person in parse_people(str(item["verbatim"]))]
        for place, one in enumerate(_named(item)):
            name = " ".join(filter(None, (one["particle"], one["family"])))
            yield place < len(found) and found[place] == name


def names(folder: Path) -> Iterator[bool]:
    for item in _items(folder, "names_gnparser"):
        found = parse_name(str(item["name"]))
        if found and item["canonical"]:
            yield found.canonical == item["canonical"]


PARTS = (
    ("dates, gbif/parsers", dates, 0.95),
    ("dates in text, traiter", dates_in_text, 0.95),
    ("coordinates, geo-coordinates-parser", coordinates, 0.97),
    ("coordinates as two strings, gbif/parsers", coordinates_apart, 0.97),
    ("people counted, dwc_agent", people_counted, 0.92),
    ("family names, dwc_agent", family_names, 0.88),
    ("canonical names, gnparser", names, 0.98),
)


def main() -> None:
    folder = data_folder()
    if folder is None:
        print("Real data is not there; set CURATORBENCH_DATA to measure on it.")
        return
    rows = ["| what | items | right | share | goal |", "|---|---|---|---|---|"]
    for name, judge, goal in PARTS:
        judged = list(judge(folder / "text"))
        rows.append(f"| {name} | {len(judged)} | {sum(judged)} | {sum(judged) / len(judged):.3f} | {goal} |")
    print("\n".join(rows))
    replace_section("Texts with expected answers", rows)


def _items(folder: Path, name: str) -> list[Item]:
    items: list[Item] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["items"]
    return items


def _list(value: object) -> list[dict[str, str]]:
    assert isinstance(value, list)
    return value


def _named(item: Item) -> list[dict[str, str]]:
    return [one for one in _list(item["agents"]) if one["family"] or one["given"]]


def _two_strings(item: Item) -> tuple[float, float] | None:
    if "verbatimCoordinates" in item:
        return parse_coordinates(str(item["verbatimCoordinates"]))
    latitude, longitude = str(item["lat"] or ""), str(item["lon"] or "")
    if item["src"] != "gbif dms":
        return parse_coordinates(f"{latitude}; {longitude}") if latitude and longitude else None
    first, second = parse_angle(latitude), parse_angle(longitude)
    return (first.degrees, second.degrees) if first and second else None


def _near(found: tuple[float, float] | None, item: Item) -> bool:
    wanted = item["decimalLatitude"], item["decimalLongitude"]
    if not isinstance(wanted[0], (int, float)) or not isinstance(wanted[1], (int, float)):
        return found is None
    return found is not None and abs(found[0] - wanted[0]) < TOLERANCE and abs(found[1] - wanted[1]) < TOLERANCE


if __name__ == "__main__":
    main()
