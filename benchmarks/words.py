"""Words read, order-free, by engine and kind of image, against the gold text of the iDigBio label images.

A word is a run of letters and digits after Unicode's compatible normalisation (NFKC) and case folding; notes of
the transcribers (`{female}`) are left out. Both texts are bags of words: *recall* is the part of the gold's
words that were read, *precision* the part of the words read that the gold has, each counted as often as it
stands there. Figures are medians over the images of a kind, means in brackets. *As spaced* is the recall
of what stands between two blanks, with punctuation taken off its ends: it falls where blanks are lost.

Recall is of the labels' text. Pinned insects are measured for precision against the text of the whole image, ruler
digits and caption included, because an engine cannot know that these are not wanted.

    python -m benchmarks words                     all images, readings kept in a temporary folder
    python -m benchmarks.words FOLDER [ENGINE...]  readings kept in, and taken from, FOLDER/ENGINE/NAME.json

Images are read under neutral names. All run in one process, with one thread; seconds are of the processor
and memory is the peak while that image was read.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import mean, median

from benchmarks.results import replace_section
from benchmarks.samples import real_images
from curatorbench.domain.reading import Reading
from curatorbench.imaging.decode import decode
from curatorbench.imaging.pixels import Pixels
from curatorbench.imaging.segment import segment
from curatorbench.ocr.page import Plan, read_page
from curatorbench.ocr.port import Engine

NOTES = (
    "Medians over the images, means in brackets; a word is a run of letters and digits, case folded. Recall is of the",
    "labels' text; precision of pinned insects is against the text of the whole image. Seconds are of one processor.",
    "`rapidocr` and `tesseract` read the picture at once; `page` reads views and tiles with rapidocr, fuses them word",
    "by word, and asks Tesseract about doubtful words.",
    "Known recall: as others measured these engines on these images. How it is counted: `benchmarks/words.py`.",
)

Reader = Callable[[Pixels], Reading]
PAGE = "page"
ENGINES = ("rapidocr", "tesseract", PAGE)
KNOWN = {"lichen packet": (0.954, 0.842), "pinned insect": (0.930, 0.375), "herbarium sheet": (0.864, 0.642)}
"""Recall of rapidocr and Tesseract as others use them, on the same images."""


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", _folded(text)))


def spaced(text: str) -> Counter[str]:
    """What stands between blanks, without punctuation at its ends."""
    words = (re.sub(r"^[\W_]+|[\W_]+$", "", word) for word in _folded(text).split())
    return Counter(word for word in words if word)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(r"\{.*?\}", " ", text)).casefold()


def share(of: Counter[str], found: Counter[str]) -> float:
    """The part of the words in `of` that `found` has; 1 where there are none."""
    return (of & found).total() / of.total() if of else 1.0


class Remembering:
    """An engine that does not read again the picture that it has just read, but says what that took."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._last: tuple[Pixels, Reading, float] | None = None
        self.name, self.version = engine.name, engine.version
        self.saved = 0.0

    def read(self, pixels: Pixels) -> Reading:
        if self._last and _one_place(self._last[0], pixels):
            self.saved += self._last[2]
            return self._last[1]
        started = _processor_seconds()
        reading = self._engine.read(pixels)
        self._last = (pixels, reading, _processor_seconds() - started)
        return reading


def _one_place(one: Pixels, other: Pixels) -> bool:
    """Whether two arrays, both alive, show the same memory in the same way."""
    return one.__array_interface__ == other.__array_interface__


def readers(names: Sequence[str]) -> Iterator[tuple[str, Remembering, Reader, str]]:
    """(name, engine, how it reads a picture, version under which its readings are kept) of each way to read."""
    engines: dict[str, Remembering] = {}
    code = _code()
    for name in names:
        product = "rapidocr" if name == PAGE else name
        engine = engines.setdefault(product, Remembering(_engine(product)))
        if name == PAGE:
            second = _engine("tesseract")
            version = f"{engine.version} {second.version} {Plan()} {code}"
            yield name, engine, partial(_page, engine, second), version
        else:
            yield name, engine, engine.read, f"{engine.version} {code}"


def _code() -> str:
    """Digest of our own reading code, so that a kept reading is known to be of this code."""
    digest = hashlib.sha256()
    for path in sorted(Path(sys.modules[read_page.__module__].__file__ or "").parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _page(engine: Engine, second: Engine, pixels: Pixels) -> Reading:
    return read_page(engine, pixels, segment(pixels), second=second)


def _engine(name: str) -> Engine:
    if name == "tesseract":
        from curatorbench.ocr.tesseract import TesseractEngine

        return TesseractEngine()
    from curatorbench.ocr.rapid import RapidOCREngine

    return RapidOCREngine()


def read_all(folder: Path, names: Sequence[str]) -> None:
    """Read every image that has no reading of this version yet; runs in a process of its own."""
    ways = list(readers(names))
    images = [image for group in real_images().values() for image in group]
    random.Random(7).shuffle(images)  # so that a run cut short is a fair sample
    with tempfile.TemporaryDirectory() as neutral:
        for number, image in enumerate(images):
            pixels: Pixels | None = None
            for name, engine, read, version in ways:
                kept = folder / name / f"{image.stem}.json"
                if _is_of(kept, version):
                    continue
                if pixels is None:
                    copy = Path(shutil.copy(image, Path(neutral) / f"image-{number:04}.jpg"))
                    pixels = decode(copy)
                    copy.unlink()
                _keep(kept, name, version, engine, read, pixels)
                print(f"{number + 1}/{len(images)} {name} {kept.stem} {_cost(kept)}", flush=True)


def _is_of(kept: Path, version: str) -> bool:
    return kept.is_file() and json.loads(kept.read_text(encoding="utf-8"))["version"] == version


def _keep(kept: Path, name: str, version: str, engine: Remembering, read: Reader, pixels: Pixels) -> None:
    _forget_peak()
    saved, started = engine.saved, _processor_seconds()
    reading = read(pixels)
    seconds, peak = _processor_seconds() - started + engine.saved - saved, _peak_megabytes()
    lines = [
        {
            "text": line.text,
            "box": line.box.as_list() if line.words else None,
            "confidence": round(line.confidence, 4),
            "words": [
                {"text": w.text, "box": w.box.as_list(), "confidence": round(w.confidence, 4), "engine": w.engine}
                for w in line.words
            ],
        }
        for line in reading.lines
    ]
    facts = {"engine": name, "version": version, "seconds": round(seconds, 2), "megabytes": peak}
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({**facts, "text": reading.text, "lines": lines}, ensure_ascii=False, indent=1))


def _cost(kept: Path) -> str:
    facts = json.loads(kept.read_text(encoding="utf-8"))
    return f"{facts['seconds']} s, {facts['megabytes']} MB"


def _processor_seconds() -> float:
    """Of this process and of the programs that it ran."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _forget_peak() -> None:
    """Let the kernel count this process's peak memory anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak_megabytes() -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) // 1024 if found else 0


def rows(folder: Path, engines: Sequence[str]) -> list[str]:
    """A Markdown table of what lies in `folder`, on the images that all `engines` have read."""
    table = [
        "| kind | read by | images | recall | precision | as spaced | s an image | peak MB | known recall |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, images in real_images().items():
        common = [
            image for image in images if all((folder / name / f"{image.stem}.json").is_file() for name in engines)
        ]
        for name in engines if common else ():
            table.append(f"| {kind} | {name} | {_scores(folder / name, common)} | {_known(kind, name)} |")
    return table


def pace(folder: Path) -> str:
    """What a label takes on average, as a sentence."""
    took = [json.loads(kept.read_text(encoding="utf-8"))["seconds"] for kept in sorted((folder / PAGE).glob("*.json"))]
    hourly = 2 * 3600 / mean(took)
    return (
        f"`page` takes {mean(took):.1f} s of processor a label on average: {hourly:,.0f} labels an hour on two cores."
    )


def _known(kind: str, name: str) -> str:
    return "" if name == PAGE else f"{KNOWN[kind][ENGINES.index(name)]:.3f}"


def _scores(folder: Path, images: Sequence[Path]) -> str:
    readings = [(image, json.loads((folder / f"{image.stem}.json").read_text(encoding="utf-8"))) for image in images]
    figures = [_measured(image, facts["text"]) for image, facts in readings]
    recall, precision, as_spaced = zip(*figures, strict=True)
    seconds = median(facts["seconds"] for _, facts in readings)
    peak = max(facts["megabytes"] for _, facts in readings)
    return f"{len(images)} | {_both(recall)} | {_both(precision)} | {_both(as_spaced)} | {seconds:.1f} | {peak}"


def _both(figures: Sequence[float]) -> str:
    return f"{median(figures):.3f} ({mean(figures):.3f})"


def _measured(image: Path, text: str) -> tuple[float, float, float]:
    """(recall, precision, recall as spaced) of one image."""
    labels = image.parents[1]
    gold = (labels / "text" / f"{image.stem}.txt").read_text(encoding="utf-8", errors="replace")
    whole = labels / "text_whole_image" / f"{image.stem}.txt"
    seen = whole.read_text(encoding="utf-8", errors="replace") if whole.is_file() else gold
    read = tokens(text)
    return share(tokens(gold), read), share(read, tokens(seen)), share(spaced(gold), spaced(text))


def main(arguments: Sequence[str] = ()) -> None:
    if not real_images():
        return
    folder = Path(arguments[0]) if arguments else Path(tempfile.gettempdir()) / "curatorbench-readings"
    engines = arguments[1:] or ENGINES
    subprocess.run([sys.executable, "-m", "benchmarks.words", "--read", str(folder), *engines], check=True)
    table = rows(folder, ENGINES)
    print("\n".join(table))
    replace_section("Words read", [*table, "", pace(folder), *NOTES])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read_all(Path(sys.argv[2]), sys.argv[3:])
    else:
        main(sys.argv[1:])
