"""Opening a picture with every limit checked before a decoder allocates anything.

Pillow reads JPEG, PNG and TIFF. What a camera wrote as RAW is shown by `raw`: a preview in it, or developed by LibRaw
in a process of its own. The kind is told by content, never by a file's name. Everything a hostile or broken file can
do ends in one `BadInput` sentence.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.faults import FAULTS
from curatorbench.imaging.limits import AGAIN_HINT, MAX_PIXELS, check_bytes, check_pixels
from curatorbench.imaging.raw import raw_picture
from curatorbench.imaging.tiff import Directories, directories

Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow refuses twice as many on its own

_FORMATS = ("JPEG", "PNG", "TIFF")
_MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)
# Where a maker's mark stands in what is no TIFF (or looks like one, as CR2 and IIQ do).
_RAW_MAGIC = (
    (0, b"FUJIFILMCCD-RAW"),  # RAF
    (4, b"ftypcrx "),  # CR3
    (0, b"IIRO"), (0, b"IIRS"), (0, b"MMOR"),  # ORF
    (0, b"IIU\0"),  # RW2
    (0, b"FOVb"),  # X3F
    (0, b"\0MRM"),  # MRW
    (6, b"HEAPCCDR"),  # CRW
    (0, b"IIII"), (0, b"MMMM"), (8, b"IIII"), (8, b"MMMM"),  # IIQ
)  # fmt: skip
_CR2 = (8, b"CR\2")
_KINDS_HINT = "CuratorBench takes JPEG, PNG, TIFF and the RAW files of cameras. Save the picture as one of these."


@contextmanager
def opened(path: Path, longest: int | None = None) -> Iterator[tuple[Image.Image, str]]:
    """The file as an image that is within the limits and was not decoded yet, and its format: JPEG, PNG, TIFF, DNG,
    or RAW for what makers have of their own. Who needs no more than `longest` pixels gets a RAW's preview sooner.

    What goes wrong inside the `with` (decoding too) is raised as BadInput.
    """
    name, kind = path.name, "picture"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of every odd tag; the pixels decide
            kind = kind_of(path)
            with _image(path, kind, longest) as (image, kind):
                check_pixels(*image.size, path.stat().st_size)
                yield image, kind
    except BadInput as error:
        raise BadInput(f"{name}: {error.message}", error.hint) from error
    except MemoryError as error:
        raise BadInput(f"{name} needs more memory than there is.", "Save it with fewer pixels.") from error
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise BadInput(f"{name} cannot be opened: {error.strerror}.", "Check the path and your rights.") from error
    except UnidentifiedImageError as error:
        raise BadInput(f"{name} is broken, or a {kind} of a rare kind that cannot be read.", _KINDS_HINT) from error
    except FAULTS as error:
        raise BadInput(f"{name} is broken or cut short and cannot be shown ({error}).", AGAIN_HINT) from error


def kind_of(path: Path) -> str:
    """The format from the first bytes, whatever the file is called. Raises BadInput, OSError."""
    check_bytes(path.stat().st_size)
    with path.open("rb") as file:
        head = file.read(32)
    for at, mark in _RAW_MAGIC:
        if head.startswith(mark, at):
            return "RAW"
    if head.startswith(_CR2[1], _CR2[0]):
        return "CR2"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    raise BadInput("This is no picture of a kind that can be read.", _KINDS_HINT)


@contextmanager
def _image(path: Path, kind: str, longest: int | None) -> Iterator[tuple[Image.Image, str]]:
    if kind == "RAW":
        with raw_picture(path, None, longest) as image:
            yield image, "RAW"
        return
    if kind in ("TIFF", "CR2"):
        with path.open("rb") as file:
            inside = directories(file)
        if inside.is_raw or kind == "CR2":
            _check_whole(inside, path.stat().st_size)
            with raw_picture(path, inside, longest) as image:
                yield image, "DNG" if inside.is_dng else "RAW"
            return
        for wide, high in (d.size for d in inside.all[:1]):
            check_pixels(wide, high, path.stat().st_size)
    with Image.open(path, formats=_FORMATS) as image:
        yield image, kind


def _check_whole(inside: Directories, size: int) -> None:
    """A RAW whose preview opens may still have lost the end of what the sensor saw."""
    end = max((directory.ends_at for directory in inside.all), default=0)
    if end > size:
        raise BadInput(f"The file is cut short: it has {size} bytes, and should have {end} at least.", AGAIN_HINT)
