"""ICC profiles written for tests: matrix and gamma (ICC.1:2001-04) of the spaces in which cameras and scanners save."""

import struct

import numpy as np

D50 = np.array([0.9642, 1.0, 0.8249])
D65 = (0.3127, 0.3290)
ADOBE_RGB = (((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)), D65, 563 / 256)
PRO_PHOTO = (((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001)), (0.3457, 0.3585), 1.8)
DISPLAY_P3 = (((0.68, 0.32), (0.265, 0.69), (0.15, 0.06)), D65, 2.2)
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])

Space = tuple[tuple[tuple[float, float], ...], tuple[float, float], float]


def to_xyz(space: Space) -> np.ndarray:
    """The matrix from linear RGB to XYZ relative to D50."""
    primaries, white, _ = space
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    light = np.array([white[0] / white[1], 1, (1 - sum(white)) / white[1]])
    adapt = np.linalg.inv(_BRADFORD) @ np.diag((_BRADFORD @ D50) / (_BRADFORD @ light)) @ _BRADFORD
    return adapt @ (columns * np.linalg.solve(columns, light))


def profile(space: Space) -> bytes:
    matrix = to_xyz(space)
    curve = b"curv" + struct.pack(">IIHH", 0, 1, round(space[2] * 256), 0)
    text = b"desc" + struct.pack(">II", 0, 5) + b"test\0" + bytes(78 + 3)
    tags = {b"desc": text, b"cprt": b"text" + bytes(4) + b"none", b"wtpt": _xyz(D50)}
    tags |= {name: _xyz(column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), matrix.T, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _xyz(D50)[8:]
    return head.ljust(128, b"\0") + table + body


def saved_as(linear_srgb: np.ndarray, space: Space) -> np.ndarray:
    """Linear sRGB colours (.., 3) as the 8-bit values that say the same in `space`."""
    srgb = (((0.64, 0.33), (0.30, 0.60), (0.15, 0.06)), D65, 2.2)
    linear = linear_srgb @ (np.linalg.inv(to_xyz(space)) @ to_xyz(srgb)).T
    return np.round(255 * np.clip(linear, 0, 1) ** (1 / space[2])).astype(np.uint8)


def _xyz(values: np.ndarray) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(float(value) * 65_536) for value in values))
