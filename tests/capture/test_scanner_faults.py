"""What goes wrong at a scanner, made to happen: no half page is accepted, none twice, and the loop goes on."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import tifffile

from curatorbench.capture.hosting.process import DeviceProcess
from curatorbench.capture.port import Shot
from curatorbench.capture.sane.scanner import FeedScanner, scanner
from curatorbench.domain.errors import DeviceError, DeviceLost

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with what Linux offers"),
    pytest.mark.usefixtures("sane_backend"),
]

RETURN = "read-return-value"
FAULTS = {  # what the backend is told to answer, and a word that the sentence has to say
    "SANE_STATUS_COVER_OPEN": "cover",
    "SANE_STATUS_JAMMED": "stuck",
    "SANE_STATUS_NO_DOCS": "empty",
    "SANE_STATUS_DEVICE_BUSY": "busy",
    "SANE_STATUS_ACCESS_DENIED": "right",
    "SANE_STATUS_IO_ERROR": "broke",
    "SANE_STATUS_CANCELLED": "stop",
    "SANE_STATUS_UNSUPPORTED": "cannot do",
    "SANE_STATUS_INVAL": "settings",
    "SANE_STATUS_EOF": "0 of",
}


def prepared(device: FeedScanner | DeviceProcess) -> None:
    for name, value in (("br-x", "40"), ("br-y", "30"), ("resolution", "100"), ("test-picture", "Color pattern")):
        device.adjust(name, value)


@pytest.fixture
def device(tmp_path: Path) -> Iterator[FeedScanner]:
    device = scanner("test:0", tmp_path)
    assert isinstance(device, FeedScanner)
    prepared(device)
    yield device
    device.adjust(RETURN, "Default")  # the backend remembers it as long as this process lives
    device.close()


def is_whole(shot: Shot) -> bool:
    return tifffile.imread(shot.files[0]).shape[0] == 118


@pytest.mark.parametrize(("status", "word"), FAULTS.items())
def test_every_status_is_a_sentence_and_the_same_scanner_works_on(device: FeedScanner, status: str, word: str) -> None:
    device.adjust(RETURN, status)
    with pytest.raises(DeviceError, match=word) as caught:
        device.shoot()
    assert caught.value.hint and "SANE" not in caught.value.message
    assert list(device.shots()) == []
    device.adjust(RETURN, "Default")
    assert is_whole(device.shoot())


def test_a_broken_connection_is_made_anew_with_all_that_was_set(device: FeedScanner) -> None:
    device.adjust(RETURN, "SANE_STATUS_IO_ERROR")
    with pytest.raises(DeviceLost):
        device.next_page()
    device.adjust(RETURN, "Default")
    shot = device.next_page()
    assert shot is not None and is_whole(shot), "still 30 mm at 100 dpi"


# --- the process is killed


@pytest.fixture
def process(tmp_path: Path) -> Iterator[DeviceProcess]:
    command = (sys.executable, "-m", "curatorbench", "device")
    claims = {"XDG_RUNTIME_DIR": str(tmp_path)}  # of this test alone, whatever else runs on this machine
    process = DeviceProcess(command, "sane:test:0", tmp_path / "spool", env=os.environ | claims)
    process.open()
    prepared(process)
    yield process
    process.close()


@pytest.mark.torture
def test_pages_with_faults_at_random(process: DeviceProcess, dice: random.Random, turns: Callable[[int], int]) -> None:
    """Every page that is said to be there is there once and whole; every other was refused by a sentence. Where the
    backend waits for its own thread for ever (`backends`), its process is ended."""
    accepted: list[Shot] = []
    wanted, faults = turns(1000), 0
    while len(accepted) < wanted:
        status = dice.choice([*FAULTS]) if dice.random() < 0.3 else "Default"
        process.adjust(RETURN, status)
        try:
            shot = process.next_page()
        except DeviceError as error:
            assert error.hint and (status != "Default" or isinstance(error, DeviceLost))
            faults += 1
            continue
        if shot is not None:
            assert status == "Default" and is_whole(shot)
            accepted.append(shot)
    offered = list(process.shots())
    assert [shot for shot in offered if shot in accepted] == accepted and all(map(is_whole, offered))
    assert faults > wanted / 10


def kill_after(process: DeviceProcess, seconds: float) -> threading.Thread:
    pid = process.pid
    assert pid is not None

    def kill() -> None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def number(shot: Shot) -> int:
    """Of the page, which is as many mm wide."""
    return round(tifffile.imread(shot.files[0]).shape[1] / 100 * 25.4)


def offered(process: DeviceProcess) -> list[Shot]:
    """What is in the spool. The first call after a kill may be the one that hears of it."""
    with suppress(DeviceLost):
        return list(process.shots())
    return list(process.shots())


@pytest.mark.torture
def test_the_process_is_killed_at_any_moment(
    process: DeviceProcess, dice: random.Random, turns: Callable[[int], int]
) -> None:
    """Page n is n mm wide. What was killed is asked for again only if its page is not in the spool."""
    count, killed = turns(60), 0
    accepted: list[int] = []
    process.adjust("read-delay", "on")
    process.adjust("read-delay-duration", "20000")  # microseconds a buffer of the backend's
    for page in range(20, 20 + count):
        while page not in accepted:
            process.adjust("br-x", str(page))
            killing = kill_after(process, dice.uniform(0.0, 0.15))
            try:
                process.next_page()
            except DeviceLost:
                killed += 1
            killing.join()
            for shot in offered(process):
                assert is_whole(shot)
                accepted.append(number(shot))
                process.release(shot)
    assert accepted == list(range(20, 20 + count)), "all of them, none twice"
    assert killed > count / 10, "many in the middle of a page"


# --- the disk is full


def test_a_page_that_the_disk_refused_is_not_fed_again(device: FeedScanner) -> None:
    """A file may have 20 kB, a page needs 55."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
        for _ in range(2):
            with pytest.raises(DeviceError, match="disk is full"):
                device.next_page()
        assert list(device.shots()) == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    shots = []
    while (shot := device.next_page()) is not None:
        shots.append(shot)
    assert len(shots) == 10 and all(is_whole(shot) for shot in shots), "all ten sheets of the stack"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 300 kB; only root may have one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("no right to mount a small disk; RLIMIT_FSIZE stands for it in another test")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_room_lets_it_go_on(small_disk: Path) -> None:
    device = scanner("test:0", small_disk / "spool")
    assert isinstance(device, FeedScanner)
    prepared(device)
    accepted: list[Shot] = []
    refused = 0
    while True:
        try:
            shot = device.next_page()
        except DeviceError as error:
            assert "full" in error.message and not list(small_disk.rglob("*.part"))
            assert [is_whole(each) for each in device.shots()] == [True] * len(list(device.shots()))
            refused += 1
            for each in list(device.shots()):
                device.release(each)
            continue
        if shot is None:
            break
        accepted.append(shot)
    device.close()
    assert len(accepted) == 10 and refused >= 1
    assert len({shot.files for shot in accepted}) == 10
