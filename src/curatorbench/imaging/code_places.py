"""Where on an image a machine-readable code may be: dense, contrasting marks, and which way they are turned.

Printed codes are denser in edges than anything else on a sheet. The picture is halved again and again, so that on one
of the views every code has modules of one to three pixels: there most of its pixels are edges, which is rare even in
fine print. Cells of that kind are joined into places; the structure tensor of a place (Bigun and Granlund 1987) tells
whether its edges run one way (bars) or two (squares), and which.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Mask

CELL = 4  # pixels of a view
EDGE = 20  # grey levels between neighbours
DENSE = 0.55  # share of pixels around a cell that are edges
SMALLEST_VIEW = 120  # pixels of the shorter side
SMALLEST = 10  # pixels of a view: a data matrix of 10 modules, a pixel each
LARGEST = 700  # pixels of a view: larger codes show as places of the next one
BARS = 0.55  # coherence of edges that run one way
MOST = 60  # places of a view; more is foliage, not codes

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A turned rectangle on a view: `centre` and `size` in its pixels; `turn` in degrees clockwise from upright.

    `coherence` 0-1 is that of bars (all edges one way), `squareness` 0-1 that of squares (edges two ways at a right
    angle); `filled` the share of the rectangle that is dense.
    """

    centre: tuple[float, float]
    size: tuple[float, float]
    turn: float
    coherence: float
    squareness: float
    filled: float

    @property
    def is_bars(self) -> bool:
        return self.coherence > BARS

    @property
    def corners(self) -> Corners:
        """Four corners in pixels of the view, clockwise."""
        points = cv2.boxPoints((self.centre, self.size, self.turn))
        return tuple((float(x), float(y)) for x, y in points)


def views(grey: Grey) -> Iterator[tuple[float, Grey]]:
    """(scale, view): the image itself, then each half of the one before."""
    scale, view = 1.0, grey
    yield scale, view
    while min(view.shape) >= 2 * SMALLEST_VIEW:
        scale /= 2
        view = cast(Grey, cv2.resize(view, (view.shape[1] // 2, view.shape[0] // 2), interpolation=cv2.INTER_AREA))
        yield scale, view


def places(view: Grey) -> list[Place]:
    """Places of a view that may be codes, the most code-like first."""
    if min(view.shape) < SMALLEST:
        return []
    found = [place for box in _dense(view) for place in _looked_at(view, box)]
    return sorted(found, key=lambda p: -max(p.coherence, p.squareness) * p.filled)[:MOST]


def _dense(view: Grey) -> Iterator[tuple[int, int, int, int]]:
    """left, top, width, height in pixels of where edges are dense, in pieces where that is a large part."""
    high, wide = view.shape
    size = (-(-wide // CELL), -(-high // CELL))
    share = cv2.resize(_edges(view), size, interpolation=cv2.INTER_AREA)
    dense = cv2.threshold(cv2.blur(share, (3, 3)), int(DENSE * 255), 255, cv2.THRESH_BINARY)[1]
    joined = cv2.morphologyEx(dense, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    stats = cv2.connectedComponentsWithStats(joined, connectivity=4)[2]
    for left, top, width, height, area in (stats[1:] * (CELL, CELL, CELL, CELL, CELL * CELL)).tolist():
        if min(width, height) >= SMALLEST and area >= SMALLEST**2:
            yield from _pieces(left, top, width, height)


def _pieces(left: int, top: int, wide: int, high: int) -> Iterator[tuple[int, int, int, int]]:
    for y in range(top, top + high, LARGEST):
        for x in range(left, left + wide, LARGEST):
            yield x, y, min(LARGEST, left + wide - x), min(LARGEST, top + high - y)


def _edges(view: Grey) -> Mask:
    """255 where the picture changes much between neighbours."""
    slope = np.zeros_like(view)
    slope[:, :-1] = cv2.absdiff(view[:, 1:], view[:, :-1])
    cv2.max(slope[:-1], cv2.absdiff(view[1:], view[:-1]), slope[:-1])
    return cast(Mask, cv2.threshold(slope, EDGE, 255, cv2.THRESH_BINARY)[1])


def _looked_at(view: Grey, box: tuple[int, int, int, int]) -> Iterator[Place]:
    """Bars within a dense box; the box itself where something else fills it, as squares would."""
    left, top, wide, high = box
    left, top = max(0, left - CELL), max(0, top - CELL)
    tensor = _tensor(view[top : top + high + 2 * CELL, left : left + wide + 2 * CELL], (left, top))
    bars = list(_bars(tensor))
    yield from bars
    if max(wide, high) < LARGEST and sum(p.size[0] * p.size[1] for p in bars) < 0.6 * wide * high:
        yield _place(tensor, tensor.energy > EDGE**2, is_bars=False)


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Per cell: energy of edges, and their directions doubled (bars) and fourfold (squares) as complex numbers."""

    origin: tuple[int, int]
    energy: NDArray[np.float32]
    twofold: NDArray[np.complex64]
    fourfold: NDArray[np.complex64]


def _tensor(part: Grey, origin: tuple[int, int]) -> _Tensor:
    across = cv2.Sobel(part, cv2.CV_32F, 1, 0, ksize=3, scale=0.25)
    down = cv2.Sobel(part, cv2.CV_32F, 0, 1, ksize=3, scale=0.25)
    energy = across * across + down * down
    real, imag = across * across - down * down, 2 * across * down
    norm = np.maximum(energy, 1.0)
    return _Tensor(
        origin,
        _cells(energy),
        _cells(real) + 1j * _cells(imag),
        _cells((real * real - imag * imag) / norm) + 1j * _cells(2 * real * imag / norm),
    )


def _cells(values: NDArray[np.floating]) -> NDArray[np.float32]:
    high, wide = values.shape
    size = (max(1, wide // CELL), max(1, high // CELL))
    return cast(NDArray[np.float32], cv2.resize(values, size, interpolation=cv2.INTER_AREA))


def _bars(tensor: _Tensor) -> Iterator[Place]:
    energy = cv2.blur(tensor.energy, (5, 5))
    real, imag = (cv2.blur(np.ascontiguousarray(part), (5, 5)) for part in (tensor.twofold.real, tensor.twofold.imag))
    strong = (np.hypot(real, imag) > BARS * np.maximum(energy, 1.0)) & (energy > EDGE**2)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strong.astype(np.uint8), connectivity=4)
    for i in range(1, count):
        if stats[i, cv2.CC_STAT_AREA] >= (2 * SMALLEST / CELL) ** 2 // 2:
            yield _place(tensor, labels == i, is_bars=True)


def _place(tensor: _Tensor, where: NDArray[np.bool_], *, is_bars: bool) -> Place:
    energy = float(tensor.energy[where].sum()) + 1.0
    twofold, fourfold = complex(tensor.twofold[where].sum()), complex(tensor.fourfold[where].sum())
    turn = math.degrees(float(np.angle(twofold)) / 2 if is_bars else float(np.angle(fourfold)) / 4)
    ys, xs = np.nonzero(where) if where.any() else (np.zeros(1, np.intp), np.zeros(1, np.intp))
    (x, y), (wide, high) = _rectangle(xs, ys, turn)
    return Place(
        (x * CELL + tensor.origin[0], y * CELL + tensor.origin[1]),
        (wide * CELL, high * CELL),
        turn,
        abs(twofold) / energy,
        abs(fourfold) / energy,
        len(xs) / (wide * high),
    )


def _rectangle(
    xs: NDArray[np.intp], ys: NDArray[np.intp], turn: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Centre and size, in cells, of the rectangle turned by `turn` degrees around cells."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    along, across = xs * cos + ys * sin, ys * cos - xs * sin
    left, right, top, bottom = (float(v) for v in (along.min(), along.max(), across.min(), across.max()))
    u, v = (left + right) / 2, (top + bottom) / 2
    return (u * cos - v * sin + 0.5, u * sin + v * cos + 0.5), (right - left + 1.0, bottom - top + 1.0)
