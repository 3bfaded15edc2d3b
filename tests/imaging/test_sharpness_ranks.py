"""Sharpness ranks real images that were blurred by known amounts, and fails none as it was photographed.

A pair counts where the sigmas that were added differ by a pixel or more: of one image in two copies, and of copies of
different images, whose own blur (0.4 to 0.7 pixels in these sets) is left to differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from random import Random

import cv2
import pytest

from curatorbench.imaging.decode import decode
from curatorbench.imaging.judgement import BLURRED
from curatorbench.imaging.pixels import Grey, grey_of
from curatorbench.imaging.sharpness import sharpness

SIGMAS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
APART = 1.0  # pixels of sigma
RIGHT = 0.95
SIDE = 1800  # pixels of the middle of large images: enough to hold label and plant, and fast

Told = list[tuple[float, float]]  # (sigma in pixels, sharpness)


def middle(path: Path) -> Grey:
    grey = grey_of(decode(path))
    high, wide = grey.shape
    top, left = max(0, high - SIDE) // 2, max(0, wide - SIDE) // 2
    return grey[top : top + SIDE, left : left + SIDE]


def blurred(grey: Grey, sigma: float) -> Grey:
    return cv2.GaussianBlur(grey, (0, 0), sigma) if sigma else grey


def told(grey: Grey) -> Told:
    return [(sigma, sharpness(blurred(grey, sigma))) for sigma in SIGMAS]


def ranked(pairs: Iterator[tuple[tuple[float, float], tuple[float, float]]]) -> tuple[int, int]:
    """(ranked rightly, all) of pairs that are a pixel of sigma apart."""
    apart = [sorted(pair) for pair in pairs if abs(pair[0][0] - pair[1][0]) >= APART]
    return sum(sharp[1] > soft[1] for sharp, soft in apart), len(apart)


@pytest.fixture
def images(data: Path, dice: Random, turns: Callable[[int], int]) -> list[Path]:
    """Packets, insects, grey and colour sheets; six in the ordinary run, 40 in the full one."""
    kinds = [(data / "labels" / "images").glob("*.jpg"), (data / "sheets" / "full_size").glob("*.jpg")]
    return [path for kind in kinds for path in dice.sample(sorted(kind), min(20, turns(60)))]


@pytest.mark.torture
def test_copies_of_one_image_are_ranked(images: list[Path]) -> None:
    counts = [ranked(combinations(told(middle(path)), 2)) for path in images]
    right, every = (sum(column) for column in zip(*counts, strict=True))
    assert right / every >= RIGHT, f"{right} of {every} pairs"


@pytest.mark.torture
def test_copies_of_different_images_are_ranked(images: list[Path]) -> None:
    everyone = [(number, pair) for number, path in enumerate(images) for pair in told(middle(path))]
    right, every = ranked((a[1], b[1]) for a, b in combinations(everyone, 2) if a[0] != b[0])
    assert right / every >= RIGHT, f"{right} of {every} pairs"


@pytest.mark.torture
def test_no_original_fails(data: Path, dice: Random, turns: Callable[[int], int]) -> None:
    labels = sorted((data / "labels" / "images").glob("*.jpg"))
    chosen = dice.sample(labels, min(len(labels), turns(206)))
    failed = [path.name for path in chosen if sharpness(grey_of(decode(path))) < BLURRED]
    assert not failed
