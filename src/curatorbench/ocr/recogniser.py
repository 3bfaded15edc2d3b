"""PP-OCR's recognition network: a line of print in, the probability of every sign in every column out."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from curatorbench.ocr.port import Pixels

HEIGHT = 48
"""Of a line as the network takes it, in pixels."""
NARROWEST, WIDEST = 48, 3200
"""Bounds of a line's width in pixels after it was brought to `HEIGHT`; longer ones are squeezed."""

BLANK = ""
"""What the network says in a column in which no sign begins."""
LETTERS = range(0x180)
"""Latin letters to the end of Unicode's *Latin Extended-A*: every European language's."""
SIGNS = frozenset("‘’“”„–—…•†‡‰′″×±÷°♂♀☿⚥ßµαβγδφ√≈≤≥½¼¾№™−")
OTHERS = {"。": ".", "、": ",", "〇": "O", "○": "°", "ƒ": "f", "−": "-", "～": "~", "〜": "~", "﹥": ">"}

Probabilities = NDArray[np.float32]
"""Shape (columns, signs), 0-1."""


class Recogniser:
    """One network and the signs that it may answer with.

    Labels are written in Latin letters, and the network knows 18,000 signs: those of other scripts are left out, so
    that the likeliest Latin sign is read where it would say a Chinese one; wide forms count for their narrow twins.
    """

    def __init__(self, network: Path) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session = InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._columns, self._starts, self.signs = _alphabet([BLANK, *known, " "])

    def probabilities(self, line: Pixels, slim: float = 1.0) -> Probabilities:
        """Of the `signs`, in every column of an upright line of shape (height, width, 3), BGR, made `slim` as wide."""
        told = self._session.run(None, {self._input: _as_input(line, slim)})[0][0]
        folded: Probabilities = np.add.reduceat(told[:, self._columns], self._starts, axis=1)
        return folded


def _as_input(line: Pixels, slim: float) -> NDArray[np.float32]:
    wide = min(WIDEST, max(NARROWEST, round(line.shape[1] * slim * HEIGHT / line.shape[0])))
    small = cv2.resize(np.ascontiguousarray(line), (wide, HEIGHT))
    return np.ascontiguousarray((small.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[np.newaxis])


def _alphabet(known: list[str]) -> tuple[NDArray[np.intp], NDArray[np.intp], list[str]]:
    """The network's columns to keep, in groups of one meaning; where each group begins; each group's sign."""
    columns: dict[str, list[int]] = {BLANK: [0]}
    for column, sign in enumerate(known[1:], start=1):
        if meaning := _latin(sign):
            columns.setdefault(meaning, []).append(column)
    sizes = [len(group) for group in columns.values()]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
    return np.array([c for group in columns.values() for c in group], dtype=np.intp), starts, list(columns)


def _latin(sign: str) -> str:
    """What a sign means on a label in Latin letters; empty for one of another script."""
    if sign in OTHERS or sign in SIGNS or sign == " ":
        return OTHERS.get(sign, sign)
    plain = sign if len(sign) == 1 and ord(sign) in LETTERS else unicodedata.normalize("NFKC", sign)
    return (
        plain
        if plain and all(ord(letter) in LETTERS and letter.isprintable() for letter in plain) and plain != " "
        else ""
    )
