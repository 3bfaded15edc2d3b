"""Opening a picture with every limit checked before a decoder allocates anything.

Pillow reads JPEG, PNG and TIFF. Of a DNG (and its relatives built on TIFF) `raw` finds the picture
that it can show. Everything a hostile or broken file can do ends in one `BadInput` sentence.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.faults import FAULTS
from curatorbench.imaging.raw import raw_picture
from curatorbench.imaging.tiff import directories

MAX_BYTES = 2 * 1024**3
MAX_PIXELS = 200_000_000  # a 150-megapixel back fits; RGB of this is 600 MB
MAX_SIDE = 65_000
FREE_PIXELS = 40_000_000  # below this nobody asks how well the file is compressed
MAX_PIXELS_PER_BYTE = 100  # a photograph needs at least a byte for so many pixels

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
_KINDS_HINT = "CuratorBench takes JPEG, PNG, TIFF and DNG. Save the picture as one of these."
_AGAIN_HINT = "Copy the file again from the camera or scanner; if it fails again, take the picture anew."


@contextmanager
def opened(path: Path) -> Iterator[tuple[Image.Image, str]]:
    """The file as an image that is within the limits and was not decoded yet, and its format.

    What goes wrong inside the `with` (decoding too) is raised as BadInput.
    """
    name, kind = path.name, "picture"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of every odd tag; the pixels decide
            kind = _kind(path)
            with _image(path, kind) as (image, kind):
                _check_size(image, path)
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
        raise BadInput(f"{name} is broken or cut short and cannot be shown ({error}).", _AGAIN_HINT) from error


def _kind(path: Path) -> str:
    """The format from the first bytes, whatever the file is called."""
    size = path.stat().st_size
    if size == 0:
        raise BadInput("The file is empty.", _AGAIN_HINT)
    if size > MAX_BYTES:
        raise BadInput(f"The file has {size / 1024**3:.1f} GB, more than 2 GB.", "Save it compressed, or in parts.")
    with path.open("rb") as file:
        head = file.read(8)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    raise BadInput("This is no picture of a kind that can be read.", _KINDS_HINT)


@contextmanager
def _image(path: Path, kind: str) -> Iterator[tuple[Image.Image, str]]:
    if kind == "TIFF":
        with path.open("rb") as file:
            inside = directories(file)
        if inside.is_raw:
            with raw_picture(path, inside, lambda wide, high: _check_pixels(wide, high, path.stat().st_size)) as image:
                yield image, "DNG"
            return
        for wide, high in (d.size for d in inside.all[:1]):
            _check_pixels(wide, high, path.stat().st_size)
    with Image.open(path, formats=_FORMATS) as image:
        yield image, kind


def _check_size(image: Image.Image, path: Path) -> None:
    _check_pixels(*image.size, path.stat().st_size)


def _check_pixels(wide: int, high: int, size: int) -> None:
    if wide < 1 or high < 1:
        raise BadInput("The picture has no pixels.", _AGAIN_HINT)
    pixels = wide * high
    if pixels > MAX_PIXELS or max(wide, high) > MAX_SIDE:
        limit = f"more than {MAX_PIXELS // 1_000_000} million"
        raise BadInput(f"The picture says it has {wide} x {high} pixels, {limit}.", "Save it with fewer pixels.")
    if pixels > FREE_PIXELS and pixels > size * MAX_PIXELS_PER_BYTE:
        raise BadInput(
            f"The picture says it has {wide} x {high} pixels but only {size} bytes: no photograph is so small.",
            "Check where the file comes from.",
        )
