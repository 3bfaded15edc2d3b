"""RAW files written for tests: a DNG with a Bayer mosaic whose colours, levels and turn are known."""

from pathlib import Path

import numpy as np
import tifffile

VERSION = (50706, "B", 4, bytes([1, 4, 0, 0]), True)
# The sensor's own colours are linear sRGB's: XYZ (D65) to linear sRGB, IEC 61966-2-1.
SRGB_OF_XYZ = (3.2404542, -1.5371385, -0.4985314, -0.9692660, 1.8760108, 0.0415560, 0.0556434, -0.2040259, 1.0572252)
D65 = 21


def bayer(linear: np.ndarray, *, black: int = 0, white: int = 60_000, gains: tuple[float, ...] = (1.0, 1.0, 1.0)):
    """The RGGB mosaic (height, width) of a linear RGB picture (height, width, 3; 0-1), each channel times its gain."""
    levels = np.round(black + linear * np.asarray(gains) * (white - black)).astype(np.uint16)
    mosaic = levels[..., 1].copy()
    mosaic[::2, ::2] = levels[::2, ::2, 0]
    mosaic[1::2, 1::2] = levels[1::2, 1::2, 2]
    return mosaic


def tags(
    *, orientation: int = 1, black: int = 0, white: int = 60_000, neutral: tuple[float, ...] = (1.0, 1.0, 1.0)
) -> list[tuple[object, ...]]:
    """What makes a colour filter array of a TIFF a DNG; `neutral` is how the sensor sees white."""
    return [
        VERSION,
        (271, "s", 0, "Copystand", True),
        (272, "s", 0, "Copystand One", True),
        (274, "H", 1, orientation, True),
        (33421, "H", 2, (2, 2), True),
        (33422, "B", 4, bytes([0, 1, 1, 2]), True),
        (50708, "s", 0, "Copystand One", True),
        (50714, "H", 1, black, True),
        (50717, "I", 1, white, True),
        (50721, "2i", 9, _rationals(SRGB_OF_XYZ), True),
        (50728, "2I", 3, _rationals(neutral), True),
        (50778, "H", 1, D65, True),
    ]


def write_dng(path: Path, linear: np.ndarray, **options: object) -> Path:
    """`options` are those of `bayer` and `tags`: orientation, black, white, neutral, gains."""
    levels = {name: options[name] for name in ("black", "white", "gains") if name in options}
    said = {name: value for name, value in options.items() if name != "gains"}
    tifffile.imwrite(path, bayer(linear, **levels), photometric="cfa", extratags=tags(**said), software=False)
    return path


def encoded(linear: np.ndarray, full: int = 255) -> np.ndarray:
    """Linear light (0-1) with sRGB's curve, 0 to `full`."""
    light = np.clip(linear, 0, 1)
    return full * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def _rationals(values: tuple[float, ...]) -> list[int]:
    return [part for value in values for part in (round(value * 10_000), 10_000)]
