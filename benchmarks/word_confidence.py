"""What an engine's confidence in a word is worth: fitted on some institutions' labels, tested on another's.

A word counts as right if each of its runs of letters and digits stands in the gold text (of the whole image where there
is one). *Told* is the mean confidence of a bin's words, *right* the part of them that is right: they should be alike.

    python -m benchmarks.word_confidence FOLDER          the table for RESULTS.md, of what `benchmarks.words` kept
    python -m benchmarks.word_confidence --fit FOLDER    writes resources/reference/word_confidence.csv

To fit, FOLDER must hold readings that were made while the file had no line but its heading.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.results import replace_section
from benchmarks.samples import real_images
from benchmarks.words import PAGE, tokens
from curatorbench.domain.resources import resource

TESTED_ON = "NY"
"""The packets and sheets of this institution are the test; Tennessee's packets and the insects are fitted on, which are
the harder ones to read: a curve of New York's clean print promises too much elsewhere."""
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 1.0001)
ENGINES = {"rapidocr": PAGE, "tesseract": "tesseract"}
"""Whose readings tell about which engine: PP-OCR is used by `page` alone."""
FEWEST = 60
"""Words in a step of the fitted curve."""

Judged = NDArray[np.float64]
"""Shape (words, 2): confidence, and 1 for right."""


def judged(folder: Path, images: Iterable[Path]) -> Judged:
    """Every word that was read on `images`."""
    found = []
    for image in images:
        kept = folder / f"{image.stem}.json"
        if kept.is_file():
            gold = _gold(image)
            for line in json.loads(kept.read_text(encoding="utf-8"))["lines"]:
                for word in line["words"]:
                    if said := set(tokens(word["text"])):
                        found.append((word["confidence"], float(said <= gold)))
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def _gold(image: Path) -> set[str]:
    texts = (image.parents[1] / folder / f"{image.stem}.txt" for folder in ("text", "text_whole_image"))
    return {word for text in texts if text.is_file() for word in tokens(text.read_text("utf-8", "replace"))}


def groups() -> dict[str, list[Path]]:
    """The images by kind and by what they are for."""
    parts: dict[str, list[Path]] = {}
    for kind, images in real_images().items():
        for image in images:
            use = "tested" if image.stem.startswith(TESTED_ON) else "fitted"
            parts.setdefault(f"{kind}, {use}", []).append(image)
    return parts


def curve(words: Judged) -> list[tuple[float, float, int]]:
    """(confidence told, part that is right, words) of a rising curve, by pooling adjacent violators.

    One word right and one wrong are added to each step: no number of words makes the next one certain.
    """
    ordered = words[np.argsort(words[:, 0], kind="stable")]
    steps = [
        (part[:, 0].mean(), part[:, 1].mean(), len(part)) for part in np.array_split(ordered, _parts(len(ordered)))
    ]
    pooled: list[tuple[float, float, int]] = []
    for told, right, count in steps:
        pooled.append((float(told), float(right), count))
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            (t0, r0, n0), (t1, r1, n1) = pooled[-2:]
            total = n0 + n1
            pooled[-2:] = [((t0 * n0 + t1 * n1) / total, (r0 * n0 + r1 * n1) / total, total)]
    return pooled


def _parts(words: int) -> int:
    return max(1, words // FEWEST)


def fit(folder: Path) -> None:
    """Write the curve of each engine, from the readings of the labels to fit on."""
    images = [image for name, part in groups().items() if name.endswith("fitted") for image in part]
    with resource("reference", "word_confidence.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("engine", "told", "right", "seen"))
        for engine, name in ENGINES.items():
            for told, right, seen in curve(judged(folder / name, images)):
                writer.writerow((engine, f"{told:.5f}", f"{(right * seen + 1) / (seen + 2):.4f}", seen))


def rows(folder: Path, names: Sequence[str]) -> list[str]:
    table = ["| read by | images | words | " + " | ".join(_bins()) + " |", "|---" * (len(EDGES) + 2) + "|"]
    for name in names:
        for group, images in groups().items():
            words = judged(folder / name, images)
            table.append(f"| {name} | {group} | {len(words)} | {' | '.join(_cells(words))} |")
    return table


def _bins() -> list[str]:
    return [f"{low:g} to {min(high, 1):g}" for low, high in pairwise(EDGES)]


def _cells(words: Judged) -> list[str]:
    cells = []
    for low, high in pairwise(EDGES):
        part = words[(words[:, 0] >= low) & (words[:, 0] < high)]
        cells.append(f"{part[:, 0].mean():.2f}: {part[:, 1].mean():.3f} of {len(part)}" if len(part) else "")
    return cells


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--fit"]:
        fit(Path(arguments[1]))
        return
    table = rows(Path(arguments[0]), (PAGE, "tesseract"))
    print("\n".join(table))
    notes = (
        "Each cell: mean confidence told, part of the words that is right, words. How: `benchmarks/word_confidence.py`."
    )
    replace_section("Words: what a confidence is worth", [*table, "", notes])


if __name__ == "__main__":
    main(sys.argv[1:])
