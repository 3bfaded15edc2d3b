"""A watched folder into which anybody may write anything: what is bad is passed over, and all else goes on."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from curatorbench.capture.watched_folder import WatchedFolder
from curatorbench.capture.watching.journal import Journal
from curatorbench.capture.watching.listing import Listing, State

DEEP = 20  # folders of 250 letters: more than a path may have
NOBODY = 65534


def names(device: WatchedFolder) -> list[str]:
    return [path.name for shot in device.shots() for path in shot.files]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[WatchedFolder]:
    root = tmp_path / "watched"
    root.mkdir()
    device = WatchedFolder(root, settled=0.0, is_told=False)
    device.open()
    yield device
    device.close()


def test_a_folder_too_deep_to_be_read_hides_no_other(
    folder: WatchedFolder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    handle = os.open(tmp_path / "watched", os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("d" * 250, dir_fd=handle)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = below
    os.close(handle)
    (tmp_path / "watched" / "good.jpg").write_bytes(b"x")
    with caplog.at_level(logging.WARNING):
        assert names(folder) == ["good.jpg"]
        assert names(folder) == ["good.jpg"]
    assert len([each for each in caplog.records if "passed over" in each.message]) == 1
    caplog.clear()
    shutil.rmtree(tmp_path / "watched" / ("d" * 250))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be nobody for a while")
def test_a_folder_without_permission_hides_no_other(caplog: pytest.LogCaptureFixture) -> None:
    with tempfile.TemporaryDirectory() as root:
        Path(root).chmod(0o755)
        Path(root, "closed").mkdir(mode=0o700)
        Path(root, "good.jpg").write_bytes(b"x")
        os.seteuid(NOBODY)
        try:
            assert Listing(root).look(everything=True) == {str(Path(root, "good.jpg"))}
        finally:
            os.seteuid(0)
    assert "closed cannot be read" in caplog.text
    caplog.clear()


def test_the_folder_itself_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Listing(str(tmp_path / "no")).look(everything=True)


def test_a_folder_that_is_called_like_a_picture_is_looked_into(folder: WatchedFolder, tmp_path: Path) -> None:
    (tmp_path / "watched" / "tray.jpg").mkdir()
    (tmp_path / "watched" / "tray.jpg" / "sheet.jpg").write_bytes(b"x")
    assert names(folder) == ["sheet.jpg"]


def test_links_lead_only_to_files_of_the_folder_itself(folder: WatchedFolder, tmp_path: Path) -> None:
    root = tmp_path / "watched"
    (tmp_path / "secret").write_bytes(b"x")
    (root / "out.jpg").symlink_to(tmp_path / "secret")
    (root / "over.jpg").symlink_to("../secret")
    (root / "nowhere.jpg").symlink_to("gone")
    (root / "folder.jpg").symlink_to(root)
    (root / "original.jpg").write_bytes(b"x")
    (root / "second.jpg").symlink_to("original.jpg")
    assert sorted(names(folder)) == ["original.jpg", "second.jpg"]


@pytest.mark.parametrize(
    "damage",
    [b'["x", 1e999, 0, 0]', b"[" * 200_000, b"[" * 60_000, b'["x", true, 0, 0]', b'[["x"], 1, 0, 0]', b'{"x": 1}',
     b"null", b'["x", ' + b"9" * 5000 + b", 0, 0]", json.dumps(["x" * 100_000, 1, 2, 3]).encode(), b"\xff"],
)  # fmt: skip
def test_a_damaged_line_of_the_journal_is_passed_over(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "released.jsonl"
    journal = Journal(path)
    journal.add("/a.jpg", State(1, 2, 3))
    with path.open("ab") as file:
        file.write(b"\n" + damage)
    journal.add("/b.jpg", State(4, 5, 6))
    again = Journal(path)
    again.open()
    assert again.has("/a.jpg", State(1, 2, 3)) and again.has("/b.jpg", State(4, 5, 6))
