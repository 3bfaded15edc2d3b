"""From the colours of a file's own ICC profile (Adobe RGB, ProPhoto, Display P3 ...) to sRGB."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from PIL import ExifTags, Image, ImageCms

from curatorbench.imaging.faults import FAULTS
from curatorbench.imaging.matrix_profile import ADOBE_RGB, matrix_profile

_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}  # how Pillow and ICC name the same channels
_SEEN = 2  # levels of 255: profiles that move no colour further are sRGB by another name
_INTEROP_INDEX = 1
_MADE_AT = 24  # where a profile says when it was made: six numbers of two bytes
_NO_DAY = bytes((0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
_STEPS = np.linspace(0, 255, 9).astype(np.uint8)


def to_srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB by the profile it carries; as it is if it has none, or one that is sRGB's, broken or of other
    channels. Colours are converted relative to white, black stays black: RGB in its place, L and CMYK to a new image.
    """
    profile = image.info.get("icc_profile") or _unwritten(image)
    if not isinstance(profile, bytes) or image.mode not in _SPACES:
        return image
    transform = _transform(profile, image.mode)
    if transform is None:
        return image
    if image.mode == "L":
        return _by_table(image, transform)
    converted = ImageCms.applyTransform(image, transform, inPlace=image.mode == "RGB") or image
    converted.info.pop("icc_profile", None)
    return converted


def _by_table(grey: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    """256 greys have 256 colours: a tenth of the time that LittleCMS takes for every pixel."""
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    channels = (ImageCms.applyTransform(ramp, transform) or ramp).split()
    return Image.merge("RGB", [grey.point(list(channel.tobytes())) for channel in channels])


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """sRGB's profile, to be put into files. It says no day of its making, so that the same picture is the same file."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:_MADE_AT] + _NO_DAY + made[_MADE_AT + len(_NO_DAY) :]


def _unwritten(image: Image.Image) -> bytes | None:
    """Cameras that save Adobe RGB may write no profile, but a mark in the EXIF (DCF 2.0, "R03")."""
    try:
        is_marked = image.getexif().get_ifd(ExifTags.IFD.Interop).get(_INTEROP_INDEX) == "R03"
    except FAULTS:  # the pixels decide, not an odd tag
        return None
    return matrix_profile(ADOBE_RGB) if is_marked else None


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """None where there is nothing to do, or nothing that can be done."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space != _SPACES[mode]:
            return None
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        return None if mode != "CMYK" and _changes_nothing(transform, mode) else transform
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    colours = np.stack(np.meshgrid(_STEPS, _STEPS, _STEPS), axis=-1).reshape(-1, 9, 3)
    if mode == "L":
        colours = np.repeat(_STEPS[None, :, None], 3, axis=2)
    sample = Image.fromarray(colours).convert(mode) if mode == "L" else Image.fromarray(colours)
    converted = ImageCms.applyTransform(sample, transform)
    return bool(np.abs(np.asarray(converted).astype(int) - colours).max() <= _SEEN)
