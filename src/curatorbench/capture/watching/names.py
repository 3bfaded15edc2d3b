"""Which names in a watched folder are pictures and their sidecars, and which are what programs keep for themselves."""

from __future__ import annotations

import os

from curatorbench.domain.exposures import PICTURES, RAW, SIDECARS

TEMPORARY = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".filepart", ".download")
PRIVATE = frozenset(  # lower case
    (
        "captureone",  # Capture One's previews and adjustments, beside the pictures
        "@eadir",  # thumbnails of Synology's file servers, with the pictures' names
        "__macosx",
        "$recycle.bin",
        "system volume information",
        "lost+found",
    )
)
SUFFIXES = PICTURES | RAW | SIDECARS
PREVIEWS = ".lrdata"  # folders of Lightroom's previews


def is_picture(name: str) -> bool:
    """A whole picture or a sidecar by its name: not hidden (AppleDouble's `._x.jpg`, rsync's `.x.jpg.Ab1`) and not
    temporary."""
    lower = name.lower()
    if name.startswith((".", "~")) or lower.endswith(("~", *TEMPORARY)):
        return False
    return os.path.splitext(lower)[1] in SUFFIXES  # noqa: PTH122 - ten thousand times a look


def is_for_pictures(folder: str) -> bool:
    """Whether pictures of a person's may lie in a folder of that name."""
    lower = folder.lower()
    return not lower.startswith(".") and lower not in PRIVATE and not lower.endswith(PREVIEWS)


def is_raw(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in RAW  # noqa: PTH122


def is_sidecar(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in SIDECARS  # noqa: PTH122


def stem(path: str) -> str:
    """The path without its suffix: the same for all files of one exposure, `a` of a.jpg, a.xmp and a.jpg.xmp."""
    name, suffix = os.path.splitext(path)  # noqa: PTH122
    if suffix.lower() not in SIDECARS:
        return name
    whose, suffix = os.path.splitext(name)  # noqa: PTH122
    return whose if suffix.lower() in PICTURES | RAW else name
