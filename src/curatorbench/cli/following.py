"""Exposures of a device that fails now and then: what is wrong is said once, and the loop goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from curatorbench.cli.output import tell_error
from curatorbench.domain.captures import Became, CaptureSession, Exposure
from curatorbench.domain.errors import DeviceError
from curatorbench.workflow import capture as verbs
from curatorbench.workflow.capture import Shot, Station
from curatorbench.workflow.workbench import Workbench

LOOK_EVERY = 0.5  # seconds between two looks at a device that others fill
GIVE_UP = 3  # exposures that fail one after the other: a person has to go and look


class Troubles:
    """What a device said is wrong, told on stderr once for as long as it lasts; `any` once there was some."""

    def __init__(self, station: Station) -> None:
        self.any = False
        self._name = station.name
        self._told = ""

    def meet(self, error: DeviceError) -> None:
        self.any = True
        if error.message != self._told:
            tell_error(error, self._name)
            self._told = error.message

    def end(self) -> None:
        self._told = ""


def exposed(station: Station, count: int, troubles: Troubles) -> Iterator[Shot]:
    """So many presses of the shutter, and what was left at the device by a process that died; a press that failed is
    not made up for. Ends early where `GIVE_UP` fail one after the other."""
    yield from _left(station, troubles)
    failed = 0
    for _ in range(count):
        try:
            shots = [verbs.shoot(station)]
            failed = 0
            troubles.end()
        except DeviceError as error:
            troubles.meet(error)
            failed += 1
            if failed == GIVE_UP:
                return
            shots = list(_left(station, troubles))
        yield from shots


def _left(station: Station, troubles: Troubles) -> Iterator[Shot]:
    try:
        yield from verbs.waiting(station)
    except DeviceError as error:
        troubles.meet(error)


def followed(
    bench: Workbench, station: Station, session: CaptureSession, seconds: float | None, troubles: Troubles
) -> Iterator[Exposure]:
    """Whatever arrives, until nothing has for `seconds`. What could not be kept is tried again, and named once; a
    device that is gone is looked for until then."""
    last, failed = time.monotonic(), set[tuple[Path, ...]]()
    while seconds is None or time.monotonic() - last < seconds:
        for shot in _arrived(station, troubles):
            exposure = verbs.take(bench, station, session.id, shot)
            if exposure.became is not Became.FAILED:
                last = time.monotonic()
            elif shot.files in failed:
                continue
            else:
                failed.add(shot.files)
            yield exposure
        time.sleep(LOOK_EVERY)


def _arrived(station: Station, troubles: Troubles) -> list[Shot]:
    try:
        shots = verbs.waiting(station)
    except DeviceError as error:
        troubles.meet(error)
        return []
    troubles.end()
    return shots
