"""From a file to upright pixels, whatever its depth, colour model or orientation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageOps

from curatorbench.imaging.colour_profiles import to_srgb
from curatorbench.imaging.opening import opened
from curatorbench.imaging.pixels import Pixels


def decode(path: Path, *, longest: int | None = None) -> Pixels:
    """Upright RGB pixels of shape (height, width, 3), uint8.

    With `longest` the longer side is at most that many pixels, and a JPEG is decoded at an eighth,
    quarter or half where that is enough. 16 bits become 8, transparent becomes white, the colours of an ICC
    profile become sRGB's. A RAW file gives its preview where that is large enough, else it is developed.
    Raises BadInput for what is no picture, is broken, or is too large.
    """
    with opened(path, longest) as (image, _):
        if longest is not None:
            image.draft("RGB", (longest, longest))
        image.load()
        picture = _rgb(image)
        if longest is not None and max(picture.size) > longest:
            picture.thumbnail((longest, longest), Image.Resampling.BICUBIC, reducing_gap=2.0)
        picture = to_srgb(picture)
        ImageOps.exif_transpose(picture, in_place=True)
        return np.array(picture, dtype=np.uint8)


def _rgb(image: Image.Image) -> Image.Image:
    """Any mode as 8-bit RGB; the EXIF orientation and an RGB profile are kept for what follows."""
    if image.mode == "RGB":
        return image
    exif = image.getexif()
    flat = _flat(image)
    flat.getexif().update({ExifTags.Base.Orientation: exif.get(ExifTags.Base.Orientation, 1)})
    return flat


def _flat(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        return _on_white(image)
    picture = to_srgb(_eight_bits(image))  # of the profiles that are not RGB's
    return picture if picture.mode == "RGB" else picture.convert("RGB")  # which would copy it


def _on_white(image: Image.Image) -> Image.Image:
    straight = image.convert({"La": "LA", "RGBa": "RGBA"}.get(image.mode, image.mode))
    layer = straight.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Deep greys (16 and 32 bits, float) brought to 0-255; other modes as they are."""
    if image.mode not in ("I", "F") and not image.mode.startswith("I;16"):
        return image
    deep = np.nan_to_num(np.asarray(image, dtype=np.float32))
    top = float(deep.max(initial=0.0))
    full = 65_535.0 if image.mode.startswith("I") and top <= 65_535 else (1.0 if top <= 1.0 else top)
    return Image.fromarray(np.clip(deep * (255.0 / full), 0, 255).astype(np.uint8))
