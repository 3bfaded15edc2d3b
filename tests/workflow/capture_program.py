"""A process to be killed: it goes on with its session until so many exposures are taken in, and says which are on disk.

capture_program.py WORKSPACE COUNT, with the folder of all tests in PYTHONPATH
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from spooling_stands import COMMAND

from curatorbench.bootstrap import parts
from curatorbench.domain.errors import CuratorError, DeviceError
from curatorbench.domain.profiles import Profile
from curatorbench.workflow import capture
from curatorbench.workflow.capture import Station
from curatorbench.workflow.workbench import Workbench

PROFILE = Profile("Packets", views=("front", "back"), number="P######", mints_numbers=True)


def quick(root: Path, patience: float = 10.0) -> Workbench:
    """The workspace with quick stands for devices."""
    from curatorbench.models.store.workspace import Workspace

    real = parts()
    real.device_command = COMMAND
    return Workbench.on(Workspace.open(root, patience), real)


def connected(bench: Workbench) -> Station:
    """The stand, when the process of a program that was killed has let it go."""
    for _ in range(100):
        try:
            return capture.connect(bench, "quick:", claimed_by="a program to be killed")
        except DeviceError as error:
            last = error
            time.sleep(0.1)
    raise last


def main(root: str, count: str) -> None:
    bench = quick(Path(root))
    session = capture.current(bench, "Ann") or capture.begin(bench, PROFILE, collection="C", operator="Ann")
    station = connected(bench)
    print("ready", station.device.pid, flush=True)
    while capture.tally(bench, session.id).exposures < int(count):
        try:
            shots = capture.waiting(station) or [capture.shoot(station)]
        except DeviceError:
            continue  # its process was killed: the next call starts another
        for shot in shots:
            taken = capture.take(bench, station, session.id, shot)
            print("said", taken.became.value, taken.sha256, flush=True)
    for shot in capture.waiting(station):
        capture.take(bench, station, session.id, shot)
    station.close()
    bench.close()
    print("done", flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except CuratorError as error:
        sys.exit(f"{error.message} {error.hint}")
