"""How pictures are held in memory, and the few changes of form that every part of imaging needs."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Shape (height, width, 3), RGB, upright."""

Grey = NDArray[np.uint8]
"""Shape (height, width)."""

Mask = NDArray[np.uint8]
"""Shape (height, width), 0 where there is nothing."""

Rectangle = tuple[int, int, int, int]
"""left, top, right, bottom in pixels of whatever picture is being looked at."""


def grey_of(pixels: Pixels) -> Grey:
    """The luma of an RGB image."""
    return cast(Grey, cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def resized(image: Pixels | Grey, scale: float) -> NDArray[np.uint8]:
    """`image` at `scale`, averaged when smaller, smooth when larger; itself at scale 1."""
    if scale == 1.0:
        return image
    if min(image.shape[:2]) * scale < 1:  # a line of pixels stays one
        size = tuple(max(1, round(side * scale)) for side in image.shape[1::-1])
        return cast(NDArray[np.uint8], cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cast(NDArray[np.uint8], cv2.resize(image, None, fx=scale, fy=scale, interpolation=how))


def view_of(pixels: Pixels, longest: int) -> Pixels:
    """A copy whose longer side is at most `longest` pixels. Halved first, which takes half the time of `resized` and
    differs from it by the rounding of one grey level."""
    high, wide = pixels.shape[:2]
    scale = longest / max(high, wide)
    if scale >= 1.0:
        return pixels
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    if scale <= 0.5 and high % 2 == wide % 2 == 0:
        pixels = cast(Pixels, cv2.resize(pixels, (wide // 2, high // 2), interpolation=cv2.INTER_AREA))
    return cast(Pixels, cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
