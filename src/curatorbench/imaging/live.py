"""What is drawn over a live picture so that a person can focus and expose: peaking, zebra, histogram, sharpness.

A frame of 1920 x 1080 takes a few milliseconds on one core. Edges, clipping and counts are looked at on a half-size
view; what is drawn is drawn at full size.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Mask, Pixels

PEAKING = (255, 32, 64)  # RGB
PEAKING_SLOPE = 40  # grey levels a pixel of the half-size view: what is in focus rises at least so fast
BURNT, DROWNED = 250, 5  # 8-bit levels beyond which a channel, or all of them, hold no drawing
STRIPE = 8  # pixels, the period of the zebra
BINS = 64
MIDDLE = 0.4  # share of width and height whose sharpness is told
FOCUS_TILE = 24  # pixels
BUSIEST = 10  # per cent of the tiles: the rest may be empty paper
LEAST_ENERGY = 60.0  # grey levels squared: grain of sigma 3 has 36
SLOPES, SHARPEST = 1 / 16, 0.5  # ratio of energies of wide slopes, and of edges as sharp as a sensor gives them

Histogram = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
"""Red, green, blue: the share of pixels in each of 64 bins, dark to bright."""


def decoded(data: bytes | memoryview) -> Pixels | None:
    """The pixels of a JPEG frame, RGB of shape (height, width, 3); None for a frame that came broken."""
    if len(data) == 0:
        return None
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if found is None else cast(Pixels, found)


def halved(pixels: Pixels) -> Pixels:
    """Half as wide and high: every second pixel of every second row, which is fast and as sharp as the frame."""
    high, wide = pixels.shape[:2]
    size = (max(1, wide // 2), max(1, high // 2))
    return cast(Pixels, cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST))


def peaking(pixels: Pixels, grey: Grey) -> None:
    """Colour the edges that are in focus, in place; `grey` is the half-size view."""
    _paint(pixels, _steep(grey), PEAKING)


def _steep(grey: Grey) -> Mask:
    """255 where the picture changes fast between neighbours, 0 elsewhere."""
    slope = np.zeros_like(grey)
    if min(grey.shape) < 2:
        return slope
    sideways = cv2.absdiff(grey[:, 1:], grey[:, :-1])
    downwards = cv2.absdiff(grey[1:], grey[:-1])
    slope[:, :-1] = sideways
    cv2.max(slope[:-1], downwards, slope[:-1])
    return cast(Mask, cv2.threshold(slope, PEAKING_SLOPE, 255, cv2.THRESH_BINARY)[1])


def zebra(pixels: Pixels, half: Pixels, phase: int = 0) -> None:
    """Stripe what is clipped, in place: burnt in black on white, drowned in blue. `phase` moves the stripes."""
    stripes = _stripes(half.shape[0], half.shape[1], phase)
    burnt = cv2.inRange(half, (BURNT,) * 3, (255,) * 3)
    drowned = cv2.inRange(half, (0, 0, 0), (DROWNED,) * 3)
    _paint(pixels, cast(Mask, cv2.bitwise_and(burnt, stripes)), (0, 0, 0))
    _paint(pixels, cast(Mask, cv2.bitwise_and(drowned, stripes)), (64, 96, 255))


def _stripes(high: int, wide: int, phase: int) -> Mask:
    across = (np.arange(wide + high) + phase) % STRIPE < STRIPE // 2
    line = np.where(across, 255, 0).astype(np.uint8)
    return np.ascontiguousarray(np.lib.stride_tricks.as_strided(line, (high, wide), (1, 1)))


def _paint(pixels: Pixels, half_mask: Mask, colour: tuple[int, int, int]) -> None:
    """Colour what a half-size mask covers. Nothing is done where it covers nothing."""
    if cv2.hasNonZero(half_mask):
        high, wide = pixels.shape[:2]
        mask = cv2.resize(half_mask, (wide, high), interpolation=cv2.INTER_NEAREST)
        cv2.copyTo(_flat(high, wide, colour), mask, pixels)


@lru_cache(maxsize=4)
def _flat(high: int, wide: int, colour: tuple[int, int, int]) -> Pixels:
    """One colour all over: kept, since to fill it takes longer than all else that is done to a frame."""
    flat = np.empty((high, wide, 3), np.uint8)
    flat[:] = colour
    return flat


def histogram(half: Pixels) -> Histogram:
    """The share of pixels in each of 64 bins, for red, green and blue."""
    count = max(1, half.shape[0] * half.shape[1])
    red, green, blue = (cv2.calcHist([half], [i], None, [BINS], [0, 256]).ravel() / count for i in range(3))
    return tuple(red.tolist()), tuple(green.tolist()), tuple(blue.tolist())


def focus(grey: Grey) -> float:
    """How sharp the middle of a full-size grey frame is, 0-1: to be compared with itself while the ring is turned.

    Where there is most to see, the energy of differences between neighbours over that of differences four pixels
    wide, so that contrast falls out of it. 0 where there is nothing but grain to focus on.
    """
    part = _middle(grey)
    if min(part.shape) < FOCUS_TILE:
        return 0.0
    coarse = _energies(part, 4)
    busiest = coarse >= np.percentile(coarse, 100 - BUSIEST)
    wide = float(coarse[busiest].mean())
    ratio = float(_energies(part, 1)[busiest].mean()) / max(wide, LEAST_ENERGY)
    return 0.0 if wide < LEAST_ENERGY else math.sqrt(min(1.0, max(0.0, (ratio - SLOPES) / (SHARPEST - SLOPES))))


def _middle(grey: Grey) -> Grey:
    high, wide = grey.shape
    top, left = int(high * (1 - MIDDLE) / 2), int(wide * (1 - MIDDLE) / 2)
    return grey[top : high - top, left : wide - left]


def _energies(part: Grey, step: int) -> NDArray[np.float32]:
    """Mean square of the differences `step` pixels apart, both ways, tile by tile."""
    high, wide = part.shape[0] - step, part.shape[1] - step
    here = part[:high, :wide]
    sideways, downwards = (cv2.absdiff(here, there) for there in (part[:high, step:], part[step:, :wide]))
    squares = cv2.multiply(sideways, sideways, dtype=cv2.CV_32F)
    cv2.accumulateSquare(downwards, squares)
    tiles = (max(1, part.shape[1] // FOCUS_TILE), max(1, part.shape[0] // FOCUS_TILE))
    return cast(NDArray[np.float32], cv2.resize(squares, tiles, interpolation=cv2.INTER_AREA))
