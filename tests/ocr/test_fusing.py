"""Several readings made one, word by word."""

import itertools

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.reading import Word
from curatorbench.ocr.fusing import Seen, fused


def seen(text: str, confidence: float, left: float = 0.1, reading: int = 0, width: float = 0.1) -> Seen:
    return Seen(Word(text, Box(left, 0.1, width, 0.05), confidence, "engine", "1"), reading, 0)


def texts(words: list[Seen]) -> list[str]:
    return [word.word.text for word in words]


def test_nothing_fused_is_nothing() -> None:
    assert fused([]) == []


def test_of_two_readings_of_one_place_the_surer_stays() -> None:
    assert texts(fused([seen("YURK", 0.7), seen("YORK", 0.95, reading=1)])) == ["YORK"]


def test_words_of_different_places_all_stay_in_their_order() -> None:
    assert texts(fused([seen("Rocky", 0.6, 0.5), seen("Park", 0.9, 0.1)])) == ["Rocky", "Park"]


def test_words_of_one_reading_never_compete() -> None:
    assert texts(fused([seen("over", 0.9), seen("print", 0.8)])) == ["over", "print"]


def test_agreement_outweighs_one_surer_voice() -> None:
    voices = [seen("1835", 0.93), seen("1935", 0.91, reading=1), seen("1935", 0.9, reading=2)]
    assert all(texts(fused(list(order))) == ["1935"] for order in itertools.permutations(voices))


@pytest.mark.parametrize(("joined", "expected"), [(0.97, ["RockyPark"]), (0.8, ["Rocky", "Park"])])
def test_what_one_reading_joins_competes_with_all_its_parts(joined: float, expected: list[str]) -> None:
    parts = [seen("Rocky", 0.9, 0.1, width=0.1), seen("Park", 0.9, 0.21, width=0.09)]
    assert texts(fused([*parts, seen("RockyPark", joined, 0.1, 1, width=0.2)])) == expected


def test_a_fuller_reading_beats_a_sure_scrap() -> None:
    scrap = seen("tain", 0.97, 0.15, 1, width=0.05)
    assert texts(fused([seen("Mountain", 0.9), scrap])) == ["Mountain"]


def test_a_handicap_is_taken_off() -> None:
    coarse = Seen(seen("YORK", 0.9).word, 1, 0, handicap=0.1)
    assert texts(fused([seen("YURK", 0.85), coarse])) == ["YURK"]


@pytest.mark.parametrize(
    ("poor", "rich"), [("5517'N.", "55°17'N."), ("Muller", "Müller"), ("7746W", "77°46'W"), ("d Hudson", "d' Hudson")]
)
def test_small_marks_that_one_reading_saw_are_kept(poor: str, rich: str) -> None:
    assert texts(fused([seen(poor, 0.8), seen(rich, 0.6, reading=1)])) == [rich]


def test_marks_of_a_reading_that_is_hardly_sure_are_not_believed() -> None:
    assert texts(fused([seen("Muller", 0.8), seen("Müllër", 0.2, reading=1)])) == ["Muller"]
