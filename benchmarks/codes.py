"""Codes found, invented and said to be unread: on real images by set, on rendered sheets by module, blur and turn."""

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import zxingcpp

from benchmarks.code_sheets import FORMATS, code_sheet
from benchmarks.results import replace_section
from benchmarks.samples import data_folder
from curatorbench.domain.codes import looks_like_number
from curatorbench.imaging.barcodes import CodeSearch, barcodes, codes_in_view
from curatorbench.imaging.decode import decode
from curatorbench.imaging.pixels import Pixels, grey_of, resized

MODULES, BLURS, TURNS = (1.0, 1.25, 1.5, 2.0, 3.0), (0.0, 0.25, 0.4), (0, 5, 17, 45, 90, 180)
OF_EACH = 25  # images of a set
LIVE = (1920, 1080)


def timed(work, *given):
    """(what it gives, seconds of this thread)."""
    started = time.thread_time()
    done = work(*given)
    return done, time.thread_time() - started


def every(paths: Sequence[Path]) -> list[Path]:
    """OF_EACH of them, evenly."""
    return list(paths[:: max(1, len(paths) // OF_EACH)])[:OF_EACH]


def real_sets(root: Path) -> dict[str, list[Path]]:
    """Sheets whose one code is their number, the gouda images, and images that are too small for their codes."""
    labels = sorted((root / "labels" / "images").glob("*.jpg"))
    scans = [path for path in labels if path.name.startswith("NY_")]
    return {
        "herbarium sheets, 21 MP": scans,
        "ALA sheets, 6 MP": sorted((root / "sheets" / "full_size").glob("*.jpg")),
        "gouda": sorted((root / "barcodes").glob("*.png")),
        "packets and insects, 2 MP": every([path for path in labels if path not in scans]),
        "reduced sheets, 1 MP": every(sorted((root / "sheets" / "images").rglob("*.jpg"))),
    }


def real_row(name: str, paths: Iterable[Path]) -> str:
    """Plain ZXing on the whole image beside ours. Texts that look like no number are counted: they may be invented."""
    found, strange, flagged, plain, ours = [], 0, 0, [], []
    theirs = 0
    for path in paths:
        pixels = decode(path)
        read, seconds = timed(zxingcpp.read_barcodes, grey_of(pixels))
        plain.append(seconds)
        theirs += bool(read)
        codes, seconds = timed(barcodes, pixels)
        ours.append(seconds)
        found.append(len(codes))
        strange += sum(not looks_like_number(code.text) for code in codes)
        flagged += len(CodeSearch(pixels).unread(codes))
    medians = f"{statistics.median(ours):.2f} | {statistics.median(plain):.2f}"
    with_code = sum(count > 0 for count in found)
    return f"| {name} | {len(found)} | {with_code} | {theirs} | {sum(found)} | {strange} | {flagged} | {medians} |"


def rendered_rows() -> list[str]:
    rows = [
        "| module px | printed | found | invented | unread said | elsewhere said | of " + " | of ".join(FORMATS) + " |"
    ]
    rows.append("|" + "---|" * (6 + len(FORMATS)))
    for module in MODULES:
        tally: Counter[str] = Counter()
        for blur in BLURS:
            for turn in TURNS:
                _count(tally, module, turn, blur)
        shares = " | ".join(f"{tally[name]}/{len(BLURS) * len(TURNS)}" for name in FORMATS)
        told = " | ".join(str(tally[what]) for what in ("printed", "found", "invented", "unread", "elsewhere"))
        rows.append(f"| {module} | {told} | {shares} |")
        print(rows[-1], flush=True)
    return rows


def _count(tally: Counter[str], module: float, turn: float, blur: float) -> None:
    pixels, printed = code_sheet(int(module * 1000 + turn * 10 + blur * 100), module, turn, blur)
    search = CodeSearch(pixels)
    codes, places = search.codes, search.unread()
    texts, high, wide = {code.text for code in codes}, *pixels.shape[:2]
    missed = [p.centre for p in printed if p.text not in texts]
    said = sum(any(_holds(box, x / wide, y / high) for box in places) for x, y in missed)
    tally.update(p.format for p in printed if p.text in texts)
    tally.update(printed=len(printed), found=len(printed) - len(missed), unread=said, elsewhere=len(places) - said)
    tally["invented"] += len(texts - {p.text for p in printed})


def _holds(box, x: float, y: float) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.bottom


def live_line(pixels: Pixels) -> str:
    frame = cv2.resize(pixels, LIVE)
    seconds = statistics.median(timed(codes_in_view, frame)[1] for _ in range(15))
    return f"One fast look at a live frame of 1080 lines: {seconds * 1000:.0f} ms."


def main() -> None:
    cv2.setNumThreads(1)
    lines = rendered_rows()
    lines += [
        "",
        f"Each module size: {len(BLURS)} blurs (0 to 0.4 modules) x {len(TURNS)} turns, five codes a sheet.",
        "",
    ]
    root = data_folder()
    if root is None:
        print("real images are absent")
    else:
        lines += [
            "| images | number | with a code | by plain ZXing | codes | no number | unread said | s ours | s ZXing |"
        ]
        lines += ["|" + "---|" * 9]
        for name, paths in real_sets(root).items():
            lines.append(real_row(name, paths))
            print(lines[-1], flush=True)
        sheet = decode(sorted((root / "sheets" / "full_size").glob("*.jpg"))[0])
        lines += ["", "Seconds of one thread, median.", live_line(resized(sheet, 1.0)[:1125])]
    replace_section("Codes", lines)
