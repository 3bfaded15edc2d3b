"""A device's process that hangs, dies, talks nonsense or is orphaned: the program goes on, with a sentence."""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image

from curatorbench.bootstrap import DEVICE
from curatorbench.capture.hosting.discovery import discover
from curatorbench.capture.hosting.process import DeviceProcess, Silence
from curatorbench.capture.port import Shot
from curatorbench.domain.errors import BadInput, Cancelled, DeviceError, DeviceLost

COMMAND = (sys.executable, str(Path(__file__).with_name("hosted_devices.py")))
SHORT = Silence(open=10.0, shoot=1.0, other=1.0)

Make = Callable[..., DeviceProcess]


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """With claims of its own: tests run beside each other."""
    runtime = tmp_path / "run"
    runtime.mkdir()
    return {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}


@pytest.fixture
def device(spool: Path, env: dict[str, str]) -> Iterator[Make]:
    """`device("hang")` is open and bad in that way."""
    made: list[DeviceProcess] = []

    def make(way: str, *, silence: Silence = SHORT, is_open: bool = True) -> DeviceProcess:
        made.append(DeviceProcess(COMMAND, f"bad:{way}", spool, silence=silence, env=env, program="the test"))
        if is_open:
            made[-1].open()
        return made[-1]

    yield make
    for each in made:
        each.close()


def notes(spool: Path, what: str) -> int:
    path = spool / what
    return path.stat().st_size if path.exists() else 0


def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("way", ["hang", "hang with the lock", "crash", "exit"])
def test_one_that_hangs_or_dies_is_lost_and_connected_anew_by_the_next_call(
    device: Make, spool: Path, way: str
) -> None:
    bad = device(way)
    first = bad.pid
    assert first is not None
    with pytest.raises(DeviceLost) as caught:
        bad.shoot()
    assert caught.value.message and caught.value.hint
    assert bad.pid is None and is_gone(first)
    shot = bad.shoot()
    assert shot.files[0].read_bytes() == b"whole" and bad.pid not in (None, first)
    assert notes(spool, "opened") == 2
    assert list(bad.shots()) == [shot]


def test_one_that_cannot_be_opened_in_time_is_said(device: Make) -> None:
    bad = device("hang in open", silence=Silence(open=0.5), is_open=False)
    with pytest.raises(DeviceLost, match=r"did not answer for 0.5 seconds"):
        bad.open()
    assert bad.pid is None
    with pytest.raises(DeviceError, match="not connected"):
        bad.shoot()


def test_word_of_progress_is_no_silence(device: Make) -> None:
    said: list[float] = []
    shot = device("slow").shoot(lambda fraction, message="": said.append(fraction))
    assert shot.files[0].exists() and len(said) == 20


def test_the_person_may_stop_it(device: Make) -> None:
    bad = device("slow")

    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bad.shoot(stop)
    assert list(bad.shots()) == [] and bad.shoot().files[0].exists()


def test_what_libraries_print_is_not_taken_for_an_answer(device: Make) -> None:
    bad = device("garbage")
    assert bad.shoot().files[0].exists() and bad.shoot().files[0].exists()


def test_a_surprise_is_a_sentence_for_the_person_and_a_trace_in_the_log(
    device: Make, caplog: pytest.LogCaptureFixture
) -> None:
    bad = device("surprise")
    with pytest.raises(DeviceError, match="failed unexpectedly: division by zero") as caught:
        bad.shoot()
    assert "Traceback" not in caught.value.message and caught.value.hint
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()
    first = bad.pid
    assert bad.shoot().files[0].exists() and bad.pid == first


def test_what_it_logs_is_logged_here(device: Make, caplog: pytest.LogCaptureFixture) -> None:
    device("log").shoot()
    assert [(r.name, r.levelno, r.getMessage()) for r in caplog.records] == [
        ("curatorbench.capture.bad", logging.WARNING, "the lamp is old")
    ]
    caplog.clear()


def test_what_it_cannot_do_is_said(spool: Path, env: dict[str, str]) -> None:
    plain = DeviceProcess(COMMAND, "plain:", spool, env=env)
    plain.open()
    assert plain.abilities == frozenset() and plain.name == "plain device"
    for call in (plain.shoot, plain.next_page, plain.settings, plain.frame, lambda: plain.adjust("a", "b")):
        with pytest.raises(DeviceError, match="plain device cannot"):
            call()
    plain.close()


def test_a_missing_library_is_said(spool: Path, env: dict[str, str]) -> None:
    absent = DeviceProcess(COMMAND, "absent:", spool, env=env)
    with pytest.raises(DeviceError, match=r"no_such_library .* is not installed"):
        absent.open()


def test_a_spool_that_cannot_be_made_is_said(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "file").write_text("in the way")
    device = DeviceProcess(COMMAND, "plain:", tmp_path / "file" / "spool", env=env)
    with pytest.raises(BadInput, match="cannot be used"):
        device.open()
    assert device.pid is None


def test_a_command_that_is_not_there_is_said(spool: Path) -> None:
    with pytest.raises(DeviceError, match="cannot be started"):
        DeviceProcess(("/no/such/program",), "plain:", spool).open()


@pytest.mark.parametrize("way", ["hang in close", "hang in frame", "hang"])
def test_closing_is_prompt_also_when_it_hangs(device: Make, spool: Path, way: str) -> None:
    bad = device(way, silence=Silence())
    pid = bad.pid
    assert pid is not None
    lost: list[DeviceError] = []

    def shoot() -> None:
        try:
            bad.shoot()
        except DeviceError as error:
            lost.append(error)

    working = threading.Thread(target=shoot)
    if way == "hang":
        working.start()
        until(lambda: notes(spool, "met") > 0)
    elif way == "hang in frame":
        bad.frame()
    begun = time.monotonic()
    bad.close()
    assert time.monotonic() - begun < 3.0 and is_gone(pid)
    if way == "hang":
        working.join(5)
        assert isinstance(lost[0], DeviceLost)


def test_it_closes_its_device_when_it_may(device: Make, spool: Path) -> None:
    device("slow").close()
    assert notes(spool, "closed") == 1


def test_pictures_come_while_it_shoots(device: Make) -> None:
    """The newest first, in the order of time, and the last one again while the shutter is open."""
    bad = device("slow", silence=Silence())
    before = [bad.frame().data[0] for _ in range(5)]
    assert before == sorted(before) and len(set(before)) == 5
    working = threading.Thread(target=bad.shoot)
    working.start()
    seen = []
    while working.is_alive():
        seen.append(bad.frame().data[0])
    after = bad.frame()
    assert len(seen) >= 2 and seen == sorted(seen)
    assert after.width == 40 and len(after.data) == 40 * 30 * 3 and len(set(after.data)) == 1, "no picture is torn"
    bad.stop_live()
    assert bad.frame().data[0] > 0, "asked again, it shows again"


def test_a_picture_that_fails_is_said_and_the_next_one_comes(device: Make) -> None:
    bad = device("fail in frame")
    with pytest.raises(DeviceError, match="mirror is up"):
        for _ in range(20):
            bad.frame()
    assert bad.frame().width == 40


def test_pictures_may_become_larger(device: Make) -> None:
    bad = device("grow", silence=Silence())
    assert bad.frame().width == 40
    until(lambda: bad.frame().width == 40_000)
    assert len(bad.frame().data) == 40_000 * 30 * 3


def test_a_live_picture_that_hangs_ends_the_process_and_comes_back(device: Make) -> None:
    bad = device("hang in frame")
    first = bad.pid
    with pytest.raises(DeviceLost, match="no picture"):
        for _ in range(20):
            bad.frame()
    assert bad.frame().width == 40 and bad.pid != first


def test_two_programs_cannot_have_one_device(device: Make, spool: Path, env: dict[str, str]) -> None:
    mine = device("slow")
    other = DeviceProcess(COMMAND, "bad:slow", spool.with_name("other"), env=env, program="another window")
    with pytest.raises(DeviceError, match=rf"in use by the test \(process {os.getpid()}\)") as caught:
        other.open()
    assert caught.value.hint
    assert mine.pid is not None
    os.kill(mine.pid, signal.SIGKILL)
    until(lambda: mine.pid is None)
    other.open()
    with pytest.raises(DeviceError, match="in use by another window"):
        mine.shoot()
    other.close()
    assert mine.shoot().files[0].exists(), "it is free again, and mine goes on by itself"


@pytest.mark.parametrize("way", ["slow", "hang"])
def test_it_ends_when_the_program_is_killed(way: str, spool: Path, env: dict[str, str]) -> None:
    program = (
        "import sys, pathlib\n"
        "from curatorbench.capture.hosting.process import DeviceProcess\n"
        f"device = DeviceProcess({COMMAND!r}, 'bad:{way}', pathlib.Path({str(spool)!r}))\n"
        "device.open()\nprint(device.pid, flush=True)\ndevice.shoot()\nsys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        (sys.executable, "-c", program), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True
    )
    assert parent.stdin is not None and parent.stdout is not None
    pid = int(parent.stdout.readline())
    if way == "hang":
        until(lambda: notes(spool, "met") > 0)
    parent.kill()
    parent.communicate()
    until(lambda: is_gone(pid))
    if way == "slow":
        assert notes(spool, "closed") == 1, "it had a moment to close"


@pytest.mark.parametrize(
    "content",
    [b"{}", b"[" * 200_000, b'{"do": []}', b'{"do": "open"}', b'{"do": "shoot", "number": "x", "limit": 1}',
     b'{"do": "shoot", "number": 1, "limit": 1e999}', b"null"],
)  # fmt: skip
def test_a_process_that_hears_what_is_no_command_closes_its_device_and_ends(
    content: bytes, spool: Path, env: dict[str, str]
) -> None:
    command = (*COMMAND, "bad:none", "--spool", str(spool), "--program", "x")
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
    assert process.stdin is not None and process.stdout is not None
    opened = json.dumps({"do": "open", "number": 1, "limit": 10, "name": "it"}).encode()
    process.stdin.write(struct.pack(">I", len(opened)) + opened)
    process.stdin.flush()
    assert process.stdout.read(4), "it is open"
    process.stdin.write(struct.pack(">I", len(content)) + content)
    process.stdin.flush()
    try:
        process.wait(8)
    finally:
        process.kill()
        process.communicate()
    assert notes(spool, "closed") == 1


def test_a_search_that_hangs_or_crashes_hides_no_other(env: dict[str, str]) -> None:
    begun = time.monotonic()
    kinds = ("hanging", "good", "absent", "crashing", "none such")
    found = {str(each.address): each.name for each in discover(COMMAND, kinds, seconds=2.0, env=env)}
    assert time.monotonic() - begun < 5
    assert found == {"bad:slow": "Slow one", "bad:gärbage": "Gärbage"}


def test_what_is_found_is_told_at_once_and_a_search_that_nobody_follows_is_ended(env: dict[str, str]) -> None:
    begun = time.monotonic()
    finding = discover(COMMAND, ("good then hanging",), seconds=60.0, env=env)
    assert next(finding).name == "Slow one"
    finding.close()
    assert time.monotonic() - begun < 10


@pytest.mark.torture
def test_shots_outlive_kills_of_the_process_at_random(
    turns: Callable[[int], int], dice: random.Random, spool: Path, env: dict[str, str]
) -> None:
    """What was handed over is whole, and whatever lies in the spool is offered until it is released."""
    device = DeviceProcess(DEVICE, "simulated:sheet", spool, env=env)
    device.open()
    device.adjust("resolution", "1")
    shot: list[Shot] = []
    for _ in range(turns(100)):
        assert device.pid is not None
        killer = threading.Timer(dice.uniform(0.0, 0.4), os.kill, (device.pid, signal.SIGKILL))
        killer.start()
        try:
            while killer.is_alive():
                shot.append(device.shoot())
        except DeviceLost as error:
            assert error.hint
        killer.join()
        try:
            device.shoot()
        except DeviceLost:  # a kill between two calls is felt by the next one, and by no other
            device.shoot()
    offered = list(device.shots())
    assert set(shot) <= set(offered) and len(offered) >= turns(100)
    for each in offered:
        with Image.open(each.files[0]) as image:
            image.load()
        device.release(each)
    assert list(device.shots()) == []
    device.close()


def test_a_folder_is_one_by_whatever_name(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "in")
    one = DeviceProcess(DEVICE, f"folder:{tmp_path / 'in'}", tmp_path / "a", env=env)
    other = DeviceProcess(DEVICE, f"folder:{tmp_path / 'link'}/", tmp_path / "b", env=env)
    one.open()
    with pytest.raises(DeviceError, match="in use by CuratorBench"):
        other.open()
    one.close()
    other.open()
    other.close()


def test_a_kind_that_there_is_not_is_said(spool: Path, env: dict[str, str]) -> None:
    for address, words in (("sextant:1", "no kind of device"), ("simulated:fossil", "no simulated 'fossil'")):
        with pytest.raises(BadInput, match=words) as caught:
            DeviceProcess(DEVICE, address, spool, env=env).open()
        assert caught.value.hint


def test_settings_are_made_again_in_a_new_process(spool: Path, env: dict[str, str]) -> None:
    device = DeviceProcess(DEVICE, "simulated:sheet", spool, env=env)
    device.open()
    for name, value in (("exposure", "1"), ("exposure", "-0.5"), ("light", "tungsten")):
        device.adjust(name, value)
    assert device.pid is not None
    os.kill(device.pid, signal.SIGKILL)
    until(lambda: device.pid is None)
    values = {each.name: each.value for each in device.settings()}
    assert (values["exposure"], values["light"]) == ("-0.5", "tungsten")
    device.close()


def test_wrong_usage() -> None:
    ended = subprocess.run((*COMMAND, "bad:slow"), capture_output=True, text=True, check=False)
    assert ended.returncode == 2 and ended.stderr.startswith("Usage:") and ended.stdout == ""
