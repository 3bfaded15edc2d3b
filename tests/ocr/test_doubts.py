"""A second engine asked about the words that the first is not sure of."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from curatorbench.domain.box import Box
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.doubts import DOUBTFUL, MOST, second_opinion
from curatorbench.ocr.tesseract import TesseractEngine

SIZE = (600, 400)
FONT = ImageFont.truetype("DejaVuSans.ttf", 30)


class Counted:
    """Tesseract, and how often it was asked."""

    def __init__(self) -> None:
        self._engine = TesseractEngine()
        self.name, self.version = self._engine.name, self._engine.version
        self.asked = 0

    def read(self, pixels: NDArray[np.uint8]) -> Reading:
        self.asked += 1
        return self._engine.read(pixels)


@pytest.fixture
def second() -> Counted:
    return Counted()


def picture(*texts: str) -> tuple[NDArray[np.uint8], list[Box]]:
    """Words one under the other, and their boxes."""
    paper = Image.new("RGB", SIZE, (245, 240, 225))
    draw = ImageDraw.Draw(paper)
    boxes = []
    for number, text in enumerate(texts):
        draw.text((40, 30 + 60 * number), text, "black", FONT)
        boxes.append(Box.from_pixels(*draw.textbbox((40, 30 + 60 * number), text, FONT), SIZE))
    return np.asarray(paper), boxes


def read(texts: list[str], boxes: list[Box], confidence: float) -> Reading:
    words = (Word(text, box, confidence, "rapidocr", "1") for text, box in zip(texts, boxes, strict=True))
    return Reading(tuple(Line((word,)) for word in words))


def test_a_doubtful_word_that_is_confirmed_becomes_surer(second: Counted) -> None:
    pixels, boxes = picture("Yoshimura")
    (word,) = second_opinion(second, pixels, read(["Yoshimura"], boxes, 0.7)).words
    assert (word.text, word.engine) == ("Yoshimura", "rapidocr")
    assert word.confidence > 0.9


def test_a_doubtful_word_that_is_read_otherwise_and_surely_is_replaced_in_its_place(second: Counted) -> None:
    pixels, boxes = picture("Correll", "Yoshimura")
    words = second_opinion(second, pixels, read(["Correl1", "YosRimura"], boxes, 0.6)).words
    assert [(word.text, word.engine) for word in words] == [("Correll", "tesseract"), ("Yoshimura", "tesseract")]
    for word, box in zip(words, boxes, strict=True):
        assert word.box.iou(box) > 0.5


def test_a_blank_that_was_lost_is_found_again(second: Counted) -> None:
    pixels, boxes = picture("Lat. 40 North")
    reading = second_opinion(second, pixels, read(["Lat.4ONorth"], boxes, 0.6))
    assert reading.text == "Lat. 40 North"
    assert [word.box.x for word in reading.words] == sorted(word.box.x for word in reading.words)


def test_what_is_nothing_like_the_word_replaces_nothing(second: Counted) -> None:
    pixels, boxes = picture("Botanical")
    before = read(["1978"], boxes, 0.6)
    assert second_opinion(second, pixels, before) == before


def test_sure_words_are_not_asked_about(second: Counted) -> None:
    pixels, boxes = picture("Correll")
    before = read(["Correl1"], boxes, DOUBTFUL)
    assert second_opinion(second, pixels, before) == before
    assert second_opinion(second, pixels, Reading()) == Reading()
    assert second.asked == 0


def test_all_doubtful_words_of_a_picture_are_one_question(second: Counted) -> None:
    pixels, boxes = picture("Correll")
    many = read(["Correl1"] * (2 * MOST), boxes * (2 * MOST), 0.6)
    words = second_opinion(second, pixels, many).words
    assert second.asked == 1
    assert len(words) == 2 * MOST
    assert sum(word.engine == "tesseract" for word in words) <= MOST


def test_empty_lines_stay_where_they_parted_labels(second: Counted) -> None:
    pixels, boxes = picture("Correll", "Yoshimura")
    first, last = read(["Correll", "Yoshimura"], boxes, 0.6).lines
    reading = second_opinion(second, pixels, Reading((first, Line(()), last)))
    assert [line.text for line in reading.lines] == ["Correll", "", "Yoshimura"]


@pytest.mark.parametrize(
    "box", [Box(0, 0, 1, 1), Box(0.99, 0.99, 0.01, 0.01), Box(0.5, 0, 0.001, 1), Box(0, 0.5, 1, 0.001)]
)
def test_words_of_every_shape_can_be_asked_about(second: Counted, box: Box) -> None:
    pixels, _ = picture("Correll")
    (word,) = read(["Correll"], [box], 0.3).words
    assert len(second_opinion(second, pixels, Reading((Line((word,)),))).lines) == 1


def test_accents_that_the_second_engine_does_not_know_are_kept(second: Counted) -> None:
    pixels, boxes = picture("Muller")
    before = read(["Müller"], boxes, 0.6)
    assert second_opinion(second, pixels, before) == before
