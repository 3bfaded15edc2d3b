"""A program at a camera that was plugged in anew, to be killed: it takes in what waits, and says what each became.

replugged_program.py WORKSPACE ADDRESS, with the folder of all tests in PYTHONPATH. With `--spool` it is the
process of a stand that answers at any address.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from spooling_stands import QuickStand

from curatorbench.bootstrap import parts
from curatorbench.capture.hosting.entry import run
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.profiles import Profile
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import capture
from curatorbench.workflow.capture import Station
from curatorbench.workflow.workbench import Workbench

COMMAND = (sys.executable, str(Path(__file__)))
PROFILE = Profile("Sheets", views=("front", "back"), number="HB####", erases_card=True)


def bench_on(root: Path) -> Workbench:
    real = parts()
    real.device_command = COMMAND
    return Workbench.on(Workspace.open(root), real)


def connected(bench: Workbench, address: str, program: str = "a program") -> Station:
    """The stand, when the process of a program that was killed has let it go."""
    until = time.monotonic() + 20.0
    while True:
        try:
            return capture.connect(bench, address, claimed_by=program)
        except DeviceError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def main(root: str, address: str) -> None:
    bench = bench_on(Path(root))
    session = capture.current(bench, "Ann") or capture.begin(bench, PROFILE, collection="C", operator="Ann")
    station = connected(bench, address)
    print("offered", capture.left_behind(station), flush=True)
    for shot in capture.waiting(station):
        taken = capture.take(bench, station, session.id, shot)
        print("said", taken.became.value, taken.sha256, flush=True)
    station.close()
    bench.close()
    print("done", flush=True)


if __name__ == "__main__":
    if "--spool" in sys.argv:
        sys.exit(run(sys.argv[1:], lambda address, spool: QuickStand(spool), {}))
    main(*sys.argv[1:])
