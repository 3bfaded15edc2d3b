"""kill -9 of the device's process, and of the whole program, at any moment of the loop over the virtual camera."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from capturing_program import bench_on, connected, sitting, take_waiting, taken
from virtual_camera import VirtualCard, scene

from curatorbench.domain.errors import DeviceError
from curatorbench.models.keeping import safety
from curatorbench.workflow import capture, explore
from curatorbench.workflow.workbench import Workbench

PROGRAM = Path(__file__).with_name("capturing_program.py")
STARTING = 1.5  # seconds from the start of a process that a kill may fall into: all of a turn
EXPOSING = 0.4  # seconds from the shutter that a kill may fall into: exposure, download, taking in, release


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VirtualCard:
    """Only devices' own processes look at the environment for a camera."""
    card = VirtualCard(tmp_path)
    for name, value in card.env.items():
        monkeypatch.setenv(name, value)
    return card


class Ledger:
    """What must be there in the end, and what may be."""

    def __init__(self) -> None:
        self.must: set[str] = set()
        self.may: set[str] = set()

    def check(self, bench: Workbench) -> int:
        """Every original is whole and was on the card, nothing that must be there is missing, or twice."""
        checked = list(safety.verify(bench.workspace))
        assert all(each.ok for each in checked), [each for each in checked if not each.ok]
        stored = {each.sha256 for each in checked if each.sha256}  # the others are the catalogue's own
        assert stored <= self.must | self.may, "no half file was accepted, nor any that lay on the card before"
        assert self.must <= stored, f"{len(self.must - stored)} of {len(self.must)} lost"
        records = explore.ids_of(bench, explore.keys(bench))
        shown = Counter(asset for record in records for asset in explore.page(bench, record).assets)
        assert set(shown) == stored and set(shown.values()) <= {1}, "one record for each content"
        return len(stored)


class Killer:
    """Ends the device's process after a random time, while the loop is at whatever it is at."""

    def __init__(self, station: capture.Station, seconds: float) -> None:
        self._station = station
        self._thread = threading.Timer(seconds, self._kill)
        self.has_killed = False

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def _kill(self) -> None:
        pid = self._station.device.pid
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.has_killed = True


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_kill_of_the_device_process_loses_nothing(
    card: VirtualCard, turns: Callable[[int], int], dice: random.Random, tmp_path: Path
) -> None:
    bench = bench_on(tmp_path / "workspace")
    session, station = sitting(bench), connected(bench)
    ledger, kills, said = Ledger(), 0, Counter[str]()
    number, wanted = 0, turns(300)
    while kills < wanted:
        number += 1
        ledger.may.add(sha256(card.show(number)))
        is_at_the_shutter = dice.random() < 0.6  # else anywhere from the start of a process on
        killer = Killer(station, dice.uniform(0, EXPOSING if is_at_the_shutter else STARTING))
        try:
            with nullcontext() if is_at_the_shutter else killer:
                ledger.must |= {exposure.sha256 or "" for exposure in take_waiting(bench, station, session)}
                if not is_at_the_shutter:
                    ledger.must.add(_shot(bench, station, session, number))
            if is_at_the_shutter:
                with killer:
                    ledger.must.add(_shot(bench, station, session, number))
        except DeviceError as error:
            assert error.message and error.hint
            said[error.message] += 1
        kills += killer.has_killed
        if dice.random() < 0.3:  # the button on the camera, while nobody is connected or soon is not
            content = scene(100_000 + number)
            card.put(f"DSC_{number % 10_000:04d}.png", content, folder=f"{101 + number // 10_000}NIKON")
            ledger.must.add(sha256(content))
    station.device.close()
    station = connected(bench)
    take_waiting(bench, station, session)
    station.close()
    kept = ledger.check(bench)
    assert not list((tmp_path / "workspace" / "devices").glob("*/*.part"))
    bench.close()
    print(
        f"\n{kills} kills of the device's process, {number} exposures begun, {kept} pictures kept, said: {dict(said)}"
    )


def _shot(bench: Workbench, station: capture.Station, session: str, number: int) -> str:
    """Press the shutter; what comes back is what the camera saw, and safe."""
    exposure = taken(bench, station, session, capture.shoot(station))
    assert exposure.sha256 == sha256(scene(number))
    return exposure.sha256


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_kill_of_the_whole_program_loses_nothing(
    card: VirtualCard, turns: Callable[[int], int], dice: random.Random, tmp_path: Path
) -> None:
    root = tmp_path / "workspace"
    bench = bench_on(root)
    connected(bench).close()  # the sitting begins before anything lies on the card that it must offer
    bench.close()
    ledger, first = Ledger(), 1
    for turn in range(turns(60)):
        program = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(root), str(card.scene), str(first), "50"],
            stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        lines = _until_killed(program, dice.uniform(0, 3.0), after_the_first=dice.random() < 0.8)
        for line in lines:
            if "sha256" in line:
                ledger.must.add(str(line["sha256"]))
            else:
                first = int(str(line["shown"])) + 1
                ledger.may.add(sha256(scene(first - 1)))
        if dice.random() < 0.3:
            content = scene(100_000 + turn)
            card.put(f"DSC_{turn:04d}.png", content)
            ledger.must.add(sha256(content))
    bench = bench_on(root)
    session, station = sitting(bench), connected(bench)
    take_waiting(bench, station, session)
    station.close()
    kept = ledger.check(bench)
    bench.close()
    print(f"\n{turn + 1} kills of the whole program, {len(ledger.must)} pictures promised, {kept} kept")


def _until_killed(
    program: subprocess.Popen[str], seconds: float, *, after_the_first: bool
) -> Iterator[dict[str, object]]:
    """What it said. Half of a line that the kill cut off was not said."""
    assert program.stdout is not None
    lines = [program.stdout.readline()] if after_the_first else []
    time.sleep(seconds)
    program.kill()
    lines += program.communicate()[0].splitlines()
    for line in lines:
        with suppress(ValueError):
            yield json.loads(line)
