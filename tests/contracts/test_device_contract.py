"""What every source of pictures promises, tried on each of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from curatorbench.capture import simulated
from curatorbench.capture.port import Device, Shot, Shutter
from curatorbench.capture.simulated import SimulatedCopyStand
from curatorbench.capture.watched_folder import WatchedFolder
from curatorbench.domain.errors import Cancelled, DeviceError
from curatorbench.domain.progress import silent

Expose = Callable[[], None]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendered sheets are real, drawn small."""
    draw = simulated.render_sheet
    monkeypatch.setattr(simulated, "render_sheet", lambda seed, look: draw(seed, look, per_mm=1.0))


@pytest.fixture(params=["simulated copy stand", "watched folder"])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Device, Expose, Path]]:
    """A device, how to make it take a picture, and the folder its files lie in."""
    folder = tmp_path / "device"
    folder.mkdir()
    device: Device
    if request.param == "watched folder":
        device = WatchedFolder(folder, settled=0.0)
        expose = _Drops(folder)
    else:
        device = SimulatedCopyStand(folder, seed=3)
        expose = _Presses(device)
    yield device, expose, folder
    device.close()


class _Drops:
    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0

    def __call__(self) -> None:
        self.number += 1
        Image.new("RGB", (30, 20), (self.number, 0, 0)).save(self.folder / f"shot{self.number}.jpg")


class _Presses:
    def __init__(self, device: Shutter) -> None:
        self.device = device

    def __call__(self) -> None:
        self.device.shoot(silent)


def test_it_has_a_name_for_people(stand: tuple[Device, Expose, Path]) -> None:
    assert len(stand[0].name) > 3


def test_nothing_is_offered_before_anything_was_taken(stand: tuple[Device, Expose, Path]) -> None:
    stand[0].open()
    assert list(stand[0].shots(silent)) == []


def test_shots_are_whole_pictures_oldest_first_until_released(stand: tuple[Device, Expose, Path]) -> None:
    device, expose, _ = stand
    device.open()
    expose()
    expose()
    first, second = list(device.shots(silent))
    for shot in (first, second):
        assert isinstance(shot, Shot) and shot.device == device.name
        with Image.open(shot.files[0]) as image:
            image.load()
    assert list(device.shots(silent)) == [first, second], "offered again until they are safe"
    device.release(first)
    assert list(device.shots(silent)) == [second]
    device.release(second)
    device.release(second)
    assert list(device.shots(silent)) == []


def test_release_deletes_nothing(stand: tuple[Device, Expose, Path]) -> None:
    device, expose, _ = stand
    device.open()
    expose()
    (shot,) = device.shots(silent)
    content = [path.read_bytes() for path in shot.files]
    device.release(shot)
    device.close()
    assert [path.read_bytes() for path in shot.files] == content


def test_open_and_close_may_be_said_twice_and_again(stand: tuple[Device, Expose, Path]) -> None:
    device, expose, _ = stand
    device.close()
    device.open()
    device.open()
    expose()
    device.close()
    device.close()
    device.open()
    assert len(list(device.shots(silent))) == 1


def test_a_closed_device_says_so_and_stays_usable(stand: tuple[Device, Expose, Path]) -> None:
    device, expose, _ = stand
    with pytest.raises(DeviceError) as caught:
        list(device.shots(silent))
    assert caught.value.message and caught.value.hint
    device.open()
    expose()
    assert len(list(device.shots(silent))) == 1


def test_a_lost_folder_is_said_and_it_goes_on_when_it_is_back(stand: tuple[Device, Expose, Path]) -> None:
    device, expose, folder = stand
    device.open()
    shutil.rmtree(folder)
    with pytest.raises(DeviceError) as caught:
        list(device.shots(silent))
    assert caught.value.message and caught.value.hint
    folder.mkdir()
    expose()
    assert len(list(device.shots(silent))) == 1


def test_cancelling_loses_nothing(stand: tuple[Device, Expose, Path]) -> None:
    device, expose, _ = stand
    device.open()
    expose()

    def stop(fraction: float, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(device.shots(stop))
    assert len(list(device.shots(silent))) == 1


def test_who_has_a_shutter_can_be_told_to_expose(stand: tuple[Device, Expose, Path]) -> None:
    device, _, _ = stand
    if not isinstance(device, Shutter):
        assert isinstance(device, WatchedFolder), "only a folder has no shutter"
        return
    with pytest.raises(DeviceError):
        device.shoot(silent)
    device.open()
    shot = device.shoot(silent)
    assert all(path.is_file() for path in shot.files)
    assert shot in list(device.shots(silent))
