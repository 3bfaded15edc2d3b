"""A sensor's mosaic made visible at half its size.

This is no development: neither white balance, black level nor camera profile is applied. It lets a RAW file without
preview be taken in and looked at. Developing it properly (rawpy, which is LibRaw) is the matter of a later issue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image

if TYPE_CHECKING:
    from PIL._imaging import PixelAccess

_GAMMA = 2.2  # a sensor counts light linearly, a screen does not show it so
_BRIGHT = 99.9  # percentile taken for white where the file names no level
_CELLS = ((0, 0), (0, 1), (1, 0), (1, 1))


class MosaicImage(Image.Image):
    """An RGB picture of half the sides of `plane`, computed when it is loaded and not before.

    `pattern` names the colours of the 2 x 2 cells row by row (0 red, 1 green, 2 blue, as CFAPattern does); a
    colour that it does not name is the mean of all four cells, so that an unknown pattern gives grey. `white` is
    the level of full light; 0 if unknown.
    """

    def __init__(self, plane: Image.Image, pattern: tuple[int, ...], white: int) -> None:
        super().__init__()
        self._mode = "RGB"
        self._size = (plane.width // 2, plane.height // 2)
        self._plane, self._pattern, self._white = plane, pattern, white

    def load(self) -> PixelAccess | None:
        if self._im is None:
            self.im = Image.fromarray(_half_size(np.asarray(self._plane), self._pattern, self._white)).im
        return super().load()


def _half_size(mosaic: npt.NDArray[np.integer], pattern: tuple[int, ...], white: int) -> npt.NDArray[np.uint8]:
    """(height, width) of 8 or 16 bits to (height // 2, width // 2, 3) of 8 bits."""
    high, wide = (side // 2 * 2 for side in mosaic.shape)
    cells = [mosaic[y:high:2, x:wide:2] for y, x in _CELLS]
    tones = _tones(white or float(np.percentile(mosaic, _BRIGHT)))
    half = np.empty((high // 2, wide // 2, 3), np.uint8)
    for colour in range(3):
        own = [cell for cell, named in zip(cells, pattern, strict=False) if named == colour] or cells
        half[..., colour] = tones[_mean(own)]
    return half


def _mean(cells: list[npt.NDArray[np.integer]]) -> npt.NDArray[np.integer]:
    if len(cells) == 1:
        return cells[0]
    total = cells[0].astype(np.uint32)
    for cell in cells[1:]:
        total += cell
    return total // len(cells)


def _tones(white: float) -> npt.NDArray[np.uint8]:
    """The 8-bit tone of each of 65 536 levels."""
    light = np.clip(np.arange(65_536) / max(white, 1.0), 0.0, 1.0)
    return np.round(255 * light ** (1 / _GAMMA)).astype(np.uint8)
