"""The thumbnail of a 50-megapixel JPEG: CPU time of ours, libvips' and OpenCV's, start-up left out.

Each program makes few and many thumbnails in one process; what the many take longer, shared among them, is one's cost.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from benchmarks.results import replace_section
from curatorbench.domain.resources import resource

WIDE, HIGH = 8_688, 5_792  # 50 megapixels
LONGEST = 256
FEW, MANY = 2, 10
RUNS = 5

OURS = """
import sys
from pathlib import Path
from curatorbench.imaging.derive import derive
for name in sys.argv[2:]:
    derive(Path(name), Path(sys.argv[1], Path(name).name), 256)
"""
OPENCV = """
import sys, cv2
for name in sys.argv[2:]:
    pixels = cv2.imread(name, cv2.IMREAD_REDUCED_COLOR_8)
    scale = 256 / max(pixels.shape)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    cv2.imwrite(sys.argv[1] + "/" + name.rpartition("/")[2], small, [cv2.IMWRITE_JPEG_QUALITY, 85])
"""

Command = Callable[[Path, list[str]], list[str]]
PROGRAMS: dict[str, Command] = {
    "ours": lambda out, names: [sys.executable, "-c", OURS, str(out), *names],
    "libvips (vipsthumbnail)": lambda out, names: [
        "vipsthumbnail", "-s", str(LONGEST), "-o", f"{out}/%s.jpg[Q=85]", *names,
    ],
    "OpenCV, decoded at an eighth": lambda out, names: [sys.executable, "-c", OPENCV, str(out), *names],
}  # fmt: skip


def picture(path: Path) -> None:
    """A rendered sheet enlarged to 50 megapixels, with the grain of a sensor."""
    sample = cv2.imread(str(sorted(resource("samples").glob("*.jpg"))[0]))
    large = cv2.resize(sample, (WIDE, HIGH), interpolation=cv2.INTER_CUBIC)
    grain = np.random.default_rng(5).normal(0, 5, (HIGH, WIDE, 1)).astype(np.int8)
    cv2.imwrite(str(path), cv2.add(large, np.repeat(grain, 3, axis=2), dtype=cv2.CV_8U), [cv2.IMWRITE_JPEG_QUALITY, 92])


def cpu_seconds(command: list[str]) -> float:
    """User and system time of a process, all its threads."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    if not shutil.which("vipsthumbnail"):
        print("vipsthumbnail is not there (Debian: libvips-tools); nothing to compare with.")
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        picture(root / "0.jpg")
        names = [str(root / f"{n}.jpg") for n in range(MANY)]
        for name in names[1:]:
            shutil.copyfile(names[0], name)
        (root / "out").mkdir()
        size = Path(names[0]).stat().st_size
        costs: dict[str, list[float]] = {program: [] for program in PROGRAMS}
        for _ in range(RUNS):  # in turn, so that what else the machine does meets all alike
            for program, command in PROGRAMS.items():
                few, many = (cpu_seconds(command(root / "out", names[:count])) for count in (FEW, MANY))
                costs[program].append((many - few) / (MANY - FEW) * 1000)
    ours, vips = costs["ours"], costs["libvips (vipsthumbnail)"]
    ratio = statistics.median(one / other for one, other in zip(ours, vips, strict=True))
    rows = ["| program | CPU ms a thumbnail, median | least |", "|---|---|---|"]
    rows += [f"| {program} | {statistics.median(ms):.0f} | {min(ms):.0f} |" for program, ms in costs.items()]
    rows += [
        "",
        f"Ratio to libvips, run by run: {ratio:.2f} (goal 1.15). A JPEG of {WIDE} x {HIGH} pixels, {size / 1e6:.0f} MB,"
        f" to {LONGEST} pixels. Start-up is left out: {MANY} in one process less {FEW} in one, {RUNS} runs in turn.",
    ]
    print("\n".join(rows))
    replace_section("Thumbnail of a 50-megapixel JPEG", rows)
