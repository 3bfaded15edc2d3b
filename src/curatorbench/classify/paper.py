"""The paper of a sheet: where it ends, and how light it is at each place."""

from __future__ import annotations

from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.classify.port import Pixels

Plane = NDArray[np.float32]

_GRID = 32  # the paper is measured on this many places a side
_BRIGHT = 0.62  # of the paper's lightness: below it lies the table, the chart or the plant
_PAPER_ROWS = 0.30  # a row or column of the sheet is at least this much paper,
_HIDDEN_ROWS = 0.12  # or this much where a plant hides it
_TRIM = 0.008  # of the longer side, cut off all round: the sheet's own edge and its shadow
_TOO_SMALL = 0.25  # of the image: a sheet that takes less was not found
_LIKE_PAPER = 0.08  # a place within this share of the fitted surface is paper


def paper_of(pixels: Pixels) -> Pixels:
    """The part of the image that is paper: without table, chart and ruler as far as these lie beside the sheet."""
    rows, columns = paper_extent(pixels)
    return pixels[rows, columns]


def paper_extent(pixels: Pixels) -> tuple[slice, slice]:
    """Rows and columns of the paper; all of them where no paper can be told from its surroundings."""
    light = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    bright = light > _BRIGHT * np.percentile(light, 85)
    left, right = _longest_run(bright.mean(axis=0))
    top, bottom = _longest_run(bright[:, left:right].mean(axis=1))
    trim = round(_TRIM * max(right - left, bottom - top))
    if (right - left - 2 * trim) * (bottom - top - 2 * trim) < _TOO_SMALL * light.size or min(light.shape) < 16:
        return slice(0, light.shape[0]), slice(0, light.shape[1])
    return slice(top + trim, bottom - trim), slice(left + trim, right - trim)


def paper_surface(sheet: Pixels) -> Plane:
    """The paper's lightness at each place, a quadratic surface fitted to the brighter part; float32 like `sheet`."""
    grid = cv2.resize(sheet, (_GRID, _GRID), interpolation=cv2.INTER_AREA).reshape(-1, 3).astype(np.float32)
    terms = _quadratic(_GRID)
    light = grid.mean(axis=1)
    keep = light >= np.percentile(light, 50)
    for _ in range(2):
        fit, *_ = np.linalg.lstsq(terms[keep], grid[keep], rcond=None)
        ratio = light / np.maximum((terms @ fit).mean(axis=1), 1.0)
        keep = np.abs(ratio - 1) < _LIKE_PAPER
        if keep.sum() < 100:
            break
    surface = (terms @ fit).reshape(_GRID, _GRID, 3)
    return np.asarray(cv2.resize(surface, sheet.shape[1::-1], interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def even_lightness(sheet: Pixels, ground: Plane) -> Plane:
    """The sheet divided by its paper, float32 (height, width, 3): paper is 1 whatever its tone and the light."""
    return np.asarray(sheet.astype(np.float32) / np.maximum(ground, 16.0), dtype=np.float32)


def mean_of_channels(planes: NDArray[Any]) -> Plane:
    """(height, width, 3) to (height, width); several times as fast as numpy's mean."""
    return np.asarray(cv2.transform(planes, np.full((1, 3), 1 / 3, dtype=np.float32)), dtype=np.float32)


def _longest_run(share: NDArray[np.float64]) -> tuple[int, int]:
    """Start and end of the longest stretch of paper; all where there is none. `share` is paper's in each row.

    A stretch goes on behind a plant that hides most of the paper, but ends at a black border that hides it all.
    """
    paper = np.asarray(share > _PAPER_ROWS, dtype=np.uint8)
    hidden = np.asarray(share > _HIDDEN_ROWS, dtype=np.uint8)
    count, runs = cv2.connectedComponents(hidden[np.newaxis], connectivity=4)
    if count < 2 or not paper.any():
        return 0, len(share)
    best = 1 + int(np.argmax(np.bincount(runs[0], weights=paper, minlength=count)[1:]))
    places = np.flatnonzero((runs[0] == best) & (paper > 0))
    return int(places[0]), int(places[-1]) + 1


@cache
def _quadratic(side: int) -> Plane:
    """(side * side, 6): 1, x, y, x squared, y squared, x y with x and y from -1 to 1."""
    y, x = np.meshgrid(np.linspace(-1, 1, side), np.linspace(-1, 1, side), indexing="ij")
    return np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=-1).reshape(-1, 6).astype(np.float32)
