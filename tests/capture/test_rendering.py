"""Rendered sheets: the same again for the same seed, and true of what they say."""

import json
import re

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from curatorbench.capture.rendering.chance import dice_of
from curatorbench.capture.rendering.fonts import Face, font
from curatorbench.capture.rendering.labels import MONTHS, ROMAN, Style, number_sticker, position, written_date
from curatorbench.capture.rendering.sheet import Look, render_sheet
from curatorbench.capture.rendering.specimen import LOCALITIES, draw_lots
from curatorbench.domain.resources import resource
from curatorbench.domain.terms import darwin_core


def test_a_seed_gives_the_same_sheet_again() -> None:
    (first, truth), (again, same) = render_sheet(8, per_mm=1.5), render_sheet(8, per_mm=1.5)
    assert truth == same and np.array_equal(np.asarray(first), np.asarray(again))
    other, different = render_sheet(9, per_mm=1.5)
    assert different != truth and not np.array_equal(np.asarray(first), np.asarray(other))


def test_every_shape_style_and_look_is_drawn() -> None:
    for seed in range(2 * len(LOCALITIES)):
        style = list(Style)[seed % 3]
        picture, truth = render_sheet(seed, Look(style, stained=seed % 2 == 0, second_number=seed % 4 == 0), per_mm=1.0)
        assert picture.mode == "RGB" and picture.height > picture.width and truth["catalogNumber"]


def test_values_are_darwin_core_and_fit_together() -> None:
    for seed in range(40):
        plant = draw_lots(seed, second_number=seed % 2 == 0)
        terms, place = plant.terms, plant.locality
        assert set(terms) <= set(darwin_core())
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", terms["eventDate"])
        assert plant.determined > plant.collected and plant.collector != plant.determiner
        assert place.lowest <= int(terms["minimumElevationInMeters"]) <= place.highest
        assert abs(float(terms["decimalLatitude"]) - place.latitude) < 0.01
        assert abs(float(terms["decimalLongitude"]) - place.longitude) < 0.01


def test_what_is_written_is_what_is_true() -> None:
    """Dates and positions are read back from the label's own text by the plainest of means."""
    for seed in range(60):
        plant = draw_lots(seed)
        parts = re.split(r"[ .,]+", written_date(plant, dice_of(str(seed))))
        month = next(p for p in parts if p in MONTHS or p in ROMAN)
        number = 1 + (MONTHS.index(month) if month in MONTHS else ROMAN.index(month))
        day, year = sorted(int(p) for p in parts if p.isdecimal())
        assert (year, number, day) == (plant.collected.year, plant.collected.month, plant.collected.day)
        assert _degrees(position(plant, dice_of(str(seed)))) == pytest.approx(
            (plant.latitude, plant.longitude), abs=6e-5
        )


def test_the_sticker_reads_as_its_number() -> None:
    for per_mm in (4.0, 6.6, 12.0):
        sticker = number_sticker("CBH00123456", per_mm, np.random.default_rng(1))
        (code,) = zxingcpp.read_barcodes(np.asarray(sticker))
        assert (code.text, str(code.format)) == ("CBH00123456", "Code 128")


def test_writing_needs_no_font_of_the_system() -> None:
    """The scripts ship; print falls back on Pillow's own."""
    for face in (Face.HAND, Face.SCRIPT):
        assert (resource("fonts") / face.value).is_file()
    assert font(Face.HAND, 30).getlength("Königssee 47°32'N") > 50


def test_the_shipped_samples_are_those_of_the_truth_file() -> None:
    truth = json.loads((resource("sample_sources") / "truth.json").read_text(encoding="utf-8"))
    samples = sorted(path.name for path in resource("samples").iterdir())
    assert samples == sorted(truth)
    assert sum((resource("samples") / name).stat().st_size for name in samples) < 6_000_000
    for name, known in truth.items():
        with Image.open(resource("samples") / name) as image:
            assert image.format == "JPEG" and min(image.size) > 1500
        if known["kind"] == "sheet":
            assert set(known["terms"]) <= set(darwin_core())
            assert not any(value in name for value in known["terms"].values() if len(value) > 3)


def _degrees(text: str) -> tuple[float, float]:
    found = []
    for part in text.split(", "):
        numbers = [float(n) for n in re.findall(r"[\d.]+", part)]
        value = sum(n / 60**i for i, n in enumerate(numbers))
        found.append(-value if part.startswith("-") or part[-1] in "SW" else value)
    return found[0], found[1]
