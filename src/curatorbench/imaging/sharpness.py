"""How sharp a picture is, whatever it shows: the width of its edges in pixels.

Every strong edge is blurred once more by a known amount; how much its slope falls tells how wide it
was (Zhuo and Sim 2011, Pattern Recognition 44: 1852-1858). Looked at in the tiles with most contrast,
at full size, because a smaller copy is sharp again.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, resized

TILE = 384
TILES = 12
MORE_BLUR = 1.0  # sigma in pixels
LEAST_SLOPE = 24.0  # grey levels a pixel (Sobel / 4): below it there is no edge to measure
SHARPEST_SHARE = 25.0  # percentile of widths: depth of field and shadows are soft in any picture
FEWEST_EDGES = 50  # pixels on edges
MOST_HALVINGS = 3
SMALLEST_SIDE = 32  # pixels of a copy that is still looked at
HALF = 1.6  # the width (sigma in pixels) whose sharpness is 0.5


def sharpness(grey: Grey) -> float:
    """0-1, falling with blur; 0 if there is no edge in the picture at all."""
    width = edge_width(grey)
    return 0.0 if width is None else float(1.0 / (1.0 + (width / HALF) ** 2))


def edge_width(grey: Grey) -> float | None:
    """Sigma in pixels of the blur of the sharper edges; None without edges. Very soft edges show on smaller copies."""
    for halvings in range(MOST_HALVINGS + 1):
        if min(grey.shape) >> halvings < SMALLEST_SIDE:
            break
        view = resized(grey, 0.5**halvings)
        widths = np.concatenate([_widths(tile) for tile in _tiles(view)])
        if len(widths) >= FEWEST_EDGES:
            return float(np.percentile(widths, SHARPEST_SHARE)) * 2.0**halvings
    return None


def _tiles(grey: Grey) -> list[Grey]:
    """The tiles with the most contrast, spread over the picture."""
    high, wide = grey.shape
    small = resized(grey, 0.25)
    change = np.abs(cv2.Laplacian(small, cv2.CV_16S)).astype(np.float32)
    rows, columns = max(1, high // TILE), max(1, wide // TILE)
    energy = cv2.resize(change, (columns, rows), interpolation=cv2.INTER_AREA)
    best = np.argsort(energy, axis=None)[::-1][:TILES]
    places = [divmod(int(i), columns) for i in best]
    tall, broad = max(1, high // rows), max(1, wide // columns)
    return [grey[r * tall : (r + 1) * tall, c * broad : (c + 1) * broad] for r, c in places]


def _widths(tile: Grey) -> NDArray[np.float64]:
    softer = cv2.GaussianBlur(tile, (0, 0), MORE_BLUR)
    slope, soft = _slope(tile.astype(np.float32)), _slope(softer.astype(np.float32))
    crest = (slope >= cv2.dilate(slope, np.ones((3, 3), np.uint8))) & (slope > LEAST_SLOPE)
    ratio = slope[crest] / np.maximum(soft[crest], 1e-3)
    ratio = ratio[ratio > 1.001].astype(np.float64)
    return np.asarray(MORE_BLUR / np.sqrt(ratio**2 - 1.0))


def _slope(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of grey levels that are whole: squares and sums are exact then, and the same picture is always as sharp.

    `cv2.magnitude` rounds in another way at the ends of its vectors, which lie elsewhere each time.
    """
    sideways, downwards = (cv2.Sobel(image, cv2.CV_32F, dx, 1 - dx, ksize=3) for dx in (1, 0))
    return np.asarray(np.sqrt(sideways * sideways + downwards * downwards) / 4.0, dtype=np.float32)
