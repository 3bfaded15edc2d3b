"""What a picture file says of itself, from its headers alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import ExifTags, Image

from curatorbench.imaging.opening import opened

_MIME = {
    "JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff", "DNG": "image/x-adobe-dng", "RAW": "image/x-dcraw",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a file says of itself. `width` and `height` are of the upright picture that `decode`
    gives; `created` is ISO 8601 local time of the exposure, None if the file does not say."""

    format: str
    mime: str
    width: int
    height: int
    created: str | None


def facts(path: Path) -> ImageFacts:
    """Reads headers only. Raises BadInput for what is no picture, is broken, or is too large."""
    with opened(path) as (image, kind):
        wide, high = image.size
        if kind != "TIFF" and _orientation(image) >= 5:  # Pillow turns a TIFF by itself
            wide, high = high, wide
        return ImageFacts(kind, _MIME[kind], wide, high, _created(image))


def _orientation(image: Image.Image) -> int:
    value = image.getexif().get(ExifTags.Base.Orientation, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _created(image: Image.Image) -> str | None:
    exif = image.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for written in (inner.get(ExifTags.Base.DateTimeOriginal), exif.get(ExifTags.Base.DateTime)):
        try:
            return datetime.strptime(str(written).strip("\0 "), "%Y:%m:%d %H:%M:%S").isoformat()
        except ValueError:
            continue
    return None
