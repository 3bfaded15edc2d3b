"""Live pictures through memory that both processes see: the newest one wins, and none is waited for.

Layout, little-endian: the number of the newest picture (8 bytes, padded to 64), then three slots. A slot is a header of
64 bytes (number, size, width, height, encoding) and `room` bytes. Picture n goes into slot n % 3, so that the one being
read is not the next to be written; the number stands in the slot before and is looked at again after reading.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

from curatorbench.capture.hosting.wire import Message, error_heard, error_said
from curatorbench.capture.port import Frame
from curatorbench.domain.errors import CuratorError, DeviceError

_NEWEST = struct.Struct("<Q")
_SLOT = struct.Struct("<QQIII")
_HEAD = 64
_SLOTS = 3
_LEAST_ROOM = 2 * 1024 * 1024  # JPEGs of one source differ in size
_LOOK_EVERY = 0.003  # seconds: a tenth of a picture's time
_RGB, _JPEG, _ERROR, _OUTGROWN = range(4)


class Outgrown(Exception):
    """Pictures have become larger than their memory: it is to be made anew."""


class Showing:
    """The child's end: a file that it makes, large enough for pictures like `first`."""

    def __init__(self, path: Path, first: Frame) -> None:
        """Raises DeviceError where there is no memory for it."""
        self.room = max(_LEAST_ROOM, 2 * len(first.data) if first.encoding == "jpeg" else len(first.data))
        self.path = path
        size = _HEAD + _SLOTS * (_HEAD + self.room)
        try:
            path.unlink(missing_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                _take(handle, size)
                self._memory = mmap.mmap(handle, size)
            finally:
                os.close(handle)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise DeviceError(
                f"There is no memory for the live picture: {error.strerror or error}.", "Close other programs."
            ) from error
        self._number = 0
        self.show(first)

    def show(self, frame: Frame) -> None:
        """The program is told in its place if it is larger than pictures were."""
        if len(frame.data) > self.room:
            self._put(b"", 0, 0, _OUTGROWN)
            return
        self._put(frame.data, frame.width, frame.height, _JPEG if frame.encoding == "jpeg" else _RGB)

    def tell(self, error: CuratorError) -> None:
        """Say in place of a picture why there is none."""
        self._put(json.dumps(error_said(error)).encode("ascii"), 0, 0, _ERROR)

    def close(self) -> None:
        self._memory.close()
        with suppress(OSError):  # on Windows while the program still looks at it
            self.path.unlink(missing_ok=True)

    def _put(self, data: bytes | memoryview, width: int, height: int, encoding: int) -> None:
        number = self._number + 1
        at = _start(number, self.room)
        _SLOT.pack_into(self._memory, at, 0, 0, 0, 0, 0)  # whoever reads it now learns that it has changed
        self._memory[at + _HEAD : at + _HEAD + len(data)] = data
        _SLOT.pack_into(self._memory, at, number, len(data), width, height, encoding)
        _NEWEST.pack_into(self._memory, 0, number)
        self._number = number


class Seeing:
    """The program's end, made from what the child said of its memory (`path`, `room`)."""

    def __init__(self, path: Path, room: int) -> None:
        self._room = room
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 0)
        with suppress(OSError):  # Windows keeps the name of what is in use; it is written over next time
            path.unlink()
        self._seen = 0
        self._last: Frame | None = None
        self._changed = time.monotonic()

    @classmethod
    def heard(cls, said: Message) -> Seeing:
        return cls(Path(said["path"]), int(said["room"]))

    def next(self, seconds: float) -> Frame | None:
        """A picture newer than the last one, waiting `seconds` at most; None if there came none.

        Raises the error that the device has in place of a picture, and Outgrown.
        """
        until = time.monotonic() + seconds
        while True:
            number = int(_NEWEST.unpack_from(self._memory, 0)[0])
            frame = self._read(number) if number > self._seen else None
            if frame is not None:
                self._seen, self._last, self._changed = number, frame, time.monotonic()
                return frame
            if time.monotonic() >= until:
                return None
            time.sleep(_LOOK_EVERY)

    @property
    def last(self) -> Frame | None:
        """The picture that came last, None before the first."""
        return self._last

    @property
    def silent_for(self) -> float:
        """Seconds since there was anything new."""
        return time.monotonic() - self._changed

    def rested(self) -> None:
        """The device was at something else until now: what it did not show meanwhile does not count."""
        self._changed = time.monotonic()

    def _read(self, number: int) -> Frame | None:
        """None if it was written over meanwhile."""
        at = _start(number, self._room)
        held, size, width, height, encoding = _SLOT.unpack_from(self._memory, at)
        data = self._memory[at + _HEAD : at + _HEAD + size]
        if held != number or _SLOT.unpack_from(self._memory, at)[0] != number:
            return None
        if encoding == _OUTGROWN:
            raise Outgrown
        if encoding == _ERROR:
            self._seen, self._changed = number, time.monotonic()
            raise error_heard(json.loads(data))
        kind: Literal["jpeg", "rgb"] = "jpeg" if encoding == _JPEG else "rgb"
        return Frame(data, width, height, kind)


def _start(number: int, room: int) -> int:
    return _HEAD + (number % _SLOTS) * (_HEAD + room)


def _take(handle: int, size: int) -> None:
    """Really take the memory: a full one would else end the process when it is written to."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
    else:
        os.ftruncate(handle, size)
