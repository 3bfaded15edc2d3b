"""Heights above the sea, and what only looks like one."""

import json
from pathlib import Path

import pytest

from curatorbench.parsing.elevation import FoundElevation, find_elevations

HEIGHTS = [
    ("Elev. ca. 200 m.", "ca. 200 m.", 200, 200),
    ("alt. 1,900 m, foothills", "1,900 m", 1900, 1900),
    ("elevation about 2000 m.", "about 2000 m.", 2000, 2000),
    ("altitude 400 to 1000 meters", "400 to 1000 meters", 400, 1000),
    ("Cyn 1700-2700' Sierra", "1700-2700'", 518.2, 823),
    ("Longs Peak. 11,650 ft.", "11,650 ft.", 3550.9, 3550.9),
    ("near river, 730 m; forest", "730 m", 730, 730),
    ("3000 ft. alt.", "3000 ft.", 914.4, 914.4),
]
NO_HEIGHTS = [
    "shrub 3 m tall",
    "2-4 ft. high",
    "Arbustoso de 2-2.5 m. de alto",
    "100 m N of the bridge",
    "uncertainty: 100 m",
    "41°11'30\"N",
    "10 mi. W. of Fort",
    "leaves 12 cm",
    "99999 m",
]


def first(text: str) -> FoundElevation | None:
    return next(find_elevations(text), None)


@pytest.mark.parametrize(("text", "verbatim", "low", "high"), HEIGHTS)
def test_heights(text: str, verbatim: str, low: float, high: float) -> None:
    found = first(text)
    assert found is not None
    assert (found.verbatim, found.minimum, found.maximum) == (verbatim, low, high)


@pytest.mark.parametrize("text", NO_HEIGHTS)
def test_what_is_no_height(text: str) -> None:
    assert first(text) is None


def test_without_a_unit_there_are_no_metres() -> None:
    found = first("Alt. 1200")
    assert found is not None
    assert (found.minimum, found.named, found.unit) == (None, True, "")


def test_traiter_elevations(data: Path) -> None:
    items = json.loads((data / "text" / "traiter_rules.json").read_text(encoding="utf-8"))["items"]
    items = [item for item in items if item["file"] == "test_elevation.py"]
    for item in items:
        wanted = next(one for one in item["expected"] if "elevation" in one)
        found = next(find_elevations(item["text"]))
        assert found.minimum == pytest.approx(wanted["elevation"], abs=0.1)
        assert found.maximum == pytest.approx(wanted.get("elevation_high", wanted["elevation"]), abs=0.1)
