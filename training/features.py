"""Run the frozen backbone once over every picture and its variants, and keep the features.

    PYTHONPATH=src python training/features.py DATA CACHE resources/classifiers/backbone.onnx

Writes CACHE/sheets.npz, stained.npz and others.npz. Variants are seeded by the picture's place in the index, so a
second run gives the same numbers. All that follows (train.py, evaluate.py) works on these files and takes minutes.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import blemish
import cv2
import numpy as np
import sets
import stain
from numpy.random import Generator
from numpy.typing import NDArray

from curatorbench.classify import paper, plant, preprocess
from curatorbench.classify.network import Backbone

Pixels = NDArray[np.uint8]
Columns = dict[str, list[object]]
SEED = 20170701
TURNED = 3  # further specimen views of a sheet: mirrored, a little turned
CLEAN, STAINED = 4, 5  # variants of a sheet without and with a stain, besides the picture as it is


def variants(dice: Generator, image: Pixels) -> Iterator[tuple[str, Pixels]]:
    """(kinds of stain joined by +, or "" for none; picture). The picture as it is comes first."""
    rows, columns = paper.paper_extent(image)
    sheet = image[rows, columns]
    clean = paper.even_lightness(sheet, paper.paper_surface(sheet))
    specimen = plant.specimen_mask(clean).astype(np.float32)

    def drawn(draw: Callable[[Pixels], Pixels]) -> Pixels:
        whole = image.copy()
        whole[rows, columns] = draw(sheet)
        return blemish.camera(dice, mirrored(dice, whole))

    yield "", image
    yield "", drawn(lambda s: s)
    for _ in range(CLEAN - 1):
        yield "", drawn(lambda s: blemish.blemish(dice, s, specimen))
    for _ in range(STAINED):
        kinds = stain.some_kinds(dice)
        spoilt = dice.random() < 0.4
        base = blemish.blemish(dice, sheet, specimen) if spoilt else sheet
        yield "+".join(kinds), drawn(lambda _, b=base, k=kinds: stain.stain(dice, b, specimen, k))


def mirrored(dice: Generator, image: Pixels) -> Pixels:
    return np.ascontiguousarray(image[:, ::-1] if dice.random() < 0.5 else image)


def turned(dice: Generator, view: Pixels) -> Pixels:
    """The specimen view mirrored half of the time, turned by up to 25 degrees, a little larger or smaller."""
    side = view.shape[0]
    move = cv2.getRotationMatrix2D((side / 2, side / 2), dice.uniform(-25, 25), dice.uniform(0.85, 1.15))
    moved = cv2.warpAffine(view, move, (side, side), borderValue=(preprocess.PAPER_GREY,) * 3)
    return mirrored(dice, np.asarray(moved, dtype=np.uint8))


def of_sheets(data: Path, backbone: Backbone) -> tuple[Columns, Columns]:
    """Specimen features of every sheet (with turned ones), and sheet features of every variant."""
    plain: Columns = defaultdict(list)
    marked: Columns = defaultdict(list)
    for index, sheet in enumerate(sets.sheets(data)):
        dice = np.random.default_rng((SEED, index))
        image = preprocess.reduced(sets.load(sheet.path), preprocess.DETAIL)
        seen = preprocess.views(image)
        for number in range(1 + TURNED):
            view = turned(dice, seen.specimen) if number else seen.specimen
            _append(plain, features=backbone(view), index=index, turned=number, covered=seen.covered)
        for number, (kinds, picture) in enumerate(variants(dice, preprocess.reduced(image, preprocess.WORKING))):
            _append(marked, features=of_sheet(*measured(picture), backbone), index=index, variant=number, kinds=kinds)
    return plain, marked


def of_others(data: Path, backbone: Backbone) -> Columns:
    """Both views' features of what is no sheet, and of the further sheets (kind "sheet")."""
    out: Columns = defaultdict(list)
    pictures = [sets.Other("sheet", sets.load(path)) for path in sets.further_sheets(data)]
    for other in (*pictures, *sets.others(data)):
        seen = preprocess.views(other.pixels)
        _append(
            out, features=of_sheet(seen.sheet, seen.tones, backbone), plant=backbone(seen.specimen), kind=other.kind
        )
    return out


def measured(image: Pixels) -> tuple[Pixels, NDArray[np.float32]]:
    """The sheet view and the tones of an image of working size, as `preprocess.views` makes them."""
    sheet = paper.paper_of(image)
    clean = paper.even_lightness(sheet, paper.paper_surface(sheet))
    return preprocess.sheet_view(clean, plant.specimen_mask(clean))


def of_sheet(view: Pixels, tones: NDArray[np.float32], backbone: Backbone) -> NDArray[np.float32]:
    """What the mercury head and the guard are given; classify.onnx does the same."""
    return np.concatenate([backbone(view), tones])


def _append(columns: Columns, **facts: object) -> None:
    for name, value in facts.items():
        columns[name].append(value)


def main(data: Path, cache: Path, backbone: Backbone) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    np.savez(cache / "others.npz", **{name: np.array(rows) for name, rows in of_others(data, backbone).items()})
    plain, marked = of_sheets(data, backbone)
    np.savez(cache / "sheets.npz", **{name: np.array(rows) for name, rows in plain.items()})
    np.savez(cache / "stained.npz", **{name: np.array(rows) for name, rows in marked.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Backbone(Path(sys.argv[3])))
