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
    """A picture that is no herbarium sheet. `kind` is what is left out together in a trial: packets of one
    institution, insects, one drawer with its parts, drawers put together from insects, or noise."""

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
    dice = np.random.default_rng(seed)
    for path in sorted((data / "labels" / "images").iterdir()):
        if not path.name.startswith("NY_"):
            yield Other(_PACKETS.get(path.name[:2], "insect"), load(path))
    for path in sorted((data / "drawers").glob("*.png")):
        drawer = load(path)
        yield Other(f"drawer {path.stem}", drawer)
        yield from (Other(f"drawer {path.stem}", _part(dice, drawer)) for _ in range(15))
    insects = [_insect(load(path)) for path in sorted((data / "labels" / "images").glob("EMEC*"))]
    yield from (Other("drawer put together", _drawer(dice, insects)) for _ in range(80))
    yield from (Other("noise", _noise(dice)) for _ in range(40))


_PACKETS = {"NY": "packet NY", "TE": "packet TENN"}


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


def _insect(picture: Pixels) -> Pixels:
    """The middle of the left half, where the insect is pinned."""
    height, width = picture.shape[:2]
    return cv2.resize(picture[int(0.36 * height) : int(0.72 * height), int(0.1 * width) : int(0.45 * width)], (96, 120))


def _drawer(dice: np.random.Generator, insects: list[Pixels]) -> Pixels:
    """Rows of insects, some places empty, some with a label below, on foam of some tone, at times in trays."""
    rows, columns = int(dice.integers(3, 11)), int(dice.integers(3, 9))
    tone = dice.uniform(170, 250) * dice.uniform(0.92, 1.0, 3)
    drawer = np.full((150 * rows, 110 * columns, 3), tone, dtype=np.uint8)
    trays, labels = dice.random() < 0.4, dice.random() < 0.6
    for place in np.flatnonzero(dice.random(rows * columns) < dice.uniform(0.5, 1.0)):
        top, left = 150 * (place // columns), 110 * (place % columns)
        insect = _paled(insects[int(dice.integers(len(insects)))], tone)
        turned = insect if dice.random() < 0.5 else insect[:, ::-1]
        drawer[top + 5 : top + 125, left + 7 : left + 103] = turned
        if labels:
            cv2.rectangle(drawer, (left + 30, top + 128), (left + 80, top + 146), (245, 245, 240), -1)
            cv2.line(drawer, (left + 34, top + 137), (left + 74, top + 137), (60, 60, 60), 2)
        if trays:
            cv2.rectangle(drawer, (left, top), (left + 110, top + 150), (120, 110, 100), 3)
    return drawer


def _paled(insect: Pixels, tone: NDArray[np.float64]) -> Pixels:
    """The insect on a ground of `tone` in place of its own."""
    own = np.percentile(insect, 80, axis=(0, 1))
    return np.clip(insect * (tone / np.maximum(own, 1)), 0, tone).astype(np.uint8)


def _noise(dice: np.random.Generator) -> Pixels:
    """A plain colour with blurred noise of some strength and scale."""
    plane = dice.normal(0, dice.uniform(0, 60), (480, 360, 3)).astype(np.float32)
    plane = cv2.GaussianBlur(plane, (0, 0), float(dice.uniform(0.3, 12))) * dice.uniform(1, 6)
    return np.clip(plane + dice.uniform(0, 255, 3), 0, 255).astype(np.uint8)
