"""The picture that a RAW file shows: an embedded preview where it is large enough, else what LibRaw makes of it.

Previews of what is built on TIFF (DNG, NEF, ARW, CR2) are found by our own walk over its directories, without LibRaw:
the largest that opens, an embedded JPEG or an RGB or grey picture stored as TIFF stores it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import ContainerIO, ExifTags, Image

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.developed import DevelopedImage
from curatorbench.imaging.faults import FAULTS
from curatorbench.imaging.limits import check_pixels
from curatorbench.imaging.tiff import Directories, Directory

_ENOUGH = 0.9  # a preview of so much of the sensor's width (some cameras crop it) stands for the developed picture


@contextmanager
def raw_picture(path: Path, inside: Directories | None, longest: int | None) -> Iterator[Image.Image]:
    """The picture not yet decoded (nor developed), its EXIF with the orientation and date of the file if it has none.

    A preview does if its longer side has `longest` pixels, or without `longest` nearly as many as the sensor.
    Raises BadInput if there is nothing that can be shown, or what there is is too large.
    """
    with ExitStack() as files:
        preview = files.enter_context(_own_preview(path, inside)) if inside else None
        sensor = max((max(d.size) for d in inside.all if d.is_sensor_data), default=0) if inside else 0
        if preview is None or not _is_enough(preview, longest, sensor):
            preview = _by_libraw(path, longest, preview)
        if inside and inside.all[0].date:
            preview.getexif().setdefault(ExifTags.Base.DateTime, inside.all[0].date)
        check_pixels(*preview.size, path.stat().st_size)
        yield preview


def _is_enough(preview: Image.Image, longest: int | None, sensor: int) -> bool:
    """Whether the preview does; `sensor` is the longer side of what developing gives, 0 where it is not known."""
    most = max(preview.size)
    return most >= _ENOUGH * sensor > 0 or (longest is not None and most >= longest)


def _by_libraw(path: Path, longest: int | None, otherwise: Image.Image | None) -> Image.Image:
    """LibRaw's preview if it does, else a picture to be developed; `otherwise` for what LibRaw does not know."""
    from curatorbench.imaging.develop import look  # NumPy with it, which the window does without until then

    try:
        seen = look(path)
    except BadInput:
        if otherwise is None:
            raise
        return otherwise
    preview = otherwise
    try:
        preview = Image.open(io.BytesIO(seen.preview), formats=("JPEG",))
        preview.getexif().setdefault(ExifTags.Base.Orientation, seen.orientation)
    except FAULTS:
        pass  # no preview, or a broken one: the sensor's data serve
    if preview is not None and _is_enough(preview, longest, max(seen.width, seen.height)):
        return preview
    return DevelopedImage(path, (seen.width, seen.height))


@contextmanager
def _own_preview(path: Path, inside: Directories) -> Iterator[Image.Image | None]:
    previews = [d for d in inside.all if d.jpeg or (all(d.size) and not d.is_sensor_data)]
    for directory in (d for d in previews if d.jpeg is None):
        check_pixels(*directory.size, path.stat().st_size)
    chosen = _largest(path, inside, previews)
    if chosen is None:
        yield None
        return
    with _opened(path, inside, chosen) as image:
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


def _describe(image: Image.Image, main: Directory, chosen: Directory) -> None:
    exif = image.getexif()
    if chosen.jpeg is None:  # its own was hidden from Pillow, which would turn it before it is read
        exif[ExifTags.Base.Orientation] = chosen.orientation or main.orientation or 1
    else:
        exif.setdefault(ExifTags.Base.Orientation, main.orientation or 1)


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
