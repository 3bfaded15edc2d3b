"""Lines of print cut out of a picture and laid level."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.ocr.port import Pixels

TALL = 1.5
"""A line this many times higher than wide runs from its lower end to its upper one."""

Quad = NDArray[np.float32]
"""Corners of a line, shape (4, 2) in pixels: upper left, upper right, lower right, lower left."""


def tall(quad: Quad) -> bool:
    wide, high = _size(quad)
    return high >= TALL * wide


def cut(picture: Pixels, quad: Quad, around: float = 0.0) -> Pixels:
    """The line within `quad` as an upright strip of shape (height, width, 3), with `around` times its height more
    on every side; a tall one turned a quarter clockwise."""
    larger = _grown(quad, around * min(_size(quad)))
    wide, high = (max(1, side) for side in _size(larger))
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    way = cv2.getPerspectiveTransform(larger, corners)
    strip = cv2.warpPerspective(
        picture, way, (wide, high), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
    ).astype(np.uint8)
    return np.rot90(strip) if tall(quad) else strip


def _size(quad: Quad) -> tuple[int, int]:
    """(width, height) in whole pixels: of two opposite sides the longer one."""
    sides = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    return int(max(sides[0], sides[2])), int(max(sides[1], sides[3]))


def _grown(quad: Quad, by: float) -> Quad:
    """With every side moved outwards by so many pixels."""
    across = _unit(quad[1] + quad[2] - quad[0] - quad[3]) * by
    down = _unit(quad[2] + quad[3] - quad[0] - quad[1]) * by
    return np.stack(
        [quad[0] - across - down, quad[1] + across - down, quad[2] + across + down, quad[3] - across + down]
    )


def _unit(along: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(along))
    return along / length if length else along
