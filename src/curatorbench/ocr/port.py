"""What every reading engine can do."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.reading import Reading

Pixels = NDArray[np.uint8]


class Engine(Protocol):
    """Reads upright text. Instances hold loaded networks; use one per process, from one thread."""

    @property
    def name(self) -> str:
        """Of the product, as stored with every word: `rapidocr`, `tesseract`."""
        ...

    @property
    def version(self) -> str:
        """Of the product and its language data, so that a cached reading is known to be this one's."""
        ...

    def read(self, pixels: Pixels) -> Reading:
        """Read an image of shape (height, width, 3), RGB. Boxes are fractions of it, lines in reading order.

        An image without text gives an empty reading. Raises `domain.errors.CuratorError` if the
        engine is not installed or fails.
        """
        ...
