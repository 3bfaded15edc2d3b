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
_JPEG_AT, _JPEG_LENGTH, _DNG_VERSION = 513, 514, 50706
_WANTED = frozenset(
    (_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC, _OFFSETS, _ORIENTATION, _LENGTHS, _SUB_DIRECTORIES)
) | {_JPEG_AT, _JPEG_LENGTH, _DNG_VERSION}
_CODES = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_SENSOR = (32803, 34892)  # colour filter array, linear raw
_JPEG = (6, 7)
_HINT = "Ask for the file again, or save it anew as TIFF or JPEG with another program."

Values = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Directory:
    """One picture of the file, as its directory describes it."""

    values: Values

    def first(self, tag: int, otherwise: int = 0) -> int:
        found = self.values.get(tag, ())
        return found[0] if found else otherwise

    @property
    def size(self) -> tuple[int, int]:
        return self.first(_WIDTH), self.first(_HEIGHT)

    @property
    def orientation(self) -> int:
        return self.first(_ORIENTATION, 1)

    @property
    def is_sensor_data(self) -> bool:
        return self.first(_PHOTOMETRIC) in _SENSOR

    @property
    def jpeg(self) -> tuple[int, int] | None:
        """(offset, length) of a JPEG that shows the picture, None if there is no such."""
        if self.is_sensor_data:
            return None
        if _JPEG_AT in self.values and _JPEG_LENGTH in self.values:
            return self.first(_JPEG_AT), self.first(_JPEG_LENGTH)
        if self.first(_COMPRESSION) in _JPEG and len(self.values.get(_OFFSETS, ())) == 1:
            return self.first(_OFFSETS), self.first(_LENGTHS)
        return None


@dataclass(frozen=True, slots=True)
class Directories:
    """All pictures of the file, the main chain first, each followed by its sub-directories."""

    all: tuple[Directory, ...]

    @property
    def is_raw(self) -> bool:
        """Whether a camera's sensor data is inside (DNG and its relatives)."""
        return any(d.is_sensor_data or _DNG_VERSION in d.values for d in self.all)

    @property
    def previews(self) -> list[tuple[int, int]]:
        """(offset, length) of the embedded JPEGs, the longest first."""
        found = {d.jpeg for d in self.all if d.jpeg is not None}
        return sorted(found, key=lambda place: -place[1])


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
        values, following = _directory(file, layout, at)
        found.append(Directory(values))
        waiting = [*values.get(_SUB_DIRECTORIES, ())[:MAX_DIRECTORIES], *waiting, following]
    if not found:
        raise BadInput("The TIFF has no picture in it.", _HINT)
    return Directories(tuple(found))


@dataclass(frozen=True, slots=True)
class _Layout:
    order: str
    big: bool

    @property
    def word(self) -> str:
        return self.order + ("Q" if self.big else "I")

    @property
    def word_size(self) -> int:
        return 8 if self.big else 4


def _header(file: BinaryIO) -> tuple[_Layout, int]:
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2], "")
    if not order or len(head) < 8:
        raise BadInput("The file is no TIFF.", _HINT)
    version = struct.unpack(order + "H", head[2:4])[0]
    layout = _Layout(order, version == 43)
    at = 8 if layout.big else 4
    if len(head) < at + layout.word_size:
        raise BadInput("The TIFF ends inside its header.", _HINT)
    return layout, struct.unpack_from(layout.word, head, at)[0]


def _directory(file: BinaryIO, layout: _Layout, at: int) -> tuple[Values, int]:
    """The wanted values of the directory at `at`, and where the next one is (0: none)."""
    count = _read(file, layout.order + ("Q" if layout.big else "H"), at)[0]
    if count > MAX_ENTRIES:
        raise BadInput(f"The TIFF has {count} tags on one picture, more than any scanner writes.", _HINT)
    start = at + (8 if layout.big else 2)
    step = 20 if layout.big else 12
    file.seek(start)
    block = file.read(count * step + layout.word_size)
    values = dict(_wanted(file, layout, block[: count * step], step))
    rest = block[count * step :]
    return values, struct.unpack(layout.word, rest)[0] if len(rest) == layout.word_size else 0


def _wanted(file: BinaryIO, layout: _Layout, block: bytes, step: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    for at in range(0, len(block) - step + 1, step):
        tag, kind = struct.unpack_from(layout.order + "HH", block, at)
        count = struct.unpack_from(layout.word, block, at + 4)[0]
        code = _CODES.get(kind, "")
        if tag in _WANTED and code and 0 < count <= MAX_VALUES:
            yield tag, _values(file, layout, f"{layout.order}{count}{code}", block, at + 4 + layout.word_size)


def _values(file: BinaryIO, layout: _Layout, form: str, block: bytes, at: int) -> tuple[int, ...]:
    """Short values stand in the entry itself, longer ones where it points."""
    if struct.calcsize(form) <= layout.word_size:
        return struct.unpack_from(form, block, at)
    return _read(file, form, struct.unpack_from(layout.word, block, at)[0])


def _read(file: BinaryIO, form: str, at: int) -> tuple[int, ...]:
    file.seek(min(at, 2**62))
    found = file.read(struct.calcsize(form))
    if len(found) < struct.calcsize(form):
        raise BadInput("The TIFF is cut short: part of its description is missing.", _HINT)
    return struct.unpack(form, found)
