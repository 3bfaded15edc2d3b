"""Confidences as they were earned."""

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.certainty import weighed

TOLD = [step / 50 for step in range(51)]


def confidences(engine: str) -> list[float]:
    words = tuple(Word("word", Box(0, 0, 0.1, 0.1), told, engine, "1") for told in TOLD)
    return [word.confidence for word in weighed(Reading((Line(words),))).words]


@pytest.mark.parametrize("engine", ["rapidocr", "tesseract"])
def test_what_an_engine_is_surer_of_is_surer_and_never_certain(engine: str) -> None:
    earned = confidences(engine)
    assert earned == sorted(earned)
    assert earned[0] < 0.2
    assert 0.95 < earned[-1] < 1


@pytest.mark.parametrize("engine", ["rapidocr", "tesseract"])
def test_both_engines_know_their_worth_within_a_fifth(engine: str) -> None:
    assert max(abs(told - right) for told, right in zip(TOLD, confidences(engine), strict=True)) < 0.25


def test_an_unknown_engine_is_taken_at_its_word() -> None:
    assert confidences("another") == TOLD


def test_nothing_else_is_changed() -> None:
    reading = Reading((Line((Word("Rocky", Box(0.1, 0.2, 0.1, 0.1), 0.9, "rapidocr", "1"),)), Line(())))
    after = weighed(reading)
    assert (after.text, after.words[0].box) == (reading.text, reading.words[0].box)
