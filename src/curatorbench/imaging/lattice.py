"""Squares that stand in rows and columns, turned by any angle: which is where in the grid?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAR = 0.3  # of the pitch: how far a neighbour may be from where it ought to be
MOST_OFF = 0.16  # of the pitch, root mean square distance of the squares from the grid

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lattice:
    """`places` are the (column, row) of every square that belongs to it, from (0, 0); `to_pixels` is the 3 x 2 matrix
    that brings (column, row, 1) to pixels; `members` the indices of those squares."""

    places: NDArray[np.intp]
    to_pixels: NDArray[np.float64]
    members: NDArray[np.intp]

    @property
    def pitch(self) -> float:
        """Pixels from one column to the next."""
        return float(np.linalg.norm(self.to_pixels[0]))

    def pixels(self, cells: NDArray[np.float64]) -> Points:
        """Centres of cells, given as (column, row), in pixels; shape (n, 2)."""
        return np.asarray(np.column_stack([cells, np.ones(len(cells))]) @ self.to_pixels)


def lattice(centres: Points, side: float) -> Lattice | None:
    """The grid of squares with these centres (n, 2) and about this side; None if they stand in none."""
    step = _step(centres, side)
    if step is None:
        return None
    places = _walk(centres, step)
    members = np.array(sorted(places), dtype=np.intp)
    cells = np.array([places[index] for index in members.tolist()], dtype=np.intp)
    cells -= cells.min(axis=0)
    spread = np.column_stack([cells, np.ones(len(cells))])
    if np.linalg.matrix_rank(spread) < 3:
        return None
    to_pixels, _, _, _ = np.linalg.lstsq(spread, centres[members], rcond=None)
    off = float(np.sqrt(((spread @ to_pixels - centres[members]) ** 2).sum(axis=1).mean()))
    return (
        Lattice(cells, np.asarray(to_pixels, dtype=np.float64), members)
        if off < MOST_OFF * np.linalg.norm(step)
        else None
    )


def _step(centres: Points, side: float) -> Points | None:
    """The most usual way from a square to its nearest neighbour, as a vector that points more right than up or down."""
    away = centres[:, None] - centres[None]
    far = np.hypot(away[..., 0], away[..., 1])
    np.fill_diagonal(far, np.inf)
    nearest = away[np.arange(len(far)), far.argmin(axis=1)]
    length = np.hypot(nearest[:, 0], nearest[:, 1])
    right = nearest[(length > 0.9 * side) & (length < 2.2 * side)]
    if len(right) < 3:
        return None
    quarter = np.angle(np.exp(4j * np.arctan2(right[:, 1], right[:, 0])).mean()) / 4
    length = float(np.median(np.hypot(right[:, 0], right[:, 1])))
    return length * np.array([np.cos(quarter), np.sin(quarter)])


def _walk(centres: Points, step: Points) -> dict[int, tuple[int, int]]:
    """From square to square, the largest connected part: index to (column, row)."""
    ways = [(1, 0, step), (-1, 0, -step), (0, 1, np.array([-step[1], step[0]])), (0, -1, np.array([step[1], -step[0]]))]
    left = set(range(len(centres)))
    best: dict[int, tuple[int, int]] = {}
    while len(left) > len(best):
        found = _reached(centres, ways, min(left), float(np.linalg.norm(step)) * NEAR)
        left -= set(found)
        best = max(best, found, key=len)
    return best


def _reached(
    centres: Points, ways: list[tuple[int, int, Points]], start: int, near: float
) -> dict[int, tuple[int, int]]:
    found, todo = {start: (0, 0)}, [start]
    while todo:
        here = todo.pop()
        column, row = found[here]
        for right, down, way in ways:
            gap = np.hypot(*(centres - centres[here] - way).T)
            there = int(gap.argmin())
            if gap[there] < near and there not in found:
                found[there] = (column + right, row + down)
                todo.append(there)
    return found
