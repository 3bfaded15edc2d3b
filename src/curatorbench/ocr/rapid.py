"""RapidOCR: PaddleOCR's PP-OCRv6 networks, which its wheel carries as ONNX files, run by onnxruntime on the CPU.

`RapidOCR.__call__` is not used: its word boxes carry the confidences of other letters (one confidence
a letter is zipped with one box a word), split words at wide letters and forget lines that were turned
over. Its stages are, and words are cut here at the spaces of the line.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from statistics import fmean

import numpy as np
from rapidocr import RapidOCR
from rapidocr.main import RapidOCRError

from curatorbench.domain.box import Box
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.canvas import Canvas, canvas
from curatorbench.ocr.crops import Quad, cut, tall
from curatorbench.ocr.layout import reading_order
from curatorbench.ocr.letters import Letter, letters, reaches, words
from curatorbench.ocr.port import Pixels
from curatorbench.ocr.recogniser import Recogniser
from curatorbench.ocr.windows import turned

NAME = "rapidocr"
MOST_PIXELS = 4_000_000
MARGIN = 24
"""Pixels of background put around every picture: print that its edge touches is not found without."""
SURE, SURER = 0.95, 0.05
"""A line below the first confidence is read again, and upside down; that reading wins if it is surer by the second."""
SLIM, AROUND = 0.85, 0.12
"""A line is read in this part of its width, which is quicker and has fewer words wrong, though it loses a degree
sign or a quote now and then (`fusing` keeps those that another view saw); again with this part of its height
added on every side. On 635 lines of 28 labels the first reading alone has 1833 words right and 49 wrong,
against 1827 and 65 of the line as it is found."""
RECOGNISER = "PP-OCRv6_rec_small.onnx"


@dataclass(frozen=True, slots=True)
class _Raw:
    """A line as the network gives it: its letters, of how many columns, and whether it was read upside down."""

    letters: list[Letter]
    columns: int
    over: bool = False

    @property
    def confidence(self) -> float:
        """Mean of its letters': whether this is print at all. Of a word it says too little (see `_word`)."""
        return fmean(letter.confidence for letter in self.letters) if self.letters else 0.0


@dataclass(frozen=True, slots=True)
class _Found:
    """A line in its place, how sure of it, whether it was read upside down, and whether it runs up or down."""

    line: Line
    confidence: float
    over: bool
    tall: bool


class RapidOCREngine:
    """Reads with PP-OCRv6. `least_confidence` 0-1 is of a line: weaker ones are taken for stains and twigs.

    The networks take about 0.2 GB a megapixel: pictures of more than `MOST_PIXELS` are reduced to that, so that
    no picture takes more than about 1 GB. `page.read_page` reads large ones in tiles instead.
    """

    def __init__(self, least_confidence: float = 0.5) -> None:
        self._least = least_confidence
        self._ocr = _load()
        self._recogniser = Recogniser(_models() / RECOGNISER)

    @property
    def name(self) -> str:
        return NAME

    @cached_property
    def version(self) -> str:
        """`3.10.0 PP-OCRv6 small`, and the first twelve digits of the SHA-256 of its networks."""
        networks = hashlib.sha256()
        for path in sorted(_models().glob("*.onnx")):
            networks.update(path.read_bytes())
        return f"{version('rapidocr')} PP-OCRv6 small {networks.hexdigest()[:12]}"

    def read(self, pixels: Pixels) -> Reading:
        ground = canvas(pixels, MOST_PIXELS, MARGIN)
        found = [part for part in self._found(ground) if part.confidence >= self._least]
        level = [part for part in found if not part.tall]
        lines = [*_rows(level, ground, 0), *_rows([part for part in found if part.tall], ground, 1)]
        return Reading(tuple(lines))

    def _found(self, ground: Canvas) -> list[_Found]:
        """Every line of the picture, in no order."""
        picture = np.ascontiguousarray(ground.pixels[:, :, ::-1])
        try:
            _, found = self._ocr.detect_and_crop(picture, {})
        except RapidOCRError:  # its way to say that there is no text
            return []
        assert found.boxes is not None
        read = [(quad, self._surest(picture, quad)) for quad in found.boxes]
        lines = [
            _Found(self._line(ground, quad, raw), raw.confidence, raw.over, tall(quad))
            for quad, raw in read
            if raw.letters
        ]
        return [found for found in lines if found.line.words]

    def _surest(self, picture: Pixels, quad: Quad) -> _Raw:
        """The line as it is read; one that reads badly is read with more around it and upside down too."""
        crop = cut(picture, quad)
        raw = self._recognise(crop, SLIM)
        if raw.confidence >= SURE:
            return raw
        wider = self._recognise(cut(picture, quad, AROUND))
        raw = max(raw, wider, key=lambda line: line.confidence)
        over = self._recognise(crop[::-1, ::-1], over=True)
        return over if over.confidence > raw.confidence + SURER else raw

    def _recognise(self, crop: Pixels, slim: float = 1.0, over: bool = False) -> _Raw:
        told = self._recogniser.probabilities(crop, slim)
        return _Raw(letters(told, self._recogniser.signs), len(told), over)

    def _line(self, ground: Canvas, quad: Quad, raw: _Raw) -> Line:
        reach = _reach(quad, raw.over)
        parts = words(raw.letters)
        found = []
        for word, (start, end) in zip(parts, reaches(parts, raw.columns), strict=True):
            corners = np.concatenate([_between(reach, start), _between(reach, end)])
            box = ground.box(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
            found.append(self._word(word, box))
        return Line(tuple(word for word in found if word.box.area))

    def _word(self, word: list[Letter], box: Box) -> Word:
        """A word is as sure as its least sure letter: on 1,734 words of 28 labels that is the part that
        is right within .04 from .6 on, while of those whose mean is .95 to .98 only .74 are right."""
        confidence = min(letter.confidence for letter in word)
        return Word("".join(letter.sign for letter in word), box, min(1.0, confidence), self.name, self.version)


def _rows(found: Sequence[_Found], ground: Canvas, quarters: int) -> Iterator[Line]:
    """Pieces of one direction as lines in reading order, after `quarters` clockwise quarter turns of the picture;
    after half a turn more if most of them stand upside down."""
    upside_down = sum(len(part.line.text) * (1 if part.over else -1) for part in found) > 0
    turns = quarters + 2 * upside_down
    wide, high = ground.size
    boxes = [turned(part.line.box, turns) for part in found]
    for block in reading_order(boxes, high / wide if quarters else wide / high):
        for row in block:
            yield Line(tuple(word for i in row for word in found[i].line.words))


def _models() -> Path:
    import rapidocr

    return Path(rapidocr.__file__).with_name("models")


def _load() -> RapidOCR:
    """The networks of the wheel; they are named, so that nothing is ever fetched."""
    models = _models()
    params = {
        "Global.log_level": "critical",
        "Global.return_word_box": True,
        "Global.use_preprocess_img": False,  # no shrinking to 2000 pixels; `canvas` sees to the rest
        "Global.use_vertical_padding": False,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
        "Rec.model_path": str(models / RECOGNISER),
        "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
    }
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    try:
        return RapidOCR(params=params)
    except (OSError, ValueError) as problem:
        raise CuratorError(
            f"RapidOCR cannot be loaded: {problem}", "Install it again: pip install --force-reinstall rapidocr"
        ) from problem


def _reach(quad: Quad, upside_down: bool) -> tuple[Quad, Quad]:
    """The two short edges of a line, each of shape (2, 2): where its text begins and where it ends."""
    upper_left, upper_right, lower_right, lower_left = quad
    begin, end = np.stack([upper_left, lower_left]), np.stack([upper_right, lower_right])
    if tall(quad):
        begin, end = np.stack([upper_left, upper_right]), np.stack([lower_left, lower_right])
    return (end, begin) if upside_down else (begin, end)


def _between(reach: tuple[Quad, Quad], at: float) -> Quad:
    begin, end = reach
    return (begin + at * (end - begin)).astype(np.float32)
