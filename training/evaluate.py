"""Try the finished files, as the program runs them, on whole pictures: speed, and what stays open.

    PYTHONPATH=src python training/evaluate.py DATA resources/classifiers

The accuracy that counts, on what was left out, is in the cards (train.py puts it there). Here every sheet of the index
was seen in training; only the further sheets and the speed are news.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import cv2
import numpy as np
import sets

from curatorbench.classify import preprocess
from curatorbench.classify.evaluation import evaluate
from curatorbench.classify.onnx import OnnxClassifiers

EVERY = 4  # of the index: enough for a look


def main(data: Path, folder: Path) -> None:
    cv2.setNumThreads(1)
    classifiers = OnnxClassifiers(folder)
    decisions(data, classifiers)
    some = sets.sheets(data)[::EVERY]
    pictures = ((sets.load(sheet.path), truth(sheet)) for sheet in some)
    for figures in evaluate(classifiers, pictures):
        print(figures)
    speed([preprocess.reduced(sets.load(s.path), 1024) for s in some[::5]], classifiers)


def truth(sheet: sets.Sheet) -> dict[str, str]:
    """What is known of a sheet; a genus only where the genus model may be asked."""
    known = {"mercury": "clean"} | ({"family": sheet.family} if sheet.family else {})
    return known | ({"lycopod-genus": sheet.genus} if sheet.family == "Lycopodiaceae" else {})


def decisions(data: Path, classifiers: OnnxClassifiers) -> None:
    """How often each decision falls on pictures outside the index."""
    pictures = [sets.Other("sheet", sets.load(path)) for path in sets.further_sheets(data)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for other in (*pictures, *sets.others(data, seed=8)):
        counts[other.kind].update(f"{said.model}: {said.decision}" for said in classifiers.judge(other.pixels))
    for kind, said in counts.items():
        print(kind, dict(said))


def speed(pictures: list[preprocess.Pixels], classifiers: OnnxClassifiers) -> None:
    """Median CPU milliseconds of a picture of 1024 pixels, already decoded: in all, and before the networks."""
    whole, before = [], []
    for pixels in pictures:
        start = time.process_time()
        classifiers.judge(pixels)
        whole.append(time.process_time() - start)
        start = time.process_time()
        preprocess.views(pixels)
        before.append(time.process_time() - start)
    print(f"ms a picture: {1000 * np.median(whole):.1f}, of these before the networks {1000 * np.median(before):.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
