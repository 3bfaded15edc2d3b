"""The same picture is always as sharp, wherever it lies in memory: an image checked twice is one opinion."""

import numpy as np

from curatorbench.imaging.sharpness import _slope


def test_slopes_are_the_same_wherever_a_tile_lies_in_memory() -> None:
    """`cv2.magnitude` gave two answers for these; of whole sheets the sharpness differed in the fifth digit."""
    tile = np.random.default_rng(1).integers(0, 256, (391, 397)).astype(np.float32)
    found = set()
    for shift in range(16):
        copy = np.empty(tile.size + shift, np.float32)[shift:].reshape(tile.shape)
        copy[:] = tile
        found.add(_slope(copy).tobytes())
    assert len(found) == 1
