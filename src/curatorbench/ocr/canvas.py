"""Pixels made fit for an engine, and the way back from its pixels to fractions of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np

from curatorbench.domain.box import Box
from curatorbench.domain.errors import BadInput
from curatorbench.ocr.port import Pixels

SMALLEST_SIDE = 64
"""Engines fail on, or see nothing in, pictures of a few pixels."""
LONGEST_TO_SHORTEST = 3
"""Engines enlarge the short side of a strip to some hundred pixels: without a bound a strip becomes gigabytes."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture with a margin of its own background; `left` and `top` are the margin, `size` the picture's
    (width, height), all in pixels."""

    pixels: Pixels
    left: int
    top: int
    size: tuple[int, int]

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Corners on the canvas, in pixels, as fractions of the picture."""
        return Box.from_pixels(left - self.left, top - self.top, right - self.left, bottom - self.top, self.size)


def canvas(pixels: Pixels, most: int | None = None, margin: int = 0) -> Canvas:
    """Put a picture of shape (height, width, 3) on a canvas no smaller and no more oblong than engines can take.

    A picture of more than `most` pixels is reduced to that first; `margin` pixels are put around it. Raises
    BadInput for anything that is not such a picture.
    """
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8 or not pixels.size:
        raise BadInput(
            f"A picture of shape {pixels.shape} and type {pixels.dtype} cannot be read.",
            "Hand in pixels of shape (height, width, 3), 8 bit, RGB.",
        )
    if most and pixels.shape[0] * pixels.shape[1] > most:
        pixels = scaled(pixels, sqrt(most / (pixels.shape[0] * pixels.shape[1])))
    high, wide = pixels.shape[:2]
    least = max(SMALLEST_SIDE, -(-max(high, wide) // LONGEST_TO_SHORTEST))
    top, left = (max(margin, (least - side + 1) // 2) for side in (high, wide))
    if not top and not left:
        return Canvas(pixels, 0, 0, (wide, high))
    around = np.full((high + 2 * top, wide + 2 * left, 3), _background(pixels), dtype=np.uint8)
    around[top : top + high, left : left + wide] = pixels
    return Canvas(around, left, top, (wide, high))


def scaled(pixels: Pixels, scale: float) -> Pixels:
    """`pixels` with both sides multiplied by `scale`, and never less than one pixel."""
    if scale == 1.0:
        return pixels
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(np.ascontiguousarray(pixels), size, interpolation=way), dtype=np.uint8)


def _background(pixels: Pixels) -> Pixels:
    """The commonest colour along the edges, taken by channel."""
    edges = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    middle: Pixels = np.median(edges, axis=0).astype(np.uint8)
    return middle
