"""Whether a line of writing was written by hand: from the shapes of its marks, without reading it.

Print stands on one line, repeats its heights and widths and runs upright and level; a hand leans, joins its letters
and wavers. Nothing is asked of tone or sharpness, which differ by camera and not by writer. The weights are of a
logistic regression over these measures: `training/handwriting.py` made them, and says how right they are where.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.box import Box
from curatorbench.domain.resources import resource
from curatorbench.imaging.pixels import Grey, Mask, Pixels, grey_of, resized

HEIGHT = 48  # pixels to which a line is brought
LOWEST = 11  # pixels of a line below which shapes are not to be seen
LONGEST = 40 * HEIGHT  # of a line in pixels; what is longer is cut
TALL = 1.5  # a box so many times higher than wide holds a line that runs up or down
INK = 0.35  # of the way from the darkest to the paper
FEWEST_MARKS = 3
DIRECTIONS = 9  # of strokes, over half a turn
MOST_UNUSUAL = 4.0  # spreads that a measure counts to be away from the usual
SURE = 0.6  # a line that looks so much by hand counts as written by hand
MARGIN = 8  # a line's box is enlarged by this part of its height

Measures = NDArray[np.float64]
"""Shape (measures,), see `NAMES`."""

NAMES = (
    *(f"direction {number}" for number in range(DIRECTIONS)),
    "lean", "bend", "heights", "widths", "joined", "bottoms", "tops", "levels", "fill", "stroke", "strokes",
    "marks", "gaps",
)  # fmt: skip


def lines_by_hand(pixels: Pixels, boxes: Sequence[Box]) -> tuple[float | None, ...]:
    """For each box around one line of an RGB image: how likely a hand wrote it, 0-1; None if that cannot be seen."""
    if not boxes:
        return ()
    grey = grey_of(pixels)
    return tuple(by_hand(upright(cut(grey, box))) for box in boxes)


def by_hand(line: Grey) -> float | None:
    """How likely a hand wrote an upright line, 0-1; None if it is too small, or holds too few marks to say."""
    measured = measures(line)
    return None if measured is None else _weights().likelihood(measured)


def measures(line: Grey) -> Measures | None:
    """What is measured on an upright line; None if it is too small, or holds too few marks."""
    if line.shape[0] < LOWEST or line.shape[1] < line.shape[0] // 2:
        return None
    even = resized(line, HEIGHT / line.shape[0])[:, :LONGEST]
    inked = _ink(even)
    marks = _marks(inked)
    if len(marks) < FEWEST_MARKS:
        return None
    return np.concatenate([_directions(even, inked), _shapes(marks, inked), _strokes(inked)])


def cut(grey: Grey, box: Box) -> Grey:
    left, top, right, bottom = box.to_pixels((grey.shape[1], grey.shape[0]))
    margin = min(right - left, bottom - top) // MARGIN
    return grey[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]


def upright(line: Grey) -> Grey:
    """A line that runs up or down, laid down; which end is which does not matter much for shapes."""
    return np.ascontiguousarray(np.rot90(line)) if line.shape[0] > TALL * line.shape[1] else line


def _ink(line: Grey) -> Mask:
    """The marks of a line, 0 or 1, without what lies along its rim from the lines above and below."""
    paper = cv2.morphologyEx(line, cv2.MORPH_CLOSE, np.ones((HEIGHT // 2 + 1, HEIGHT // 2 + 1), np.uint8))
    depth = cv2.subtract(paper, cv2.GaussianBlur(line, (3, 3), 0))
    full = float(np.percentile(depth, 98))
    inked = (depth > max(8.0, INK * full)).astype(np.uint8)
    return _without_rules(inked)


def _without_rules(inked: Mask) -> Mask:
    """Without dotted and drawn rules to write on, and underlines: long, low and level."""
    rules = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((1, HEIGHT), np.uint8))
    return cast(Mask, cv2.subtract(inked, cv2.dilate(rules, np.ones((3, 1), np.uint8))))


def _marks(inked: Mask) -> NDArray[np.int32]:
    """Rows of left, top, width, height and area of the marks that are as high as letters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    inside = (stats[:, 1] > 0) | (stats[:, 3] > HEIGHT // 3)
    letters = (stats[:, 3] >= HEIGHT // 6) & (stats[:, 4] >= HEIGHT // 3) & inside
    letters[0] = False
    return np.asarray(stats[letters][:, :5])


def _directions(line: Grey, inked: Mask) -> Measures:
    """How much of the strokes' edges runs each way, how far from upright the steep ones lean, how mixed they are."""
    near = cv2.dilate(inked, np.ones((3, 3), np.uint8)) > 0
    smooth = cv2.GaussianBlur(line, (5, 5), 0)
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, x, 1 - x, ksize=3)[near] for x in (1, 0))
    strength = np.hypot(across, down)
    angle = np.mod(np.arctan2(down, across), np.pi)  # 0: an upright stroke
    shifted = np.mod(angle + np.pi / (2 * DIRECTIONS), np.pi)
    bins = np.minimum((shifted * DIRECTIONS / np.pi).astype(np.intp), DIRECTIONS - 1)
    shares = np.bincount(bins, strength, DIRECTIONS) / (strength.sum() + 1e-6)
    steep = np.where(angle > np.pi / 2, angle - np.pi, angle)
    upright = np.abs(steep) < np.pi / 4
    weights = strength * upright
    lean = float((steep * weights).sum() / (weights.sum() + 1e-6))
    spread = float(np.sqrt((weights * (steep - lean) ** 2).sum() / (weights.sum() + 1e-6)))
    return np.concatenate([shares, [abs(lean), spread]])


def _shapes(marks: NDArray[np.int32], inked: Mask) -> Measures:
    """How regular the marks are: in height, in width, how long the longest, where they stand and end."""
    _, top, wide, high, area = (marks[:, column].astype(np.float64) for column in range(5))
    rows = inked.sum(axis=1).astype(np.float64)
    levels = np.abs(np.diff(rows)).max() / (rows.mean() + 1.0)
    fill = float((area / (wide * high)).mean())
    joined = np.log(wide.max() / np.median(high))
    bottoms, tops = (_waver(edge) / np.median(high) for edge in (top + high, top))
    spreads = high.std() / high.mean(), wide.std() / wide.mean()
    return np.array([*spreads, joined, bottoms, tops, levels, fill])


def _waver(edges: Measures) -> float:
    """How far from their middle half of the edges lie."""
    return float(np.median(np.abs(edges - np.median(edges))))


def _strokes(inked: Mask) -> Measures:
    """How wide strokes are, how much that changes; how many marks and gaps there are for the length."""
    inside = cv2.distanceTransform(inked, cv2.DIST_L2, 3)
    ridge = inside[(inside >= cv2.dilate(inside, np.ones((3, 3), np.uint8))) & (inside > 0)]
    columns = inked.any(axis=0)
    written = max(1, int(columns.sum()))
    count = cv2.connectedComponents(inked, connectivity=8)[0] - 1
    gaps = int((np.diff(columns.astype(np.int8)) == 1).sum())
    ridges = ridge if len(ridge) else np.ones(1)
    per_height = HEIGHT / written
    return np.array([ridges.mean() / HEIGHT, ridges.std() / ridges.mean(), count * per_height, gaps * per_height])


@dataclass(frozen=True, slots=True)
class _Weights:
    """A logistic regression: for every measure its usual value and its spread, its weight and that of its square (what
    is unusual either way tells too), and what is added."""

    usual: Measures
    spread: Measures
    weights: Measures
    offset: float

    def likelihood(self, measured: Measures) -> float:
        return float(1.0 / (1.0 + np.exp(-(terms((measured - self.usual) / self.spread) @ self.weights + self.offset))))


def terms(scaled: Measures) -> Measures:
    """What is weighed, of measures given in spreads from what is usual: shape (..., 2 * measures)."""
    bounded = np.clip(scaled, -MOST_UNUSUAL, MOST_UNUSUAL)
    return np.concatenate([bounded, bounded**2 / 2], axis=-1)


@cache
def _weights() -> _Weights:
    with resource("reference", "handwriting.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["measure"]: row for row in csv.DictReader(file)}
    columns = ("usual", "spread", "weight", "square")
    usual, spread, weight, square = (np.array([float(rows[name][part]) for name in NAMES]) for part in columns)
    return _Weights(usual, spread, np.concatenate([weight, square]), float(rows["offset"]["weight"]))
