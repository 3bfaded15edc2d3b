"""Parts of a picture and the way back to the whole."""

import random
from itertools import pairwise

import numpy as np
import pytest

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.port import Pixels
from curatorbench.ocr.windows import Window, tiles, turned


class FindsTheDarkSpot:
    """Reads one word: the smallest box around what is darker than grey. A real measurement, so that mapping shows."""

    name, version = "spot", "1"

    def read(self, pixels: Pixels) -> Reading:
        down, across = np.nonzero(pixels.max(axis=2) < 128)
        size = (pixels.shape[1], pixels.shape[0])
        box = Box.from_pixels(across.min(), down.min(), across.max() + 1, down.max() + 1, size)
        return Reading((Line((Word("spot", box, 1.0),)),))


def close(one: Box, other: Box, to: float = 0.004) -> bool:
    return all(abs(a - b) < to for a, b in zip(one.as_list(), other.as_list(), strict=True))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_boxes_come_back_from_any_scale_and_turn(quarters: int, scale: float) -> None:
    pixels = np.full((600, 1000, 3), 255, dtype=np.uint8)
    pixels[300:340, 500:600] = 0
    window = Window(Box(0.3, 0.25, 0.5, 0.6), scale, quarters)
    (word,) = window.read(FindsTheDarkSpot(), pixels).words
    assert close(word.box, Box(0.5, 0.5, 0.1, 40 / 600))


def test_four_quarter_turns_are_none_and_a_turn_can_be_taken_back(dice: random.Random) -> None:
    box = Box(dice.random() / 2, dice.random() / 2, dice.random() / 2, dice.random() / 2)
    assert turned(box, 4) == box
    for quarters in range(4):
        assert close(turned(turned(box, quarters), -quarters), box, 1e-9)


def test_a_window_thinner_than_a_pixel_is_read_as_one_pixel() -> None:
    pixels = np.zeros((5, 5, 3), dtype=np.uint8)
    assert Window(Box(0.5, 0.5, 0.01, 0.01)).read(FindsTheDarkSpot(), pixels).words


def test_tiles_cover_everything_share_their_edges_and_keep_their_size(dice: random.Random) -> None:
    for _ in range(200):
        size = (dice.randint(50, 9000), dice.randint(50, 9000))
        side, overlap, scale = 1900, 260, dice.choice([0.5, 0.8, 1.0])
        found = list(tiles(size, side, overlap, scale))
        for axis, length in (("x", size[0]), ("y", size[1])):
            spans = sorted(
                {(getattr(w.box, axis), getattr(w.box, "right" if axis == "x" else "bottom")) for w in found}
            )
            assert spans[0][0] == 0
            assert spans[-1][1] == pytest.approx(1)
            for (_, end), (start, _) in pairwise(spans):
                assert (end - start) * length * scale >= overlap - 1
            assert all((end - start) * length * scale <= side + 1 for start, end in spans)


def test_a_picture_of_one_tile_is_one_tile() -> None:
    assert list(tiles((1900, 400), 1900, 260, 1.0)) == [Window(WHOLE)]


def test_a_word_at_an_inner_edge_is_cut_and_one_at_the_edge_of_the_picture_is_not() -> None:
    window = Window(Box(0, 0, 0.5, 0.5))
    assert window.cuts(Word("cut", Box(0.4, 0.1, 0.0999, 0.05), 1.0))
    assert window.cuts(Word("cut", Box(0.1, 0.46, 0.1, 0.0399), 1.0))
    assert not window.cuts(Word("whole", Box(0, 0, 0.1, 0.05), 1.0))
    assert not window.cuts(Word("whole", Box(0.3, 0.1, 0.1, 0.05), 1.0))
