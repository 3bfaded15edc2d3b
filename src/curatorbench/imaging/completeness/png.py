"""PNG (W3C, third edition, 5.3): every chunk says how long it is and bears a checksum, so nothing has to be guessed."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.completeness.sentences import cut
from curatorbench.imaging.limits import AGAIN_HINT

_SIGNATURE = 8  # bytes
_AT_ONCE = 1 << 20
_CRITICAL = (b"IHDR", b"PLTE", b"IDAT", b"IEND")


def check(file: BinaryIO, size: int) -> None:
    """Raises BadInput where the end is missing or the pixels are not those that were written.

    Notes and times are not looked at, nor is what follows the end.
    """
    at = _SIGNATURE
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            raise cut(size, "the mark that ends a PNG")
        length, kind = struct.unpack(">I4s", head)
        if at + 12 + length > size:
            raise cut(size, "the end of the picture")
        if kind in _CRITICAL and not _is_sound(file, kind, length):
            raise BadInput(f"The picture is damaged: its part at byte {at} is not as it was written.", AGAIN_HINT)
        if kind == b"IEND":
            return
        at += 12 + length


def _is_sound(file: BinaryIO, kind: bytes, length: int) -> bool:
    found = zlib.crc32(kind)
    while length and (block := file.read(min(length, _AT_ONCE))):
        found = zlib.crc32(block, found)
        length -= len(block)
    return file.read(4) == struct.pack(">I", found)
