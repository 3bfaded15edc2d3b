"""The camera driver over libgphoto2's virtual camera, through its process as it is used."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from virtual_camera import COMMAND, FULL_AFTER, ONLY_TRIGGERED, VirtualCard, scene

from curatorbench.capture.hosting.discovery import discover
from curatorbench.capture.hosting.process import DeviceProcess, Silence
from curatorbench.capture.port import Shot
from curatorbench.domain.devices import Ability, Address, DeviceFound
from curatorbench.domain.errors import BadInput, Cancelled, DeviceError, DeviceLost

Connect = Callable[..., DeviceProcess]


@pytest.fixture
def card(tmp_path: Path) -> VirtualCard:
    return VirtualCard(tmp_path)


@pytest.fixture
def connect(card: VirtualCard, tmp_path: Path) -> Iterator[Connect]:
    made: list[DeviceProcess] = []

    def connect(address: str = "gphoto2:", *, spool: str = "spool", silence: Silence | None = None) -> DeviceProcess:
        device = DeviceProcess(COMMAND, address, tmp_path / spool, env=card.env, program="the test", silence=silence)
        made.append(device)
        device.open()
        return device

    yield connect
    for device in made:
        device.close()


def contents(shots: list[Shot]) -> list[list[bytes]]:
    return [[file.read_bytes() for file in shot.files] for shot in shots]


def crash(device: DeviceProcess) -> None:
    device._drop(device._child)


def test_it_is_found_by_its_model(card: VirtualCard) -> None:
    assert list(discover(COMMAND, ["gphoto2"], env=card.env)) == [
        DeviceFound(Address("gphoto2", "usb:001,001"), "Nikon DSC D750")
    ]


def test_what_it_can_do(connect: Connect) -> None:
    camera = connect()
    assert camera.name == "Nikon DSC D750"
    assert camera.abilities == {Ability.SHUTTER, Ability.LIVE, Ability.SETTINGS, Ability.ERASING}


def test_opening_says_how_far_it_is_on_a_full_card_and_can_be_stopped(card: VirtualCard, tmp_path: Path) -> None:
    for number in range(120):
        card.put(f"DSC_{number:04d}.png", b"a picture")
    said: list[str] = []
    camera = DeviceProcess(COMMAND, "gphoto2:", tmp_path / "spool", env=card.env)
    camera.open(lambda _fraction, message="": said.append(message))
    camera.close()
    assert said == [f"looking at picture {number} on the card" for number in (1, 51, 101)]

    def stop(_fraction: float, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        camera.open(stop)
    camera.open()
    shot = camera.shoot()
    camera.close()
    assert shot.files


def test_a_shot_is_the_cards_file_byte_for_byte(card: VirtualCard, connect: Connect, tmp_path: Path) -> None:
    camera = connect()
    content = card.show(1)
    said: list[str] = []
    shot = camera.shoot(lambda fraction, message="": said.append(message))
    assert contents([shot]) == [[content]] and shot.device == "Nikon DSC D750"
    assert shot.files[0].name.startswith("GPH_") and said[0] == "exposing"
    assert list(camera.shots()) == [shot]
    camera.release(shot)
    assert list(camera.shots()) == []
    assert [path.name for path in (tmp_path / "spool").iterdir()] == [".card.jsonl"]


def test_what_lay_on_the_card_before_does_not_flood_in(card: VirtualCard, connect: Connect) -> None:
    for number in range(5):
        card.put(f"DSC_{number:04d}.png", scene(number))
    assert list(connect().shots()) == []


def test_pictures_of_the_button_on_the_camera_are_offered(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    content = card.show(4)
    camera.adjust("button", "10")
    camera.adjust("button", "20")
    time.sleep(0.1)
    assert contents(list(camera.shots())) == [[content], [content]]


def test_shots_of_the_button_and_from_here_do_not_mix(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    camera.adjust("button", "1")
    shot = camera.shoot()
    names = [one.files[0].name for one in camera.shots()]
    assert len(names) == 2 and shot.files[0].name in names and len(set(names)) == 2


def test_after_a_crash_what_was_exposed_is_offered_and_no_more(card: VirtualCard, connect: Connect) -> None:
    card.put("DSC_0001.png", scene(1))
    camera = connect()
    camera.release(camera.shoot())
    crash(camera)
    card.put("DSC_9999.png", scene(2))
    card.put("DSC_0001.png", scene(3), folder="101NIKON")
    assert sorted(contents(list(camera.shots()))) == sorted([[scene(2)], [scene(3)]])


def test_a_raw_and_its_jpeg_are_one_shot(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    crash(camera)
    card.put("DSC_0007.dng", b"raw" * 1000)
    card.put("DSC_0007.png", scene(7))
    (shot,) = camera.shots()
    assert [file.name for file in shot.files] == ["DSC_0007.png", "DSC_0007.dng"]
    assert contents([shot]) == [[scene(7), b"raw" * 1000]]


def test_a_sitting_that_ended_is_no_concern_of_the_next(card: VirtualCard, connect: Connect, tmp_path: Path) -> None:
    camera = connect()
    kept = camera.shoot()
    camera.close()
    card.put("DSC_0009.png", scene(9))
    age_of_closing(tmp_path / "spool" / ".card.jsonl", 3600)
    again = connect()
    assert list(again.shots()) == [kept], "only what was fetched and never released"
    assert again.shoot().files[0].parent != kept.files[0].parent


def test_a_program_that_is_soon_back_goes_on_with_its_sitting(card: VirtualCard, connect: Connect) -> None:
    connect().close()
    card.put("DSC_0009.png", scene(9))
    assert contents(list(connect().shots())) == [[scene(9)]]


def age_of_closing(journal: Path, seconds: float) -> None:
    lines = [json.loads(line) for line in journal.read_text().splitlines() if line]
    assert "closed" in lines[-1]
    lines[-1]["closed"] -= seconds
    journal.write_text("\n".join(json.dumps(line) for line in lines) + "\n")


@pytest.mark.parametrize(("age", "offered"), [(3600, []), (-3600, [[scene(1)]])])
def test_after_a_crash_with_another_card_only_newer_pictures_are_offered(
    age: float, offered: list[list[bytes]], card: VirtualCard, connect: Connect
) -> None:
    camera = connect()
    crash(camera)
    shutil.rmtree(card.pictures)
    card.put("DSC_0001.png", scene(1), folder="200OTHER")
    when = time.time() - age
    os.utime(card.pictures.parent / "200OTHER" / "DSC_0001.png", (when, when))
    assert contents(list(camera.shots())) == offered


def test_it_erases_only_what_is_safe(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    shot = camera.shoot()
    sha256 = hashlib.sha256(shot.files[0].read_bytes()).hexdigest()
    with pytest.raises(DeviceError, match="is not what was taken in, and was left there"):
        camera.erase(shot, ["0" * 64])
    camera.release(shot)
    camera.erase(shot, ["0" * 64, sha256])
    with pytest.raises(DeviceError, match="is not known"):
        camera.erase(shot, [sha256])


def test_a_card_whose_content_changed_since_is_not_erased(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    shot = camera.shoot()
    sha256 = hashlib.sha256(shot.files[0].read_bytes()).hexdigest()
    card.show(99)
    with pytest.raises(DeviceError, match="left there"):
        camera.erase(shot, [sha256])
    card.show(0)
    camera.erase(shot, [sha256])


def test_what_was_deleted_at_the_camera_needs_no_erasing(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    shot = camera.shoot()
    camera.adjust("gone", "1")
    camera.erase(shot, [hashlib.sha256(shot.files[0].read_bytes()).hexdigest()])


def test_its_dials_are_named_and_can_be_set(connect: Connect) -> None:
    camera = connect()
    dials = {setting.label: setting for setting in camera.settings()}
    assert {"Aperture", "Shutter speed", "Exposure compensation", "Focus mode", "Kept on", "Battery"} <= set(dials)
    assert "White balance" not in dials, "this camera has none"
    assert dials["Kept on"].value == "Memory card" and not dials["Battery"].is_writable
    camera.adjust(dials["Aperture"].name, "f/11")
    assert next(each.value for each in camera.settings() if each.label == "Aperture") == "f/11"
    with pytest.raises(BadInput, match="Aperture cannot be 'f/12345'"):
        camera.adjust(dials["Aperture"].name, "f/12345")
    with pytest.raises(BadInput, match="Battery can only be read"):
        camera.adjust(dials["Battery"].name, "100%")
    with pytest.raises(BadInput, match="no setting 'whitebalance'"):
        camera.adjust("whitebalance", "Daylight")


def test_a_camera_without_live_view_says_so_and_goes_on(connect: Connect) -> None:
    camera = connect()
    with pytest.raises(DeviceError, match="The Nikon DSC D750 has no live picture"):
        camera.frame()
    assert camera.shoot().files


def test_a_full_card_is_said_every_time_and_what_was_taken_stays(card: VirtualCard, connect: Connect) -> None:
    camera = connect()
    for _ in range(FULL_AFTER):
        camera.release(camera.shoot())
    for _ in range(2):
        with pytest.raises(DeviceError, match="memory card of the Nikon DSC D750 is full") as full:
            camera.shoot()
        assert "put another one in" in full.value.hint
    assert list(camera.shots()) == []


def test_a_camera_that_can_only_be_triggered_tells_of_its_picture(
    card: VirtualCard, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ONLY_TRIGGERED, "yes")
    camera = connect()
    content = card.show(3)
    for _ in range(FULL_AFTER):
        shot = camera.shoot()
        assert contents([shot]) == [[content]]
        camera.release(shot)
    for _ in range(2):
        with pytest.raises(DeviceError, match="memory card of the Nikon DSC D750 is full"):
            camera.shoot()
    assert list(camera.shots()) == []


def test_no_camera_is_a_sentence(card: VirtualCard, connect: Connect) -> None:
    no_camera = {name: value for name, value in card.env.items() if name not in ("VCAMERADIR", "IOLIBS")}
    with pytest.raises(DeviceLost, match="No camera answers"):
        DeviceProcess(COMMAND, "gphoto2:usb:009,009", card.scene.parents[3] / "spool", env=no_camera).open()


def test_a_camera_that_was_plugged_in_elsewhere_is_taken_if_it_is_the_only_one(connect: Connect) -> None:
    assert connect("gphoto2:usb:004,017").shoot().files


def test_two_programs_on_one_camera_whatever_they_call_it(connect: Connect) -> None:
    connect("gphoto2:")
    with pytest.raises(DeviceError, match="Nikon DSC D750 is in use by"):
        connect("gphoto2:usb:001,001", spool="other")
