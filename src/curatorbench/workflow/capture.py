"""Capturing: a device's exposures to records, one after the other, each safe before the device may forget it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from curatorbench.capture.port import Device, Shot, Shutter
from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import Progress, silent
from curatorbench.workflow import ingest
from curatorbench.workflow.workbench import Workbench

_LOOK_EVERY = 0.5  # seconds between two looks at a device that others fill


def shoot(
    bench: Workbench, device: Device, count: int, *, collection: str, operator: str, progress: Progress = silent
) -> Iterator[ingest.Taken]:
    """Press the shutter `count` times and take every exposure in.

    Raises BadInput if the device has no shutter, DeviceError if it fails; what was yielded before is kept.
    """
    if not isinstance(device, Shutter):
        raise BadInput(f"{device.name} cannot be told to expose.", "Follow it instead, and expose at the device.")
    for number in range(count):
        progress(number / count, f"exposure {number + 1} of {count}")
        yield from _take(bench, device, device.shoot(silent), collection, operator)


def follow(
    bench: Workbench,
    device: Device,
    *,
    collection: str,
    operator: str,
    seconds: float | None = None,
    progress: Progress = silent,
) -> Iterator[ingest.Taken]:
    """Take in whatever arrives, until nothing has for `seconds` (for ever if None) or `progress` says stop."""
    last = time.monotonic()
    while seconds is None or time.monotonic() - last < seconds:
        for shot in device.shots(silent):
            yield from _take(bench, device, shot, collection, operator)
            last = time.monotonic()
        progress(0.0, f"following {device.name}")
        time.sleep(_LOOK_EVERY)


def _take(bench: Workbench, device: Device, shot: Shot, collection: str, operator: str) -> Iterator[ingest.Taken]:
    yield from ingest.take_in(bench, shot.files, collection=collection, operator=operator, device=shot.device)
    device.release(shot)
