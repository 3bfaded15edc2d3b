"""IPTC's older block (IIM 4.2), which some programs read and no other: short fields in a Photoshop resource."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from curatorbench.imaging.metadata.caption import Caption, one_line

_UTF8 = b"\x1b%G"


def iim(caption: Caption) -> bytes:
    """The data sets, in UTF-8; what is longer than its field is cut between characters."""
    fields = [(1, 90, _UTF8), *((2, number, text) for number, text in _texts(caption) if text)]
    return b"".join(struct.pack(">BBBH", 0x1C, record, number, len(text)) + text for record, number, text in fields)


def photoshop_resource(caption: Caption) -> bytes:
    """The same as JPEG's segment APP13 holds it."""
    block = iim(caption)
    head = b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HH", 0x0404, 0)
    return head + struct.pack(">I", len(block)) + block + bytes(len(block) % 2)


def _texts(caption: Caption) -> Iterator[tuple[int, bytes]]:
    """(data set, text) in the order of their numbers."""
    yield 5, _cut(caption.title, 64)
    yield 55, caption.created[:10].replace("-", "").encode() if len(caption.created) >= 10 else b""
    yield 80, _cut(caption.creator, 32)
    yield 92, _cut(caption.term("locality"), 32)
    yield 95, _cut(caption.term("stateProvince"), 32)
    yield 101, _cut(caption.term("country"), 64)
    yield 110, _cut(caption.institution, 32)
    yield 115, _cut(caption.collection, 32)
    yield 116, _cut(caption.rights, 128)
    yield 120, _cut(caption.description, 2000)


def _cut(text: str, most: int) -> bytes:
    return one_line(text).encode()[:most].decode("utf-8", "ignore").encode()
