"""A handwriting engine comes in a package of its own; the one here is put into a folder and reads with Tesseract."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.hands import DOUBT, EARNED, doubted, read_again
from curatorbench.ocr.plugged_in import handwriting_engine
from curatorbench.ocr.port import HandWord, HandwritingEngine, Pixels

ENGINE = '''
"""Reads every line with Tesseract as one line of text."""
import pytesseract
from curatorbench.ocr.port import HandWord


class LineReader:
    name = "tesseract-line"
    version = "1.0"

    def read_lines(self, lines):
        return [self._words(line) for line in lines]

    def _words(self, line):
        told = pytesseract.image_to_data(line, config="--psm 7 --dpi 300", output_type=pytesseract.Output.DICT)
        wide = line.shape[1]
        rows = zip(told["text"], told["conf"], told["left"], told["width"])
        return [HandWord(t, float(c) / 100, x / wide, (x + w) / wide) for t, c, x, w in rows if t.strip()]
'''


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Install a package that offers `target` as a handwriting engine, as pip would leave it."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    modules = set(sys.modules)

    def put(source: str, target: str = "LineReader", name: str = "hands") -> None:
        (site / f"{name}_engine.py").write_text(source, encoding="utf-8")
        told = site / f"{name}_engine-1.0.dist-info"
        told.mkdir()
        (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-engine\nVersion: 1.0\n", encoding="utf-8")
        offer = f"[curatorbench.handwriting]\n{name} = {name}_engine:{target}\n"
        (told / "entry_points.txt").write_text(offer, encoding="utf-8")

    yield put
    for name in set(sys.modules) - modules:
        if name.endswith("_engine"):
            del sys.modules[name]


@pytest.fixture
def page() -> tuple[Pixels, Reading]:
    """Two lines; an engine for print is said to have read both badly."""
    pixels = np.full((160, 600, 3), 255, np.uint8)
    for row, text in ((50, "Lichens of Peru"), (120, "Cuzco 1934")):
        cv2.putText(pixels, text, (40, row), cv2.FONT_HERSHEY_DUPLEX, 1.2, (0, 0, 0), 2)
    boxes = Box.from_pixels(35, 20, 380, 62, (600, 160)), Box.from_pixels(35, 90, 280, 125, (600, 160))
    return pixels, Reading(tuple(Line((Word("xyz", box, 0.5, "print", "1"),)) for box in boxes))


def test_without_a_package_there_is_none() -> None:
    assert handwriting_engine() is None


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_lines_by_hand_are_read_again_and_others_left(
    install: Callable[..., None], page: tuple[Pixels, Reading]
) -> None:
    install(ENGINE)
    engine = handwriting_engine()
    assert isinstance(engine, HandwritingEngine)
    pixels, reading = page
    again = read_again(engine, pixels, doubted(reading, [True, False]))
    first, second = again.lines
    assert first.text == "Lichens of Peru" and second == reading.lines[1]
    assert {(word.engine, word.version, word.handwritten) for word in first.words} == {("tesseract-line", "1.0", True)}
    starts = [40 + _wide("Lichens of Peru"[:at]) for at in (0, 8, 11)]
    for word, start in zip(first.words, starts, strict=True):
        assert word.box.x * 600 == pytest.approx(start, abs=12)
        assert word.box.right * 600 == pytest.approx(start + _wide(word.text), abs=12)


def _wide(text: str) -> int:
    return cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, 1.2, 2)[0][0]


def test_words_by_hand_are_doubted_unless_they_earned_more() -> None:
    words = tuple(Word(text, Box(0, 0, 0.1, 0.1), sure) for text, sure in (("a", 0.8), ("b", EARNED)))
    (line,) = doubted(Reading((Line(words),)), [True]).lines
    assert [word.confidence for word in line.words] == [pytest.approx(0.8 * DOUBT), EARNED]
    assert all(word.handwritten for word in line.words)


def test_nothing_by_hand_nothing_asked(page: tuple[Pixels, Reading]) -> None:
    pixels, reading = page
    assert read_again(_Saying([]), pixels, reading) == reading


def test_an_engine_that_reads_nothing_leaves_the_doubted_words(page: tuple[Pixels, Reading]) -> None:
    pixels, reading = page
    marked = doubted(reading, [True, True])
    assert read_again(_Saying([[], [HandWord("  ", 0.9, 0, 1)]]), pixels, marked) == marked


@pytest.mark.parametrize(
    "said",
    [
        [[]],
        [[HandWord("a", 1.5, 0, 1)], []],
        [[HandWord("a", float("nan"), 0, 1)], []],
        [[HandWord("a", 0.5, 0.6, 0.5)], []],
        [[HandWord("a", 0.5, -0.1, 0.5)], []],
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_a_sentence(
    page: tuple[Pixels, Reading], said: list[list[HandWord]]
) -> None:
    pixels, reading = page
    with pytest.raises(CuratorError, match="answered what cannot be") as refused:
        read_again(_Saying(said), pixels, doubted(reading, [True, True]))
    assert "pip uninstall" in refused.value.hint


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("import nothing_of_that_name", "X", "nothing_of_that_name"),
        ("", "X", "X"),
        ("X = 3", "X", "callable"),
        ("class X: pass", "X", "no name"),
    ],
)
def test_a_package_that_cannot_be_used_is_named(
    install: Callable[..., None], source: str, target: str, why: str
) -> None:
    install(source, target)
    with pytest.raises(CuratorError, match=why) as refused:
        handwriting_engine()
    assert "hands-engine" in refused.value.message + refused.value.hint


class _Saying:
    """An engine that gives the answers it was made with."""

    name, version = "saying", "1"

    def __init__(self, said: list[list[HandWord]]) -> None:
        self._said = said

    def read_lines(self, lines: Sequence[Pixels]) -> Sequence[Sequence[HandWord]]:
        return self._said
