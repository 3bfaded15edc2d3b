"""An ICC profile of the simplest kind (ICC.1:2001-04): three primaries adapted to D50, and one exponent."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache

_WHITE = (0.9642, 1.0, 0.8249)  # D50, XYZ
_HEADER, _ENTRY = 128, 12  # bytes
_DAY = (2000, 1, 1, 0, 0, 0)

# Exponent, then the XYZ of red, green and blue relative to D50. Adobe RGB (1998), section 4.3 and annex C.
Primaries = tuple[float, tuple[tuple[float, float, float], ...]]
ADOBE_RGB: Primaries = (
    2.19921875,
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
)


@cache
def matrix_profile(primaries: Primaries) -> bytes:
    """The profile as a file holds it."""
    exponent, colours = primaries
    curve = b"curv" + struct.pack(">IIHH", 0, 1, round(exponent * 256), 0)
    tags = {b"desc": b"desc" + struct.pack(">II", 0, 1) + bytes(83), b"cprt": b"text" + bytes(8), b"wtpt": _xyz(_WHITE)}
    tags |= {name: _xyz(colour) for name, colour in zip((b"rXYZ", b"gXYZ", b"bXYZ"), colours, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    at = _HEADER + 4 + _ENTRY * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4xI4s4s4s6H4s", at + len(body), 0x0210_0000, b"mntr", b"RGB ", b"XYZ ", *_DAY, b"acsp")
    return (head + bytes(28) + _xyz(_WHITE)[8:]).ljust(_HEADER, b"\0") + table + body


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65_536) for value in values))
