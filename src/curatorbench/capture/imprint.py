"""What a picture that we write ourselves says of its making.

Every one bears an ImageUniqueID: two blank pages are two pages, though no pixel tells them apart, and an original is
known by its content.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from PIL import ExifTags, Image

SOFTWARE = "CuratorBench"


def imprint(make: str, model: str) -> Image.Exif:
    """EXIF with maker, model, our name, the moment and a number that no other picture has."""
    exif, now = Image.Exif(), f"{datetime.now():%Y:%m:%d %H:%M:%S}"
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = make, model
    exif[ExifTags.Base.Software], exif[ExifTags.Base.DateTime] = SOFTWARE, now
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal], inner[ExifTags.Base.ImageUniqueID] = now, unique_id()
    return exif


def unique_id() -> str:
    """128 bits in hexadecimal, as EXIF's ImageUniqueID wants them."""
    return secrets.token_hex(16)
