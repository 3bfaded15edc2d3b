"""How evenly the light falls, measured on drawn sheets whose fall-off is known, whatever lies on them."""

from random import Random

import cv2
import numpy as np
import pytest

from curatorbench.imaging.colour_difference import linear_of, srgb_of
from curatorbench.imaging.light import exposure, unevenness
from curatorbench.imaging.pixels import Pixels

SIZE = (1500, 1050)
WHOLE = (0, 0, SIZE[1], SIZE[0])


def lit(pixels: Pixels, fall: float, *, round_: bool = False) -> Pixels:
    """With light that falls off by `fall` (0-1) from the left to the right, or from the middle to the corners."""
    down, across = np.mgrid[-1 : 1 : SIZE[0] * 1j, -1 : 1 : SIZE[1] * 1j]
    share = (down**2 + across**2) / 2 if round_ else (across + 1) / 2
    light = linear_of(pixels / 255.0) * (1 - fall * share)[..., None]
    return np.round(255 * srgb_of(light)).astype(np.uint8)


def sheet(seed: int = 1) -> Pixels:
    """Toned paper with a plant, a white label full of writing, and a stain."""
    dice = Random(seed)
    pixels = np.full((*SIZE, 3), (226, 217, 198), np.uint8)
    cv2.ellipse(pixels, (300, 1200), (150, 90), 0, 0, 360, (205, 190, 160), -1)
    for _ in range(60):
        start = (dice.randint(150, 850), dice.randint(150, 1000))
        end = (start[0] + dice.randint(-220, 220), start[1] + dice.randint(-220, 220))
        cv2.line(pixels, start, end, (60, 80, 40), dice.randint(4, 26))
    cv2.rectangle(pixels, (640, 1180), (1010, 1440), (250, 250, 248), -1)
    for row in range(8):
        cv2.putText(pixels, "Lima, Peru 1923", (655, 1215 + 28 * row), 0, 0.8, (20, 20, 20), 2)
    return pixels


@pytest.mark.parametrize("round_", [False, True])
@pytest.mark.parametrize("fall", [0.0, 0.05, 0.15, 0.4])
def test_the_fall_off_is_that_which_was_made(fall: float, round_: bool) -> None:
    measured = unevenness(lit(sheet(), fall, round_=round_), WHOLE)
    assert measured == pytest.approx(100 * fall, abs=1.5 + 10 * fall), "the outermost tiles do not count"


@pytest.mark.parametrize("seed", range(2, 6))
def test_what_lies_on_the_sheet_does_not_count(seed: int) -> None:
    measured = unevenness(sheet(seed), WHOLE)
    assert measured is not None and measured < 1.5


def test_without_a_background_nothing_is_said() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (*SIZE, 3)).astype(np.uint8)
    tiles = cv2.resize(noise[:62, :43], (SIZE[1], SIZE[0]), interpolation=cv2.INTER_NEAREST)
    assert unevenness(np.asarray(tiles, dtype=np.uint8), WHOLE) is None
    assert unevenness(sheet()[:40, :40], (0, 0, 40, 40)) is None


def test_exposure_counts_what_is_clipped() -> None:
    pixels = sheet()
    pixels[:300], pixels[-150:] = 255, 0
    light = exposure(pixels, WHOLE)
    assert light.clipped_highlights == pytest.approx(0.2, abs=0.01)
    assert light.clipped_shadows == pytest.approx(0.1, abs=0.01)
