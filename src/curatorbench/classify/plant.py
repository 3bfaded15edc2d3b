"""Where the plant lies on a sheet, and what lies there besides: print, labels, stamps, charts, rulers."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.classify.paper import Plane, mean_of_channels

Mask = NDArray[np.bool_]

_DARKER = 0.11  # darker than the paper by this share is not paper
_COLOURED = 0.10  # or off its colour by this much (each channel relative to the paper)
_SMALLEST = 0.0004  # of the sheet's area: smaller pieces are letters and dust
_SHARE = 0.03  # of the greatest piece: smaller ones count only when near to a plant
_PRINT_LARGEST = 0.004  # of the sheet's area: a larger piece is no print
_PRINT_SHARE = 0.25  # the same for what looks like print
_LETTERS = 6  # so many letters
_WINDOW = 0.08  # in a window of this share of the longer side are a text
_LINE = 0.025  # of the height: the tallest line of print
_NEAR = 0.015  # of the longer side: small pieces this near to a plant belong to it
_BAR = 0.04  # of the sheet: a piece along the edge that is narrower than this is its rim or a ruler
_PLATE = 0.86  # a piece that fills its box (turned as it lies) this well is paper, chart or ruler


def specimen_mask(clean: Plane) -> Mask:
    """Where the plant is, (height, width). Letters, stamps, labels, envelopes, charts and rulers are left out.

    `clean` is the sheet divided by its paper. Of the connected pieces that differ from paper, the large ones that
    people did not make are the plant; small ones count where they lie beside it.
    """
    count, pieces, stats, centres = cv2.connectedComponentsWithStats(_differing(clean), connectivity=8)
    area = stats[:, cv2.CC_STAT_AREA]
    small = area < _SMALLEST * pieces.size
    made = {i for i in range(1, count) if not small[i] and _is_made(pieces, stats[i], i)}
    grown = [i for i in range(1, count) if not small[i] and i not in made]
    plants, rest = np.zeros(count, dtype=np.uint8), np.ones(count, dtype=np.uint8)
    plants[_plants(grown, area, _printed(stats, centres, small, pieces.shape))] = 1
    rest[[0, *made]] = 0
    core = plants[pieces]
    near = cv2.dilate(core, _disc(_NEAR * max(pieces.shape)))
    return np.asarray((core | (near & rest[pieces])) > 0)


def _differing(clean: Plane) -> NDArray[np.uint8]:
    """1 where it is darker than paper or of another colour."""
    red, green, blue = cv2.split(clean)
    colour = cv2.max(cv2.max(red, green), blue) - cv2.min(cv2.min(red, green), blue)
    return np.asarray((mean_of_channels(clean) < 1 - _DARKER) | (colour > _COLOURED), dtype=np.uint8)


def _plants(grown: list[int], area: NDArray[Any], printed: Mask) -> list[int]:
    """Those that are large beside the largest; what looks like print must be larger, and is never the largest."""
    greatest = max((area[i] for i in grown if not printed[i]), default=np.inf)
    return [i for i in grown if area[i] >= (_PRINT_SHARE if printed[i] else _SHARE) * greatest]


def _printed(stats: NDArray[Any], centres: NDArray[Any], small: Mask, shape: tuple[int, ...]) -> Mask:
    """Which pieces look like part of a text: lying flat and low, or among many pieces of a letter's size."""
    high, wide = shape
    letters = np.zeros(shape, dtype=np.float32)
    column, row = np.nan_to_num(centres).astype(int).T.clip(0, [[wide - 1], [high - 1]])
    letter = small & (stats[:, cv2.CC_STAT_AREA] >= 3)
    np.add.at(letters, (row[letter], column[letter]), 1)
    window = round(_WINDOW * max(shape))
    among = cv2.boxFilter(letters, -1, (window, window), normalize=False)[row, column] >= _LETTERS
    flat = stats[:, cv2.CC_STAT_HEIGHT] < np.minimum(_LINE * high, 0.7 * stats[:, cv2.CC_STAT_WIDTH])
    return np.asarray((among | flat) & (stats[:, cv2.CC_STAT_AREA] < _PRINT_LARGEST * letters.size))


def _is_made(pieces: NDArray[Any], stat: NDArray[Any], label: int) -> bool:
    """Made by people, not grown: a filled rectangle, a frame or oval stamp, or a bar along the sheet's edge."""
    left, top, width, height, area = (int(v) for v in stat)
    part = (pieces[top : top + height, left : left + width] == label).astype(np.uint8)
    outline, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    _, (long, short), _ = cv2.minAreaRect(np.concatenate(outline))
    within = (long + 1) * (short + 1)
    enclosed = sum(cv2.contourArea(piece) for piece in outline)
    high, wide = pieces.shape
    at_edge = left <= 2 or top <= 2 or left + width >= wide - 2 or top + height >= high - 2
    bar = at_edge and min(width / wide, height / high) < _BAR
    plate = enclosed / within > _PLATE and min(long, short) > 6
    ring = enclosed > 2.5 * area and enclosed / within > 0.65
    return bar or plate or ring


def _disc(radius: float) -> NDArray[np.uint8]:
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), dtype=np.uint8)
