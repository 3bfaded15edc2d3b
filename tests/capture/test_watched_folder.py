"""Only whole files leave a watched folder."""

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curatorbench.capture.port import Shot
from curatorbench.capture.watched_folder import JOURNAL, PARTNER, STUCK, WatchedFolder
from curatorbench.capture.watching.journal import MANY, Journal
from curatorbench.capture.watching.listing import State
from curatorbench.domain.errors import DeviceError
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
    device = WatchedFolder(tmp_path, settled=2.0, is_told=False, clock=lambda: now[0])
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
    device = WatchedFolder(tmp_path, settled=2.0, is_told=False, clock=lambda: now[0])
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


# --- told by the system


def wait_for(device: WatchedFolder, count: int = 1, seconds: float = 5.0) -> list[Shot]:
    until = time.monotonic() + seconds
    while len(shots := list(device.shots(silent))) < count and time.monotonic() < until:
        time.sleep(0.01)
    return shots


def drop(path: Path, content: bytes = b"x", age: float = 0.0) -> None:
    path.write_bytes(content)
    if age:
        os.utime(path, (time.time() - age,) * 2)


def arrives_closed(folder: Path) -> None:
    with (folder / "a.jpg").open("wb") as file:
        file.write(b"half")
        file.flush()
        time.sleep(0.3)
        file.write(b"whole")


def arrives_renamed(folder: Path) -> None:
    """digiCamControl, browsers and copy programs: under another name first."""
    (folder / "a.jpg.tmp").write_bytes(b"halfwhole")
    (folder / "a.jpg.tmp").rename(folder / "a.jpg")


def arrives_from_elsewhere(folder: Path) -> None:
    outside = folder.with_name(folder.name + "-outside")
    outside.write_bytes(b"halfwhole")
    outside.rename(folder / "a.jpg")


def arrives_in_a_folder_of_today(folder: Path) -> None:
    (folder / "2026-11-24").mkdir()
    time.sleep(0.05)
    (folder / "2026-11-24" / "a.jpg").write_bytes(b"halfwhole")


def arrives_in_two_steps(folder: Path) -> None:
    """Closed, and opened again at once to write the metadata."""
    (folder / "a.jpg").write_bytes(b"half")
    time.sleep(0.03)
    with (folder / "a.jpg").open("ab") as file:
        file.write(b"whole")


@pytest.mark.skipif(sys.platform != "linux", reason="only inotify tells of closing")
@pytest.mark.parametrize(
    "arrives",
    [
        arrives_closed,
        arrives_renamed,
        arrives_from_elsewhere,
        arrives_in_a_folder_of_today,
        arrives_in_two_steps,
    ],
)
def test_a_whole_file_is_offered_at_once_where_the_system_tells(
    tmp_path: Path, arrives: Callable[[Path], None]
) -> None:
    folder = tmp_path / "tethered"
    folder.mkdir()
    device = WatchedFolder(folder, settled=60)
    device.open()
    writer = threading.Thread(target=arrives, args=(folder,))
    writer.start()
    seen: list[bytes] = []
    while writer.is_alive():
        seen += [shot.files[0].read_bytes() for shot in device.shots(silent)]
        time.sleep(0.005)
    closed = time.monotonic()
    (shot,) = wait_for(device)
    took = time.monotonic() - closed
    device.close()
    assert shot.files[0].read_bytes() == b"halfwhole"
    assert set(seen) <= {b"halfwhole"}, "half a file was offered"
    assert took < 1.0, "0.12 s at the median of 30 files; the rest is for a machine at other work"


def test_a_share_that_tells_nothing_is_looked_at(tmp_path: Path) -> None:
    device = WatchedFolder(tmp_path, settled=0.2, is_told=False)
    device.open()
    drop(tmp_path / "a.jpg")
    assert names(device) == []
    assert len(wait_for(device)) == 1


def test_what_is_written_anew_under_an_old_name_is_seen_on_a_share_too(tmp_path: Path) -> None:
    """No name comes or goes, so the folder's own time says nothing."""
    device = WatchedFolder(tmp_path, settled=0.1, is_told=False)
    drop(tmp_path / "a.jpg", age=1000)
    device.open()
    (shot,) = device.shots(silent)
    device.release(shot)
    assert names(device) == []
    with (tmp_path / "a.jpg").open("r+b") as file:
        file.write(b"new")
    assert len(wait_for(device)) == 1


# --- pairs


class Hands:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timed(tmp_path: Path) -> Iterator[tuple[WatchedFolder, Hands]]:
    """A folder that has shown a pair."""
    for name in ("0.jpg", "0.nef"):
        drop(tmp_path / name, age=1000)
    hands = Hands()
    device = WatchedFolder(tmp_path, settled=2.0, is_told=False, clock=hands)
    device.open()
    for shot in device.shots(silent):
        device.release(shot)
    yield device, hands
    device.close()


def arrived_alone(device: WatchedFolder, hands: Hands, path: Path) -> None:
    """A half that waited in vain for the other, and was released."""
    drop(path)
    names(device)
    hands.now += PARTNER + 0.1
    (shot,) = device.shots(silent)
    device.release(shot)


def test_the_first_of_a_pair_waits_a_little_for_the_other(timed: tuple[WatchedFolder, Hands], tmp_path: Path) -> None:
    device, hands = timed
    drop(tmp_path / "1.jpg")
    assert names(device) == []
    hands.now += 2.5
    assert names(device) == [], "whole, but this folder has shown pairs"
    drop(tmp_path / "1.nef")
    assert names(device) == []
    hands.now += 2.5
    assert names(device) == [("1.jpg", "1.nef")]


def test_it_waits_in_vain_only_once(timed: tuple[WatchedFolder, Hands], tmp_path: Path) -> None:
    device, hands = timed
    arrived_alone(device, hands, tmp_path / "1.jpg")
    drop(tmp_path / "2.jpg")
    names(device)
    hands.now += 2.1
    assert names(device) == [("2.jpg",)], "now it writes JPEG alone"


def test_a_late_half_is_offered_with_the_first(timed: tuple[WatchedFolder, Hands], tmp_path: Path) -> None:
    device, hands = timed
    arrived_alone(device, hands, tmp_path / "1.jpg")
    drop(tmp_path / "1.nef")
    names(device)
    hands.now += 2.1
    (pair,) = device.shots(silent)
    assert [path.name for path in pair.files] == ["1.jpg", "1.nef"]
    device.release(pair)
    assert names(device) == []


def test_an_old_half_of_that_name_belongs_to_another_shot(timed: tuple[WatchedFolder, Hands], tmp_path: Path) -> None:
    """The camera's counter began anew: 0.jpg of today has nothing to do with 0.nef of old."""
    device, hands = timed
    drop(tmp_path / "0.jpg", b"another")
    hands.now += 2.1
    names(device)
    hands.now += PARTNER + 2.1
    assert names(device) == [("0.jpg",)]


def test_a_half_that_never_becomes_whole_does_not_hold_the_other(
    timed: tuple[WatchedFolder, Hands], tmp_path: Path
) -> None:
    device, hands = timed
    drop(tmp_path / "1.jpg")
    (tmp_path / "1.nef").touch()
    names(device)
    hands.now += STUCK - 1
    assert names(device) == []
    hands.now += 2
    assert names(device) == [("1.jpg",)]


# --- sidecars


def test_a_sidecar_is_part_of_its_picture_s_shot(folder: WatchedFolder, tmp_path: Path) -> None:
    for index, name in enumerate(("a.jpg", "a.jpg.xmp", "b.jpg", "b.NEF", "b.xmp", "c.jpg", "c.tif", "c.tif.XMP")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1000 + index, 1000 + index))
    shots = list(folder.shots(silent))
    assert [tuple(path.name for path in shot.files) for shot in shots] == [
        ("a.jpg", "a.jpg.xmp"),
        ("b.jpg", "b.NEF", "b.xmp"),
        ("c.jpg",),
        ("c.tif", "c.tif.XMP"),
    ]
    for shot in shots:
        folder.release(shot)
    assert names(folder) == []


@pytest.mark.parametrize("name", ["a.xmp", "a.jpg.xmp"])
def test_a_sidecar_that_comes_or_changes_later_is_offered_with_its_picture(
    folder: WatchedFolder, tmp_path: Path, name: str
) -> None:
    drop(tmp_path / "a.jpg", age=10_000)
    (shot,) = folder.shots(silent)
    folder.release(shot)
    for said in (b"today", b"and again"):
        drop(tmp_path / name, said)
        (shot,) = folder.shots(silent)
        assert [path.name for path in shot.files] == ["a.jpg", name]
        folder.release(shot)
        assert names(folder) == []


def test_a_sidecar_that_is_there_first_waits_for_its_picture_and_holds_nobody(
    folder: WatchedFolder, tmp_path: Path
) -> None:
    drop(tmp_path / "a.xmp", age=10_000)
    drop(tmp_path / "b.jpg")
    (shot,) = folder.shots(silent)
    assert [path.name for path in shot.files] == ["b.jpg"]
    folder.release(shot)
    assert names(folder) == []
    drop(tmp_path / "a.jpg")
    assert names(folder) == [("a.jpg", "a.xmp")]
    (tmp_path / "a.jpg").unlink()
    assert names(folder) == []


def test_no_picture_waits_for_a_sidecar_that_never_becomes_whole(
    timed: tuple[WatchedFolder, Hands], tmp_path: Path
) -> None:
    device, hands = timed
    drop(tmp_path / "1.nef")
    drop(tmp_path / "1.jpg")
    (tmp_path / "1.xmp").touch()
    names(device)
    hands.now += STUCK - 1
    assert names(device) == []
    hands.now += 2
    assert names(device) == [("1.jpg", "1.nef")]


def test_raw_and_sidecar_are_no_pair(tmp_path: Path) -> None:
    """A folder of RAW files and their sidecars makes nothing wait for a JPEG."""
    for name in ("0.nef", "0.xmp"):
        drop(tmp_path / name, age=1000)
    hands = Hands()
    device = WatchedFolder(tmp_path, settled=2.0, is_told=False, clock=hands)
    device.open()
    for shot in device.shots(silent):
        device.release(shot)
    drop(tmp_path / "1.nef")
    drop(tmp_path / "1.xmp")
    assert names(device) == []
    hands.now += 2.1
    assert names(device) == [("1.nef", "1.xmp")]
    device.close()


def test_a_late_sidecar_leaves_alone_what_bore_its_name_long_ago(
    timed: tuple[WatchedFolder, Hands], tmp_path: Path
) -> None:
    """0.jpg and 0.nef are of old; the counter began anew with 0.jpg, and the sidecar is that one's."""
    device, hands = timed
    drop(tmp_path / "0.jpg", b"another")
    hands.now += 2.1
    names(device)
    hands.now += PARTNER + 2.1
    (shot,) = device.shots(silent)
    device.release(shot)
    drop(tmp_path / "0.xmp")
    names(device)
    hands.now += 2.1
    assert names(device) == [("0.jpg", "0.xmp")]


# --- names, and what programs do with them


def test_what_programs_keep_for_themselves_is_passed_over(folder: WatchedFolder, tmp_path: Path) -> None:
    for private in ("CaptureOne", "@eaDir", "Catalog Previews.lrdata", "__MACOSX", "$RECYCLE.BIN"):
        (tmp_path / private / "deep").mkdir(parents=True)
        drop(tmp_path / private / "deep" / "a.jpg")
    drop(tmp_path / "._a.jpg")
    drop(tmp_path / "a.xmp")
    assert names(folder) == []


def test_a_released_file_that_is_renumbered_is_not_offered_again(folder: WatchedFolder, tmp_path: Path) -> None:
    drop(tmp_path / "IMG_0001.jpg")
    (shot,) = folder.shots(silent)
    folder.release(shot)
    (tmp_path / "IMG_0001.jpg").rename(tmp_path / "K000123456.jpg")
    assert names(folder) == []
    (tmp_path / "IMG_0001.jpg").write_bytes(b"the next")
    assert names(folder) == [("IMG_0001.jpg",)]


def test_what_changed_between_offering_and_release_is_offered_again(folder: WatchedFolder, tmp_path: Path) -> None:
    drop(tmp_path / "a.jpg")
    (shot,) = folder.shots(silent)
    drop(tmp_path / "a.jpg", b"another picture")
    folder.release(shot)
    assert names(folder) == [("a.jpg",)]


# --- restarts and shares


def test_what_was_released_stays_so_over_a_restart(tmp_path: Path) -> None:
    place = tmp_path / "tethered"
    place.mkdir()
    for number in range(3):
        drop(place / f"{number}.jpg", age=1000 - number)
    first = WatchedFolder(place, journal=tmp_path / JOURNAL)
    first.open()
    one, two, _ = first.shots(silent)
    first.release(one)
    first.release(two)
    with (tmp_path / JOURNAL).open("ab") as file:
        file.write(b'\n["half a li')  # a power cut
    again = WatchedFolder(place, journal=tmp_path / JOURNAL)
    again.open()
    (left,) = again.shots(silent)
    assert left.files[0].name == "2.jpg"
    again.release(left)
    drop(place / "0.jpg", b"written anew", age=900)
    third = WatchedFolder(place, journal=tmp_path / JOURNAL)
    third.open()
    assert names(third) == [("0.jpg",)]
    for device in (first, again, third):
        device.close()


def test_a_long_journal_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / JOURNAL
    state = State(1, 2, 3)
    for _ in range(2):
        journal = Journal(path)
        journal.open()
        for _ in range(MANY):
            journal.add("/a.jpg", state)
    assert path.read_bytes().count(b"a.jpg") == 2 * MANY
    for _ in range(2):
        journal = Journal(path)
        journal.open()
        assert journal.has("/a.jpg", state) and path.read_bytes().count(b"a.jpg") == 1


def test_a_share_that_goes_and_comes_back(tmp_path: Path) -> None:
    """Also as an empty mount point: nothing of it is taken for deleted and new again."""
    place, away = tmp_path / "share", tmp_path / "away"
    place.mkdir()
    drop(place / "old.jpg", age=1000)
    device = WatchedFolder(place, journal=tmp_path / JOURNAL)
    device.open()
    (shot,) = device.shots(silent)
    device.release(shot)
    place.rename(away)
    for _ in range(2):
        with pytest.raises(DeviceError, match="not there") as caught:
            list(device.shots(silent))
        assert caught.value.hint
    place.mkdir()
    assert names(device) == []
    place.rmdir()
    drop(away / "new.jpg", age=100)
    away.rename(place)
    assert names(device) == [("new.jpg",)]
    drop(place / "told.jpg")
    assert len(wait_for(device, 2)) == 2
    device.close()


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    place = tmp_path / "share"
    place.mkdir()
    device = WatchedFolder(place)
    device.open()
    place.rmdir()
    place.symlink_to(place)  # goes round in a circle
    with pytest.raises(DeviceError, match="cannot be read") as caught:
        list(device.shots(silent))
    assert caught.value.hint
    place.unlink()
    place.mkdir()
    assert names(device) == []
    device.close()


def test_ten_thousand_old_files_cost_next_to_nothing(tmp_path: Path) -> None:
    """A look took 290 ms of a processor when every file was asked for its state and grouped every time."""
    for number in range(10_000):
        (tmp_path / f"{number}.jpg").write_bytes(b"x")
        os.utime(tmp_path / f"{number}.jpg", (1000, 1000))
    os.utime(tmp_path, (1000, 1000))
    device = WatchedFolder(tmp_path, settled=60)
    device.open()
    for shot in device.shots(silent):
        device.release(shot)
    before = time.process_time()
    for _ in range(20):
        assert names(device) == []
    assert (time.process_time() - before) / 20 < 0.010
    device.close()


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
@pytest.mark.parametrize(
    "settled",
    [
        pytest.param(0.0, id="looked at"),
        pytest.param(60.0, id="told", marks=pytest.mark.skipif(sys.platform != "linux", reason="inotify tells")),
    ],
)
def test_a_slow_writer_is_never_overtaken(tmp_path: Path, turns: Callable[[int], int], settled: float) -> None:
    count = turns(200)
    device = WatchedFolder(tmp_path, settled=settled)
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
    device.close()
    assert len(taken) == count
