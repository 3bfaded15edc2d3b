"""Seconds and peak memory of each step of the way, an image of each kind, each step in a process of its own.

Python's start and the loading of the networks count: it is what a person who types the command waits for.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.results import replace_section
from benchmarks.samples import real_images
from curatorbench.domain.resources import resource

STEPS = ("inspect", "segment", "read", "classify")
OF_EACH = 3


def measure(step: str, image: Path) -> tuple[float, float]:
    """(seconds, peak memory in MB) of one command on one image."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "curatorbench", step, str(image), "--json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    kinds = {"rendered sample": sorted(resource("samples").glob("*.jpg"))[:OF_EACH]}
    kinds |= {kind: images[:OF_EACH] for kind, images in real_images().items()}
    rows = ["| kind | step | median s | peak MB |", "|---|---|---|---|"]
    for kind, images in kinds.items():
        for step in STEPS:
            seconds, megabytes = zip(*(measure(step, image) for image in images), strict=True)
            rows.append(f"| {kind} | {step} | {statistics.median(seconds):.1f} | {max(megabytes):.0f} |")
            print(rows[-1], flush=True)
    rows += ["", f"{OF_EACH} images of each kind; each step is a command of its own, its start included."]
    replace_section("Seconds and peak memory an image", rows)
