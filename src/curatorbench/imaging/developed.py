"""A RAW file as a Pillow image that is developed when it is loaded and not before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from PIL._imaging import PixelAccess


class DevelopedImage(Image.Image):
    """An upright RGB picture of 8 bits; at half of `size` (width, height) if `draft` is told that this is enough."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        super().__init__()
        self._mode = "RGB"
        self._size = size
        self._path = path
        self._is_half = False

    def draft(self, mode: str | None, size: tuple[int, int] | None) -> None:
        if size is not None and max(self.size) >= 2 * max(size):
            self._is_half = True
            self._size = (self.width // 2, self.height // 2)

    def load(self) -> PixelAccess | None:
        if self._im is None:
            from curatorbench.imaging.develop import develop  # NumPy with it, which the window does without until then

            picture = Image.fromarray(develop(self._path, half=self._is_half, depth=8))
            self._size, self.im = picture.size, picture.im
        return super().load()
