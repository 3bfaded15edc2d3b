"""A reading's words packed beside its text: 15 bytes a word, and the text says what they are.

For each word in the order of the text, little endian: x, y, width, height and confidence as fractions of
65535 (on an image of 10,000 pixels that is finer than a sixth of one), the number of its characters, and flags.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from curatorbench.domain.box import Box
from curatorbench.domain.reading import Line, Reading, Word

_WORD = struct.Struct("<5HIB")
_FULL = 65535
_FIRST_OF_LINE, _EMPTY_LINE, _HANDWRITTEN = 1, 2, 4
_BEGINS = _FIRST_OF_LINE | _EMPTY_LINE
_NO_WORD = _WORD.pack(0, 0, 0, 0, 0, 0, _EMPTY_LINE)


def pack(reading: Reading) -> bytes:
    """The places and confidences of all words; with `reading.text` it holds all of a reading but its engine."""
    return b"".join(_packed(reading))


def unpack(text: str, packed: bytes, engine: str, version: str) -> Reading:
    """The reading again; boxes and confidences to within 1/131070."""
    lines: list[list[Word]] = []
    at = 0
    for *places, confidence, length, flags in _WORD.iter_unpack(packed):
        if flags & _BEGINS:
            lines.append([])
        if flags != _EMPTY_LINE:
            box, by_hand = Box(*(place / _FULL for place in places)), bool(flags & _HANDWRITTEN)
            lines[-1].append(Word(text[at : at + length], box, confidence / _FULL, engine, version, by_hand))
        at += length + 1
    return Reading(tuple(Line(tuple(line)) for line in lines))


def count(packed: bytes) -> int:
    """How many words there are."""
    return sum(1 for fields in _WORD.iter_unpack(packed) if fields[-1] != _EMPTY_LINE)


def _packed(reading: Reading) -> Iterator[bytes]:
    for line in reading.lines:
        if not line.words:
            yield _NO_WORD
        for position, word in enumerate(line.words):
            box = word.box
            places = (_part(value) for value in (box.x, box.y, box.width, box.height, word.confidence))
            flags = (0 if position else _FIRST_OF_LINE) | (_HANDWRITTEN if word.handwritten else 0)
            yield _WORD.pack(*places, len(word.text), flags)


def _part(fraction: float) -> int:
    return round(min(1.0, max(0.0, fraction)) * _FULL)
