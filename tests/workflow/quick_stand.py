"""A stand that exposes in a moment: each picture is another. `quick_stand.py quick: --spool FOLDER` is its process."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from curatorbench.capture.hosting.entry import run
from curatorbench.capture.port import Shot
from curatorbench.capture.spool import Spool
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import Progress

COMMAND = (sys.executable, str(Path(__file__)))


class QuickStand:
    """Device, Shutter and Erasing: its card cannot be freed while there is a file `.locked` in its spool."""

    name = "quick stand"

    def __init__(self, spool: Path) -> None:
        self._spool = Spool(spool)

    def open(self) -> None:
        self._spool.open()

    def close(self) -> None:
        pass

    def shots(self, progress: Progress) -> Iterator[Shot]:
        yield from (Shot((path,), self.name) for path in self._spool.files())

    def release(self, shot: Shot) -> None:
        for path in shot.files:
            self._spool.drop(path)

    def erase(self, shot: Shot, sha256s: Sequence[str]) -> None:
        if (self._spool.folder / ".locked").exists():
            raise DeviceError("The card is locked.", "Take the card out and move its slider.")
        self._spool.put(".erased", "\n".join(sha256s).encode())

    def shoot(self, progress: Progress) -> Shot:
        drawn = np.random.default_rng().integers(90, 160, (6, 8), dtype=np.uint8)
        picture = Image.fromarray(drawn).resize((320, 240), Image.Resampling.BICUBIC).convert("RGB")
        return Shot((self._spool.keep(".jpg", lambda file: picture.save(file, "JPEG", quality=95)),), self.name)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], lambda address, spool: QuickStand(spool), {}))
