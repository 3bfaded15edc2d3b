"""What every source of pictures promises, tried on each of them: as it is, and through its process as it is used.

The drivers of vendors' libraries are tried through their processes only: the virtual camera and the test scanner of
those libraries stand in the environment of that process alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from curatorbench.bootstrap import DEVICE, DEVICES
from curatorbench.capture.hosting.process import DeviceProcess
from curatorbench.capture.port import PROTOCOLS, Device, Frame, Shot, abilities
from curatorbench.capture.watched_folder import WatchedFolder
from curatorbench.domain.devices import Ability, Address
from curatorbench.domain.errors import BadInput, Cancelled, CuratorError, DeviceError
from curatorbench.domain.progress import silent

STANDS = ("simulated:sheet", "simulated:page", "folder", "video", "hosted simulated:page", "hosted folder",
          "hosted video", "hosted gphoto2", "hosted sane")  # fmt: skip
SMALL = {
    "simulated:sheet": {"resolution": "1"},
    "simulated:page": {"resolution": "1", "pages": "4"},
    "sane": {"resolution": "50", "paper": "Microscope slide"},
}


@dataclass(frozen=True)
class Stand:
    """A device with what it says it can, how to have a picture taken, and the folder of a person's files that it reads,
    None where all files are its own copies."""

    device: Device
    able: frozenset[Ability]
    expose: Callable[[], None]
    own: Path | None


@pytest.fixture(params=STANDS)
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    way, _, kind = f" {request.param}".rpartition(" ")
    own = _made(tmp_path / "own") if kind == "folder" else None
    place = {"folder": str(own), "gphoto2": "", "sane": "test:0", "video": str(tmp_path / "film.avi")}.get(
        kind, kind.partition(":")[2]
    )
    if kind == "video":
        _film(tmp_path / "film.avi")
    address, spool = Address(kind.partition(":")[0], place), _made(tmp_path / "spool")
    if way:
        device: Device = DeviceProcess(DEVICE, address, spool, env=_environment(tmp_path), program="the test")
    elif own is not None:
        device = WatchedFolder(own)
    else:
        device = DEVICES[address.kind](address.place, spool)
    able = _prepared(device, SMALL.get(kind, {}))
    yield Stand(device, able, _exposes(device, able, own), own)
    device.close()


def _environment(folder: Path) -> Mapping[str, str]:
    """With claims of its own, no scanner but SANE's test one, and a virtual camera, whose exposures are copies of the
    picture that lies on its card."""
    (_made(folder / "sane.d") / "dll.conf").write_text("test\n")
    (folder / "sane.d" / "test.conf").write_text("number_of_devices 1\n")
    Image.new("RGB", (320, 240), (90, 120, 60)).save(_made(folder / "card") / "lies_there.jpg")
    library = find_spec("gphoto2")
    assert library is not None and library.origin is not None, "gphoto2 is needed"
    return {
        **os.environ,
        "XDG_RUNTIME_DIR": str(_made(folder / "run")),
        "SANE_CONFIG_DIR": str(folder / "sane.d"),
        "VCAMERADIR": str(_made(folder / "card")),
        "IOLIBS": str(Path(library.origin).parent / "libgphoto2" / "vusb"),
    }


def _film(path: Path) -> None:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (320, 240))
    for number in range(30):
        writer.write(np.full((240, 320, 3), 8 * number, np.uint8))
    writer.release()


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def _prepared(device: Device, settings: Mapping[str, str]) -> frozenset[Ability]:
    """Connected once, set to small pictures, closed again; what it can do."""
    device.open()
    for name, value in settings.items():
        device.adjust(name, value)  # type: ignore[attr-defined]
    able = device.abilities if isinstance(device, DeviceProcess) else abilities(device)
    device.close()
    return able


def _exposes(device: Device, able: frozenset[Ability], own: Path | None) -> Callable[[], None]:
    if own is not None:
        return _Drops(own)
    call = device.shoot if Ability.SHUTTER in able else device.next_page  # type: ignore[attr-defined]
    return lambda: _exposed(call)


def _exposed(call: Callable[..., Shot | None]) -> None:
    assert call(silent) is not None


class _Drops:
    """Puts pictures into a folder that have lain there for some time, so that they need not be watched first."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0

    def __call__(self) -> None:
        self.number += 1
        path = self.folder / f"shot{self.number}.jpg"
        Image.new("RGB", (30, 20), (self.number, 0, 0)).save(path)
        before = time.time() - 200 + self.number
        os.utime(path, (before, before))


def test_it_has_a_name_for_people(stand: Stand) -> None:
    stand.device.open()
    assert len(stand.device.name) > 3


def test_what_it_says_it_can_it_implements(stand: Stand) -> None:
    assert all(isinstance(stand.device, PROTOCOLS[ability]) for ability in stand.able)
    assert stand.able or stand.own is not None, "only a folder can do nothing but hand over"


def test_nothing_is_offered_before_anything_was_taken(stand: Stand) -> None:
    stand.device.open()
    assert list(stand.device.shots(silent)) == []


def test_shots_are_whole_pictures_oldest_first_until_released(stand: Stand) -> None:
    device = stand.device
    device.open()
    stand.expose()
    stand.expose()
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


def test_what_was_not_released_is_offered_after_it_was_closed(stand: Stand) -> None:
    device = stand.device
    device.open()
    stand.expose()
    (shot,) = device.shots(silent)
    content = [path.read_bytes() for path in shot.files]
    device.close()
    device.open()
    assert list(device.shots(silent)) == [shot]
    assert [path.read_bytes() for path in shot.files] == content


def test_release_deletes_a_copy_of_its_own_and_nothing_else(stand: Stand, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.jpg"
    foreign.write_bytes(b"a person's")
    device = stand.device
    device.open()
    stand.expose()
    (shot,) = device.shots(silent)
    device.release(shot)
    device.release(Shot((foreign,), device.name))
    device.close()
    assert all(path.exists() == (stand.own is not None) for path in shot.files)
    assert foreign.exists()


def test_open_and_close_may_be_said_twice_and_again(stand: Stand) -> None:
    device = stand.device
    device.close()
    device.open()
    device.open()
    stand.expose()
    device.close()
    device.close()
    device.open()
    assert len(list(device.shots(silent))) == 1


def test_a_closed_device_says_so_and_stays_usable(stand: Stand) -> None:
    device = stand.device
    with pytest.raises(DeviceError) as caught:
        list(device.shots(silent))
    assert caught.value.message and caught.value.hint
    device.open()
    stand.expose()
    assert len(list(device.shots(silent))) == 1


def test_a_lost_folder_is_said_and_it_goes_on_when_it_is_back(stand: Stand, tmp_path: Path) -> None:
    device, folder = stand.device, stand.own or tmp_path / "spool"
    device.open()
    shutil.rmtree(folder)
    with pytest.raises(DeviceError) as caught:
        list(device.shots(silent))
    assert caught.value.message and caught.value.hint
    folder.mkdir()
    stand.expose()
    assert len(list(device.shots(silent))) == 1


def test_cancelling_loses_nothing(stand: Stand) -> None:
    device = stand.device
    device.open()

    def stop(fraction: float, message: str = "") -> None:
        raise Cancelled

    if stand.able & {Ability.SHUTTER, Ability.FEEDER}:
        with pytest.raises(Cancelled):
            (device.shoot if Ability.SHUTTER in stand.able else device.next_page)(stop)  # type: ignore[attr-defined]
    before = len(list(device.shots(silent)))
    stand.expose()
    with pytest.raises(Cancelled):
        for _ in device.shots(stop):
            stop(1.0)
    assert len(list(device.shots(silent))) == before + 1


def test_settings_can_be_read_and_changed(stand: Stand) -> None:
    if Ability.SETTINGS not in stand.able:
        assert stand.own is not None or "film" in stand.device.name, "only a folder and a file have no settings"
        return
    device = stand.device
    with pytest.raises(DeviceError):
        device.settings()  # type: ignore[attr-defined]
    device.open()
    settings = device.settings()  # type: ignore[attr-defined]
    assert len({each.name for each in settings}) == len(settings) > 0
    assert all(each.label for each in settings)
    assert [each for each in settings if each.is_writable and each.choices and each.value not in each.choices] == []
    setting = next(each for each in settings if each.is_writable and len(each.choices) > 1)
    other = next(choice for choice in setting.choices if choice != setting.value)
    device.adjust(setting.name, other)  # type: ignore[attr-defined]
    assert {each.name: each.value for each in device.settings()}[setting.name] == other  # type: ignore[attr-defined]
    for name, value in ((setting.name, "no such choice"), ("no such setting", "1")):
        with pytest.raises(BadInput) as caught:
            device.adjust(name, value)  # type: ignore[attr-defined]
        assert caught.value.message and caught.value.hint


def test_it_shows_what_it_sees_or_says_that_it_does_not(stand: Stand) -> None:
    if Ability.LIVE not in stand.able:
        return
    stand.device.open()
    try:
        frame: Frame = stand.device.frame()  # type: ignore[attr-defined]
    except CuratorError as error:
        assert "virtual" in stand.device.name.lower() or "nikon" in stand.device.name.lower(), error
        return
    assert frame.width >= 320 and frame.height >= 240
    assert frame.encoding == "jpeg" or len(frame.data) == frame.width * frame.height * 3


def test_who_has_a_shutter_or_a_feeder_exposes_when_told(stand: Stand) -> None:
    device = stand.device
    for ability, name in ((Ability.SHUTTER, "shoot"), (Ability.FEEDER, "next_page")):
        if ability not in stand.able:
            continue
        with pytest.raises(DeviceError):
            getattr(device, name)(silent)
        device.open()
        shot = getattr(device, name)(silent)
        assert all(path.is_file() for path in shot.files)
        assert shot in list(device.shots(silent))
        device.close()


def test_a_feeder_runs_empty_and_says_so_without_an_error(stand: Stand) -> None:
    if Ability.FEEDER not in stand.able:
        return
    stand.device.open()
    pages = []
    while (page := stand.device.next_page(silent)) is not None:  # type: ignore[attr-defined]
        pages.append(page)
        assert len(pages) <= 20
    assert len(pages) >= 4 and list(stand.device.shots(silent)) == pages


def test_a_card_is_freed_only_of_what_is_safe(stand: Stand) -> None:
    if Ability.ERASING not in stand.able:
        return
    stand.device.open()
    stand.expose()
    (shot,) = stand.device.shots(silent)
    with pytest.raises(DeviceError) as caught:
        stand.device.erase(shot, ["0" * 64])  # type: ignore[attr-defined]
    assert caught.value.hint
    safe = [hashlib.sha256(path.read_bytes()).hexdigest() for path in shot.files]
    stand.device.erase(shot, safe)  # type: ignore[attr-defined]
    assert all(path.is_file() for path in shot.files), "the spool is released apart from the card"
