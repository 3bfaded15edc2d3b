"""Typefaces of labels: print from the system's DejaVu, handwriting from the two scripts that ship."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import ImageFont

from curatorbench.domain.resources import resource

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_SYSTEM = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/dejavu"),
    Path("/usr/share/fonts/TTF"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)


class Face(StrEnum):
    SERIF = "DejaVuSerif.ttf"
    SERIF_BOLD = "DejaVuSerif-Bold.ttf"
    SANS = "DejaVuSans.ttf"
    TYPEWRITER = "DejaVuSansMono.ttf"
    HAND = "Caveat.ttf"
    SCRIPT = "DancingScript.ttf"


@cache
def font(face: Face, size: int) -> Font:
    """The face at a size in pixels; Pillow's own where the system has none such."""
    for folder in (resource("fonts"), *_SYSTEM):
        if (folder / face.value).is_file():
            return ImageFont.truetype(folder / face.value, size)
    return ImageFont.load_default(size)
