"""The window while a session is captured: how long its thread is away, frames of a film, memory, and CPU at rest.

A real window, offscreen, 1366 x 768; shots are asked for as their key asks for them. Offscreen, Qt paints with the CPU
into memory. A gap is the time between two beats of a timer of 5 ms on the thread of the window, less these 5 ms: how
much later than at once a key would have been heard.
"""

from __future__ import annotations

import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from benchmarks.live_view import PACE, film
from benchmarks.results import replace_section
from curatorbench.bootstrap import parts
from curatorbench.models.store.workspace import Workspace
from curatorbench.ui.app import application
from curatorbench.ui.capture.bench import Capture
from curatorbench.ui.capture.live_feed import Overlays
from curatorbench.ui.parts.type_ahead import Choice
from curatorbench.ui.window import Window
from curatorbench.workflow import work
from curatorbench.workflow.workbench import Workbench

BEAT = 5  # ms
SHOTS, WORKERS = 20, 4
FILM, IDLE = 12.0, 15.0  # seconds
CAPTURES, A_TIME = 1000, 10
_PATIENCE = 120.0  # seconds for one thing to happen
_WARM = 200  # captures before memory is looked at


def main() -> None:
    application()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        rows = [
            "A real window of 1366 x 768, offscreen. Gap: how much later than at once a key would be heard.",
            "",
            "| gaps of the window's thread, ms | p50 | p99 | longest |",
            "|---|---|---|---|",
            *_at_work(root / "work"),
            *(live := _live(root / "live", film(root / "film.mp4")))[:1],
            "",
            "| | |",
            "|---|---|",
            *live[1:],
            *_idle(root / "idle"),
            *_many(root / "many"),
        ]
    print("\n".join(rows))
    replace_section("The window at work", rows)


class Beats:
    """Gaps between beats of the window's thread, in ms."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def end(self) -> list[float]:
        self._timer.stop()
        return self.gaps

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, 1000 * (now - self._last) - BEAT))
        self._last = now


class Sitting:
    """A window on a new workspace, with a session at a device."""

    def __init__(self, root: Path, address: str, profile: str = "Herbarium sheets") -> None:
        self.bench = Workbench.on(Workspace.create(root), parts())
        self.window = Window(self.bench, "benchmark")
        self.window.resize(1366, 768)
        self.window.show()
        self.window.go_to("capture")
        until(lambda: self.window.desk.operations.is_quiet)
        form = self.capture.form
        form.choose_profile(profile)
        form.device.choose(Choice(address, address))
        form.collection.choose(Choice("HERB", "HERB"))
        self.capture.begin()
        until(lambda: self.capture.loop.standing is not None)
        until(lambda: self.window.desk.operations.is_quiet)

    @property
    def capture(self) -> Capture:
        return self.window.capture

    def has(self, count: int) -> bool:
        """Whether so many exposures are saved."""
        standing = self.capture.loop.standing
        return standing is not None and standing.tally.exposures >= count

    def shoot(self, count: int) -> None:
        """As fast as the device can; the next is exposed while the last is taken in."""
        for _ in range(count):
            self.capture.shoot()
            until(lambda: not self.capture.loop.is_exposing)
        until(lambda: self.capture.loop.on_their_way == 0)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.bench.close()


def _at_work(root: Path) -> list[str]:
    """Shots while workers read, after as many have given them something to do."""
    sitting = Sitting(root, "simulated:sheet")
    sitting.shoot(SHOTS)
    with work.workers(sitting.bench, sitting.bench.parts.worker_command, count=WORKERS):
        until(lambda: work.counts(sitting.bench).get("running", 0) >= min(WORKERS, 2))
        beats, begun = Beats(), time.monotonic()
        sitting.shoot(SHOTS)
        took = time.monotonic() - begun
        gaps, running = beats.end(), work.counts(sitting.bench).get("running", 0)
    sitting.close()
    what = f"{SHOTS} shots of simulated sheets in {took:.0f} s, {WORKERS} worker processes ({running} jobs at the end)"
    return [_gaps(what, gaps)]


def _live(root: Path, path: Path) -> list[str]:
    sitting = Sitting(root, f"video:{path}")
    capture, came = sitting.capture, list[float]()
    for name in Overlays.__dataclass_fields__:
        if not getattr(capture.feed.overlays, name):
            capture.switches.overlay(name)
    capture.switches.live()
    until(lambda: capture.stage.live.has_picture)
    wait(1.0)
    capture.feed.arrived.connect(lambda _: came.append(time.perf_counter()))
    beats, begun = Beats(), time.process_time()
    wait(FILM)
    spent, gaps = time.process_time() - begun, beats.end()
    sitting.close()
    between = sorted(1000 * (after - before) for before, after in itertools.pairwise(came))
    pace, p95 = len(between) / (came[-1] - came[0]), statistics.quantiles(between, n=20)[-1]
    said = f"{pace:.1f} a second of {PACE}; between two: p95 {p95:.0f} ms, longest {between[-1]:.0f} ms"
    return [
        _gaps("a live film of 1080p with peaking, zebra, grid and histogram", gaps),
        f"| live pictures shown of that film | {said}; {100 * spent / FILM:.0f} % of a core |",
    ]


def _idle(root: Path) -> list[str]:
    """A folder is connected, and nothing arrives."""
    sitting = Sitting(root, f"folder:{_made(root.with_name('tethered'))}")
    station = sitting.capture.loop.station
    assert station is not None and station.device.pid is not None
    child = psutil.Process(station.device.pid)
    wait(2.0)
    own, its = time.process_time(), _cpu(child)
    wait(IDLE)
    own, its = time.process_time() - own, _cpu(child) - its
    sitting.close()
    return [
        f"| CPU at rest with a folder connected | window {100 * own / IDLE:.1f} %, its device's process "
        f"{100 * its / IDLE:.1f} % of a core (goal: below 2 %) |"
    ]


def _many(root: Path) -> list[str]:
    """Small pictures laid into a folder, ten at a time, each time when the last ten are saved."""
    folder = _made(root.with_name("fed"))
    sitting = Sitting(root, f"folder:{folder}")
    memory, begun = [_resident()], time.monotonic()
    beats = Beats()
    for start in range(0, CAPTURES, A_TIME):
        for number in range(start, start + A_TIME):
            _lay(folder, number)
        until(partial(sitting.has, start + A_TIME))
        if (start + A_TIME) % 100 == 0:
            memory.append(_resident())
    took, gaps = time.monotonic() - begun, beats.end()
    sitting.close()
    grown = memory[-1] - memory[_WARM // 100]
    said = ", ".join(f"{size:.0f}" for size in memory)
    return [
        f"| memory of the window over {CAPTURES:,} captures, MB, every 100 | {said}; {grown:+.0f} after the first "
        f"{_WARM} |",
        f"| these captures | {1000 * took / CAPTURES:.0f} ms each; gaps p99 {_quantile(gaps, 0.99):.0f} ms |",
    ]


def _gaps(what: str, gaps: list[float]) -> str:
    return f"| {what} | {_quantile(gaps, 0.5):.1f} | {_quantile(gaps, 0.99):.0f} | {max(gaps):.0f} |"


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _lay(folder: Path, number: int) -> None:
    """Renamed when whole, as a tethering program does it."""
    drawn = np.random.default_rng(number).integers(90, 160, (45, 60, 3), dtype=np.uint8)
    part = folder / f"{number:04d}.part"
    Image.fromarray(drawn).resize((640, 480)).save(part, "JPEG", quality=90)
    part.rename(part.with_suffix(".jpg"))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _resident() -> float:
    """MB."""
    return float(psutil.Process().memory_info().rss) / 1e6


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, "the window did not get there"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)


def wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
