"""Taking in a 12 MB file, against the least that can be asked: copy while hashing, fsync, rename, fsync the folder.

Beside it what is asked of a picture before: whether all of it is there, and whether it can be decoded.
"""

import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.results import replace_section
from benchmarks.thumbnails import picture
from curatorbench.imaging.completeness.checking import check_complete
from curatorbench.models.store.workspace import Workspace

SIZE = 12_000_000
RUNS = 41


def floor(source: Path, folder: Path) -> None:
    """Copy + SHA-256 + fsync + rename + fsync of the folder, in the fewest lines."""
    digest = hashlib.sha256()
    part = folder / "part"
    with source.open("rb") as reader, part.open("wb") as writer:
        while chunk := reader.read(1 << 20):
            digest.update(chunk)
            writer.write(chunk)
        writer.flush()
        os.fsync(writer.fileno())
    part.rename(folder / digest.hexdigest())
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def main() -> None:
    ours, least = [], []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        workspace = Workspace.create(root / "workspace")
        bare = root / "bare"
        bare.mkdir()
        for _ in range(RUNS):
            source = root / "source.jpg"
            source.write_bytes(os.urandom(SIZE))
            least.append(_timed(lambda s=source: floor(s, bare)))
            ours.append(_timed(lambda s=source: workspace.originals.take_in(s)))
        workspace.close()
        picture(source)
        checked = [_timed(partial(check_complete, source, decoding=decoding)) for decoding in (False, True)]
    ratio = statistics.median(our / bare for our, bare in zip(ours, least, strict=True))
    rows = [
        "| what | median ms |",
        "|---|---|",
        f"| copy + SHA-256 + fsync + rename | {statistics.median(least) * 1000:.1f} |",
        f"| take in, verified | {statistics.median(ours) * 1000:.1f} |",
        f"| a 50-megapixel JPEG: whether all of it is there | {checked[0] * 1000:.0f} |",
        f"| the same, and whether it can be decoded | {checked[1] * 1000:.0f} |",
        "",
        f"Ratio, pair by pair: {ratio:.2f} (goal 1.2). {RUNS} pairs of a {SIZE // 1_000_000} MB file.",
    ]
    print("\n".join(rows))
    replace_section("Taking in a file", rows)


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
