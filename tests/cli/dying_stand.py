"""A stand whose process dies at its second exposure (`dying:`), or that exposes nothing at all (`broken:`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from curatorbench.capture.hosting.entry import run
from curatorbench.capture.port import Shot
from curatorbench.capture.spool import Spool
from curatorbench.domain.devices import Address
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import Progress

COMMAND = (sys.executable, str(Path(__file__)))


class DyingStand:
    """Device and Shutter. It counts its exposures in its spool, so that it dies once."""

    name = "dying stand"

    def __init__(self, spool: Path, *, is_broken: bool) -> None:
        self._spool = Spool(spool)
        self._is_broken = is_broken

    def open(self) -> None:
        self._spool.open()

    def close(self) -> None:
        pass

    def shots(self, progress: Progress) -> Iterator[Shot]:
        yield from (Shot((path,), self.name) for path in self._spool.files())

    def release(self, shot: Shot) -> None:
        for path in shot.files:
            self._spool.drop(path)

    def shoot(self, progress: Progress) -> Shot:
        tried = self._spool.folder / ".tried"
        count = int(tried.read_text()) + 1 if tried.exists() else 1
        tried.write_text(str(count))
        if self._is_broken:
            raise DeviceError("The shutter is stuck.", "Have it mended.")
        picture = Image.new("L", (200, 100), 20 + 30 * count)
        taken = self._spool.keep(".png", lambda file: picture.save(file, "PNG"))
        if count == 2:
            os._exit(1)  # after the picture was made, before anybody heard of it
        return Shot((taken,), self.name)


def _stand(address: str, spool: Path) -> DyingStand:
    return DyingStand(spool, is_broken=Address.read(address).kind == "broken")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], _stand, {}))
