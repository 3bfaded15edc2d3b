"""Capturing: a device's exposures to records, one after the other, each safe before the device may forget it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from curatorbench.capture.port import Device, Shot, Shutter
from curatorbench.domain.errors import BadInput
from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import RecordSummary
from curatorbench.models.finding import explore
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.workflow import ingest
from curatorbench.workflow.workbench import Workbench

_LOOK_EVERY = 0.5  # seconds between two looks at a device that others fill


@dataclass(frozen=True, slots=True)
class Station:
    """A connected device with what its exposures become. `can_shoot` tells whether it has a shutter of its own."""

    device: Device
    collection: str
    operator: str

    @property
    def name(self) -> str:
        return self.device.name

    @property
    def can_shoot(self) -> bool:
        return isinstance(self.device, Shutter)


def connect(bench: Workbench, kind: str, folder: Path, *, collection: str, operator: str) -> Station:
    """Open the device of that kind (`simulated`, `folder`) on a folder. Raises BadInput, DeviceError."""
    if kind not in bench.parts.devices:
        raise BadInput(f"{kind!r} is no device we know.", f"Use one of {', '.join(bench.parts.devices)}.")
    if not collection.strip():
        raise BadInput("The exposures need a collection.", "Give its code, such as BOT.")
    device = bench.parts.devices[kind](folder)
    device.open()
    return Station(device, collection.strip(), operator)


def arrived(bench: Workbench, station: Station) -> list[ingest.Taken]:
    """Take in whatever the device has ready now, each safe before the device may forget it."""
    taken: list[ingest.Taken] = []
    for shot in station.device.shots(silent):
        taken += _take(bench, station.device, shot, station.collection, station.operator)
    return taken


def expose(bench: Workbench, station: Station) -> list[ingest.Taken]:
    """Press the shutter once and take the exposure in. Raises BadInput without a shutter, DeviceError."""
    return list(shoot(bench, station.device, 1, collection=station.collection, operator=station.operator))


def checks(bench: Workbench, sha256: str) -> QualityReport | None:
    """What the checks said of an image, None while they have not."""
    with bench.workspace.store.read() as session:
        asset = assets.asset_by_hash(session, sha256)
        return readings.quality_of(session, asset.id) if asset else None


def record_of(bench: Workbench, sha256: str) -> RecordSummary | None:
    """The record that an exposure belongs to now, with the exposure as its image: its own, or one that its code met."""
    with bench.workspace.store.read() as session:
        owners = assets.materials_of(session, sha256)
        return replace(explore.page(session, owners[0]).summary, asset_sha256=sha256) if owners else None


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
