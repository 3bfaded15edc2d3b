"""How `resources/reference/handwriting.csv` was made: a logistic regression over the shapes of lines marked by eye.

    python -m training.handwriting MARKS.csv [OUT.csv]

`MARKS.csv` has a row for every line that somebody looked at: image, left, top, right, bottom (pixels), institution and
hand (0 or 1). The marks themselves are not kept here, for the images are not ours. Italics are rare on those labels and
lean like a hand, so lines in type of the fonts below are drawn and added as print. Printed figures are of institutions
that the weights had not seen: each in turn is left out, the drawn lines too. Of lines marked on the label and sheet
images (12 institutions) 73 of 124 by hand were found, 64 of 94 without Aix, whose pictures are smallest; 30 of 1,002 in
print were taken for a hand (1 of 139 on pinned insects, 5 of 84 on Tennessee's packets, 6 of 324 of New York's).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from curatorbench.domain.box import Box
from curatorbench.imaging import handwriting
from curatorbench.imaging.decode import decode
from curatorbench.imaging.handwriting import NAMES
from curatorbench.imaging.pixels import grey_of

DRAWN = "drawn"
TYPE = (
    "NimbusRoman-Italic.otf", "NimbusRoman-BoldItalic.otf", "NimbusSans-Italic.otf", "P052-Italic.otf",
    "URWBookman-LightItalic.otf", "NimbusMonoPS-Italic.otf", "C059-BdIta.otf", "DejaVuSans-Oblique.ttf",
    "NimbusSansNarrow-Regular.otf", "URWGothic-Book.otf",
)  # fmt: skip
"""Of /usr/share/fonts (Debian: fonts-urw-base35, fonts-dejavu). The tests use others."""
WRITTEN = (
    "Plantago lanceolata L.", "Parmelia saxatilis (L.) Ach.", "collected by", "Coll. No. 1523", "Date 14 May 1938",
    "Quercus robur subsp. pedunculiflora", "University Herbarium", "on bark of old trees", "Cladonia cf. rangiferina",
    "Determinavit", "Flora Lusitanica", "alt. 1200 m",
)  # fmt: skip

Numbers = NDArray[np.float64]
RIDGE = 3.0  # how strongly weights are held back, in lines
HAND_COUNTS = 3.0  # a line by hand weighs so much more than one in print, of which there are many more
STEPS = 25


def main(marks: Path, out: Path | None) -> None:
    """Print the figures by institution; write the weights of all of them if told where."""
    measured, by_hand, where = _measured(marks)
    held_out = np.zeros(len(by_hand))
    for place in sorted(set(where)):
        seen = where != place
        held_out[~seen] = _likelihood(_fitted(measured[seen], by_hand[seen]), measured[~seen])
    for place in [*sorted(set(where)), ""]:
        _say(place or "all", *((part[where == place] if place else part) for part in (held_out, by_hand)))
    if out:
        _write(out, _fitted(measured, by_hand))


def _measured(marks: Path) -> tuple[Numbers, Numbers, NDArray[np.str_]]:
    with marks.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["image"])
    found = [(measures, float(row["hand"]), row["institution"]) for row, measures in _lines(rows)]
    found += [(measures, 0.0, DRAWN) for measures in _drawn()]
    return np.array([m for m, _, _ in found]), np.array([h for _, h, _ in found]), np.array([w for *_, w in found])


def _lines(rows: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], Numbers]]:
    for image, lines in groupby(rows, key=lambda row: row["image"]):
        grey = grey_of(decode(Path(image)))
        for row in lines:
            left, top, right, bottom = (int(row[side]) for side in ("left", "top", "right", "bottom"))
            box = Box.from_pixels(left, top, right, bottom, (grey.shape[1], grey.shape[0]))
            measures = handwriting.measures(handwriting.upright(handwriting.cut(grey, box)))
            if measures is not None:
                yield row, measures


def _drawn() -> Iterator[Numbers]:
    """Lines of type as a camera sees them: small or large, blurred, a little askew, with grain."""
    dice = np.random.default_rng(6)
    for name in TYPE:
        (path,) = Path("/usr/share/fonts").rglob(name)
        for text in WRITTEN:
            size = int(dice.integers(16, 48))
            face = ImageFont.truetype(str(path), size)
            left, top, right, bottom = (int(side) for side in face.getbbox(text))
            page = Image.new("L", (right - left + size, bottom - top + size // 3), int(dice.integers(190, 250)))
            ink = int(dice.integers(20, 110))
            ImageDraw.Draw(page).text((size // 2 - left, size // 6 - top), text, fill=ink, font=face)
            turned = page.rotate(float(dice.normal(0, 0.4)), Image.Resampling.BILINEAR, fillcolor=page.getpixel((0, 0)))
            soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(size * float(dice.uniform(0, 0.03)))), np.float64)
            line = np.clip(soft + dice.normal(0, dice.uniform(0, 6), soft.shape), 0, 255).astype(np.uint8)
            measures = handwriting.measures(line)
            if measures is not None:
                yield measures


def _fitted(measured: Numbers, by_hand: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """(usual, spread, weights with the offset last) by Newton's method."""
    usual, spread = measured.mean(axis=0), measured.std(axis=0) + 1e-6
    known = _scaled(measured, usual, spread)
    weights, counts = np.zeros(known.shape[1]), np.where(by_hand > 0, HAND_COUNTS, 1.0)
    ridge = np.diag([*np.full(known.shape[1] - 1, RIDGE), 0.0])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (counts * (by_hand - likely)) - ridge @ weights
        bend = (known.T * (counts * likely * (1 - likely))) @ known + ridge
        weights = weights + np.linalg.solve(bend, slope)
    return usual, spread, weights


def _scaled(measured: Numbers, usual: Numbers, spread: Numbers) -> Numbers:
    return np.column_stack([handwriting.terms((measured - usual) / spread), np.ones(len(measured))])


def _likelihood(fitted: tuple[Numbers, Numbers, Numbers], measured: Numbers) -> Numbers:
    usual, spread, weights = fitted
    return np.asarray(1 / (1 + np.exp(-_scaled(measured, usual, spread) @ weights)))


def _say(place: str, likely: Numbers, by_hand: Numbers) -> None:
    hands, prints = by_hand > 0, by_hand == 0
    found, wrong = int((likely[hands] > handwriting.SURE).sum()), int((likely[prints] > handwriting.SURE).sum())
    sys.stdout.write(f"{place:6} by hand {found}/{hands.sum()} found; print {wrong}/{prints.sum()} taken for it\n")


def _write(out: Path, fitted: tuple[Numbers, Numbers, Numbers]) -> None:
    usual, spread, weights = fitted
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "usual", "spread", "weight", "square"))
        columns = (usual, spread, weights[: len(NAMES)], weights[len(NAMES) : -1])
        writer.writerows((name, *(f"{value:.5g}" for value in row)) for name, *row in zip(NAMES, *columns, strict=True))
        writer.writerow(("offset", "", "", f"{weights[-1]:.5g}", ""))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
