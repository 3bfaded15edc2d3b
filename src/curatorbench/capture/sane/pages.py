"""A page as a file: TIFF as it came, or a best-quality PNG or JPEG."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

import tifffile
from PIL import ExifTags, Image

from curatorbench.capture.imprint import SOFTWARE, imprint, unique_id
from curatorbench.capture.sane.handle import Maker, Samples

ROWS = 256  # of a strip that is packed on its own


class PageFormat(StrEnum):
    """What a page is written as. PNG and JPEG hold 8 bits here: a page of 16 bits is TIFF whatever was chosen."""

    TIFF = "TIFF"
    PACKED = "TIFF, packed"
    PNG = "PNG"
    JPEG = "JPEG"


def writer(samples: Samples, form: PageFormat, dpi: float, maker: Maker) -> tuple[str, Callable[[BinaryIO], None]]:
    """The suffix of the file, and what writes it; `dpi` 0 is unknown."""
    if form in (PageFormat.PNG, PageFormat.JPEG) and samples.dtype.itemsize == 1:
        suffix = ".png" if form is PageFormat.PNG else ".jpg"
        return suffix, lambda file: _write_common(file, samples, form, dpi, maker)
    return ".tif", lambda file: _write_tiff(file, samples, form is PageFormat.PACKED, dpi, maker)


def _write_tiff(file: BinaryIO, samples: Samples, is_packed: bool, dpi: float, maker: Maker) -> None:
    """Unpacked straight from the samples, without another copy of them; packed by deflate, level 1."""
    height, _, bands = samples.shape
    tifffile.imwrite(
        file,
        samples if bands == 3 else samples[:, :, 0],
        photometric="rgb" if bands == 3 else "minisblack",
        resolution=(dpi, dpi) if dpi else None,
        resolutionunit="INCH" if dpi else None,
        datetime=datetime.now(),
        software=SOFTWARE,
        metadata=None,
        extratags=_tags(maker),
        **(
            {"compression": "zlib", "compressionargs": {"level": 1}, "rowsperstrip": min(ROWS, height)}
            if is_packed
            else {}
        ),
    )


def _tags(maker: Maker) -> list[tuple[int, str, int, str, bool]]:
    tags = (
        (ExifTags.Base.Make, maker.make),
        (ExifTags.Base.Model, maker.model),
        (ExifTags.Base.ImageUniqueID, unique_id()),
    )
    return [(int(tag), "s", 0, text, True) for tag, text in tags if text and text.isascii()]


def _write_common(file: BinaryIO, samples: Samples, form: PageFormat, dpi: float, maker: Maker) -> None:
    image = Image.fromarray(samples if samples.shape[2] == 3 else samples[:, :, 0])
    exif = imprint(maker.make, maker.model)
    resolution = {"dpi": (dpi, dpi)} if dpi else {}
    if form is PageFormat.PNG:
        image.save(file, "PNG", compress_level=1, exif=exif, **resolution)
    else:
        image.save(file, "JPEG", quality=100, subsampling=0, exif=exif, **resolution)
