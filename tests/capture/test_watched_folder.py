"""Only whole files leave a watched folder."""

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from curatorbench.capture.watched_folder import WatchedFolder
from curatorbench.domain.progress import silent


def names(device: WatchedFolder) -> list[tuple[str, ...]]:
    return [tuple(path.name for path in shot.files) for shot in device.shots(silent)]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[WatchedFolder]:
    device = WatchedFolder(tmp_path, settled=0.0)
    device.open()
    yield device
    device.close()


def test_raw_and_jpeg_of_one_stem_are_one_shot(folder: WatchedFolder, tmp_path: Path) -> None:
    for index, name in enumerate(("b.DNG", "b.jpg", "a.jpg", "c.nef", "d.jpg", "d.tif")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1000 + index, 1000 + index))
    assert names(folder) == [("b.jpg", "b.DNG"), ("a.jpg",), ("c.nef",), ("d.jpg",), ("d.tif",)]


def test_what_is_no_picture_or_is_being_made_is_passed_over(folder: WatchedFolder, tmp_path: Path) -> None:
    for name in (
        ".hidden.jpg",
        "~x.jpg",
        "a.jpg.part",
        "b.jpg~",
        "c.tmp",
        "notes.txt",
        "d.jpg.crdownload",
        "Thumbs.db",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / ".trash").mkdir()
    (tmp_path / ".trash" / "old.jpg").write_bytes(b"x")
    (tmp_path / "tray 1").mkdir()
    (tmp_path / "tray 1" / "good.JPG").write_bytes(b"x")
    assert names(folder) == [("good.JPG",)]


def test_a_file_must_stay_as_it_is_for_a_while(tmp_path: Path) -> None:
    now = [100.0]
    device = WatchedFolder(tmp_path, settled=2.0, clock=lambda: now[0])
    device.open()
    (tmp_path / "a.jpg").write_bytes(b"x")
    assert names(device) == []
    now[0] = 101.5
    (tmp_path / "a.jpg").write_bytes(b"xy")
    assert names(device) == []
    now[0] = 103.0
    assert names(device) == [], "the clock starts again with every change"
    now[0] = 103.5
    assert names(device) == [("a.jpg",)]


def test_an_old_file_need_not_be_watched_first(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    os.utime(tmp_path / "a.jpg", (1000, 1000))
    device = WatchedFolder(tmp_path, settled=60)
    device.open()
    assert names(device) == [("a.jpg",)]


def test_the_shot_waits_for_its_raw(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    os.utime(tmp_path / "a.jpg", (1000, 1000))
    (tmp_path / "a.dng").write_bytes(b"x")
    now = [100.0]
    device = WatchedFolder(tmp_path, settled=2.0, clock=lambda: now[0])
    device.open()
    assert names(device) == []
    now[0] = 102.0
    assert names(device) == [("a.jpg", "a.dng")]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who has a file open")
def test_a_file_that_is_open_for_writing_is_not_whole(folder: WatchedFolder, tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.write(b"half")
        file.flush()
        assert names(folder) == []
    assert names(folder) == [("a.jpg",)]
    with (tmp_path / "a.jpg").open("rb"):
        assert names(folder) == [("a.jpg",)], "reading does no harm"


def test_a_file_written_anew_is_offered_again(folder: WatchedFolder, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"first")
    (shot,) = folder.shots(silent)
    folder.release(shot)
    assert names(folder) == []
    (tmp_path / "a.jpg").write_bytes(b"second one")
    assert names(folder) == [("a.jpg",)]


def test_a_file_that_vanishes_is_forgotten(folder: WatchedFolder, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    assert names(folder) == [("a.jpg",)]
    (tmp_path / "a.jpg").unlink()
    (tmp_path / "link.jpg").symlink_to(tmp_path / "nowhere.jpg")
    assert names(folder) == []


def _write_slowly(path: str, count: int) -> None:
    """Another program: pieces, pauses, the file closed in between, no two alike."""
    for number in range(count):
        part = Path(path) / f"slow{number}.jpg"
        with part.open("wb") as file:
            for _ in range(5):
                file.write(b"piece" * 2000)
                file.flush()
                time.sleep(0.004)
            file.write(b"end")


@pytest.mark.torture
def test_a_slow_writer_is_never_overtaken(tmp_path: Path, turns: object) -> None:
    count = turns(200)  # type: ignore[operator]
    device = WatchedFolder(tmp_path, settled=0.0)
    device.open()
    writer = multiprocessing.get_context("spawn").Process(target=_write_slowly, args=(str(tmp_path), count))
    writer.start()
    taken: set[str] = set()
    until = time.monotonic() + 60
    while len(taken) < count and time.monotonic() < until:
        for shot in device.shots(silent):
            assert shot.files[0].read_bytes().endswith(b"end"), "half a file was offered"
            taken.add(shot.files[0].name)
            device.release(shot)
    writer.join()
    assert len(taken) == count
