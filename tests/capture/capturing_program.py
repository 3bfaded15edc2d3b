"""The program at a stand with the virtual camera: takes in what waits, exposes, takes that in; says what was promised.

`python capturing_program.py WORKSPACE SCENE FIRST COUNT`: a line of JSON for every exposure that `take` has returned,
`{"shown": n}` before each press of the shutter. It is meant to be killed, together with nothing or with its device.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from virtual_camera import scene

from curatorbench.bootstrap import parts
from curatorbench.domain.captures import Became, Exposure
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.profiles import Profile
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import capture
from curatorbench.workflow.workbench import Workbench

SHEETS = Profile("Sheets")
PLUGGED_IN = 10.0  # seconds in which the device's process of a killed program must have let the camera go


def bench_on(root: Path) -> Workbench:
    made = root / "catalogue.sqlite"
    return Workbench.on(Workspace.open(root) if made.exists() else Workspace.create(root), parts())


def sitting(bench: Workbench) -> str:
    """The one that goes on, else a new one."""
    running = capture.current(bench, "Ann")
    return (running or capture.begin(bench, SHEETS, collection="C", operator="Ann")).id


def connected(bench: Workbench) -> capture.Station:
    until = time.monotonic() + PLUGGED_IN
    while True:
        try:
            return capture.connect(bench, "gphoto2:", claimed_by="the bench")
        except DeviceError as error:
            assert error.message and error.hint
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def take_waiting(bench: Workbench, station: capture.Station, session: str) -> list[Exposure]:
    return [taken(bench, station, session, shot) for shot in capture.waiting(station)]


def taken(bench: Workbench, station: capture.Station, session: str, shot: capture.Shot) -> Exposure:
    exposure = capture.take(bench, station, session, shot)
    assert exposure.became in (Became.SAVED, Became.KNOWN), (exposure.became, exposure.error)
    return exposure


def show(path: Path, number: int) -> None:
    new = path.with_suffix(".new")
    new.write_bytes(scene(number))
    new.replace(path)


def _say(said: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def main(root: str, path: str, first: str, count: str) -> None:
    bench = bench_on(Path(root))
    session = sitting(bench)
    station = connected(bench)
    for number in range(int(first), int(first) + int(count)):
        _say({"shown": number})
        show(Path(path), number)
        exposures = take_waiting(bench, station, session)
        exposures.append(taken(bench, station, session, capture.shoot(station)))
        for exposure in exposures:
            _say({"sha256": exposure.sha256, "became": exposure.became.value})
    station.close()
    bench.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
