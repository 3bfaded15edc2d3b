"""Whether a JPEG decoder comes to the last bytes of a stretch of coded data: found by changing them."""

from __future__ import annotations

import hashlib
import io
import os
import random
from typing import BinaryIO

from PIL import Image

from curatorbench.imaging.faults import FAULTS
from curatorbench.imaging.limits import check_pixels

_MANY = 256  # bytes that are changed; so many are never without effect on a picture if they are read


def is_unread(file: BinaryIO, start: int, end: int) -> bool:
    """Whether other bytes before `end` (and behind the middle of `start` to `end`) make no other picture.

    Decodes twice: for the few files of which nothing else tells. Raises BadInput for a picture that is too large.
    """
    count = min(_MANY, (end - start) // 2)
    noise = random.Random(0)  # noqa: S311 - a pattern
    other = bytes(noise.randrange(1, 255) for _ in range(count))
    before = _picture(_Changed(file, end, b""))
    return before is not None and before == _picture(_Changed(file, end - count, other))


def _picture(source: io.RawIOBase) -> bytes | None:
    """A digest of the pixels, None if there are none."""
    try:
        with Image.open(source, formats=("JPEG",)) as image:  # type: ignore[arg-type]
            check_pixels(*image.size, source.seek(0, os.SEEK_END))
            image.load()
            return hashlib.sha256(image.tobytes()).digest()
    except FAULTS:
        return None


class _Changed(io.RawIOBase):
    """`file` read as if `new` stood at `place`."""

    def __init__(self, file: BinaryIO, place: int, new: bytes) -> None:
        self._file, self._place, self._new, self._at = file, place, new, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence)
        self._at = self._file.seek(0, os.SEEK_END) + offset if base is None else base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        self._file.seek(self._at)
        found = bytearray(self._file.read(-1 if size is None else size))
        start, end = self._place - self._at, self._place + len(self._new) - self._at
        low, high = max(start, 0), min(end, len(found))
        if low < high:
            found[low:high] = self._new[low - start : high - start]
        self._at += len(found)
        return bytes(found)
