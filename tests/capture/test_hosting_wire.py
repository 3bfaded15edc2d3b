"""Messages and live pictures between two processes, with both ends here."""

from __future__ import annotations

import io
import os
import struct
import threading
import time
from pathlib import Path

import pytest

from curatorbench.capture.hosting.entry import Asked
from curatorbench.capture.hosting.live import Outgrown, Seeing, Showing
from curatorbench.capture.hosting.wire import (
    Wire,
    error_heard,
    error_said,
    settings_heard,
    settings_said,
    shot_heard,
    shot_said,
)
from curatorbench.capture.port import Frame, Shot
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput, Cancelled, CuratorError, DeviceError, DeviceLost, StorageError


def test_values_arrive_as_they_were_until_nobody_speaks() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as incoming, os.fdopen(writing, "wb") as outgoing:
        here, there = Wire(io.BytesIO(), outgoing), Wire(incoming, io.BytesIO())
        shot = Shot((Path("/a/ü\udcff.jpg"), Path("/a/b.nef")), "camera")
        settings = (DeviceSetting("iso", "ISO", "1", ("1", "2")), DeviceSetting("x", "X", "1", least=0.0, most=2.5))
        here.send({"shot": shot_said(shot), "settings": settings_said(settings)})
        heard = there.receive()
        assert heard is not None
        assert shot_heard(heard["shot"]) == shot and settings_heard(heard["settings"]) == settings
        here.close()
        here.close()
        assert there.receive() is None


@pytest.mark.parametrize("error", [DeviceError("a", "b"), DeviceLost("a", "b"), BadInput("a", "b"), CuratorError("a")])
def test_errors_keep_their_class_and_their_sentences(error: CuratorError) -> None:
    heard = error_heard(error_said(error))
    assert type(heard) is type(error) and isinstance(heard, CuratorError)
    assert (heard.message, heard.hint) == (error.message, error.hint)


def test_other_errors_are_of_the_nearest_class() -> None:
    assert type(error_heard(error_said(StorageError("full", "free")))) is CuratorError
    assert isinstance(error_heard(error_said(Cancelled())), Cancelled)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0",
        b"\0\0\0\4{}",
        b"\0\0\0\2[]",
        b"\0\0\0\2{x",
        b"\xff\xff\xff\xff{}",
        struct.pack(">I", 2) + b"\xff\xfe",
    ],
)
def test_what_is_no_message_is_the_end(content: bytes) -> None:
    assert Wire(io.BytesIO(content), io.BytesIO()).receive() is None


def rgb(value: int, width: int = 40, height: int = 30) -> Frame:
    return Frame(bytes([value]) * (width * height * 3), width, height)


def test_the_newest_picture_wins_and_each_is_seen_once(tmp_path: Path) -> None:
    showing = Showing(tmp_path / "live", rgb(1))
    seeing = Seeing(showing.path, showing.room)
    assert not showing.path.exists(), "nothing is left behind, whoever is killed"
    assert seeing.last is None and seeing.next(0) == rgb(1)
    assert seeing.next(0.01) is None and seeing.last == rgb(1)
    for value in (2, 3, 4, 5):
        showing.show(rgb(value))
    assert seeing.next(0) == rgb(5)
    showing.show(Frame(b"jpeg", 7, 5, "jpeg"))
    assert seeing.next(0) == Frame(b"jpeg", 7, 5, "jpeg")
    showing.close()


def test_an_error_in_place_of_a_picture_is_raised_once(tmp_path: Path) -> None:
    showing = Showing(tmp_path / "live", rgb(1))
    seeing = Seeing(showing.path, showing.room)
    showing.tell(DeviceError("The mirror is up.", "Wait."))
    with pytest.raises(DeviceError, match="mirror"):
        seeing.next(0)
    assert seeing.next(0) is None
    showing.show(rgb(2))
    assert seeing.next(0) == rgb(2)
    showing.show(rgb(3, width=40_000))
    with pytest.raises(Outgrown):
        seeing.next(0)
    showing.close()


def test_no_picture_is_torn_at_full_speed(tmp_path: Path) -> None:
    showing = Showing(tmp_path / "live", rgb(0, 400, 300))
    seeing = Seeing(showing.path, showing.room)
    stop = threading.Event()

    def show() -> None:
        value = 0
        while not stop.is_set():
            value = (value + 1) % 256
            showing.show(rgb(value, 400, 300))

    shower = threading.Thread(target=show)
    shower.start()
    until, seen = time.monotonic() + 0.5, 0
    while time.monotonic() < until:
        frame = seeing.next(0.1)
        if frame is not None:
            seen += 1
            assert len(set(frame.data)) == 1
    stop.set()
    shower.join()
    showing.close()
    assert seen > 10


def test_where_there_is_no_memory_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="no memory") as caught:
        Showing(tmp_path / "no folder" / "live", rgb(1))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["video:0", "--spool", "s"], Asked("video:0", Path("s"))),
        (["--list"], Asked(is_list=True)),
        (["--list", "sane"], Asked(kinds=("sane",), is_list=True)),
        (["a:b", "--spool", "s", "--program", "-x"], Asked("a:b", Path("s"), "-x")),
        ([], None),
        (["a:b"], None),
        (["a:b", "--spool"], None),
        (["a:b", "--spool", "s", "--speed", "1"], None),
    ],
)
def test_the_command_line(arguments: list[str], asked: Asked | None) -> None:
    assert Asked.read(arguments) == asked
