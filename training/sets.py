"""The pictures that the heads learn from: which they are, whose, and what is known of them.

Everything comes from a folder of real data that is not part of the project (`$CURATORBENCH_DATA`). The names of
the files and the index say what a picture shows; neither reaches the network.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Sheet:
    """One herbarium sheet. `family` and `genus` are empty where the index does not say."""

    path: Path
    collection: str
    family: str
    genus: str
    catalog: str


@dataclass(frozen=True)
class Other:
    """A picture that is no herbarium sheet; `kind` is packet, insect, drawer or drawn."""

    kind: str
    pixels: Pixels


def sheets(data: Path) -> list[Sheet]:
    """Every sheet of the index, in its order."""
    with (data / "sheets" / "index.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Sheet(
                data / "sheets" / "images" / row["file"], row["collection"], row["family"], row["genus"], row["catalog"]
            )
            for row in csv.DictReader(lines)
        ]


def further_sheets(data: Path) -> list[Path]:
    """25 grey sheets of another project: no part in training, only in trying."""
    return sorted((data / "labels" / "images").glob("NY_*"))


def others(data: Path, seed: int = 7) -> Iterator[Other]:
    """What the classifiers must not judge: packets, pinned insects, drawers and parts of drawers, and noise."""
    for path in sorted((data / "labels" / "images").iterdir()):
        kind = "insect" if path.name.startswith("EMEC") else "packet"
        if not path.name.startswith("NY_"):
            yield Other(kind, load(path))
    dice = np.random.default_rng(seed)
    for path in sorted((data / "drawers").glob("*.png")):
        drawer = load(path)
        yield Other("drawer", drawer)
        yield from (Other("drawer", _part(dice, drawer)) for _ in range(15))
    yield from (Other("drawn", _noise(dice)) for _ in range(30))


def load(path: Path) -> Pixels:
    """RGB, at a half or less of its size where it is larger than 2000 pixels."""
    half = path.stat().st_size > 1_500_000 and path.suffix.lower() in (".jpg", ".jpeg")
    image = cv2.imread(str(path), cv2.IMREAD_REDUCED_COLOR_4 if half else cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"{path} is not an image")
    return np.ascontiguousarray(image[:, :, ::-1], dtype=np.uint8)


def _part(dice: np.random.Generator, drawer: Pixels) -> Pixels:
    height, width = drawer.shape[:2]
    high, wide = int(height * dice.uniform(0.25, 0.7)), int(width * dice.uniform(0.25, 0.7))
    top, left = int(dice.integers(height - high)), int(dice.integers(width - wide))
    return drawer[top : top + high, left : left + wide]


def _noise(dice: np.random.Generator) -> Pixels:
    """A plain colour with blurred noise of some strength and scale."""
    plane = dice.normal(0, dice.uniform(0, 60), (480, 360, 3)).astype(np.float32)
    plane = cv2.GaussianBlur(plane, (0, 0), float(dice.uniform(0.3, 12))) * dice.uniform(1, 6)
    return np.clip(plane + dice.uniform(0, 255, 3), 0, 255).astype(np.uint8)
