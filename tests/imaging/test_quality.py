"""Blur is seen whatever the picture shows; good originals are never refused; rulers and charts are found."""

from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from curatorbench.domain.pictures import Verdict
from curatorbench.domain.resources import resource
from curatorbench.imaging.decode import decode
from curatorbench.imaging.pixels import Pixels, grey_of
from curatorbench.imaging.quality import inspect
from curatorbench.imaging.rulers import ruler
from curatorbench.imaging.sharpness import sharpness


@pytest.fixture(scope="module")
def rendered() -> Pixels:
    return decode(resource("samples") / "sample-05.jpg")


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def test_a_good_picture_passes_with_all_that_is_on_it(rendered: Pixels) -> None:
    report = inspect(rendered)
    assert report.verdict is Verdict.PASS and report.reasons == ()
    assert report.pixels_per_mm == pytest.approx(6.6, rel=0.005)
    assert report.colour_target is not None and report.colour_target.kind == "ColorChecker 24"
    left, top, right, bottom = report.colour_target.box.to_pixels((rendered.shape[1], rendered.shape[0]))
    assert left < 100 and right > 450 and 2650 < top < bottom < 3003


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_the_scale_is_found_whichever_way_the_picture_lies(rendered: Pixels, turn: int) -> None:
    found = ruler(grey_of(np.ascontiguousarray(np.rot90(rendered, turn))))
    assert found is not None and found.pixels_per_mm == pytest.approx(6.6, rel=0.005)


def test_a_picture_without_ruler_has_no_scale(rendered: Pixels) -> None:
    assert inspect(rendered[:2600]).pixels_per_mm is None


def test_blur_fails_with_a_sentence(rendered: Pixels) -> None:
    report = inspect(blurred(rendered, 8))
    assert report.verdict is Verdict.FAIL and "focus" in report.reasons[0]


def test_soft_is_only_a_warning(rendered: Pixels) -> None:
    assert inspect(blurred(rendered, 2.4)).verdict is Verdict.WARN


def test_dark_and_bright_pictures_fail(rendered: Pixels) -> None:
    dark, bright = inspect(rendered // 24), inspect(np.maximum(rendered, 253))
    assert dark.verdict is Verdict.FAIL and any("dark" in reason for reason in dark.reasons)
    assert bright.verdict is Verdict.FAIL and any("bright" in reason for reason in bright.reasons)
    assert inspect(rendered).clipped_highlights < 0.01


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_picture_of_nothing_is_refused_without_a_fault(value: int) -> None:
    assert inspect(np.full((700, 900, 3), value, np.uint8)).verdict is Verdict.FAIL
    assert inspect(np.full((3, 2, 3), value, np.uint8)).sharpness == 0.0


def test_sharpness_falls_with_blur_whatever_the_picture_shows(data: Path, dice: Random) -> None:
    images = dice.sample(sorted((data / "labels" / "images").glob("*.jpg")), 4)
    images += dice.sample(sorted((data / "sheets" / "images").glob("*.jp*g")), 4)
    softest_original, sharpest_blurred = 1.0, 0.0
    for path in images:
        grey = grey_of(decode(path))
        ranking = [sharpness(grey), *(sharpness(cv2.GaussianBlur(grey, (0, 0), s)) for s in (1.0, 2.0, 3.0, 5.0))]
        assert ranking == sorted(ranking, reverse=True), path.name
        softest_original, sharpest_blurred = min(softest_original, ranking[0]), max(sharpest_blurred, ranking[3])
    assert softest_original > sharpest_blurred + 0.2, "one threshold serves all contents"


def test_no_real_original_is_refused(data: Path, dice: Random) -> None:
    for path in dice.sample(sorted((data / "labels" / "images").glob("*.jpg")), 4):
        assert inspect(decode(path)).verdict is not Verdict.FAIL, path.name


def test_real_rulers(data: Path) -> None:
    """Ten centimetres beside every ALA sheet are 652 to 664 pixels."""
    for path in sorted((data / "sheets" / "full_size").glob("*.jpg"))[::10]:
        found = ruler(grey_of(decode(path)))
        assert found is not None and found.pixels_per_mm == pytest.approx(6.6, rel=0.02), path.name
