"""Charts drawn for tests: the 24 colours in any order, on a dark board on paper, turned, and changed in known ways."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.charts import as_srgb
from curatorbench.imaging.pixels import Pixels

Colours = NDArray[np.float64]
CLASSIC = np.arange(24).reshape(4, 6)
CUT = np.vstack([np.concatenate([CLASSIC[3][::-1], CLASSIC[0]]), np.concatenate([CLASSIC[1], CLASSIC[2][::-1]])])
"""The rows laid in two: greys backwards beside the first, the second beside the third backwards."""


def colours(change: Callable[[Colours], Colours] | None = None) -> Pixels:
    """The 24 colours in sRGB of 8 bits, shape (24, 3), after `change` of their values 0-1."""
    values = as_srgb() if change is None else change(as_srgb())
    return np.round(255 * np.clip(values, 0, 1)).astype(np.uint8)


def picture(order: NDArray[np.intp], patches: Pixels, *, side: int = 40, gap: int = 18, degrees: float = 0.0) -> Pixels:
    """A sheet of paper of 1500 x 1100 pixels with the chart of this order in its middle, turned by `degrees`."""
    rows, columns = order.shape
    board = np.full((rows * (side + gap) + gap, columns * (side + gap) + gap, 3), 40, np.uint8)
    for row in range(rows):
        for column in range(columns):
            top, left = gap + row * (side + gap), gap + column * (side + gap)
            board[top : top + side, left : left + side] = patches[order[row, column]]
    sheet = np.full((1500, 1100, 3), (236, 231, 220), np.uint8)
    where = cv2.getRotationMatrix2D((board.shape[1] / 2, board.shape[0] / 2), -degrees, 1.0)
    where[:, 2] += np.array([550, 750]) - np.array([board.shape[1], board.shape[0]]) / 2
    cv2.warpAffine(board, where, (1100, 1500), dst=sheet, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    return sheet


def photographed(sheet: Pixels, *, noise: float = 2.0, seed: int = 3) -> Pixels:
    """As a camera and JPEG leave it: a little soft, a little noisy, compressed."""
    soft = cv2.GaussianBlur(sheet, (0, 0), 0.8).astype(np.float64)
    grainy = np.clip(soft + np.random.default_rng(seed).normal(0, noise, sheet.shape), 0, 255).astype(np.uint8)
    _, coded = cv2.imencode(".jpg", grainy, [cv2.IMWRITE_JPEG_QUALITY, 88])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), dtype=np.uint8)
