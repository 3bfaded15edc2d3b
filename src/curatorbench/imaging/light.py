"""How light falls on the sheet or table: its mean, what is clipped, and how evenly it is spread."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.colour_difference import linear_of
from curatorbench.imaging.pixels import Pixels, Rectangle

TILE = 24  # pixels of the view: the tone of the background is taken of each tile
TONE = 75.0  # percentile of a tile that shows the background behind twigs and writing
ROUNDS = 6
TOLERANCE = (0.04, 0.10)  # distance from the fitted light, as a share of it, at which a tile is something else
FEWEST_TILES = 60
LEAST_SHARE = 0.45  # of the tiles that have to be background
LINEAR = linear_of(np.arange(256) / 255.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Exposure:
    """Mean lightness 0-1 of the sheet (not of the table) and the shares of it that are clipped."""

    mean: float
    clipped_shadows: float
    clipped_highlights: float


def exposure(view: Pixels, where: Rectangle) -> Exposure:
    """Lightness is CIE L* / 100; a pixel is clipped where all three channels are at an end of their range."""
    left, top, right, bottom = where
    part = view[top:bottom, left:right]
    lightness = cv2.cvtColor(part, cv2.COLOR_RGB2LAB)[..., 0]
    darkest, brightest = _ends(part)
    return Exposure(
        float(lightness.mean()) / 255.0,
        float(np.count_nonzero(brightest <= 2)) / brightest.size,
        float(np.count_nonzero(darkest >= 254)) / darkest.size,
    )


def _ends(part: Pixels) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The smallest and the largest channel of every pixel."""
    red, green, blue = cv2.split(part)
    darkest, brightest = cv2.min(cv2.min(red, green), blue), cv2.max(cv2.max(red, green), blue)
    return np.asarray(darkest, dtype=np.uint8), np.asarray(brightest, dtype=np.uint8)


def unevenness(view: Pixels, where: Rectangle) -> float | None:
    """By how many per cent of its brightest part the light on the background falls off; None without a background.

    The background is the paper of the sheet, or the ground of a drawer. A smooth surface of the second degree is laid
    through its tones; what is far from it (plants, labels, stains) does not count.
    """
    tones, places = _tones(view, where)
    if len(tones) < FEWEST_TILES:
        return None
    fitted, kept = _surface(tones, places)
    if kept.mean() < LEAST_SHARE or kept.sum() < FEWEST_TILES:
        return None
    light = fitted[kept]
    return float(100.0 * (1.0 - max(0.0, float(light.min())) / float(light.max())))


def _tones(view: Pixels, where: Rectangle) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The light of each tile's background, shape (n,), and its place from -1 to 1, shape (n, 2)."""
    left, top, right, bottom = where
    rows, columns = (bottom - top) // TILE, (right - left) // TILE
    if rows < 3 or columns < 3:
        return np.empty(0), np.empty((0, 2))
    part = LINEAR[view[top : top + rows * TILE, left : left + columns * TILE, 1]]
    tiles = part.reshape(rows, TILE, columns, TILE).transpose(0, 2, 1, 3).reshape(rows * columns, -1)
    tones = np.percentile(tiles, TONE, axis=1)
    down, across = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    inner = (np.abs(down) < 1) & (np.abs(across) < 1)  # the edge of a sheet is in shadow or curled
    return tones[inner.ravel()].astype(np.float64), np.column_stack([across[inner], down[inner]])


def _surface(tones: NDArray[np.float64], places: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The light that the fitted surface has at every tile, and which tiles are background."""
    x, y = places.T
    terms = np.column_stack([np.ones_like(x), x, y, x * x, x * y, y * y])
    level = _usual(tones)
    kept = np.abs(tones - level) < 0.3 * level
    fitted = np.full_like(tones, level)
    for _ in range(ROUNDS):
        if kept.sum() < FEWEST_TILES:
            break
        weights, _, _, _ = np.linalg.lstsq(terms[kept], tones[kept], rcond=None)
        fitted = terms @ weights
        off = np.abs(tones - fitted)
        kept = off < fitted * np.clip(3.7 * np.median(off[kept] / level), *TOLERANCE)
    return fitted, kept


def _usual(tones: NDArray[np.float64]) -> float:
    """The tone around which most tiles lie."""
    ordered = np.sort(tones)
    half = max(2, len(ordered) // 2)
    spans = ordered[half - 1 :] - ordered[: len(ordered) - half + 1]
    start = int(np.argmin(spans / np.maximum(ordered[half - 1 :], 1e-3)))
    return float(np.median(ordered[start : start + half]))
