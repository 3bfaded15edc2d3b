"""The checks of a picture: charts and scales found on real sheets, originals that fail, and the time of each check."""

import csv
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from benchmarks.results import replace_section
from benchmarks.samples import data_folder
from curatorbench.domain.pictures import Verdict
from curatorbench.domain.resources import resource
from curatorbench.imaging import charts
from curatorbench.imaging.barcodes import CodeSearch, barcodes
from curatorbench.imaging.colour_target import find_on_view, find_target
from curatorbench.imaging.decode import decode
from curatorbench.imaging.edges import cut
from curatorbench.imaging.light import exposure, unevenness
from curatorbench.imaging.pixels import grey_of, resized
from curatorbench.imaging.quality import VIEW, inspect
from curatorbench.imaging.rulers import ruler
from curatorbench.imaging.sharpness import sharpness
from curatorbench.imaging.sheets import sheet
from curatorbench.imaging.skew import skew

LARGE = (4000, 6000)  # pixels: 24 megapixels
ROUNDS = 5


def main() -> None:
    folder = data_folder()
    rows = [*_times()]
    if folder:
        rows += ["", *_charts(folder), "", *_originals(folder)]
    replace_section("The checks of a picture", rows)
    print("\n".join(rows))


def _times() -> list[str]:
    """Milliseconds of each check on a picture of 24 megapixels, the best of five, and of all together."""
    path = resource("samples") / "sample-05.jpg"
    pixels = np.asarray(cv2.resize(decode(path), LARGE, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    grey, scale = grey_of(pixels), VIEW / max(LARGE)
    view = resized(pixels, scale)
    small = grey_of(view)
    where, codes = sheet(small), barcodes(pixels)
    steps: dict[str, Callable[[], object]] = {
        "one view for all": lambda: (grey_of(pixels), resized(pixels, scale)),
        "codes": lambda: barcodes(pixels),
        "codes that are not read": lambda: CodeSearch(pixels).unread(codes),
        "codes, read and not": lambda: CodeSearch(pixels).unread(),
        "sharpness": lambda: sharpness(grey),
        "exposure": lambda: exposure(view, sheet(small)),
        "even light": lambda: unevenness(view, where),
        "colour": lambda: find_on_view(view, scale),
        "scale": lambda: ruler(grey),
        "skew": lambda: skew(small, where),
        "frame": lambda: cut(view),
        "all but the codes": lambda: inspect(pixels, codes),
    }
    rows = ["| check of 24 megapixels | ms |", "|---|---|"]
    return rows + [f"| {name} | {min(_timed(step) for _ in range(ROUNDS)):.0f} |" for name, step in steps.items()]


def _timed(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - started)


def _charts(folder: Path) -> list[str]:
    """How often each kind of chart is found, collection by collection."""
    with (folder / "sheets" / "index.csv").open(encoding="utf-8") as lines:
        sheets = [(row["collection"], folder / "sheets" / "images" / row["file"]) for row in csv.DictReader(lines)]
    sheets += [("ALA, full size", path) for path in sorted((folder / "sheets" / "full_size").glob("*.jpg"))]
    seen: dict[str, list[str]] = {}
    apart: dict[str, list[float]] = {}
    for collection, path in sheets:
        found = find_target(decode(path))
        seen.setdefault(collection, []).append(found.kind if found else "none")
        apart.setdefault(collection, []).extend([found.mean_de2000] if found else [])
    rows = ["| collection | sheets | two-row strip | 4 x 6 chart | mean CIEDE2000, median |", "|---|---|---|---|---|"]
    for collection, kinds in sorted(seen.items()):
        count, middle = Counter(kinds), statistics.median(apart[collection]) if apart[collection] else None
        told = f"{middle:.1f}" if middle is not None else "-"
        rows.append(f"| {collection} | {len(kinds)} | {count[charts.STRIP]} | {count[charts.CLASSIC]} | {told} |")
    return rows


def _originals(folder: Path) -> list[str]:
    """Verdicts on the label images as their makers left them, and which checks fail any."""
    verdicts: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for path in sorted((folder / "labels" / "images").glob("*.jpg")):
        pixels = decode(path)
        search = CodeSearch(pixels)
        report = inspect(pixels, search.codes, unread=search.unread())
        verdicts[report.verdict.value] += 1
        failed.update(check.name.value for check in report.checks if check.verdict is Verdict.FAIL)
    told = ", ".join(f"{name} {count}" for name, count in sorted(verdicts.items()))
    return [f"Originals of `labels/`: {told}; checks that fail: {dict(failed) or 'none'}."]
