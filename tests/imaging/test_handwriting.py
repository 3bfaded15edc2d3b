"""Print is not taken for handwriting, whatever the type; a line that nobody can judge is not judged."""

from __future__ import annotations

import csv
import math
import random
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.resources import resource
from curatorbench.imaging.handwriting import HEIGHT, LOWEST, NAMES, SURE, by_hand, lines_by_hand, measures
from curatorbench.imaging.pixels import Grey, grey_of

TEXTS = (
    "Herbarium of the University",
    "12 km N of Quito, 2450 m",
    "Cerceris convergens Viereck",
    "leg. M. Ferreira 1234",
    "PLANTAS DE MOÇAMBIQUE",
    "14.VIII.1968",
)
HANDS = sorted(resource("fonts").rglob("*.ttf"))
"""Type that imitates a quick hand; it ships for the sample labels."""
SYSTEM = Path("/usr/share/fonts")
TYPES = tuple(f"{family}.{kind}" for family, kind in (
    ("DejaVuSans", "ttf"), ("DejaVuSansMono", "ttf"), ("DejaVuSerif", "ttf"), ("DejaVuSerif-Italic", "ttf"),
    ("NimbusRoman-Regular", "otf"), ("NimbusMonoPS-Regular", "otf"), ("NimbusSans-Regular", "otf"),
    ("C059-Italic", "otf"),
))  # fmt: skip
"""Type like that of books and typewriters, as far as this computer has it; Pillow's own is always there."""


def _faces(size: int) -> list[ImageFont.FreeTypeFont]:
    paths = [path for name in TYPES for path in SYSTEM.rglob(name)]
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)
    return [own, *(ImageFont.truetype(str(path), size) for path in paths)]


def _printed(text: str, face: ImageFont.FreeTypeFont) -> Grey:
    left, top, right, bottom = (int(side) for side in face.getbbox(text))
    image = Image.new("L", (right - left + 12, bottom - top + 8), 235)
    ImageDraw.Draw(image).text((6 - left, 4 - top), text, fill=40, font=face)
    return np.asarray(image)


def _scrawled(dice: random.Random, words: int) -> Grey:
    """Joined, leaning loops that waver about their line, as a quick hand leaves them."""
    canvas = np.full((60, 130 * words, 3), 235, np.uint8)
    for word in range(words):
        x, points = 20.0 + 125 * word, []
        high = dice.uniform(7, 11)
        for step in range(90):
            swing = math.sin(step * 0.55) * high * (1.9 if step % 34 < 11 else 1) * dice.uniform(0.8, 1.2)
            points.append((x + step * 1.05 + swing * 0.6, 32 - swing + math.sin(step / 17) * 4))
        drawn = np.array(points, np.int32).reshape(-1, 1, 2)
        cv2.polylines(canvas, [drawn], False, (50, 50, 50), 2, cv2.LINE_AA)
        cv2.line(canvas, (int(x + 40), 8), (int(x + 60), 6), (50, 50, 50), 2, cv2.LINE_AA)
        cv2.circle(canvas, (int(x + 75), 14), 2, (50, 50, 50), -1)
    return grey_of(canvas)


@pytest.mark.parametrize("size", [18, 40])
def test_print_is_hardly_ever_taken_for_a_hand(size: int) -> None:
    told = [by_hand(_printed(text, face)) for face in _faces(size) for text in TEXTS]
    judged = [likely for likely in told if likely is not None]
    assert len(judged) > 0.9 * len(told)
    assert sum(likely > SURE for likely in judged) <= 0.06 * len(judged)


@pytest.mark.parametrize("size", [18, 40])
def test_type_like_a_hand_mostly_is(size: int) -> None:
    told = [by_hand(_printed(text, ImageFont.truetype(str(font), size))) for font in HANDS for text in TEXTS]
    assert sum((likely or 0) > SURE for likely in told) >= 0.6 * len(told)


def test_a_scrawl_is_told_from_print(dice: random.Random) -> None:
    told = [by_hand(_scrawled(dice, words)) for words in (3, 4, 5, 6)]
    assert all(likely is not None and likely > SURE for likely in told), told


def test_a_line_on_its_side_is_judged_alike(dice: random.Random) -> None:
    for line in (_scrawled(dice, 4), _printed(TEXTS[0], _faces(30)[0])):
        rgb = np.repeat(line[:, :, None], 3, axis=2)
        (lying,) = lines_by_hand(rgb, [WHOLE])
        (standing,) = lines_by_hand(np.ascontiguousarray(np.rot90(rgb, 3)), [WHOLE])
        assert lying is not None and standing == pytest.approx(lying, abs=1e-6)


@pytest.mark.parametrize("shape", [(LOWEST - 1, 300), (40, 10), (40, 400), (1, 1)])
def test_what_is_too_small_or_empty_is_not_judged(shape: tuple[int, int]) -> None:
    assert by_hand(np.full(shape, 200, np.uint8)) is None


def test_boxes_at_and_beyond_the_rim_do_no_harm() -> None:
    picture = np.full((100, 100, 3), 255, np.uint8)
    boxes = [Box(0.9, 0.9, 0.2, 0.2), Box(0, 0, 0, 0), Box(1, 1, 0.1, 0.1)]
    assert lines_by_hand(picture, boxes) == (None, None, None)


def test_size_changes_little() -> None:
    """The same print photographed at twice the size is measured alike."""
    small, large = (measures(_printed(TEXTS[1], _faces(size)[0])) for size in (HEIGHT, 2 * HEIGHT))
    assert small is not None and large is not None
    assert np.median(np.abs(small - large) / (np.abs(large) + 0.05)) < 0.2


def test_every_measure_has_its_weights() -> None:
    with resource("reference", "handwriting.csv").open(encoding="utf-8", newline="") as file:
        assert [row["measure"] for row in csv.DictReader(file)] == [*NAMES, "offset"]
