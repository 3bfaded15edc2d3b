"""RAW files developed by LibRaw, which runs in a process of its own (`libraw`): no file can hurt the caller."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.box import Box
from curatorbench.domain.errors import BadInput

PATIENCE = 300.0  # seconds; 100 megapixels take 7 on one core
LOOKING = 30.0  # seconds; headers take a tenth of one
_MAX_HEADER = 4096
_HINT = "Copy the file from the camera again, or let the camera write RAW + JPEG."


@dataclass(frozen=True, slots=True)
class RawLook:
    """What LibRaw says of a RAW file: the size in pixels of the upright developed picture, the EXIF orientation
    of what is stored, and the largest JPEG embedded (empty if there is none)."""

    width: int
    height: int
    orientation: int
    preview: bytes


def look(path: Path) -> RawLook:
    """Reads headers only. Raises BadInput for what LibRaw does not know, or what is broken or too large."""
    with _asked({"do": "look", "path": str(path)}, LOOKING) as (said, body):
        preview = body.read(said["bytes"])
    return RawLook(said["width"], said["height"], {3: 3, 5: 8, 6: 6}.get(said["flip"], 1), preview)


def develop(
    path: Path, *, half: bool = False, depth: Literal[8, 16] = 16, neutral: Box | None = None
) -> NDArray[np.uint16] | NDArray[np.uint8]:
    """The RAW file as upright sRGB pixels of shape (height, width, 3), encoded with sRGB's curve, of `depth` bits.

    The white balance is the camera's, or that which makes the part of the upright picture in `neutral` grey.
    Nothing is brightened by content: the sensor's level of full light is white. `half` makes one pixel of each
    2 x 2 cells, in a fifth of the time. Memory at the peak: 18 bytes a pixel in LibRaw's process (2.6 GB for 150
    megapixels), then 6 bytes a pixel here.
    Raises BadInput in one sentence, whatever the file does to LibRaw.
    """
    request: dict[str, Any] = {"do": "develop", "path": str(path), "half": half, "depth": depth}
    request |= {"neutral": neutral.as_list() if neutral else None}
    with _asked(request, PATIENCE) as (said, body):
        pixels = np.empty(said["shape"], np.uint16 if depth == 16 else np.uint8)
        _fill(pixels.data.cast("B"), body)
    return pixels


def _fill(room: memoryview, body: IO[bytes]) -> None:
    while room:
        read = body.readinto(room)  # type: ignore[attr-defined]
        if not read:
            raise _gave_up()
        room = room[read:]


@contextmanager
def _asked(request: dict[str, Any], patience: float) -> Iterator[tuple[dict[str, Any], IO[bytes]]]:
    """The first line of the answer, and what follows it; after `patience` seconds LibRaw's process is ended."""
    # -P: no module is taken from the folder that the program happens to stand in.
    command = [sys.executable, "-P", "-m", "curatorbench.imaging.libraw", json.dumps(request)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        alarm = threading.Timer(patience, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            assert process.stdout is not None
            yield _header(process.stdout), process.stdout
        finally:
            alarm.cancel()
            process.kill()


def _header(answer: IO[bytes]) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(answer.readline(_MAX_HEADER))
    except ValueError as error:
        raise _gave_up() from error
    if "error" in said:
        raise BadInput(said["error"], said["hint"])
    return said


def _gave_up() -> BadInput:
    return BadInput("The RAW file brought its developer (LibRaw) down; it is broken or of a rare kind.", _HINT)
