"""The colour charts that are known: their colours, and how the patches may lie.

All of them show the 24 colours of the ColorChecker. Reference colours are the maker's for charts made since November
2014 (X-Rite; CIE Lab, D50, 2 degrees): nominal, for the age of a chart in a picture cannot be seen. Older charts are
0.8 apart from them in the mean, 2.0 at most (CIEDE2000), and so are the sRGB values that are often quoted for them
(1.6 and 3.2): a mean below 2 says no more than that the colours are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.box import Box
from curatorbench.imaging.colour_difference import Colours, lab_of, linear_of, linear_of_lab, srgb_of

COLOURS: Colours = np.array(
    [
        *([37.54, 14.37, 14.92], [64.66, 19.27, 17.50], [49.32, -3.82, -22.54]),  # dark skin, light skin, blue sky
        *([43.46, -12.74, 22.72], [54.94, 9.61, -24.79], [70.48, -32.26, -0.37]),  # foliage, blue flower, bluish green
        *([62.73, 35.83, 56.50], [39.43, 10.75, -45.17], [50.57, 48.64, 16.67]),  # orange, purplish blue, moderate red
        *([30.10, 22.54, -20.87], [71.77, -24.13, 58.19], [71.51, 18.24, 67.37]),  # purple, yellow green, orange yellow
        *([28.37, 15.42, -49.80], [54.38, -39.72, 32.27], [42.43, 51.05, 28.62]),  # blue, green, red
        *([81.80, 2.67, 80.41], [50.63, 51.28, -14.12], [49.57, -29.71, -28.32]),  # yellow, magenta, cyan
        *([95.19, -1.03, 2.93], [81.29, -0.57, 0.44], [66.89, -0.75, -0.06]),  # white, neutral 8, neutral 6.5
        *([50.76, -0.13, 0.14], [35.63, -0.46, -0.48], [20.64, 0.07, -0.46]),  # neutral 5, neutral 3.5, black
    ]
)
GREYS = tuple(range(18, 24))

Order = NDArray[np.intp]
"""For every cell of a chart's grid, row by row, the index of its colour in `COLOURS`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and columns of a grid, every order in which the colours may lie on it, and the millimetres from patch to
    patch, None where charts of this layout are sold in several sizes."""

    kind: str
    rows: int
    columns: int
    orders: NDArray[np.intp]
    pitch: float | None = None

    @property
    def cells(self) -> NDArray[np.float64]:
        """Shape (24, 2): column and row of every cell, row by row."""
        return np.array([(column, row) for row in range(self.rows) for column in range(self.columns)], dtype=float)


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A chart of known colours.

    `patches` are sRGB 0-255, float, shape (24, 3), in the order of `COLOURS`, `reference` their published Lab
    (D50). `mean_de2000` and `worst_de2000` compare them with the reference as sRGB can hold it; `white_balance` is the
    mean distance of its neutral greys from theirs in a and b (CIE Lab). `pixels_per_mm` is None where charts of this
    kind are sold in several sizes.
    """

    kind: str
    box: Box
    patches: Colours
    reference: Colours
    mean_de2000: float
    worst_de2000: float
    white_balance: float
    pixels_per_mm: float | None


CLASSIC = "ColorChecker 24"
STRIP = "ColorChecker 24 cut into two rows of twelve (nominal colours)"
STRIP_PITCH = 12.93  # mm along the strip, seam included: 12.925 to 12.941 beside the ruler on 20 sheets


@cache
def layouts() -> tuple[Layout, ...]:
    """The chart as sold, upright or turned, and as some stands have it: cut into its four rows of six, laid in two."""
    upright = np.arange(24).reshape(4, 6)
    halves = _cut_orders()
    sides = np.array([np.rot90(order.reshape(2, 12), -1).ravel() for order in halves])
    return (
        Layout(CLASSIC, 4, 6, np.array([upright.ravel(), upright.ravel()[::-1]])),
        Layout(CLASSIC, 6, 4, np.array([np.rot90(upright, 1).ravel(), np.rot90(upright, -1).ravel()])),
        Layout(STRIP, 2, 12, halves, STRIP_PITCH),
        Layout(STRIP, 12, 2, sides, STRIP_PITCH),
    )


def _cut_orders() -> NDArray[np.intp]:
    """Every way to lay four strips of six, each forwards or backwards, in two rows; shape (384, 24)."""
    rows = np.arange(24).reshape(4, 6)
    orders = []
    for which, turned in product(permutations(range(4)), product((1, -1), repeat=4)):
        strips = [rows[row][::way] for row, way in zip(which, turned, strict=True)]
        orders.append(np.concatenate(strips))
    return np.array(orders, dtype=np.intp)


@cache
def as_srgb() -> Colours:
    """The 24 colours in sRGB 0-1, cyan at the end of what sRGB can hold."""
    return srgb_of(linear_of_lab(COLOURS))


@cache
def in_srgb() -> Colours:
    """Lab of the 24 colours as an sRGB file can hold them: cyan is outside, and that is no fault of a camera."""
    return lab_of(linear_of(as_srgb()))
