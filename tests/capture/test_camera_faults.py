"""Faults of camera, card and disk, made for real on the virtual camera: a sentence, nothing half, the loop goes on."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from virtual_camera import COMMAND, VirtualCard, scene

from curatorbench.capture.hosting.process import DeviceProcess, Silence
from curatorbench.domain.errors import DeviceError, DeviceLost

# Faults of system calls, and among how many calls of a short sitting the first one to fail is drawn.
CALLS = {"write:error=ENOSPC": 60, "fsync:error=EIO": 12, "rename:error=EIO": 6, "read:error=EIO": 900}
IMPATIENT = Silence(open=20.0, shoot=1.5, other=5.0)
Connect = Callable[..., DeviceProcess]


@pytest.fixture
def card(tmp_path: Path) -> VirtualCard:
    return VirtualCard(tmp_path)


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def connect(card: VirtualCard, spool: Path) -> Iterator[Connect]:
    made: list[DeviceProcess] = []

    def connect(
        command: tuple[str, ...] = COMMAND, *, silence: Silence | None = None, folder: Path = spool
    ) -> DeviceProcess:
        made.append(DeviceProcess(command, "gphoto2:", folder, env=card.env, program="the test", silence=silence))
        made[-1].open()
        return made[-1]

    yield connect
    for device in made:
        device.close()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def offered(camera: DeviceProcess) -> list[str]:
    """Hashes of what it offers, taken over and released."""
    found = []
    for shot in list(camera.shots()):
        found += [digest(file.read_bytes()) for file in shot.files]
        camera.release(shot)
    return found


def nothing_in(spool: Path) -> bool:
    """What a process that was ended had begun is no exposure, and swept by the next one."""
    return not [path for path in spool.iterdir() if not path.name.startswith(".") and path.suffix != ".part"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9_000])


def unreadable(path: Path) -> None:
    """The system answers "Input/output error" to every read."""
    path.unlink()
    path.symlink_to("/proc/self/mem")


def gone(path: Path) -> None:
    path.unlink()


def silent(path: Path) -> None:
    """A read that never comes back."""
    path.unlink()
    subprocess.run(["mkfifo", str(path)], check=True)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("breaks", [cut, unreadable, gone, silent], ids=lambda each: each.__name__)
def test_a_read_that_fails_gives_nothing_and_a_retry_the_same_picture(
    breaks: Callable[[Path], None], card: VirtualCard, connect: Connect, spool: Path, turns: Callable[[int], int]
) -> None:
    camera = connect(silence=IMPATIENT)
    for turn in range(turns(20)):
        camera._drop(camera._child)
        card.put(f"DSC_{turn:04d}.png", scene(1000 + turn))
        picture = card.pictures / f"DSC_{turn:04d}.png"
        camera.open()  # the camera has seen the file as it should be
        was = picture.stat()
        breaks(picture)
        with pytest.raises(DeviceError) as failed:
            list(camera.shots())
        assert failed.value.message and failed.value.hint and nothing_in(spool)
        picture.unlink(missing_ok=True)
        card.put(picture.name, scene(1000 + turn))
        os.utime(picture, ns=(was.st_atime_ns, was.st_mtime_ns))  # the same picture: another time would be another one
        assert offered(camera) == [digest(scene(1000 + turn))]


@pytest.mark.parametrize("breaks", [cut, unreadable, gone], ids=lambda each: each.__name__)
def test_an_exposure_whose_download_fails_is_offered_when_it_can_be_read(
    breaks: Callable[[Path], None], card: VirtualCard, connect: Connect, spool: Path
) -> None:
    camera = connect()
    content = card.show(5)
    breaks(card.scene)
    with pytest.raises(DeviceError) as failed:
        camera.shoot()
    assert failed.value.message and failed.value.hint and nothing_in(spool)
    card.scene.unlink(missing_ok=True)
    card.show(5)
    assert offered(camera) == [digest(content)]
    assert camera.shoot().files


def test_a_picture_that_cannot_be_read_keeps_no_other_waiting(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    camera._drop(camera._child)
    for number in range(3):
        card.put(f"DSC_{number:04d}.png", scene(number + 1))
    camera.open()
    gone(card.pictures / "DSC_0001.png")
    got, failures = [], 0
    for _ in range(5):
        try:
            for shot in camera.shots():
                got.append(digest(shot.files[0].read_bytes()))
                camera.release(shot)
        except DeviceError as error:
            assert "DSC_0001.png" in error.message
            failures += 1
    assert got == [digest(scene(1)), digest(scene(3))]
    assert failures == 3, "it is tried more rarely in the end"
    camera._drop(camera._child)
    card.put("DSC_0001.png", scene(2))
    assert offered(camera) == [digest(scene(2))], "at once when the camera is connected again"


def test_a_picture_over_which_the_camera_hangs_keeps_no_other_waiting(card: VirtualCard, connect: Connect) -> None:
    camera = connect(silence=IMPATIENT)
    camera._drop(camera._child)
    first = card.pictures / "DSC_0000.png"
    got = []
    for _ in range(2):
        first.unlink(missing_ok=True)
        for number in range(3):
            card.put(f"DSC_{number:04d}.png", scene(number + 1))
            os.utime(card.pictures / f"DSC_{number:04d}.png", (1_700_000_000, 1_700_000_000))
        camera.open()  # the camera has seen the files as they should be
        silent(first)
        with pytest.raises(DeviceLost):
            for shot in camera.shots():
                got.append(digest(shot.files[0].read_bytes()))
                camera.release(shot)
    assert got == [digest(scene(2)), digest(scene(3))]


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_a_disk_that_fails_at_any_moment_loses_nothing(
    card: VirtualCard, connect: Connect, spool: Path, turns: Callable[[int], int], dice: random.Random
) -> None:
    """The system call fails from some moment on; the next process finds a disk that works."""
    if shutil.which("strace") is None or not _can_trace():
        pytest.skip("strace cannot be used here")
    sound = connect()
    sound.close()
    for turn in range(turns(40)):
        fault = dice.choice(list(CALLS))
        card.put(f"DSC_{turn:04d}.png", scene(2000 + turn))
        inject = f"inject={fault}:when={dice.randint(1, CALLS[fault])}+"
        tracing = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=none", "-e", inject)
        got = []
        try:
            camera = connect((*tracing, *COMMAND))
            for shot in camera.shots():
                got.append(digest(shot.files[0].read_bytes()))
                camera.release(shot)
            camera.shoot()
        except DeviceError as error:
            assert error.message and error.hint
        camera.close()
        sound.open()
        got += offered(sound)
        sound.close()
        assert digest(scene(2000 + turn)) in got
        assert set(got) <= {digest(scene(2000 + turn)), digest(scene(0))}, "nothing half"


def _can_trace() -> bool:
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_a_sentence_and_the_picture_is_fetched_after_freeing(
    card: VirtualCard, connect: Connect, spool: Path
) -> None:
    spool.mkdir()
    if not _can_mount(spool):
        pytest.skip("no small file system can be mounted here (user namespaces are off)")
    script = f'mount -t tmpfs -o size=64k tmpfs "{spool}"; exec "$@"'
    camera = connect(("unshare", "--mount", "--map-root-user", "sh", "-ec", script, "sh", *COMMAND))
    card.show(3)
    seen = Path(f"/proc/{camera.pid}/root")  # the camera's process alone sees that disk
    kept = [camera.shoot()]
    with pytest.raises(DeviceError, match="The disk is full") as full:
        for _ in range(4):
            kept.append(camera.shoot())
    assert "Free some space" in full.value.hint
    assert 1 <= len(kept) <= 3 and not list((seen / spool.relative_to("/")).glob("*.part"))
    camera.release(kept[0])
    again = list(camera.shots())
    assert len(again) == len(kept), "the one that did not fit came into the place of the released one"
    for shot in again:
        assert (seen / shot.files[0].relative_to("/")).read_bytes() == scene(3)


def _can_mount(place: Path) -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    script = f'mount -t tmpfs -o size=1m tmpfs "{place}"'
    tried = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-ec", script], capture_output=True, check=False
    )
    return tried.returncode == 0


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_two_programs_on_one_camera_take_turns(
    card: VirtualCard, connect: Connect, tmp_path: Path, turns: Callable[[int], int], dice: random.Random
) -> None:
    """The one is told who has the camera, and has it as soon as the other's process ends, however it does."""
    programs = [connect(folder=tmp_path / "first")]
    programs.append(DeviceProcess(COMMAND, "gphoto2:usb:001,001", tmp_path / "second", env=card.env, program="other"))
    try:
        for turn in range(turns(40)):
            has, wants = programs if turn % 2 == 0 else programs[::-1]
            with pytest.raises(DeviceError, match="is in use by"):
                wants.open()
            assert has.shoot().files
            has.close() if dice.random() < 0.5 else has._drop(has._child)
            wants.open()
            has.close()
    finally:
        programs[1].close()


def test_a_card_that_is_gone_is_a_sentence_and_the_loop_goes_on_when_it_is_back(
    card: VirtualCard, connect: Connect, spool: Path
) -> None:
    camera = connect()
    card.show(1)
    kept = camera.shoot()
    aside = card.pictures.with_name("aside")
    card.pictures.rename(aside)
    with pytest.raises(DeviceError) as failed:
        camera.shoot()
    assert failed.value.hint
    assert kept.files[0].read_bytes() == scene(1)
    aside.rename(card.pictures)
    assert camera.shoot().files
    assert set(offered(camera)) == {digest(scene(1))} and nothing_in(spool)


def test_a_spool_that_is_gone_is_a_sentence_and_the_loop_goes_on_when_it_is_back(
    card: VirtualCard, connect: Connect, spool: Path
) -> None:
    camera = connect()
    aside = spool.with_name("aside")
    spool.rename(aside)
    for call in (camera.shoot, lambda: list(camera.shots())):
        with pytest.raises(DeviceError, match="cannot be used: No such file or directory"):
            call()
    aside.rename(spool)
    content = card.show(0)
    assert offered(camera) == [digest(content)], "what was exposed meanwhile"


def test_an_exposure_that_hangs_is_ended_and_the_next_one_works(
    card: VirtualCard, connect: Connect, spool: Path
) -> None:
    camera = connect(silence=IMPATIENT)
    silent(card.scene)
    with pytest.raises(DeviceLost, match="did not answer"):
        camera.shoot()
    card.scene.unlink()
    card.show(2)
    assert camera.shoot().files[0].read_bytes() == scene(2)
    assert [path.name for path in spool.iterdir() if path.suffix] == [".card.jsonl"]
