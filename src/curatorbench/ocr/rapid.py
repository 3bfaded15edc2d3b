"""RapidOCR: PaddleOCR's PP-OCRv6 networks, which its wheel carries as ONNX files, run by onnxruntime on the CPU.

`RapidOCR.__call__` is not used: its word boxes carry the confidences of other letters (one confidence
a letter is zipped with one box a word), split words at wide letters and forget lines that were turned
over. Its stages are, and words are cut here at the spaces of the line.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR
from rapidocr.main import RapidOCRError

from curatorbench.domain.box import Box
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.canvas import Canvas, canvas
from curatorbench.ocr.columns import spans
from curatorbench.ocr.layout import reading_order
from curatorbench.ocr.port import Pixels
from curatorbench.ocr.windows import turned

NAME = "rapidocr"
TALL = 1.5
"""A line this many times higher than wide is read top down (`rapidocr.utils.process_img`)."""

MOST_PIXELS = 4_000_000
SURE, SURER = 0.93, 0.05
"""A line below the first confidence is tried upside down; that reading wins if it is surer by the second."""

Quad = NDArray[np.float32]
"""Corners of a line, shape (4, 2) in pixels: upper left, upper right, lower right, lower left."""

# Labels are Latin; the network also knows the wide forms of East Asian print.
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E}


@dataclass(frozen=True, slots=True)
class _Raw:
    """A line as the network gives it: its text, mean confidence, columns of its letters, read upside down or not."""

    text: str
    confidence: float
    info: Any
    over: bool


class RapidOCREngine:
    """Reads with PP-OCRv6. `least_confidence` 0-1 is of a line: weaker ones are taken for stains and twigs.

    The networks take about 0.2 GB a megapixel: pictures of more than `MOST_PIXELS` are reduced to that, so that
    no picture takes more than about 1 GB. `page.read_page` reads large ones in tiles instead.
    """

    def __init__(self, least_confidence: float = 0.5) -> None:
        self._least = least_confidence
        self._ocr = _load()

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
        ground = canvas(pixels, MOST_PIXELS)
        found = [(line, over) for line, over in self._lines(ground) if line.confidence >= self._least]
        lines = [line for line, _ in found]
        boxes = [line.box for line in lines]
        if sum(len(line.text) * (1 if over else -1) for line, over in found) > 0:
            boxes = [turned(box, 2) for box in boxes]
        wide, high = ground.size
        rows = (row for block in reading_order(boxes, wide / high) for row in block)
        return Reading(tuple(Line(tuple(word for i in row for word in lines[i].words)) for row in rows))

    def _lines(self, ground: Canvas) -> list[tuple[Line, bool]]:
        """Every line that was found, in no order, and whether it stands upside down."""
        try:
            crops, found = self._ocr.detect_and_crop(np.ascontiguousarray(ground.pixels[:, :, ::-1]), {})
        except RapidOCRError:  # its way to say that there is no text
            return []
        assert found.boxes is not None
        read = zip(found.boxes, self._either_way(crops), strict=True)
        lines = [(self._line(ground, quad, raw), raw.over) for quad, raw in read]
        return [(line, over) for line, over in lines if line.words]

    def _either_way(self, crops: list[Quad]) -> list[_Raw]:
        """Every line as it is read; one that reads badly is read upside down too and the surer reading kept."""
        lines = self._recognise(crops, over=False)
        doubtful = [i for i, line in enumerate(lines) if line.confidence < SURE]
        for i, line in zip(doubtful, self._recognise([crops[i][::-1, ::-1] for i in doubtful], over=True), strict=True):
            if line.confidence > lines[i].confidence + SURER:
                lines[i] = line
        return lines

    def _recognise(self, crops: list[Quad], over: bool) -> list[_Raw]:
        if not crops:
            return []
        read = self._ocr.recognize_txt(crops)
        assert read.txts is not None
        parts = zip(read.txts, read.scores, read.word_results, strict=True)
        return [_Raw(text, float(score), info, over) for text, score, info in parts]

    def _line(self, ground: Canvas, quad: Quad, raw: _Raw) -> Line:
        reach = _reach(quad, raw.over)
        words = []
        for start, end, chars in spans(raw.text, raw.info):
            corners = np.concatenate([_between(reach, start), _between(reach, end)])
            box = ground.box(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
            words.append(self._word(raw.text[chars].translate(NARROW), box, raw.info.confs[chars]))
        return Line(tuple(word for word in words if word.box.area))

    def _word(self, text: str, box: Box, confidences: list[float]) -> Word:
        return Word(text, box, sum(confidences) / len(confidences), self.name, self.version)


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
        "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
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
    if _side(upper_left, lower_left, upper_right, lower_right) >= TALL * _side(
        upper_left, upper_right, lower_left, lower_right
    ):
        begin, end = np.stack([upper_left, upper_right]), np.stack([lower_left, lower_right])
    return (end, begin) if upside_down else (begin, end)


def _side(a: Quad, b: Quad, c: Quad, d: Quad) -> int:
    """The longer one of two sides in whole pixels, as RapidOCR measures them."""
    return int(max(np.linalg.norm(a - b), np.linalg.norm(c - d)))


def _between(reach: tuple[Quad, Quad], at: float) -> Quad:
    begin, end = reach
    return (begin + at * (end - begin)).astype(np.float32)
