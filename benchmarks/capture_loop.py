"""A thousand captures in one session: memory, time a take, and what screens ask after each; then 24 megapixels."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from benchmarks.results import replace_section
from curatorbench.bootstrap import parts
from curatorbench.capture.port import Shot
from curatorbench.domain.captures import CaptureSession
from curatorbench.domain.profiles import Profile
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import capture
from curatorbench.workflow.workbench import Workbench

CAPTURES, WARM = 1000, 100
LARGE = 9


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        bench = Workbench.on(Workspace.create(root / "workspace"), parts())
        session = capture.begin(bench, Profile("Sheets"), collection="C", operator="benchmark", sticky={"family": "A"})
        takes, asked, sizes = [], [], []
        for number in range(CAPTURES):
            shot = Shot((picture(root / "small.jpg", 900, number),), "drawn")
            takes.append(timed(lambda s=shot: capture.take(bench, None, session.id, s)))
            asked.append(timed(lambda: ask(bench, session)))
            sizes.append(resident())
        large = []
        for number in range(LARGE):
            shot = Shot((picture(root / "large.jpg", 4900, CAPTURES + number),), "drawn")
            large.append(timed(lambda s=shot: capture.take(bench, None, session.id, s)))
        bench.close()
    grown = statistics.median(sizes[-20:]) - statistics.median(sizes[WARM : WARM + 20])
    rows = [
        "| what | |",
        "|---|---|",
        f"| memory grown from capture {WARM} to {CAPTURES} | {grown:.1f} MB of {sizes[-1]:.0f} MB |",
        f"| a take of 1 megapixel, median | {statistics.median(takes) * 1000:.0f} ms |",
        f"| the first {WARM} takes, the last | {mean(takes[:WARM]):.0f} ms, {mean(takes[-WARM:]):.0f} ms |",
        f"| session, tally and filmstrip asked after the last {WARM} | {mean(asked[-WARM:]):.1f} ms |",
        f"| a take of 24 megapixels with a code, median | {statistics.median(large) * 1000:.0f} ms (goal 600) |",
    ]
    print("\n".join(rows))
    replace_section("The loop of capture", rows)


def ask(bench: Workbench, session: CaptureSession) -> None:
    """What the bench shows after each capture."""
    capture.session(bench, session.id)
    capture.tally(bench, session.id)
    capture.recent(bench, session.id)
    capture.held(bench, session.id)


def picture(path: Path, wide: int, number: int) -> Path:
    """A sheet with a specimen of strokes and a code of its own, as JPEG; 49 to 40 as sheets are."""
    sheet = np.full((wide, wide * 40 // 49, 3), 235, np.uint8)
    dice = np.random.default_rng(number)
    for start, end in dice.integers(wide // 5, wide * 3 // 5, (60, 2, 2)):
        cv2.line(sheet, tuple(map(int, start)), tuple(map(int, end)), (60, 90, 70), max(1, wide // 300))
    code = np.asarray(zxingcpp.create_barcode(f"B{number:08d}", zxingcpp.BarcodeFormat.Code128).to_image(scale=2))
    tall, long = code.shape[:2]
    sheet[wide - tall - 20 : wide - 20, 20 : 20 + long] = code[..., None] if code.ndim == 2 else code
    cv2.imwrite(str(path), sheet, [cv2.IMWRITE_JPEG_QUALITY, 92])
    return path


def resident() -> float:
    """Memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def mean(seconds: list[float]) -> float:
    return statistics.mean(seconds) * 1000


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
