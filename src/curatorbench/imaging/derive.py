"""Pictures made from an original: previews, crops, turns. They can always be made again."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from curatorbench.domain.box import Box
from curatorbench.imaging.decode import decode
from curatorbench.imaging.pixels import Pixels
from curatorbench.imaging.whole import whole

QUALITY = 85


def derive(path: Path, out: Path, longest: int) -> None:
    """Write the picture at `path` to `out` as an upright JPEG whose longer side is at most `longest`.

    `out` is whole or absent: a temporary name beside it, then a rename. The folder is made if need be.
    Raises BadInput if the picture cannot be read, StorageError if the file cannot be written.
    """
    save_jpeg(decode(path, longest=longest), out)


def save_jpeg(pixels: Pixels, out: Path, quality: int = QUALITY) -> None:
    """Write RGB pixels to `out` as JPEG, whole or not at all; raises StorageError."""
    encoded = as_jpeg(pixels, quality)
    with whole(out) as part:
        part.write_bytes(encoded)


def as_jpeg(pixels: Pixels, quality: int = QUALITY, profile: bytes | None = None) -> bytes:
    """RGB pixels as a JPEG in memory: Pillow, which writes by itself, says nothing if the disk took only a part."""
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "JPEG", quality=quality, icc_profile=profile)
    return encoded.getvalue()


def crop(pixels: Pixels, box: Box, turn: int = 0, margin: float = 0.0) -> Pixels:
    """The part of an image of shape (height, width, 3) inside `box`, grown by `margin` (a fraction of
    the image) and turned clockwise by `turn` degrees; at least one pixel."""
    high, wide = pixels.shape[:2]
    left, top, right, bottom = box.padded(margin).to_pixels((wide, high))
    left, top = min(left, wide - 1), min(top, high - 1)
    return upright(pixels[top : max(bottom, top + 1), left : max(right, left + 1)], turn)


def upright(pixels: Pixels, turn: int) -> Pixels:
    """The image turned clockwise by `turn` degrees, a multiple of 90; raises ValueError otherwise."""
    if turn % 90:
        raise ValueError(f"a turn of {turn} degrees is no multiple of 90")
    return np.ascontiguousarray(np.rot90(pixels, k=-(turn // 90) % 4))
