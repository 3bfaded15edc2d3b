"""Colour targets and rulers made of squares: flat patches of one size in rows, wherever they lie.

A colour chart of any layout (4 x 6, a strip of one or two rows) and the chequered rulers of
copy stands are made of such squares; plants and labels are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Mask, Pixels, Rectangle

FLAT = 18  # grey levels that a patch may vary from pixel to pixel
SMALLEST, LARGEST = 6, 130  # side of a square in pixels of a view of 1600
FEWEST = 6
COLOURFUL = 25.0  # distance from grey in Lab (8-bit scale)
FEWEST_HUES = 3


@dataclass(frozen=True, slots=True)
class Target:
    """A group of squares. `coloured` tells a colour chart from a black-and-white ruler."""

    rectangle: Rectangle
    squares: int
    coloured: bool


def targets(view: Pixels) -> list[Target]:
    """Groups of squares on a view whose longer side is about 1600 pixels, most squares first."""
    return targets_among(view, square_groups(view))


def targets_among(view: Pixels, groups: list[NDArray[np.int32]]) -> list[Target]:
    """The same of the view's `square_groups`."""
    found = [_target(view, alike) for alike in groups if len(alike) >= FEWEST]
    return sorted(found, key=lambda target: -target.squares)


def square_groups(view: Pixels) -> list[NDArray[np.int32]]:
    """Squares of one size near each other, rows of (left, top, width, height), for a view of about 1600 pixels."""
    squares = _squares(view)
    return [_alike(squares[members]) for members in _groups(squares, view.shape[:2])]


def _squares(view: Pixels) -> NDArray[np.int32]:
    """Rows of left, top, width, height of flat, nearly square patches."""
    kernel = np.ones((3, 3), np.uint8)
    change = cv2.morphologyEx(cv2.medianBlur(view, 3), cv2.MORPH_GRADIENT, kernel).max(axis=2)
    flat = cv2.erode((change < FLAT).astype(np.uint8), kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(flat, connectivity=4)
    wide, high, area = stats[:, 2], stats[:, 3], stats[:, 4]
    sized = (np.minimum(wide, high) >= SMALLEST) & (np.maximum(wide, high) <= LARGEST)
    square = (wide <= 1.7 * high) & (high <= 1.7 * wide) & (area >= 0.8 * wide * high)
    return np.asarray(stats[sized & square][:, :4], dtype=np.int32)


def _groups(squares: NDArray[np.int32], shape: tuple[int, ...]) -> list[list[int]]:
    """Indices of squares that lie within a square's side of each other."""
    canvas: Mask = np.zeros(shape, np.uint8)
    for left, top, wide, high in squares:
        reach = int(0.8 * min(wide, high)) + 3
        canvas[max(0, top - reach) : top + high + reach, max(0, left - reach) : left + wide + reach] = 1
    _, labels = cv2.connectedComponents(canvas)
    groups: dict[int, list[int]] = {}
    for index, (left, top, wide, high) in enumerate(squares):
        groups.setdefault(int(labels[top + high // 2, left + wide // 2]), []).append(index)
    return list(groups.values())


def _target(view: Pixels, alike: NDArray[np.int32]) -> Target:
    side = np.median(alike[:, 2:].mean(axis=1))
    left, top = alike[:, 0].min(), alike[:, 1].min()
    right, bottom = (alike[:, 0] + alike[:, 2]).max(), (alike[:, 1] + alike[:, 3]).max()
    margin = int(side / 4) + 2
    rectangle = (int(left) - margin, int(top) - margin, int(right) + margin, int(bottom) + margin)
    return Target(rectangle, len(alike), _hues(view, alike) >= FEWEST_HUES)


def _alike(squares: NDArray[np.int32]) -> NDArray[np.int32]:
    """Without those whose size is far from the usual."""
    sides = squares[:, 2:].mean(axis=1)
    return np.asarray(squares[np.abs(np.log(sides / np.median(sides))) < np.log(1.7)], dtype=np.int32)


def _hues(view: Pixels, squares: NDArray[np.int32]) -> int:
    """How many of eight directions of colour the squares show."""
    middles = np.array([[view[top + high // 2, left + wide // 2] for left, top, wide, high in squares]], np.uint8)
    lab = cv2.cvtColor(middles, cv2.COLOR_RGB2LAB)[0].astype(np.float32) - 128
    away = lab[:, 1:] - np.median(lab[:, 1:], axis=0)
    bright = np.linalg.norm(lab[:, 1:], axis=1) > COLOURFUL
    return len(set(np.floor(np.arctan2(away[bright, 1], away[bright, 0]) / (np.pi / 4)).astype(int).tolist()))
