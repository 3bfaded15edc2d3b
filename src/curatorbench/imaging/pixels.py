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
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cast(NDArray[np.uint8], cv2.resize(image, None, fx=scale, fy=scale, interpolation=how))
