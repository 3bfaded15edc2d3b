"""The picture that a RAW file (DNG and its relatives built on TIFF) can show without being developed.

The largest preview that opens is shown: an embedded JPEG, or an RGB or grey picture stored as TIFF stores it. A file
without one shows its sensor's mosaic at half size (see `mosaic`). Developing with rawpy comes in a later issue.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import ContainerIO, ExifTags, Image

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.faults import FAULTS
from curatorbench.imaging.tiff import Directories, Directory

CheckSize = Callable[[int, int], None]


@contextmanager
def raw_picture(path: Path, inside: Directories, check: CheckSize) -> Iterator[Image.Image]:
    """The picture not yet decoded, its EXIF with the orientation and date of the file where it has none.

    `check` (of width and height) raises BadInput for what is too large.
    Raises BadInput if there is nothing that can be shown.
    """
    previews = [d for d in inside.all if d.jpeg or (all(d.size) and not d.is_sensor_data)]
    sensors = [d for d in inside.all if d.is_mosaic]
    for directory in (d for d in (*previews, *sensors) if d.jpeg is None):
        check(*directory.size)
    chosen = _largest(path, inside, previews) or _largest(path, inside, sensors)
    if chosen is None:
        raise BadInput(
            "The RAW file holds no preview picture.", "Let the camera write RAW + JPEG, or save it as TIFF or JPEG."
        )
    with _opened(path, inside, chosen) as stored:
        check(*stored.size)
        image = _of_mosaic(stored, chosen) if chosen.is_mosaic else stored
        _describe(image, inside.all[0], chosen)
        yield image


def _largest(path: Path, inside: Directories, among: list[Directory]) -> Directory | None:
    sizes = [_pixels(path, inside, directory) for directory in among]
    return among[sizes.index(max(sizes))] if any(sizes) else None


def _pixels(path: Path, inside: Directories, directory: Directory) -> int:
    """How many the picture has by its header; 0 if it cannot be opened."""
    try:
        with _opened(path, inside, directory) as image:
            return image.width * image.height
    except FAULTS:
        return 0


@contextmanager
def _opened(path: Path, inside: Directories, directory: Directory) -> Iterator[Image.Image]:
    if directory.jpeg is not None:
        with path.open("rb") as file:
            part = ContainerIO.ContainerIO(file, *directory.jpeg)  # read as it is decoded, whatever length it claims
            with Image.open(part, formats=("JPEG",)) as image:
                yield image
    else:
        patched = _Patched(path, inside.patches(directory))
        with patched, Image.open(patched, formats=("TIFF",)) as image:
            yield image


def _of_mosaic(stored: Image.Image, chosen: Directory) -> Image.Image:
    from curatorbench.imaging.mosaic import MosaicImage  # NumPy with it, which the window does without until then

    return MosaicImage(stored, chosen.colours, chosen.white)


def _describe(image: Image.Image, main: Directory, chosen: Directory) -> None:
    exif = image.getexif()
    if chosen.jpeg is None:  # its own was hidden from Pillow, which would turn a mosaic before it is read
        exif[ExifTags.Base.Orientation] = chosen.orientation or main.orientation or 1
    else:
        exif.setdefault(ExifTags.Base.Orientation, main.orientation or 1)
    if main.date:
        exif.setdefault(ExifTags.Base.DateTime, main.date)


class _Patched(io.FileIO):
    """The file read as if other bytes stood at some places. The file itself stays as it is."""

    def __init__(self, path: Path, patches: Mapping[int, bytes]) -> None:
        super().__init__(path)
        self._patches = patches

    def read(self, size: int | None = -1, /) -> bytes:
        at = self.tell()
        found = super().read(-1 if size is None else size) or b""
        for place, new in self._patches.items():
            if at < place + len(new) and place < at + len(found):
                found = _overlaid(found, place - at, new)
        return found


def _overlaid(data: bytes, place: int, new: bytes) -> bytes:
    changed = bytearray(data)
    for index, byte in enumerate(new, place):
        if 0 <= index < len(changed):
            changed[index] = byte
    return bytes(changed)
