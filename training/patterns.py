"""Shapes that stains and blemishes are made of. All planes are float32 (height, width) with values 0-1."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Plane = NDArray[np.float32]
Pixels = NDArray[np.uint8]


def clouds(dice: Generator, shape: tuple[int, int], coarsest: int = 3, octaves: int = 5) -> Plane:
    """Fractal noise from 0 to 1: `coarsest` cells on the shorter side, each octave twice as fine and half as strong."""
    total = np.zeros(shape, dtype=np.float32)
    for octave in range(octaves):
        cells = coarsest * 2**octave
        rows = max(2, round(cells * shape[0] / min(shape)))
        columns = max(2, round(cells * shape[1] / min(shape)))
        grid = dice.random((rows, columns), dtype=np.float32)
        total += cv2.resize(grid, shape[::-1], interpolation=cv2.INTER_CUBIC) / 2**octave
    low, high = np.percentile(total, (1, 99))
    return np.clip((total - low) / (high - low + 1e-6), 0, 1).astype(np.float32)


def blurred(plane: Plane, sigma: float) -> Plane:
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), max(0.3, sigma)), dtype=np.float32)


def grown(plane: Plane, radius: float) -> Plane:
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.dilate(plane, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))), dtype=np.float32)


def blots(dice: Generator, shape: tuple[int, int], share: float) -> Plane:
    """Soft-edged patches over about `share` of the area."""
    noise = clouds(dice, shape, int(dice.integers(2, 5)))
    edge = float(np.quantile(noise, 1 - share))
    softness = dice.uniform(0.05, 0.25)
    return np.clip((noise - edge) / softness, 0, 1).astype(np.float32)


def box(dice: Generator, shape: tuple[int, int], least: float, most: float, tilt: float = 5.0) -> Plane:
    """A filled rectangle, a little tilted, its sides between `least` and `most` of the longer side."""
    long = max(shape)
    size = (float(dice.uniform(least, most) * long), float(dice.uniform(least, most) * long))
    centre = (float(dice.uniform(0.1, 0.9) * shape[1]), float(dice.uniform(0.1, 0.9) * shape[0]))
    corners = cv2.boxPoints((centre, size, float(dice.uniform(-tilt, tilt))))
    plane = np.zeros(shape, dtype=np.float32)
    cv2.fillPoly(plane, [corners.astype(np.int32)], 1.0)
    return plane


def shifted(plane: Plane, by: NDArray[np.float64]) -> Plane:
    """Moved by (rows, columns); nothing comes in from outside."""
    move = np.array([[1, 0, by[1]], [0, 1, by[0]]], dtype=np.float32)
    return np.asarray(cv2.warpAffine(plane, move, plane.shape[::-1]), dtype=np.float32)


def darken(sheet: Pixels, amount: Plane, weights: NDArray[np.float64]) -> Pixels:
    """Light taken away: each channel is multiplied by 1 - amount * weight."""
    factor = 1 - amount.astype(np.float32)[:, :, None] * weights.astype(np.float32)
    return np.clip(sheet * np.clip(factor, 0.03, 1), 0, 255).astype(np.uint8)
