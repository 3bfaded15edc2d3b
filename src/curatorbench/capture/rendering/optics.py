"""What a stand's lens and lamps do to a picture: so that checks that fail can be seen, in training and in tests."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""

TINTS = {"daylight": (1.0, 1.0, 1.0), "tungsten": (1.14, 1.0, 0.78), "cloudy": (0.93, 1.0, 1.1)}
WHITE = 255.0


@dataclass(frozen=True, slots=True)
class Optics:
    """`exposure` in stops from right, `focus` as the sigma of its blur in pixels, `falloff` of the light from middle to
    corner in per cent, `turn` of the thing in degrees counter-clockwise, `light` one of TINTS."""

    exposure: float = 0.0
    focus: float = 0.0
    falloff: float = 0.0
    turn: float = 0.0
    light: str = "daylight"

    def seen(self, pixels: Pixels) -> Pixels:
        """The picture as the stand's sensor has it."""
        picture = _turned(pixels, self.turn) if self.turn else pixels
        if self.exposure or self.light != "daylight":
            picture = np.asarray(cv2.LUT(picture, _curve(self.exposure, TINTS[self.light])), np.uint8)
        if self.falloff:
            picture = _darkened(picture, self.falloff / 100)
        if self.focus:
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), self.focus), np.uint8)
        return picture


def _turned(pixels: Pixels, degrees: float) -> Pixels:
    high, wide = pixels.shape[:2]
    turning = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(pixels, turning, (wide, high), borderValue=(26, 26, 28)), np.uint8)


def _curve(stops: float, tint: tuple[float, float, float]) -> Pixels:
    """For every channel, what becomes of each of 256 values: light doubles by the stop, in linear light (gamma 2.2)."""
    light = (np.arange(256) / WHITE) ** 2.2 * 2.0**stops
    channels = [np.clip(light * gain, 0, 1) ** (1 / 2.2) * WHITE for gain in tint]
    return np.stack(channels, axis=-1).round().astype(np.uint8)[None]


def _darkened(pixels: Pixels, share: float) -> Pixels:
    high, wide = pixels.shape[:2]
    y, x = np.linspace(-1, 1, high, dtype=np.float32)[:, None], np.linspace(-1, 1, wide, dtype=np.float32)[None]
    gain = (1 - share * (x * x + y * y) / 2) * 256
    return np.asarray(cv2.multiply(pixels, cv2.merge([gain] * 3), scale=1 / 256, dtype=cv2.CV_8U), np.uint8)
