"""What the Capture bench does. A device has a lane of its own: nothing waits for it, and it waits for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation, Lane, ReadOperation
from curatorbench.workflow import capture, explore
from curatorbench.workflow.capture import Station
from curatorbench.workflow.ingest import Taken
from curatorbench.workflow.workbench import Workbench

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one file, with its record where it has one."""

    taken: Taken
    record: RecordSummary | None


class DeviceOperation(ChangeOperation[T]):
    lane = Lane.DEVICE


def connect(kind: str, folder: Path, collection: str, operator: str) -> DeviceOperation[Station]:
    return DeviceOperation(
        lambda bench: capture.connect(bench, kind, folder, collection=collection, operator=operator),
        label=translate("changes", "connect the device"),
        changes=Change.JOBS,
    )


def disconnect(station: Station) -> DeviceOperation[None]:
    return DeviceOperation(
        lambda _: station.device.close(), label=translate("changes", "disconnect the device"), changes=Change.JOBS
    )


def expose(station: Station) -> DeviceOperation[list[Arrival]]:
    return DeviceOperation(
        lambda bench: _seen(bench, capture.expose(bench, station)),
        label=translate("changes", "expose"),
        changes=Change.RECORDS | Change.JOBS,
    )


def arrived(station: Station) -> ReadOperation[list[Arrival]]:
    """What the device has ready now, taken in; asked again and again, so that nothing is told of an empty answer."""
    asked: ReadOperation[list[Arrival]] = ReadOperation(lambda bench: _seen(bench, capture.arrived(bench, station)))
    asked.lane = Lane.DEVICE
    return asked


def _seen(bench: Workbench, files: list[Taken]) -> list[Arrival]:
    return [
        Arrival(taken, explore.page(bench, taken.material_entity_id).summary if taken.material_entity_id else None)
        for taken in files
    ]
