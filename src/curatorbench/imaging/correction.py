"""Making a picture's colours true by the chart in it.

First a curve for every channel that makes the chart's greys grey and as bright as they are, then a matrix that brings
the other colours nearest to theirs and leaves greys alone.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.charts import GREYS, FoundTarget
from curatorbench.imaging.colour_difference import Colours, linear_of, linear_of_lab, srgb_of

STEPS = {255: 4096, 65_535: 65_536}  # of the table that brings light back to sRGB, by the whitest level
BAND = 256  # rows at a time: light of a picture of 50 megapixels would need 600 MB
LEAST_LIGHT = 2e-3
CLIPPED = 252.0
FEWEST_GREYS = 3

Curve = tuple[float, float]
Deep = NDArray[np.uint8] | NDArray[np.uint16]
"""sRGB of 8 or of 16 bits."""


def correction(found: FoundTarget) -> Callable[[Deep], Deep]:
    """A function from an RGB image of shape (height, width, 3), sRGB of 8 or 16 bits, to the same with true colours.

    Memory at the peak: the new image, and 30 bytes a pixel of a band.
    """
    curves = _curves(found)
    matrix = _matrix(found, curves).astype(np.float32)

    def apply(pixels: Deep) -> Deep:
        most = int(np.iinfo(pixels.dtype).max)
        light = linear_of(np.arange(most + 1) / most)
        tables = [_bent(light, curve).astype(np.float32) for curve in curves]
        steps = STEPS[most]
        back = np.round(most * srgb_of(np.linspace(0, 1, steps) ** 2)).astype(pixels.dtype)
        out = np.empty_like(pixels)
        for top in range(0, len(pixels), BAND):
            band = pixels[top : top + BAND]
            true = cv2.transform(cv2.merge([cv2.LUT(band[..., c], table) for c, table in enumerate(tables)]), matrix)
            places = np.sqrt(np.clip(true, 0.0, 1.0)) * (steps - 1) + 0.5
            out[top : top + BAND] = back[places.astype(np.uint16)]
        return out

    return apply


def _curves(found: FoundTarget) -> tuple[Curve, ...]:
    """For each channel the gain and the exponent that fit the greys that are neither clipped nor black."""
    seen, known = linear_of(found.patches / 255.0), linear_of_lab(found.reference)
    usable = [grey for grey in GREYS if found.patches[grey].max() < CLIPPED and seen[grey].min() > LEAST_LIGHT]
    if len(usable) < FEWEST_GREYS:
        return ((1.0, 1.0),) * 3
    return tuple(_curve(seen[usable, channel], known[usable, channel]) for channel in range(3))


def _curve(seen: Colours, known: Colours) -> Curve:
    exponent, gain = np.polyfit(np.log(seen), np.log(np.maximum(known, LEAST_LIGHT)), 1)
    return float(np.exp(gain)), float(np.clip(exponent, 0.5, 2.0))


def _bent(light: Colours, curve: Curve) -> Colours:
    gain, exponent = curve
    return np.asarray(gain * np.maximum(light, 0.0) ** exponent, dtype=np.float64)


def _matrix(found: FoundTarget, curves: tuple[Curve, ...]) -> Colours:
    """The 3 x 3 matrix with rows that sum to 1 which fits the patches best, dark and light ones alike."""
    seen = linear_of(found.patches / 255.0)
    bent = np.stack([_bent(seen[:, channel], curve) for channel, curve in enumerate(curves)], axis=1)
    known = linear_of_lab(found.reference)
    good = found.patches.max(axis=1) < CLIPPED
    weights = (1.0 / np.sqrt(known.mean(axis=1).clip(0.02)))[:, None] * good[:, None]
    rows = []
    for channel in range(3):
        others = [c for c in range(3) if c != channel]
        apart = (bent[:, others] - bent[:, [channel]]) * weights
        want = (known[:, channel] - bent[:, channel]) * weights[:, 0]
        shares, _, _, _ = np.linalg.lstsq(apart, want, rcond=None)
        row = np.empty(3)
        row[others], row[channel] = shares, 1.0 - shares.sum()
        rows.append(row)
    return np.array(rows)
