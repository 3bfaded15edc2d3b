"""One program at a device, however either of them ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from curatorbench.capture import claims
from curatorbench.capture.claims import Claim, runtime_folder
from curatorbench.domain.errors import DeviceError

HOLD = (
    "import sys, time\n"
    "from curatorbench.capture.claims import Claim\n"
    "claim = Claim(sys.argv[1], name='the camera', program='the other one')\n"
    "print('held', flush=True)\ntime.sleep(1000)\n"
)


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_a_second_one_is_told_who_has_it_and_a_killed_one_frees_it() -> None:
    other = subprocess.Popen((sys.executable, "-c", HOLD, "gphoto2:usb:001,004"), stdout=subprocess.PIPE)
    assert other.stdout is not None and other.stdout.readline() == b"held\n"
    with pytest.raises(DeviceError, match=rf"the camera is in use by the other one \(process {other.pid}\)") as caught:
        Claim("gphoto2:usb:001,004", name="the camera")
    assert caught.value.hint
    Claim("gphoto2:usb:001,005", name="another camera").free()
    other.send_signal(signal.SIGKILL)
    other.communicate()
    Claim("gphoto2:usb:001,004", name="the camera").free()


ORPHAN = (
    "import os, sys, time\n"
    "from curatorbench.capture.claims import Claim\n"
    "claim = Claim('gphoto2:', name='the camera', program='the dead one', pid=int(sys.argv[1]))\n"
    "print('held', flush=True)\ntime.sleep(float(sys.argv[2]))\n"
)


@pytest.mark.parametrize("is_reaped", [True, False])
def test_a_claim_of_a_program_that_is_dead_is_waited_for(is_reaped: bool) -> None:
    """Its device's process has not yet heard of it."""
    dead = subprocess.Popen((sys.executable, "-c", ""))
    if is_reaped:
        dead.wait()
    else:
        os.waitid(os.P_PID, dead.pid, os.WEXITED | os.WNOWAIT)
    orphan = subprocess.Popen((sys.executable, "-c", ORPHAN, str(dead.pid), "1.0"), stdout=subprocess.PIPE)
    assert orphan.stdout is not None and orphan.stdout.readline() == b"held\n"
    Claim("gphoto2:", name="the camera").free()
    orphan.communicate()
    dead.wait()


def test_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "ENDING", 0.3)
    dead = subprocess.Popen((sys.executable, "-c", ""))
    dead.wait()
    orphan = subprocess.Popen((sys.executable, "-c", ORPHAN, str(dead.pid), "1000"), stdout=subprocess.PIPE)
    assert orphan.stdout is not None and orphan.stdout.readline() == b"held\n"
    with pytest.raises(DeviceError, match="in use by the dead one"):
        Claim("gphoto2:", name="the camera")
    orphan.kill()
    orphan.communicate()


def test_it_can_be_freed_twice_and_taken_again() -> None:
    claim = Claim("sane:a", name="the scanner")
    with pytest.raises(DeviceError, match="in use by CuratorBench"):
        Claim("sane:a", name="the scanner")
    claim.free()
    claim.free()
    Claim("sane:a", name="the scanner").free()


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b'{"pid": 3}', b"[" * 100_000])
def test_who_has_it_is_not_known_while_it_is_being_written(runtime: Path, content: bytes) -> None:
    claim = Claim("sane:a", name="the scanner")
    (path,) = (runtime / "curatorbench").iterdir()
    path.write_bytes(content)
    with pytest.raises(DeviceError, match="in use by another program"):
        Claim("sane:a", name="the scanner")
    claim.free()


def test_without_a_runtime_folder_there_is_one_of_the_persons_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = runtime_folder()
    assert folder.parent == tmp_path and folder.stat().st_mode & 0o077 == 0
    assert runtime_folder() == folder


def test_a_runtime_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "curatorbench").write_text("in the way")
    with pytest.raises(DeviceError, match="cannot be used") as caught:
        runtime_folder()
    assert caught.value.hint


def test_somebody_elses_folder_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "curatorbench").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(DeviceError, match="somebody else's"):
        runtime_folder()
