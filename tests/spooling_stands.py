"""Stands that keep what they expose in a spool: a quick one, one whose process dies, and one that is broken.

`python spooling_stands.py quick: --spool FOLDER` is such a stand's process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from curatorbench.capture.hosting.entry import run
from curatorbench.capture.port import Shot
from curatorbench.capture.spool import Spool
from curatorbench.domain.devices import Address
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import Progress

COMMAND = (sys.executable, str(Path(__file__)))


class SpoolingStand:
    """Device: all but the shutter."""

    name = "a stand"

    def __init__(self, spool: Path) -> None:
        self._spool = Spool(spool)

    def open(self) -> None:
        self._spool.open()

    def close(self) -> None:
        pass

    def shots(self, progress: Progress) -> Iterator[Shot]:
        yield from self._spool.shots(self.name, progress)

    def release(self, shot: Shot) -> None:
        self._spool.release(shot)


class QuickStand(SpoolingStand):
    """Device, Shutter and Erasing: it exposes in a moment, each picture is another.

    Its card cannot be freed while there is a file `.locked` in its spool.
    """

    name = "quick stand"

    def erase(self, shot: Shot, sha256s: Sequence[str]) -> None:
        if (self._spool.folder / ".locked").exists():
            raise DeviceError("The card is locked.", "Take the card out and move its slider.")
        self._spool.put(".erased", "\n".join(sha256s).encode())

    def shoot(self, progress: Progress) -> Shot:
        drawn = np.random.default_rng().integers(90, 160, (6, 8), dtype=np.uint8)
        picture = Image.fromarray(drawn).resize((320, 240), Image.Resampling.BICUBIC).convert("RGB")
        return Shot((self._spool.keep(".jpg", lambda file: picture.save(file, "JPEG", quality=95)),), self.name)


class DyingStand(SpoolingStand):
    """Device and Shutter: its process dies at its second exposure, once: it counts them in its spool."""

    name = "dying stand"

    def shoot(self, progress: Progress) -> Shot:
        count = self._counted()
        picture = Image.new("L", (200, 100), 20 + 30 * count)
        taken = self._spool.keep(".png", lambda file: picture.save(file, "PNG"))
        if count == 2:
            os._exit(1)  # after the picture was made, before anybody heard of it
        return Shot((taken,), self.name)

    def _counted(self) -> int:
        tried = self._spool.folder / ".tried"
        count = int(tried.read_text()) + 1 if tried.exists() else 1
        tried.write_text(str(count))
        return count


class BrokenStand(DyingStand):
    """Device and Shutter: it exposes nothing at all, and counts how often it was asked."""

    name = "broken stand"

    def shoot(self, progress: Progress) -> Shot:
        self._counted()
        raise DeviceError("The shutter is stuck.", "Have it mended.")


STANDS = {"quick": QuickStand, "dying": DyingStand, "broken": BrokenStand}

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], lambda address, spool: STANDS[Address.read(address).kind](spool), {}))
