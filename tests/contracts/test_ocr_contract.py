"""What every reading engine promises, tried on each of them with print that we draw ourselves."""

import importlib
import itertools
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from curatorbench.domain.errors import BadInput
from curatorbench.domain.reading import Word
from curatorbench.ocr.port import Engine

Pixels = NDArray[np.uint8]
ADAPTERS = {"rapidocr": ("rapid", "RapidOCREngine"), "tesseract": ("tesseract", "TesseractEngine")}
LABEL = ("LICHENS OF ALASKA", "Alectoria nigricans", "At the Point, Barrow", "A. J. Sharp 19 July 1958")


@pytest.fixture(scope="session", params=ADAPTERS)
def engine(request: pytest.FixtureRequest) -> Engine:
    module, product = ADAPTERS[request.param]
    made: Callable[[], Engine] = getattr(importlib.import_module(f"curatorbench.ocr.{module}"), product)
    return made()


def drawn(lines: tuple[str, ...], size: tuple[int, int] = (740, 740), print_height: int = 40) -> Pixels:
    """Black print on paper, one line under the other, from 20 pixels off the upper left corner."""
    picture = Image.new("RGB", size, (250, 247, 236))
    font = ImageFont.truetype("DejaVuSans.ttf", print_height)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((20, 20 + number * print_height * 1.6), line, (20, 20, 30), font)
    return np.asarray(picture)


def ink_inside(pixels: Pixels, words: tuple[Word, ...]) -> float:
    """The part of all dark pixels that lie in some word's box."""
    dark = pixels.max(axis=2) < 128
    covered = np.zeros_like(dark)
    for word in words:
        left, top, right, bottom = word.box.to_pixels((pixels.shape[1], pixels.shape[0]))
        covered[top:bottom, left:right] = True
    return float((dark & covered).sum() / dark.sum())


def test_words_come_in_reading_order(engine: Engine) -> None:
    reading = engine.read(drawn(LABEL))
    assert [line.text.casefold() for line in reading.lines] == [line.casefold() for line in LABEL]


def test_every_word_says_who_read_it_and_how_surely(engine: Engine) -> None:
    for word in engine.read(drawn(LABEL)).words:
        assert (word.engine, word.version) == (engine.name, engine.version)
        assert 0.5 < word.confidence <= 1
        assert " " not in word.text
        assert all(type(side) is float for side in (word.box.x, word.box.y, word.box.width, word.box.height))


def test_boxes_hold_the_ink_of_their_words_and_little_more(engine: Engine) -> None:
    pixels = drawn(LABEL)
    words = engine.read(pixels).words
    assert ink_inside(pixels, words) > 0.97
    assert sum(word.box.area for word in words) < 0.2


def test_each_word_has_a_box_of_its_own(engine: Engine) -> None:
    words = engine.read(drawn(("Barrow County Georgia",))).words
    assert len(words) == 3
    for left, right in itertools.pairwise(words):
        assert left.box.centre[0] < right.box.x
        assert left.box.iou(right.box) < 0.05


def test_a_word_box_marks_that_word_alone(engine: Engine) -> None:
    pixels = drawn(("Barrow County Georgia",))
    last = engine.read(pixels).words[2]
    left, top, right, bottom = last.box.to_pixels((740, 740))
    again = np.full_like(pixels, 250)
    again[top:bottom, left:right] = pixels[top:bottom, left:right]
    assert engine.read(again).text == "Georgia"


def test_reading_twice_reads_the_same(engine: Engine) -> None:
    assert engine.read(drawn(LABEL)) == engine.read(drawn(LABEL))


@pytest.mark.parametrize("shade", [0, 127, 255])
def test_an_empty_picture_is_an_empty_reading(engine: Engine, shade: int) -> None:
    assert engine.read(np.full((300, 400, 3), shade, dtype=np.uint8)).words == ()


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (600, 1), (1, 600), (31, 33)])
def test_odd_sizes_are_read_as_empty(engine: Engine, size: tuple[int, int]) -> None:
    assert engine.read(np.full((*size, 3), 200, dtype=np.uint8)).words == ()


def test_a_strip_of_one_line_is_read(engine: Engine) -> None:
    reading = engine.read(drawn(("Alectoria nigricans (Ach.) Nyl., Rocky Mountain National Park",), (900, 50), 26)[10:])
    assert "Rocky Mountain National Park" in reading.text
    assert all(word.box.y >= 0 and word.box.bottom <= 1 for word in reading.words)


def test_a_view_of_a_larger_picture_is_read(engine: Engine) -> None:
    pixels = drawn(LABEL)
    around = np.zeros((900, 900, 3), dtype=np.uint8)
    around[100:840, 100:840] = pixels
    assert engine.read(around[100:840, 100:840]) == engine.read(pixels)


@pytest.mark.parametrize(
    "hostile",
    [
        np.zeros((0, 10, 3), np.uint8),
        np.zeros(10, np.uint8),
        np.zeros((10, 10), np.uint8),
        np.zeros((10, 10, 4), np.uint8),
        np.zeros((9, 9, 3), np.float32),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(engine: Engine, hostile: Pixels) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        engine.read(hostile)


def test_the_version_names_the_language_data(engine: Engine) -> None:
    product, *_, digest = engine.version.split()
    assert product[0].isdigit()
    assert len(digest) == 12
    assert int(digest, 16)
