"""Renditions: what is made of an original for others to look at. Each is whole or absent and can be made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.colour_profiles import srgb_profile
from curatorbench.imaging.colour_target import find_target
from curatorbench.imaging.correction import correction
from curatorbench.imaging.decode import decode
from curatorbench.imaging.derive import as_jpeg
from curatorbench.imaging.develop import develop
from curatorbench.imaging.facts import facts
from curatorbench.imaging.metadata.caption import Caption
from curatorbench.imaging.metadata.embedding import put_into_jpeg, put_into_tiff
from curatorbench.imaging.pixels import Pixels
from curatorbench.imaging.pyramid import TILE, write_pyramid, write_tiff
from curatorbench.imaging.whole import sweep, whole, written_whole

WEB = 2048  # pixels of the longer side
QUALITY = 90


@dataclass(frozen=True, slots=True)
class Rendition:
    """`recipe` names how it is made: kept files of another recipe are made anew. `suffix` is of its files."""

    recipe: str
    suffix: str
    write: Callable[[Path, Path, Caption], None]

    def make(self, original: Path, out: Path) -> None:
        """Make it at `out`, with no more said in it than which original it is of (that is `original`'s stem).

        Raises BadInput if the original cannot be read, StorageError if `out` cannot be written.
        """
        sweep(out.parent)
        with whole(out) as part:
            self.write(original, part, Caption(original.stem))

    def put_out(self, kept: Path, out: Path, caption: Caption) -> None:
        """Copy a kept one to `out` with the caption in it; raises StorageError."""
        if self.suffix == ".jpg":
            written_whole(out, put_into_jpeg(kept.read_bytes(), caption))
            return
        with whole(out) as part:
            shutil.copyfile(kept, part)
            put_into_tiff(part, caption)


def _web(original: Path, out: Path, _: Caption) -> None:
    out.write_bytes(as_jpeg(decode(original, longest=WEB), QUALITY, srgb_profile()))


def _corrected(original: Path, out: Path, caption: Caption) -> None:
    """By the colour target where one is found. A RAW file keeps its 16 bits."""
    deep = _deepest(original)
    found = find_target(_eight_bits(deep))
    write_tiff(correction(found)(deep) if found else deep, out, caption)


def _pyramid(original: Path, out: Path, caption: Caption) -> None:
    write_pyramid(decode(original), out, caption)


def _deepest(original: Path) -> NDArray[np.uint16] | Pixels:
    """RAW files are developed, whatever preview is in them."""
    if facts(original).format in ("DNG", "RAW"):
        return develop(original)
    return decode(original)


RENDITIONS = {
    "web": Rendition(f"web-{WEB}-1", ".jpg", _web),
    "corrected": Rendition("corrected-2", ".tif", _corrected),
    "pyramid": Rendition(f"jpeg-tiles-{TILE}-1", ".pyramid.tif", _pyramid),
}


def _eight_bits(deep: NDArray[np.uint16] | Pixels) -> Pixels:
    if deep.dtype == np.uint8:
        return cast(Pixels, deep)
    return np.right_shift(deep, 8, out=np.empty(deep.shape, np.uint8), casting="unsafe")


def rendition(kind: str) -> Rendition:
    """That of the kind; raises BadInput if there is none such."""
    if kind not in RENDITIONS:
        raise BadInput(f"{kind!r} is no kind of derivative.", f"Use one of {', '.join(RENDITIONS)}.")
    return RENDITIONS[kind]
