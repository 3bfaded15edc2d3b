"""The network's signs, folded to those of Latin labels."""

from pathlib import Path

import numpy as np
import pytest
import rapidocr

from curatorbench.ocr.rapid import RECOGNISER
from curatorbench.ocr.recogniser import Recogniser


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(Path(rapidocr.__file__).with_name("models") / RECOGNISER)


def test_signs_are_those_of_european_labels(recogniser: Recogniser) -> None:
    assert set("AZaz09.,:;()'\"°′″♂♀×±½éüñßøåłžÆœ– ") <= set(recogniser.signs)


def test_no_sign_of_another_script_and_no_sign_twice(recogniser: Recogniser) -> None:
    signs = recogniser.signs
    assert len(signs) == len(set(signs))
    assert not {"区", "心", "の", "Ｎ", "：", "。"} & set(signs)


@pytest.mark.parametrize("shape", [(1, 1, 3), (48, 2, 3), (2, 4000, 3), (90, 700, 3)])
def test_strips_of_every_shape_are_taken(recogniser: Recogniser, shape: tuple[int, int, int]) -> None:
    told = recogniser.probabilities(np.full(shape, 200, dtype=np.uint8))
    assert told.shape[1] == len(recogniser.signs)
    assert float(told.min()) >= 0
    assert float(told.sum(axis=1).max()) < 1.001


def test_a_slim_line_takes_fewer_columns(recogniser: Recogniser) -> None:
    strip = np.full((48, 800, 3), 200, dtype=np.uint8)
    assert len(recogniser.probabilities(strip, 0.5)) < 0.6 * len(recogniser.probabilities(strip))
