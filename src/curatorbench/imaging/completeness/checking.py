"""The one place where a file is looked at as a whole, before it is taken in."""

from __future__ import annotations

from pathlib import Path

from curatorbench.imaging.completeness import jpeg, png
from curatorbench.imaging.opening import opened
from curatorbench.imaging.tiff import directories

_SMALL = 256  # pixels: of what has a preview or can be decoded at an eighth no more is made


def check_complete(path: Path, *, decoding: bool = True) -> None:
    """Raises BadInput where a part of the picture is missing or cannot be decoded.

    Reads the whole file. With `decoding` it is decoded too, in the cheapest way that reads all of a JPEG, PNG or
    TIFF; of a RAW the preview only. Who decodes it anyway goes without.
    """
    with opened(path, _SMALL) as (image, kind):
        _check(path, kind)
        if decoding and kind != "RAW":
            image.draft("RGB", (_SMALL, _SMALL))
            image.load()


def _check(path: Path, kind: str) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        if kind == "JPEG":
            jpeg.check(file, size)
        elif kind == "PNG":
            png.check(file, size)
        elif kind == "TIFF":
            from curatorbench.imaging.completeness import tiff  # NumPy with it

            tiff.check(file, directories(file), size)
