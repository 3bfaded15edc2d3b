"""What somebody else puts into a spool is left alone, offered to nobody, and keeps no device from being opened."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.capture.exposure_spool import ExposureSpool
from curatorbench.capture.spool import Spool
from curatorbench.domain.errors import DeviceError

LONG = "x" * 246 + ".jpg"


def content(path: Path) -> None:
    (path / "DSC_0001.JPG").write_bytes(b"x")


def test_a_folder_among_the_unfinished_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "y.part").mkdir()
    (tmp_path / "z.jpg.part").write_bytes(b"half")
    (tmp_path / "link.part").symlink_to("y.part")
    Spool(tmp_path).open()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.part", "y.part"]


def test_names_and_folders_that_are_not_ours_are_offered_to_nobody(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.open()
    ours = spool.keep(".jpg", lambda file: file.write(b"x"))
    (tmp_path / LONG).write_bytes(b"x")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "link.jpg").symlink_to(ours)
    assert spool.files() == [ours] and (tmp_path / LONG).is_file()


def test_in_an_exposure_too(tmp_path: Path) -> None:
    spool = ExposureSpool(tmp_path)
    spool.open()
    exposure = spool.add(content)
    (exposure / LONG).write_bytes(b"x")
    (exposure / "folder.jpg").mkdir()
    (exposure / "notes.txt").write_bytes(b"x")
    assert spool.pictures(exposure) == (exposure / "DSC_0001.JPG",)


def test_a_number_that_no_camera_reaches_is_none(tmp_path: Path) -> None:
    for name in ("9" * 250, "9" * 13, "\u0663", "y.part", "000007.gone"):
        (tmp_path / name).mkdir()
    spool = ExposureSpool(tmp_path)
    spool.open()
    assert spool.exposures() == []
    assert spool.add(content).name == "000001"
    assert (tmp_path / "y.part").is_dir() and not (tmp_path / "000007.gone").exists()


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Root may delete anything: so the system's call is refused here."""

    def refuse() -> None:
        def unlink(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "unlink", unlink)

    return refuse


def test_what_may_not_be_let_go_is_a_sentence(tmp_path: Path, refusing: Callable[[], None]) -> None:
    spool = Spool(tmp_path)
    spool.open()
    path = spool.keep(".jpg", lambda file: file.write(b"x"))
    refusing()
    with pytest.raises(DeviceError, match="cannot be used: Permission denied") as caught:
        spool.drop(path)
    assert caught.value.hint and path.is_file()
