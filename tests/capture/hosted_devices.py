"""Devices that misbehave in every way a vendor's library has, each served as the real ones are.

`python hosted_devices.py bad:WAY --spool FOLDER` is such a device's process.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from curatorbench.capture.hosting.entry import run
from curatorbench.capture.port import Frame, Shot
from curatorbench.domain.devices import Address, DeviceFound
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import Progress


class Bad:
    """Device, Shutter and LivePicture. Good but for the `way` it is bad in, which is met by the first shot only where
    a file in its spool says that it was met before."""

    def __init__(self, way: str, spool: Path) -> None:
        self.way, self.spool, self.shown = way, spool, 0

    @property
    def name(self) -> str:
        return f"device that is bad by {self.way}"

    def open(self) -> None:
        if self.way == "hang in open":
            time.sleep(1000)
        self._note("opened")

    def close(self) -> None:
        if self.way == "hang in close":
            time.sleep(1000)
        self._note("closed")

    def shots(self, progress: Progress) -> Iterator[Shot]:
        yield from (Shot((path,), self.name) for path in sorted(self.spool.glob("*.jpg")))

    def release(self, shot: Shot) -> None:
        for path in shot.files:
            path.unlink()

    def shoot(self, progress: Progress) -> Shot:
        if self.way == "slow":
            for step in range(20):
                time.sleep(0.06)
                progress(step / 20, "exposing")
        elif not (self.spool / "met").exists():
            self._note("met")
            self._be_bad()
        number = len(list(self.spool.glob("*.jpg")))
        path = self.spool / f"{number}.jpg"
        path.write_bytes(b"whole")
        return Shot((path,), self.name)

    def frame(self) -> Frame:
        if self.way == "hang in frame" and self.shown >= 3:
            time.sleep(1000)
        if self.way == "fail in frame" and self.shown == 2:
            self.shown += 1
            raise DeviceError("The mirror is up.", "Wait for it.")
        self.shown += 1
        time.sleep(0.01)
        size = 40_000 if self.way == "grow" and self.shown > 2 else 40
        return Frame(bytes([self.shown % 256]) * (size * 30 * 3), size, 30)

    def _be_bad(self) -> None:
        if self.way == "hang":
            time.sleep(1000)
        if self.way == "hang with the lock":  # a library in C that lets nothing else of Python run
            ctypes.PyDLL(None).sleep(1000)
        if self.way == "crash":
            os.kill(os.getpid(), 11)
        if self.way == "exit":
            os._exit(0)
        if self.way == "garbage":
            os.write(1, b"\x00\xff vendor says hello\n" * 1000)
            print("and from Python")
            sys.stderr.write("warning\n")
        if self.way == "surprise":
            raise ZeroDivisionError("division by zero")
        if self.way == "log":
            logging.getLogger("curatorbench.capture.bad").warning("the lamp is old")

    def _note(self, what: str) -> None:
        with (self.spool / what).open("a") as notes:
            notes.write("x")


class Plain:
    """Device with no ability."""

    name = "plain device"

    def open(self) -> None: ...

    def close(self) -> None: ...

    def shots(self, progress: Progress) -> Iterator[Shot]:
        return iter(())

    def release(self, shot: Shot) -> None: ...


def make(address: str, spool: Path) -> Bad | Plain:
    kind, _, way = address.partition(":")
    if kind == "absent":
        import no_such_library  # noqa: F401
    return Plain() if kind == "plain" else Bad(way, spool)


def _good() -> list[DeviceFound]:
    print("vendor's greeting")
    return [DeviceFound(Address("bad", "slow"), "Slow one"), DeviceFound(Address("bad", "gärbage"), "Gärbage")]


def _hanging() -> list[DeviceFound]:
    time.sleep(1000)
    return []


def _good_then_hanging() -> Iterator[DeviceFound]:
    yield _good()[0]
    time.sleep(1000)


def _absent() -> list[DeviceFound]:
    import no_such_library  # noqa: F401

    return []


def _crashing() -> list[DeviceFound]:
    os.kill(os.getpid(), 11)
    return []


if __name__ == "__main__":
    searches = {
        "good": _good,
        "hanging": _hanging,
        "good then hanging": _good_then_hanging,
        "absent": _absent,
        "crashing": _crashing,
    }
    sys.exit(run(sys.argv[1:], make, searches))
