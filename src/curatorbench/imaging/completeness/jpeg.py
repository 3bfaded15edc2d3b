"""JPEG (ITU-T T.81): its end is marked, and where zeros stand in its coded data they can mostly mean nothing.

The code of zeros only stands for the first symbol of a Huffman table (T.81, C). In a photograph's tables that is no
"end of block": long zeros would be block after block in which every one of 63 coefficients is -1, which no picture
has. In tables made for one picture it may be, and zeros may be a plain area (and are, of a white sheet). Then the
decoder is asked: of data with a hole it reads too many blocks, and comes to the last one before it came to the end.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import BinaryIO

from curatorbench.imaging.completeness.sentences import cut, hollow
from curatorbench.imaging.completeness.unread import is_unread

_ZEROS = bytes(256)  # 2048 bits: many blocks, and more than libjpeg ever writes as they are (1000, in refinement)
_AT_ONCE = 1 << 20
_HEAD = 1 << 12  # mostly the next marker stands right there
_MARKER = re.compile(rb"\xff+[\x01-\xfe]")
_END, _SCAN, _TABLES = 0xD9, 0xDA, 0xC4
_RESTARTS = range(0xD0, 0xD8)
_ALONE = (0x01, 0xD8, *_RESTARTS)  # markers without content
_FRAMES = frozenset(range(0xC0, 0xD0)) - {_TABLES, 0xC8, 0xCC}
_HUFFMAN, _PROGRESSIVE = (0xC0, 0xC1), 0xC2


class _Zeros(Enum):
    """What long zeros in a scan can mean."""

    NOTHING = auto()
    PLAIN = auto()  # a plain area
    ANYTHING = auto()  # it is not known


@dataclass(slots=True)
class _Header:
    """What was said before a scan: its frame's kind, and the symbol that zeros stand for by (class, table)."""

    frame: int = 0
    zero: dict[tuple[int, int], int] = field(default_factory=dict)

    def note(self, marker: int, content: bytes) -> None:
        if marker in _FRAMES:
            self.frame = marker
        elif marker == _TABLES:
            self.zero.update(_first_symbols(content))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Coded data from `start` to `end`, where `marker` stands (None: the file ends), up to `after`; `zeros_at`: of the
    first long zeros in it."""

    start: int
    end: int
    after: int
    marker: int | None
    zeros_at: int | None


def check(file: BinaryIO, size: int) -> None:
    """Raises BadInput where the end is missing, or zeros stand for what was never written.

    Zeros in a plain area that the decoder reads to the end are a picture like any other. So are those in arithmetic
    or lossless coding, of which nothing is known, and where a progressive scan refines what it has: there they may be
    anything, and take little from the picture. What follows the end is not looked at.
    """
    header, at, scans = _Header(), 2, 0
    while True:
        at, marker = _next_marker(file, at, size)
        if marker == _END and scans:
            return
        if marker in _ALONE or marker == _END:
            continue
        content = _segment(file, at, size)
        header.note(marker, content)
        at += 2 + len(content)
        if marker == _SCAN:
            scans += 1
            at = _check_scan(file, at, size, _zeros_in(header, content))


def _check_scan(file: BinaryIO, at: int, size: int, zeros: _Zeros) -> int:
    """Where the marker behind the scan is."""
    for piece in _pieces(file, at):
        if piece.marker is None:
            raise cut(size, "the mark that ends a JPEG")
        at = piece.end
        if piece.zeros_at is None or zeros is _Zeros.ANYTHING:
            continue
        if zeros is _Zeros.NOTHING or is_unread(file, piece.start, piece.end):
            raise hollow(piece.zeros_at)
    return at


def _pieces(file: BinaryIO, at: int, at_once: int = _AT_ONCE) -> Iterator[_Piece]:
    """The scan that begins at `at`, parted by its restart markers, which the decoder starts anew at."""
    begin, zeros = at, None
    while True:
        file.seek(at)
        block, done = file.read(at_once), 0
        for found in _MARKER.finditer(block):
            zeros = _first(zeros, at, block.find(_ZEROS, done, found.start()))
            yield _Piece(begin, at + found.start(), at + found.end(), found[0][-1], zeros)
            if found[0][-1] not in _RESTARTS:
                return
            done, zeros = found.end(), None
            begin = at + done
        zeros = _first(zeros, at, block.find(_ZEROS, done))
        if len(block) < at_once:
            yield _Piece(begin, at + len(block), at + len(block), None, zeros)
            return
        at += max(done, at_once - len(_ZEROS))  # a marker, or zeros, may be parted by the end of the block


def _first(before: int | None, at: int, found: int) -> int | None:
    return before if before is not None or found < 0 else at + found


def _next_marker(file: BinaryIO, at: int, size: int) -> tuple[int, int]:
    """The place behind the next marker, and the marker; decoders pass over what stands between."""
    piece = next(_pieces(file, at, _HEAD))
    if piece.marker is None:
        raise cut(size, "the picture's data")
    if piece.zeros_at is not None:
        raise hollow(piece.zeros_at)
    return piece.after, piece.marker


def _segment(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at)
    length = int.from_bytes(file.read(2), "big")
    if at + max(length, 2) > size:
        raise cut(size, "the picture's data")
    return file.read(max(length - 2, 0))


def _first_symbols(content: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """Of each Huffman table the symbol whose code is zeros (T.81, B.2.4.2 and C.2)."""
    at = 0
    while at + 17 <= len(content):
        count = sum(content[at + 1 : at + 17])
        if count and at + 17 < len(content):
            yield (content[at] >> 4, content[at] & 15), content[at + 17]
        at += 17 + count


def _zeros_in(header: _Header, scan: bytes) -> _Zeros:
    """What zeros can mean in a scan (T.81, B.2.3 and G)."""
    count = scan[0] if scan else 0
    if header.frame not in (*_HUFFMAN, _PROGRESSIVE) or not count or len(scan) < 4 + 2 * count:
        return _Zeros.ANYTHING
    first, last, bits = struct.unpack_from("BBB", scan, 1 + 2 * count)
    is_refined = header.frame == _PROGRESSIVE and bits >> 4 > 0
    if is_refined and first == 0:
        return _Zeros.ANYTHING  # bits as they are, without a code
    tables = [(scan[2 + 2 * n] >> 4, scan[2 + 2 * n] & 15) for n in range(count)]
    if not all(_is_plain(header, None if first else dc, ac if last else None) for dc, ac in tables):
        return _Zeros.NOTHING
    return _Zeros.ANYTHING if is_refined else _Zeros.PLAIN


def _is_plain(header: _Header, dc: int | None, ac: int | None) -> bool:
    """Whether zeros leave a component as it was: no difference, then the end of the block (or of a run of them)."""
    difference = 0 if dc is None else header.zero.get((0, dc), 0)
    coefficients = 0 if ac is None else header.zero.get((1, ac), 0)
    return difference == 0 and coefficients & 15 == 0 and coefficients != 0xF0
