"""Reading: pixels to words. The words are stored with the asset; what they mean is `suggest`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curatorbench.domain.pictures import Barcode, Region
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.reading import Reading
from curatorbench.domain.suggestion import Suggestion
from curatorbench.imaging.barcodes import barcodes
from curatorbench.imaging.decode import decode
from curatorbench.imaging.handwriting import SURE, lines_by_hand
from curatorbench.imaging.segment import segment
from curatorbench.jobs.queue import Outcome
from curatorbench.models.opinions import readings
from curatorbench.models.store.store import Session
from curatorbench.ocr.hands import doubted, read_again
from curatorbench.ocr.page import read_page
from curatorbench.ocr.port import Engines, Pixels
from curatorbench.workflow import editions, settings, stages, suggest
from curatorbench.workflow.workbench import Workbench


@dataclass(frozen=True, slots=True)
class LabelReading:
    """All that one image says: its words, its codes, and the values they suggest."""

    reading: Reading
    barcodes: tuple[Barcode, ...]
    suggestions: tuple[Suggestion, ...]

    def as_json(self, image: str) -> dict[str, object]:
        return {
            "image": image,
            "text": self.reading.text,
            "lines": [_line_json(line) for line in self.reading.lines if line.words],
            "barcodes": [code.as_json() for code in self.barcodes],
            "fields": [suggestion.as_json() for suggestion in self.suggestions],
        }


def read_file(path: Path, engines: Engines) -> LabelReading:
    """Read one image file without a workspace; raises CuratorError."""
    pixels = decode(path)
    codes = barcodes(pixels)
    reading = words_of(pixels, segment(pixels, codes), engines)
    first = engines.first
    return LabelReading(reading, codes, suggest.suggestions(reading, codes, first.name, first.version))


def words_of(pixels: Pixels, regions: Sequence[Region], engines: Engines) -> Reading:
    """The words on an image; those on lines by hand are marked, and doubted or read again by an engine for them."""
    reading = read_page(engines.first, pixels, regions, second=engines.second)
    written = [line for line in reading.lines if line.words]
    likely = iter(lines_by_hand(pixels, [line.box for line in written]))
    by_hand = [bool(line.words) and (next(likely) or 0.0) > SURE for line in reading.lines]
    marked = doubted(reading, by_hand)
    return read_again(engines.hands, pixels, marked) if engines.hands else marked


def read_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `read`: the words of an asset, by the engine of the settings. What it read before is not read again."""
    asset = payload["asset"]
    with bench.workspace.store.read() as session:
        regions: tuple[Region, ...] = readings.regions_of(session, asset)
        engines = bench.parts.engines(settings.get_text(session, "reading.engine"))
        engine, edition = engines.first, editions.edition(regions, engines.others)
        known = readings.reading_by(session, asset, engine.name, engine.version, edition)
    if known is None:
        pixels = decode(bench.workspace.originals.path_of(payload["sha256"]))
        progress(0.2, "reading")
        known = words_of(pixels, regions, engines)
    reading = known

    def write(session: Session) -> None:
        readings.save_reading(session, asset, reading, engine.name, engine.version, edition)

    return Outcome(write, (stages.job("suggest", payload),))


def _line_json(line: Any) -> dict[str, object]:
    return {
        "text": line.text,
        "box": line.box.as_list(),
        "confidence": round(line.confidence, 4),
        "words": [
            {"text": word.text, "box": word.box.as_list(), "confidence": round(word.confidence, 4)}
            | ({"handwritten": True} if word.handwritten else {})
            for word in line.words
        ],
    }
