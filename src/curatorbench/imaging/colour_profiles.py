"""From the colours of a file's own ICC profile (Adobe RGB, ProPhoto, Display P3 ...) to sRGB."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}  # how Pillow and ICC name the same channels
_SEEN = 2  # levels of 255: profiles that move no colour further are sRGB by another name
_STEPS = np.linspace(0, 255, 9).astype(np.uint8)


def to_srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB by the profile it carries; itself if it has none, or one that is sRGB's, broken or of other
    channels. Modes RGB, L and CMYK are converted, relative to white, with black kept black."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or image.mode not in _SPACES:
        return image
    transform = _transform(profile, image.mode)
    if transform is None:
        return image
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None  # None comes of converting in place only
    converted.info.pop("icc_profile", None)
    return converted


def srgb_profile() -> bytes:
    """sRGB's profile, to be put into files."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


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
