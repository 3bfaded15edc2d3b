"""The scale against what was measured by hand on 20 sheets: ticks sought by eye on enlarged cuttings."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from curatorbench.domain.resources import resource
from curatorbench.imaging.colour_target import find_target
from curatorbench.imaging.decode import decode
from curatorbench.imaging.pixels import grey_of
from curatorbench.imaging.rulers import ruler

# Sheet of `sheets/full_size`, x of two ticks in pixels, millimetres between them. The ticks of 1 and 9 cm (2 and 9 on
# two sheets that lie farther left) on cuttings enlarged eight times; read to about a fifth of a pixel.
BY_HAND = {
    "ala_350642": (1281.7, 1809.1, 80),
    "ala_351399": (1281.5, 1808.7, 80),
    "ala_351432": (1281.4, 1808.6, 80),
    "ala_351438": (1281.5, 1808.7, 80),
    "ala_351478": (1281.4, 1808.6, 80),
    "ala_351495": (1281.2, 1808.5, 80),
    "ala_351519": (1281.5, 1808.7, 80),
    "ala_351587": (1281.5, 1808.8, 80),
    "ala_351632": (1281.1, 1808.3, 80),
    "ala_351635": (1281.1, 1808.1, 80),
    "ala_351636": (1281.2, 1808.5, 80),
    "ala_351676": (1281.5, 1808.7, 80),
    "ala_351696": (1281.7, 1809.0, 80),
    "ala_351704": (1281.7, 1808.9, 80),
    "ala_352636": (1318.2, 1781.6, 70),
    "ala_353148": (1281.2, 1808.5, 80),
    "ala_353344": (1281.4, 1808.6, 80),
    "ala_353892": (1281.5, 1808.8, 80),
    "ala_355002": (1281.4, 1808.5, 80),
    "ala_355006": (1318.1, 1781.5, 70),
}


def by_hand(name: str) -> float:
    first, last, millimetres = BY_HAND[name]
    return (last - first) / millimetres


def test_ruler_and_chart_against_the_hand(data: Path, turns: Callable[[int], int]) -> None:
    for name in sorted(BY_HAND)[:: 1 if turns(20) == 20 else 7]:
        pixels = decode(data / "sheets" / "full_size" / f"{name}.jpg")
        found, target = ruler(grey_of(pixels)), find_target(pixels)
        assert found is not None and found.pixels_per_mm == pytest.approx(by_hand(name), rel=0.02), name
        assert target is not None and target.pixels_per_mm == pytest.approx(by_hand(name), rel=0.02), name


def test_a_reduced_sheet_has_the_scale_of_its_chart(data: Path, turns: Callable[[int], int]) -> None:
    """The same sheets at half the size, where the ticks are hardly apart."""
    for name in sorted(BY_HAND)[:: 1 if turns(20) == 20 else 7]:
        target = find_target(decode(data / "sheets" / "images" / f"{name}.jpg"))
        assert target is not None and target.pixels_per_mm == pytest.approx(by_hand(name) / 2, rel=0.02), name


def test_a_weaker_ruler_is_found_beside_stronger_stripes() -> None:
    """Evenly ruled paper, as under a notebook page, repeats more strongly than the ruler at its side."""
    pixels = decode(resource("samples") / "sample-05.jpg").copy()
    high, wide = pixels.shape[:2]
    for y in range(int(0.25 * high), int(0.75 * high), 24):
        pixels[y : y + 12, int(0.1 * wide) : int(0.9 * wide)] = 60
    found = ruler(grey_of(np.ascontiguousarray(pixels)))
    assert found is not None and found.pixels_per_mm == pytest.approx(6.6, rel=0.01)
