"""A specimen that runs out of the picture is seen; sheets, rulers, charts and shadows at the border are not."""

from collections.abc import Callable
from random import Random

import cv2
import numpy as np
import pytest

from curatorbench.imaging.edges import cut
from curatorbench.imaging.judgement import CUT, JUST_CUT
from curatorbench.imaging.pixels import Pixels

PAPER, LEAF, BEETLE = (232, 226, 214), (70, 90, 45), (60, 35, 25)


def paper(wide: int = 800, high: int = 1100) -> Pixels:
    grain = np.random.default_rng(2).normal(0, 2, (high, wide, 1))
    return np.clip(np.array(PAPER) + grain, 0, 255).astype(np.uint8)


def plant(pixels: Pixels, at: tuple[int, int], reach: int, seed: int = 1) -> None:
    """A stem with leaves that starts at `at` and grows `reach` pixels to the upper left."""
    dice = Random(seed)
    end = (at[0] - reach // 2, at[1] - reach)
    cv2.line(pixels, at, end, LEAF, 14)
    for share in np.linspace(0.05, 1, 9):
        middle = (int(at[0] + share * (end[0] - at[0])), int(at[1] + share * (end[1] - at[1])))
        cv2.ellipse(pixels, middle, (80, 24), dice.randint(0, 180), 0, 360, LEAF, -1)


def beetle(pixels: Pixels, at: tuple[int, int]) -> None:
    """An oval body with the grooves that wing cases have."""
    cv2.ellipse(pixels, at, (90, 170), 0, 0, 360, BEETLE, -1)
    for groove in range(10, 90, 7):
        cv2.ellipse(pixels, at, (groove, 165), 0, 0, 360, (120, 95, 80), 2)


@pytest.mark.parametrize("turn", range(4))
def test_a_plant_cut_by_any_side(turn: int) -> None:
    pixels = paper()
    plant(pixels, (500, 1110), 700)
    share = cut(np.ascontiguousarray(np.rot90(pixels, turn)))
    assert share > JUST_CUT


def test_a_beetle_cut_in_half_fails() -> None:
    pixels = paper(1200, 900)
    beetle(pixels, (400, 895))
    beetle(pixels, (800, 300))
    assert cut(pixels) > CUT
    assert cut(pixels[:600]) == 0.0


def inside(pixels: Pixels) -> None:
    plant(pixels, (500, 1040), 700)


def ruler_at_the_border(pixels: Pixels) -> None:
    pixels[0:70] = (245, 245, 245)
    for x in range(20, 780, 9):
        cv2.line(pixels, (x, 0), (x, 60 if x % 5 == 0 else 35), (20, 20, 20), 3)


def label_across_the_border(pixels: Pixels) -> None:
    cv2.rectangle(pixels, (300, 980), (560, 1120), (190, 160, 90), -1)
    cv2.putText(pixels, "NY 1234", (320, 1050), 0, 1.2, (20, 20, 20), 3)


def flap_of_a_packet(pixels: Pixels) -> None:
    flap = np.array([[180, 1110], [170, 900], [380, 890], [395, 1110]], np.int32)
    cv2.fillPoly(pixels, [flap], (165, 165, 162))
    cv2.putText(pixels, "<", (160, 1000), 0, 1.5, (20, 20, 20), 4)


def sheet_on_a_table(pixels: Pixels) -> None:
    inside(pixels)
    pixels[:60], pixels[:, :50], pixels[:, 760:] = 20, 20, 20
    pixels[1060:] = 20
    pixels[0:45, 200:600:2] = 240  # a ruler on the table


def shadow(pixels: Pixels) -> None:
    down, across = np.mgrid[0:1100, 0:800]
    fades = 130 * np.exp(-(((down - 1100) / 200) ** 2) - ((across - 400) / 150) ** 2)
    pixels[:] = np.clip(pixels - fades[..., None], 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "draw", [inside, ruler_at_the_border, label_across_the_border, flap_of_a_packet, sheet_on_a_table, shadow]
)
@pytest.mark.parametrize("turn", range(4))
def test_nothing_is_cut(draw: Callable[[Pixels], None], turn: int) -> None:
    pixels = paper()
    draw(pixels)
    assert cut(np.ascontiguousarray(np.rot90(pixels, turn))) == 0.0


def test_what_is_known_to_be_a_chart_or_a_code_may_be_cut() -> None:
    pixels = paper()
    plant(pixels, (500, 1110), 700)
    taken = np.zeros(pixels.shape[:2], np.uint8)
    taken[300:] = 1
    assert cut(pixels, taken) == 0.0


def test_small_and_empty_pictures() -> None:
    assert cut(paper(40, 30)) == 0.0 and cut(paper()) == 0.0
