"""From sRGB to CIE Lab, and how far two colours are apart as people see them.

Lab is of the illuminant D50 and the 2 degree observer, as charts are published. Colours are float arrays whose last
axis has three entries.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Colours = NDArray[np.float64]

WHITE = np.array([0.96422, 1.0, 0.82521])  # XYZ of D50
TO_XYZ = np.array(  # linear sRGB to XYZ of D50, adapted after Bradford (IEC 61966-2-1, ICC v4)
    [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]]
)
_KAPPA, _EPSILON = 24389 / 27, 216 / 24389


def linear_of(srgb: ArrayLike) -> Colours:
    """Light 0-1 of sRGB values 0-1."""
    value = np.asarray(srgb, dtype=np.float64)
    return np.where(value <= 0.04045, value / 12.92, ((np.maximum(value, 0.04045) + 0.055) / 1.055) ** 2.4)


def srgb_of(linear: ArrayLike) -> Colours:
    """sRGB values 0-1 of light; what sRGB cannot hold is brought to its nearest end."""
    value = np.clip(np.asarray(linear, dtype=np.float64), 0.0, 1.0)
    return np.where(value <= 0.0031308, 12.92 * value, 1.055 * np.maximum(value, 0.0031308) ** (1 / 2.4) - 0.055)


def lab_of(linear: ArrayLike) -> Colours:
    """CIE Lab (D50) of linear sRGB."""
    ratio = np.asarray(linear, dtype=np.float64) @ TO_XYZ.T / WHITE
    f = np.where(ratio > _EPSILON, np.cbrt(ratio), (_KAPPA * ratio + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def linear_of_lab(lab: ArrayLike) -> Colours:
    """Linear sRGB of CIE Lab (D50); negative or above 1 where sRGB cannot hold the colour."""
    lightness, a, b = np.moveaxis(np.asarray(lab, dtype=np.float64), -1, 0)
    middle = (lightness + 16) / 116
    f = np.stack([middle + a / 500, middle, middle - b / 200], axis=-1)
    ratio = np.where(f**3 > _EPSILON, f**3, (116 * f - 16) / _KAPPA)
    return np.asarray((ratio * WHITE) @ np.linalg.inv(TO_XYZ).T, dtype=np.float64)


def de2000(one: ArrayLike, other: ArrayLike) -> Colours:
    """CIEDE2000 of Lab colours pair by pair (Sharma, Wu and Dalal 2005, Color Res. Appl. 30: 21-30)."""
    l1, a1, b1 = np.moveaxis(np.asarray(one, dtype=np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(other, dtype=np.float64), -1, 0)
    stretch = 1.5 - 0.5 * _saturation((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2)
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = _hue(stretch * a1, b1), _hue(stretch * a2, b2)
    turn = np.where(c1 * c2 == 0, 0.0, (h2 - h1 + 180) % 360 - 180)
    mean_hue = np.where(c1 * c2 == 0, h1 + h2, _middle_hue(h1, h2))
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    by_lightness = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * _hue_weight(mean_hue))
    blue = 30 * np.exp(-(((mean_hue - 275) / 25) ** 2))
    rotation = -2 * _saturation(chroma) * np.sin(np.radians(2 * blue))
    squared = by_lightness**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue
    return np.asarray(np.sqrt(np.maximum(squared, 0.0)), dtype=np.float64)


def _saturation(chroma: Colours) -> Colours:
    return np.asarray(np.sqrt(chroma**7 / (chroma**7 + 25.0**7)), dtype=np.float64)


def _hue(a: Colours, b: Colours) -> Colours:
    """Degrees 0-360, 0 for a grey."""
    return np.asarray(np.degrees(np.arctan2(b, a)) % 360, dtype=np.float64)


def _middle_hue(one: Colours, other: Colours) -> Colours:
    """The hue half way on the shorter arc; opposite hues meet at their plain mean, as the paper has it."""
    total, apart = one + other, np.abs(one - other)
    return np.where(apart <= 180, total / 2, np.where(total < 360, (total + 360) / 2, (total - 360) / 2))


def _hue_weight(hue: Colours) -> Colours:
    t = np.radians(hue)
    return np.asarray(
        1
        - 0.17 * np.cos(t - np.radians(30))
        + 0.24 * np.cos(2 * t)
        + 0.32 * np.cos(3 * t + np.radians(6))
        - 0.20 * np.cos(4 * t - np.radians(63)),
        dtype=np.float64,
    )
