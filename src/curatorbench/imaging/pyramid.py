"""TIFF files that leave the house: flat ones, and tiled pyramids that image servers (IIIF) and viewers open at once.

`tifffile` writes JPEG tiles only with a package of its own for codecs. The tiles are encoded by OpenCV, written as
tiles of a kind that it does know, and named for what they are afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import tifffile
from numpy.typing import NDArray

from curatorbench.imaging.colour_profiles import srgb_profile
from curatorbench.imaging.metadata.caption import Caption
from curatorbench.imaging.metadata.embedding import tiff_tags
from curatorbench.imaging.pixels import Pixels

TILE = 256  # pixels
QUALITY = 88
_HALF = 2  # chroma is kept at half of both sides (4:2:0)
_COMPRESSION, _PHOTOMETRIC, _SUBSAMPLING = 259, 262, 530
_JPEG, _YCBCR = 7, 6
_ENCODING = [
    cv2.IMWRITE_JPEG_QUALITY, QUALITY, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
]  # fmt: skip


def write_tiff(pixels: NDArray[np.uint8] | NDArray[np.uint16], out: Path, caption: Caption) -> None:
    """Upright sRGB pixels (height, width, 3) of 8 or 16 bits as one TIFF without loss, profile and caption in it."""
    profile = srgb_profile()
    tifffile.imwrite(
        out, pixels, photometric="rgb", iccprofile=profile, extratags=tiff_tags(caption), metadata=None, software=False
    )


def write_pyramid(pixels: Pixels, out: Path, caption: Caption) -> None:
    """Upright sRGB pixels as a TIFF of JPEG tiles, each page half of the one before down to a single tile.

    Besides `pixels` it holds one level in memory, a quarter of them.
    """
    with tifffile.TiffWriter(out) as file:
        for index, level in enumerate(_levels(pixels)):
            file.write(
                _tiles(level),
                shape=level.shape,
                dtype=np.uint8,
                tile=(TILE, TILE),
                photometric="rgb",
                compression="zlib",
                subfiletype=int(index > 0),
                iccprofile=srgb_profile() if index == 0 else None,
                extratags=[(_SUBSAMPLING, "H", 2, (_HALF, _HALF), True), *(tiff_tags(caption) if index == 0 else ())],
                metadata=None,
                software=False,
            )
    with tifffile.TiffFile(out, mode="r+") as written:
        for page in written.pages:
            assert isinstance(page, tifffile.TiffPage)
            page.tags[_COMPRESSION].overwrite(_JPEG)
            page.tags[_PHOTOMETRIC].overwrite(_YCBCR)


def _levels(pixels: Pixels) -> Iterator[Pixels]:
    level = pixels
    yield level
    while max(level.shape[:2]) > TILE:
        high, wide = level.shape[:2]
        size = ((wide + 1) // 2, (high + 1) // 2)
        level = cast(Pixels, cv2.resize(level, size, interpolation=cv2.INTER_AREA))
        yield level


def _tiles(level: Pixels) -> Iterator[bytes]:
    """Row by row; tiles at the right and lower edge are filled up with their last pixels."""
    high, wide = level.shape[:2]
    for top in range(0, high, TILE):
        for left in range(0, wide, TILE):
            part = level[top : top + TILE, left : left + TILE]
            below, right = TILE - part.shape[0], TILE - part.shape[1]
            full = cv2.copyMakeBorder(part, 0, below, 0, right, cv2.BORDER_REPLICATE)
            _, encoded = cv2.imencode(".jpg", cv2.cvtColor(full, cv2.COLOR_RGB2BGR), _ENCODING)
            yield encoded.tobytes()
