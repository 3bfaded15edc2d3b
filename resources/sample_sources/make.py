"""Draw the sample images again: `.venv/bin/python resources/sample_sources/make.py`.

Twelve pictures in `resources/samples`, and `truth.json` here, which holds what is true of each: Darwin Core
terms by file name. Plants and places are real; people, numbers and dates are invented. The names of the
files say nothing, and nothing but pictures lies beside them, so that the folder can be taken in as it is.
"""

from __future__ import annotations

import json
from pathlib import Path

from curatorbench.capture.rendering.drawer import render_drawer
from curatorbench.capture.rendering.labels import Style
from curatorbench.capture.rendering.sheet import Look, render_sheet

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
QUALITY = 80

SHEETS: tuple[tuple[int, Look], ...] = (
    (0, Look(Style.PRINTED)),
    (1, Look(Style.TYPED)),
    (2, Look(Style.WRITTEN)),
    (3, Look(Style.PRINTED)),
    (4, Look(Style.TYPED)),
    (6, Look(Style.PRINTED)),
    (7, Look(Style.WRITTEN)),
    (9, Look(Style.TYPED)),
    (5, Look(Style.PRINTED, stained=True)),
    (14, Look(Style.TYPED, second_number=True)),
    (11, Look(Style.PRINTED, blur=9.0)),
)
DRAWER = 3


def main() -> None:
    truth: dict[str, dict[str, object]] = {}
    for index, (seed, look) in enumerate(SHEETS, start=1):
        picture, terms = render_sheet(seed, look)
        name = f"sample-{index:02d}.jpg"
        picture.save(SAMPLES / name, quality=QUALITY, optimize=True)
        truth[name] = {"kind": "sheet", "label": look.style.value, "stained": look.stained, "blur": look.blur} | {
            "terms": terms
        }
    picture, boxes = render_drawer(DRAWER)
    name = f"sample-{len(SHEETS) + 1:02d}.jpg"
    picture.save(SAMPLES / name, quality=QUALITY, optimize=True)
    truth[name] = {"kind": "drawer", "specimens": [box.as_list() for box in boxes]}
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    (HERE / "truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
