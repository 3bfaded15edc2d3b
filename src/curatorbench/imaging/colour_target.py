"""The colour chart in a picture: where, and how true its colours came out.

Squares of one size are looked for, then the grid they stand in, then the order of their colours. Colours are compared
by correlation, so that a wrong exposure or white balance hides no chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.box import Box
from curatorbench.imaging.charts import COLOURS, GREYS, FoundTarget, Layout, Order, as_srgb, in_srgb, layouts
from curatorbench.imaging.colour_difference import Colours, de2000, lab_of, linear_of
from curatorbench.imaging.correction import correction
from curatorbench.imaging.lattice import Lattice, lattice
from curatorbench.imaging.pixels import Pixels, view_of
from curatorbench.imaging.targets import square_groups

__all__ = ["FoundTarget", "correction", "find_on_view", "find_target"]

VIEW = 1600
FEWEST = 10  # squares that stand in the grid
ALIKE = 0.85  # least correlation of the patches with the chart, in lightness and in both directions of colour
NOISE = 8.0  # grey levels
INNER = 0.3  # of the pitch: half the side of the part of a patch that is looked at


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    layout: Layout
    order: Order
    grid: Lattice
    cells: NDArray[np.float64]
    patches: Colours


def find_target(pixels: Pixels) -> FoundTarget | None:
    """The chart on an upright sRGB image of shape (height, width, 3), in any orientation, or None."""
    scale = min(1.0, VIEW / max(pixels.shape[:2]))
    return find_on_view(view_of(pixels, VIEW), scale)


def find_on_view(view: Pixels, scale: float = 1.0, groups: list[NDArray[np.int32]] | None = None) -> FoundTarget | None:
    """The same on a view whose longer side is at most 1600 pixels; `scale` is its size as a share of the picture's,
    `groups` its `targets.square_groups` if they are known."""
    grids = [grid for squares in (square_groups(view) if groups is None else groups) for grid in _grids(squares)]
    matches = [match for grid in grids for match in _matches(view, grid)]
    best = max(matches, key=lambda match: match.score, default=None)
    return _found(view, best, scale) if best and best.score > ALIKE else None


def _grids(squares: NDArray[np.int32]) -> Iterator[Lattice]:
    if len(squares) < FEWEST:
        return
    centres = squares[:, :2] + squares[:, 2:] / 2.0
    grid = lattice(centres, float(np.median(squares[:, 2:])))
    if grid is not None and len(grid.members) >= FEWEST:
        yield grid


def _matches(view: Pixels, grid: Lattice) -> Iterator[_Match]:
    """Every layout laid on the grid wherever it fits, in its likeliest order. Squares may be missing or too many."""
    wide, high = (int(n) + 1 for n in grid.places.max(axis=0))
    for layout in layouts():
        for left in _offsets(wide, layout.columns):
            for top in _offsets(high, layout.rows):
                cells = layout.cells + np.array((left, top))
                patches = _sampled(view, grid, cells)
                if patches is not None:
                    score, order = _likeliest(patches, layout)
                    yield _Match(score, layout, order, grid, cells, patches)


def _offsets(seen: int, wanted: int) -> range:
    spare = wanted - seen
    return range(min(0, -spare), max(0, -spare) + 1) if spare <= 0 else range(-spare, 1)


def _sampled(view: Pixels, grid: Lattice, cells: NDArray[np.float64]) -> Colours | None:
    """The usual colour within each cell, None if one is beyond the picture."""
    half = max(1, round(INNER * grid.pitch * 0.7))
    high, wide = view.shape[:2]
    centres = np.round(grid.pixels(cells)).astype(int)
    if (centres < half).any() or (centres[:, 0] >= wide - half).any() or (centres[:, 1] >= high - half).any():
        return None
    parts = [view[y - half : y + half + 1, x - half : x + half + 1].reshape(-1, 3) for x, y in centres.tolist()]
    return np.array([_middle(part) for part in parts], dtype=np.float64)


def _middle(part: Pixels) -> Colours:
    """The mean of pixels of shape (n, 3), dust and scratches held to what is usual."""
    usual = np.median(part, axis=0)
    return np.asarray(np.clip(part, usual - NOISE, usual + NOISE).mean(axis=0), dtype=np.float64)


def _likeliest(patches: Colours, layout: Layout) -> tuple[float, Order]:
    seen, known = _standard(_opponents(patches)), _standard(_opponents(as_srgb()))
    alike = np.einsum("nc,onc->oc", seen, known[layout.orders]) / len(seen)
    best = int(alike.min(axis=1).argmax())
    return float(alike[best].min()), layout.orders[best]


def _opponents(colours: Colours) -> Colours:
    """Lightness, red against green, blue against yellow."""
    red, green, blue = np.moveaxis(colours, -1, 0)
    return np.stack([red + green + blue, red - green, red + green - 2 * blue], axis=-1)


def _standard(values: Colours) -> Colours:
    """Each column with mean 0 and deviation 1; a column that does not vary is 0."""
    away = values - values.mean(axis=0)
    spread = away.std(axis=0)
    return np.asarray(away / np.where(spread < 1e-6, np.inf, spread), dtype=np.float64)


def _found(view: Pixels, match: _Match, scale: float) -> FoundTarget:
    patches = np.empty_like(match.patches)
    patches[match.order] = match.patches
    seen = lab_of(linear_of(patches / 255.0))
    apart = de2000(seen, in_srgb())
    pitch = match.layout.pitch
    return FoundTarget(
        kind=match.layout.kind,
        box=_around(view, match),
        patches=patches,
        reference=COLOURS,
        mean_de2000=float(apart.mean()),
        worst_de2000=float(apart.max()),
        white_balance=_grey_chroma(patches, seen),
        pixels_per_mm=match.grid.pitch / scale / pitch if pitch else None,
    )


def _around(view: Pixels, match: _Match) -> Box:
    """The patches from edge to edge and a little more."""
    ends = match.grid.pixels(match.cells)
    reach = 0.5 * match.grid.pitch
    left, top = (float(v) for v in ends.min(axis=0) - reach)
    right, bottom = (float(v) for v in ends.max(axis=0) + reach)
    return Box.from_pixels(left, top, right, bottom, (view.shape[1], view.shape[0]))


def _grey_chroma(patches: Colours, seen: Colours) -> float:
    """Mean distance of the greys' a and b from theirs, as FADGI has it.

    Without those that are clipped, the black, whose colour is noise, and the white, which yellows with its age.
    """
    greys = np.array([grey for grey in GREYS[1:-1] if patches[grey].max() < 254])
    away = (seen - COLOURS)[greys, 1:] if len(greys) else np.zeros((1, 2))
    return float(np.hypot(away[:, 0], away[:, 1]).mean())
