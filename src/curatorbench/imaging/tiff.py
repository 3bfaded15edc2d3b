"""A bounded look at the directories of a TIFF file, before any decoder is let near it.

Reads only headers and short values, so that a file which lies about its size costs nothing.
TIFF 6.0 (Adobe 1992) and DNG 1.7 (Adobe 2023) name the tags. BigTIFF (version 43) is read too.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from curatorbench.domain.errors import BadInput

MAX_DIRECTORIES = 64
MAX_ENTRIES = 1024
MAX_VALUES = 65_536

_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC = 256, 257, 259, 262
_OFFSETS, _ORIENTATION, _LENGTHS, _SUB_DIRECTORIES = 273, 274, 279, 330
_BITS, _SAMPLES, _ROWS, _PLANAR = 258, 277, 278, 284
_TILE_WIDTH, _TILE_HEIGHT, _TILES, _TILE_LENGTHS = 322, 323, 324, 325
_DATE, _JPEG_TABLES, _JPEG_AT, _JPEG_LENGTH = 306, 347, 513, 514
_DNG_VERSION = 50706
_WANTED = frozenset(
    (_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC, _OFFSETS, _ORIENTATION, _LENGTHS, _SUB_DIRECTORIES)
) | {
    _BITS,
    _SAMPLES,
    _ROWS,
    _PLANAR,
    _TILE_WIDTH,
    _TILE_HEIGHT,
    _TILES,
    _TILE_LENGTHS,
    _DATE,
    _JPEG_TABLES,
    _JPEG_AT,
    _JPEG_LENGTH,
    _DNG_VERSION,
}
_CODES = {1: "B", 2: "B", 3: "H", 4: "I", 7: "B", 13: "I", 16: "Q", 18: "Q"}
_MOSAIC, _LINEAR = 32803, 34892  # colour filter array, linear raw
_SUBSAMPLED = 6  # YCbCr
_JPEG = (6, 7)
_HINT = "Ask for the file again, or save it anew as TIFF or JPEG with another program."

Values = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Directory:
    """One picture of the file, as its directory describes it."""

    values: Values
    at: int
    places: dict[int, tuple[int, str]]  # of values in the entry itself: the offset and the struct code

    def first(self, tag: int, otherwise: int = 0) -> int:
        found = self.values.get(tag, ())
        return found[0] if found else otherwise

    @property
    def size(self) -> tuple[int, int]:
        return self.first(_WIDTH), self.first(_HEIGHT)

    @property
    def orientation(self) -> int:
        """1 to 8; 0 if the directory does not say."""
        return self.first(_ORIENTATION)

    @property
    def date(self) -> str:
        """As written ("2026:02:03 10:11:12" if by the rules); empty if there is none."""
        return bytes(self.values.get(_DATE, ())[:20]).decode("ascii", "replace").strip("\0 ")

    @property
    def ends_at(self) -> int:
        """Where the last byte of its picture is said to be, and one: a shorter file is cut."""
        pairs = ((_OFFSETS, _LENGTHS), (_TILES, _TILE_LENGTHS))
        parts = [zip(self.values.get(at, ()), self.values.get(of, ()), strict=False) for at, of in pairs]
        return max((offset + length for part in parts for offset, length in part), default=0)

    @property
    def compression(self) -> int:
        return self.first(_COMPRESSION, 1)

    @property
    def bits(self) -> int:
        """Of a sample; of the first, if they differ."""
        return self.first(_BITS, 1)

    @property
    def samples(self) -> int:
        return self.first(_SAMPLES, 1)

    @property
    def is_planar(self) -> bool:
        """Whether each colour stands for itself."""
        return self.first(_PLANAR, 1) == 2

    @property
    def part_size(self) -> tuple[int, int]:
        """(width, height) of a tile, or of a strip that is no last one."""
        wide, high = self.size
        if _TILES in self.values:
            return self.first(_TILE_WIDTH, wide), self.first(_TILE_HEIGHT, high)
        return wide, min(self.first(_ROWS, high), high)

    @property
    def parts(self) -> list[tuple[int, int]]:
        """(offset, length in bytes) of the strips or tiles; of uncompressed ones no more than their pixels take, for
        some programs write more."""
        is_tiled = _TILES in self.values
        offsets = self.values.get(_TILES if is_tiled else _OFFSETS, ())
        said = self.values.get(_TILE_LENGTHS if is_tiled else _LENGTHS, ())
        if self.compression == 1 and self.first(_PHOTOMETRIC) != _SUBSAMPLED:
            wide, high = self.part_size
            row = -(-wide * self.bits * (1 if self.is_planar else self.samples) // 8)
            full = [row * rows for rows in self._rows(len(offsets), high, is_tiled=is_tiled)]
            said = tuple(map(min, said, full)) if len(said) == len(offsets) else tuple(full)
        return list(zip(offsets, said, strict=False))

    def _rows(self, count: int, high: int, *, is_tiled: bool) -> Iterator[int]:
        """The rows of each of `count` parts: a plane's last strip may have fewer."""
        each = -(-self.size[1] // high) if high else 0
        for number in range(count):
            is_last = not is_tiled and each and number % each == each - 1
            yield self.size[1] - (each - 1) * high if is_last else high

    @property
    def needs(self) -> int:
        """How long the file has to be, in bytes, for its pixels to be in it."""
        return max((offset + length for offset, length in self.parts), default=0)

    @property
    def is_sensor_data(self) -> bool:
        return self.first(_PHOTOMETRIC) in (_MOSAIC, _LINEAR)

    @property
    def jpeg(self) -> tuple[int, int] | None:
        """(offset, length) of a JPEG that shows the picture, None if there is no such."""
        if self.is_sensor_data or _JPEG_TABLES in self.values:  # with its tables apart it is no whole JPEG
            return None
        if _JPEG_AT in self.values and _JPEG_LENGTH in self.values:
            return self.first(_JPEG_AT), self.first(_JPEG_LENGTH)
        if self.first(_COMPRESSION) in _JPEG and len(self.values.get(_OFFSETS, ())) == 1:
            return self.first(_OFFSETS), self.first(_LENGTHS)
        return None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file writes its numbers."""

    order: str
    big: bool

    @property
    def word(self) -> str:
        return self.order + ("Q" if self.big else "I")

    @property
    def word_size(self) -> int:
        return 8 if self.big else 4

    @property
    def start_at(self) -> int:
        """Where the header names the place of the first directory."""
        return 8 if self.big else 4


@dataclass(frozen=True, slots=True)
class Directories:
    """All pictures of the file, the main chain first, each followed by its sub-directories."""

    all: tuple[Directory, ...]
    layout: Layout

    @property
    def is_raw(self) -> bool:
        """Whether a camera's sensor data is inside (DNG and its relatives)."""
        return self.is_dng or any(d.is_sensor_data for d in self.all)

    @property
    def is_dng(self) -> bool:
        return any(_DNG_VERSION in d.values for d in self.all)

    def patches(self, directory: Directory) -> dict[int, bytes]:
        """What to read in place of the file's own bytes, by offset, to see `directory` as its only plain picture.

        The header points to it, and it does not ask to be turned.
        """
        found = {self.layout.start_at: struct.pack(self.layout.word, directory.at)}
        if _ORIENTATION in directory.places:
            at, code = directory.places[_ORIENTATION]
            found[at] = struct.pack(self.layout.order + code, 1)
        return found


def directories(file: BinaryIO) -> Directories:
    """Raises BadInput for what is no TIFF, goes in circles, or has more than any scanner writes."""
    size = os.fstat(file.fileno()).st_size
    layout, start = _header(file)
    waiting, seen, found = [start], set[int](), []
    while waiting:
        at = waiting.pop(0)
        if not 0 < at < size or at in seen:
            continue
        seen.add(at)
        if len(seen) > MAX_DIRECTORIES:
            raise BadInput(f"The TIFF has more than {MAX_DIRECTORIES} pictures in it.", "Save one picture a file.")
        directory, following = _directory(file, layout, at)
        found.append(directory)
        waiting = [*directory.values.get(_SUB_DIRECTORIES, ())[:MAX_DIRECTORIES], *waiting, following]
    if not found:
        raise BadInput("The TIFF has no picture in it.", _HINT)
    return Directories(tuple(found), layout)


def _header(file: BinaryIO) -> tuple[Layout, int]:
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2], "")
    if not order or len(head) < 8:
        raise BadInput("The file is no TIFF.", _HINT)
    version = struct.unpack(order + "H", head[2:4])[0]
    layout = Layout(order, version == 43)
    at = layout.start_at
    if len(head) < at + layout.word_size:
        raise BadInput("The TIFF ends inside its header.", _HINT)
    return layout, struct.unpack_from(layout.word, head, at)[0]


def _directory(file: BinaryIO, layout: Layout, at: int) -> tuple[Directory, int]:
    """The directory at `at`, and where the next one is (0: none)."""
    count = _read(file, layout.order + ("Q" if layout.big else "H"), at)[0]
    if count > MAX_ENTRIES:
        raise BadInput(f"The TIFF has {count} tags on one picture, more than any scanner writes.", _HINT)
    start = at + (8 if layout.big else 2)
    step = 20 if layout.big else 12
    file.seek(start)
    block = file.read(count * step + layout.word_size)
    entries = list(_entries(layout, block[: count * step], step))
    values = {e.tag: _values(file, layout, e, block) for e in entries}
    places = {e.tag: (start + e.value_at, e.code) for e in entries if e.count == 1 and e.code != "Q"}
    rest = block[count * step :]
    following = struct.unpack(layout.word, rest)[0] if len(rest) == layout.word_size else 0
    return Directory(values, at, places), following


@dataclass(frozen=True, slots=True)
class _Entry:
    tag: int
    code: str
    count: int
    value_at: int


def _entries(layout: Layout, block: bytes, step: int) -> Iterator[_Entry]:
    """The entries that are wanted and of a believable length."""
    for at in range(0, len(block) - step + 1, step):
        tag, kind = struct.unpack_from(layout.order + "HH", block, at)
        count = struct.unpack_from(layout.word, block, at + 4)[0]
        code = _CODES.get(kind, "")
        if tag in _WANTED and code and 0 < count <= MAX_VALUES:
            yield _Entry(tag, code, count, at + 4 + layout.word_size)


def _values(file: BinaryIO, layout: Layout, entry: _Entry, block: bytes) -> tuple[int, ...]:
    """Short values stand in the entry itself, longer ones where it points."""
    form = f"{layout.order}{entry.count}{entry.code}"
    if struct.calcsize(form) <= layout.word_size:
        return struct.unpack_from(form, block, entry.value_at)
    return _read(file, form, struct.unpack_from(layout.word, block, entry.value_at)[0])


def _read(file: BinaryIO, form: str, at: int) -> tuple[int, ...]:
    file.seek(min(at, 2**62))
    found = file.read(struct.calcsize(form))
    if len(found) < struct.calcsize(form):
        raise BadInput("The TIFF is cut short: part of its description is missing.", _HINT)
    return struct.unpack(form, found)
