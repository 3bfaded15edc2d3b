"""Journeys by keys alone: a day at the camera, a notebook through the feeder. In full with --torture."""

import os
import signal
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from at_the_stand import begin, shoot, wait
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.captures import Became, Exposure
from curatorbench.ui.window import Window
from curatorbench.workflow import capture, explore
from curatorbench.workflow.workbench import Workbench

pytestmark = [
    pytest.mark.torture,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform == "win32", reason="neither libgphoto2 nor SANE is for Windows"),
]
_PAGES = 10  # in the feeder of SANE's test backend when it is full
_FEEDER = "Automatic Document Feeder"


@pytest.fixture
def camera(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The virtual camera; the processes of devices find it by their environment."""
    where = Path(__file__).resolve().parents[1] / "capture" / "virtual_camera.py"
    spec = spec_from_file_location("virtual_camera", where)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.card = module.VirtualCard(tmp_path / "camera")  # type: ignore[attr-defined]
    for name in ("XDG_RUNTIME_DIR", "VCAMERADIR", "IOLIBS"):
        monkeypatch.setenv(name, module.card.env[name])
    return module


@pytest.fixture
def scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SANE of the processes of devices knows its test backend only."""
    folder = tmp_path / "sane.d"
    folder.mkdir()
    (folder / "dll.conf").write_text("test\n")
    (folder / "test.conf").write_text("number_of_devices 1\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
    (tmp_path / "run").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))


def test_a_day_at_the_camera(
    window: Window, qtbot: QtBot, bench: Workbench, camera: ModuleType, turns: Callable[[int], int]
) -> None:
    """200 captures. The virtual camera is full after 26: that is said, and with another card in it, here with its
    process begun anew, the loop goes on."""
    captures = turns(200)
    page = begin(qtbot, window, "gphoto2:")
    for number in range(1, captures + 1):
        camera.card.show(number)
        shoot(qtbot, window)
        if number > 1 and number % camera.FULL_AFTER == 1:
            _change_card(qtbot, window, camera, number)
            shoot(qtbot, window)
        standing = page.loop.standing
        assert standing is not None
        assert standing.tally.exposures == number, page.stage.saying.words
        assert standing.recent[0].became is Became.SAVED
    assert sum(explore.counts(bench).values()) == 3 + captures
    hashes = {exposure.sha256 for exposure in capture.recent(bench, page.loop.session_id, captures)}
    assert len(hashes) == captures, "every picture is its own"
    assert all(bench.workspace.originals.verify(sha256) for sha256 in hashes if sha256)


def _change_card(qtbot: QtBot, window: Window, camera: ModuleType, number: int) -> None:
    """What lies before the virtual camera is on its new card, too: a picture that was taken in before, and is known."""
    page = window.capture
    assert "is full" in page.stage.saying.words
    camera.card.show(number - 1)
    assert page.loop.station is not None
    device = page.loop.station.device
    assert device.pid is not None
    os.kill(device.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: device.pid is None, timeout=20_000)
    known: list[Exposure] = []
    page.loop.taken.connect(known.append)
    qtbot.waitUntil(lambda: bool(known), timeout=20_000)
    wait(qtbot, window)
    assert known[0].became is Became.KNOWN
    camera.card.show(number)


def test_a_notebook_through_the_feeder(
    window: Window, qtbot: QtBot, bench: Workbench, scanner: None, turns: Callable[[int], int]
) -> None:
    """50 pages that look alike, ten at a time: one key a stack."""
    stacks = max(1, turns(50) // _PAGES)
    page = begin(qtbot, window, "sane:test:0", profile="Notebooks")
    station = page.loop.station
    assert station is not None
    for name, value in (
        ("source", _FEEDER),
        ("br-x", "40"),
        ("br-y", "30"),
        ("resolution", "300"),
        ("test-picture", "Color pattern"),
    ):
        capture.adjust(station, name, value)
    said: list[int] = []
    page.loop.fed.connect(said.append)
    for stack in range(1, stacks + 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F)
        qtbot.waitUntil(lambda stack=stack: len(said) == stack, timeout=120_000)
        wait(qtbot, window)
        standing = page.loop.standing
        assert standing is not None
        assert standing.tally.exposures == stack * _PAGES, page.stage.saying.words
    assert sum(explore.counts(bench).values()) == 3 + stacks * _PAGES
