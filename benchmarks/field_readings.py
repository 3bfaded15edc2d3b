"""Readings of the real labels: gold text, folders of readings made before, and the codes of the images."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.label_gold import Specimen
from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.pictures import Barcode
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.imaging.barcodes import barcodes
from curatorbench.imaging.decode import decode


@dataclass(frozen=True, slots=True)
class Page:
    """What `read` has of an image before it suggests anything; `placed` says that the boxes are real ones."""

    reading: Reading
    codes: tuple[Barcode, ...] = ()
    placed: bool = False


Reader = Callable[[Specimen], Page | None]


def gold_text(specimen: Specimen) -> Page:
    """The gold transcription as a reading whose every word is certain; no codes."""
    lines = (Line(tuple(Word(word, WHOLE, 1.0) for word in line.split())) for line in specimen.text.split("\n"))
    return Page(Reading(tuple(lines)))


def from_folder(folder: Path, codes: Callable[[Specimen], tuple[Barcode, ...]]) -> Reader:
    """Readings made before: `NAME.json` with its lines, an empty one between regions; codes from the images."""

    def read(specimen: Specimen) -> Page | None:
        path = folder / f"{specimen.name}.json"
        if not path.is_file():
            return None
        return Page(_reading(json.loads(path.read_text(encoding="utf-8"))), codes(specimen), placed=True)

    return read


def codes_of(images: Path, kept: Path) -> Callable[[Specimen], tuple[Barcode, ...]]:
    """The codes on a specimen's image, decoded once under a neutral name and kept in the folder `kept`."""
    kept.mkdir(parents=True, exist_ok=True)

    def codes(specimen: Specimen) -> tuple[Barcode, ...]:
        path = kept / f"{specimen.name}.json"
        if not path.is_file():
            found = _decoded(next(images.glob(f"{specimen.name}.*")))
            path.write_text(json.dumps([code.as_json() for code in found]), encoding="utf-8")
        said = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Barcode(code["text"], code["format"], Box(*code["box"])) for code in said)

    return codes


def _decoded(image: Path) -> tuple[Barcode, ...]:
    with tempfile.TemporaryDirectory() as folder:
        neutral = Path(folder) / f"image{image.suffix}"
        shutil.copy(image, neutral)
        return barcodes(decode(neutral))


def _reading(said: dict[str, Any]) -> Reading:
    lines = (
        Line(tuple(Word(word["text"], Box(*word["box"]), float(word["confidence"])) for word in line["words"]))
        for line in said["lines"]
    )
    return Reading(tuple(lines))
