"""Charts are found whichever way they lie, measured rightly, told apart, and not seen where there are none."""

import csv
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest
from drawn_charts import CLASSIC, CUT, Colours, colours, photographed, picture
from numpy.typing import NDArray

from curatorbench.imaging import charts
from curatorbench.imaging.colour_difference import de2000, lab_of, linear_of, srgb_of
from curatorbench.imaging.colour_target import correction, find_target
from curatorbench.imaging.decode import decode

ORDERS = {charts.CLASSIC: CLASSIC, charts.STRIP: CUT}


def warm(values: Colours) -> Colours:
    """A white balance that is off: red up, blue down, and a third of a stop too dark."""
    return srgb_of(0.8 * linear_of(values) * np.array([1.12, 1.0, 0.8]))


def flat(values: Colours) -> Colours:
    """A tone curve that is off."""
    return np.asarray(0.06 + 0.86 * values**0.9)


def expected(change: object = None) -> tuple[float, float, float]:
    """Mean and worst CIEDE2000 and the distance of the neutral greys from theirs, of the colours as drawn."""
    seen = lab_of(linear_of(colours(change) / 255.0))  # type: ignore[arg-type]
    apart = de2000(seen, charts.in_srgb())
    return float(apart.mean()), float(apart.max()), float(np.hypot(*(seen - charts.COLOURS)[19:23, 1:].T).mean())


@pytest.mark.parametrize("kind", ORDERS)
@pytest.mark.parametrize("turn", range(4))
def test_a_chart_is_found_whichever_way_it_lies(kind: str, turn: int) -> None:
    sheet = np.rot90(picture(ORDERS[kind], colours(), degrees=2.5), turn)
    found = find_target(np.ascontiguousarray(sheet))
    assert found is not None and found.kind == kind
    assert found.patches == pytest.approx(colours(), abs=1.0), "every patch in its place"
    assert found.mean_de2000 < 0.3 and found.worst_de2000 < 0.8
    assert found.box.overlap(found.box) == pytest.approx(found.box.area) and 0.02 < found.box.area < 0.5


@pytest.mark.parametrize("kind", ORDERS)
@pytest.mark.parametrize("change", [None, warm, flat])
def test_differences_and_white_balance_are_those_that_were_made(kind: str, change: object) -> None:
    found = find_target(photographed(picture(ORDERS[kind], colours(change))))  # type: ignore[arg-type]
    mean, worst, balance = expected(change)
    assert found is not None
    assert found.mean_de2000 == pytest.approx(mean, abs=0.35)
    assert found.worst_de2000 == pytest.approx(worst, abs=1.5)
    assert found.white_balance == pytest.approx(balance, abs=0.5)


@pytest.mark.parametrize("change", [warm, flat])
def test_the_correction_brings_the_colours_back(change: object) -> None:
    sheet = picture(CLASSIC, colours(change))  # type: ignore[arg-type]
    before = find_target(sheet)
    assert before is not None
    after = find_target(correction(before)(sheet))
    assert after is not None and before.mean_de2000 > 3
    assert after.mean_de2000 < 1.0 and after.white_balance < 1.0


def test_the_correction_of_16_bits_is_that_of_8_bits_in_finer_steps() -> None:
    sheet = picture(CLASSIC, colours(warm))
    found = find_target(sheet)
    assert found is not None
    correct = correction(found)
    deep = correct(257 * sheet.astype(np.uint16))
    assert deep.dtype == np.uint16
    assert np.abs(deep / 257.0 - correct(sheet)).max() <= 1.0
    ramp = np.repeat(np.arange(65_536, dtype=np.uint16)[None, :, None], 3, axis=2)
    corrected = correct(ramp)[0]
    assert (np.diff(corrected.astype(int), axis=0) >= 0).all(), "greys stay in their order"
    assert len(np.unique(corrected[:, 1])) > 20_000


@pytest.mark.parametrize("seed", range(3))
def test_the_rows_of_a_cut_chart_may_lie_in_any_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    strips = [row[:: rng.choice([1, -1])] for row in rng.permutation(CLASSIC)]
    order: NDArray[np.intp] = np.array([np.concatenate(strips[:2]), np.concatenate(strips[2:])])
    found = find_target(picture(order, colours()))
    assert found is not None and found.kind == charts.STRIP and found.mean_de2000 < 0.3


def test_a_strip_tells_the_scale_and_a_chart_of_several_sizes_does_not() -> None:
    strip, classic = find_target(picture(CUT, colours())), find_target(picture(CLASSIC, colours()))
    assert strip is not None and strip.pixels_per_mm == pytest.approx(58 / charts.STRIP_PITCH, rel=0.005)
    assert classic is not None and classic.pixels_per_mm is None


def test_dust_on_a_patch_and_a_finger_over_another_do_not_hide_the_chart() -> None:
    sheet = picture(CUT, colours())
    cv2.circle(sheet, (560, 735), 9, (20, 20, 20), -1)
    sheet[770:800, 200:230] = (200, 160, 140)
    found = find_target(sheet)
    assert found is not None and found.kind == charts.STRIP


@pytest.mark.parametrize("seed", range(2))
def test_other_squares_are_no_known_chart(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chance = rng.integers(0, 256, (24, 3)).astype(np.uint8)
    shuffled = colours()[rng.permutation(24)]
    grey = np.repeat(colours().mean(axis=1, keepdims=True), 3, axis=1).astype(np.uint8)
    chequered = np.tile(np.array([[250, 250, 250], [10, 10, 10]], np.uint8), (12, 1))
    for patches in (chance, shuffled, grey, chequered):
        assert find_target(picture(CLASSIC, patches)) is None
        assert find_target(picture(CUT, patches)) is None


@pytest.mark.parametrize("value", [0, 128, 255])
def test_pictures_of_nothing(value: int) -> None:
    assert find_target(np.full((700, 900, 3), value, np.uint8)) is None
    assert find_target(np.full((3, 2, 3), value, np.uint8)) is None


def test_real_sheets(data: Path, dice: Random) -> None:
    """The strip on every sheet of the collection that has it, on none of the others; a 4 x 6 chart is no strip."""
    with (data / "sheets" / "index.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    with_strip = [row["file"] for row in rows if row["collection"] == "ALA"]
    others = [row["file"] for row in rows if row["collection"] != "ALA"]
    kinds = {}
    for name in [*dice.sample(with_strip, 6), *dice.sample(others, 12)]:
        found = find_target(decode(data / "sheets" / "images" / name))
        kinds[name] = found.kind if found else None
    assert sum(kinds[name] == charts.STRIP for name in kinds if name in with_strip) >= 5
    assert not [name for name in kinds if name in others and kinds[name] == charts.STRIP]
