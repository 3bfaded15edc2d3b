"""What every classifier of images can do."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.suggestion import Judgement

Pixels = NDArray[np.uint8]


class Classifier(Protocol):
    """Judges one image; instances hold a loaded network."""

    def judge(self, pixels: Pixels) -> tuple[Judgement, ...]:
        """Every bundled model's judgement of an image of shape (height, width, 3), RGB, of any size."""
        ...
