"""The stand and the scanner without hardware."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from curatorbench.capture.port import Frame, abilities
from curatorbench.capture.rendering.optics import Optics
from curatorbench.capture.rendering.scenes import SCENES
from curatorbench.capture.rendering.view import CHANGING, SIZE
from curatorbench.capture.simulated import FAULTS, SimulatedFeeder, SimulatedStand, found, stand
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import BadInput, DeviceError, DeviceLost
from curatorbench.domain.progress import silent


@pytest.fixture
def sheets(tmp_path: Path) -> Iterator[SimulatedStand]:
    """A stand whose pictures are small."""
    made = stand("sheet", tmp_path / "spool", seed=5)
    assert isinstance(made, SimulatedStand)
    made.open()
    made.adjust("resolution", "1.5")
    yield made
    made.close()


def pixels(device: SimulatedStand) -> np.ndarray:
    with Image.open(device.shoot(silent).files[0]) as image:
        return np.asarray(image)


def test_what_the_stands_can(tmp_path: Path) -> None:
    able = {place: abilities(stand(place, tmp_path / place)) for place in SCENES}
    assert able.pop("page") == {Ability.FEEDER, Ability.SETTINGS}
    assert all(each == {Ability.SHUTTER, Ability.LIVE, Ability.SETTINGS} for each in able.values())
    assert [each.address.place for each in found()] == list(SCENES)
    with pytest.raises(BadInput, match="no simulated 'fossil'"):
        stand("fossil", tmp_path)


def test_the_next_thing_comes_next_also_after_a_restart(sheets: SimulatedStand, tmp_path: Path) -> None:
    first, second = pixels(sheets), pixels(sheets)
    for shot in list(sheets.shots(silent)):
        sheets.release(shot)
    again = stand("sheet", tmp_path / "spool", seed=5)
    other = stand("sheet", tmp_path / "other", seed=5)
    assert isinstance(again, SimulatedStand) and isinstance(other, SimulatedStand)
    for each in (again, other):
        each.open()
        each.adjust("resolution", "1.5")
    assert not np.array_equal(first, second) and not np.array_equal(pixels(again), second)
    assert np.array_equal(pixels(other), first), "the seed decides what is seen"


def test_the_file_says_what_took_it(sheets: SimulatedStand) -> None:
    with Image.open(sheets.shoot(silent).files[0]) as image:
        assert image.getexif()[272] == "Simulated copy stand"
        assert image.info["dpi"] == (38, 38)


@pytest.mark.parametrize("place", SCENES)
def test_its_number_can_be_read_even_from_a_live_picture(place: str) -> None:
    """A code of a number of its own lies beside every thing, another one for the next."""
    scene = SCENES[place]
    per_mm = min(SIZE[0] / scene.mm[0], SIZE[1] / scene.mm[1])
    first, second = (_codes(np.asarray(scene.render(seed, per_mm))) for seed in (3, 4))
    assert len(first) == len(second) == 1 and first != second


def test_what_is_shown_is_what_is_shot_next(tmp_path: Path) -> None:
    device = stand("slide", tmp_path, seed=2)
    assert isinstance(device, SimulatedStand)
    device.open()
    shown = _codes(_shown(device.frame()))
    device.adjust("resolution", "12")
    assert shown == _codes(pixels(device)) != set()


def test_a_shot_looks_like_what_was_shown(sheets: SimulatedStand) -> None:
    shown = _shown(sheets.frame())[:, 600:1320]
    taken = np.asarray(Image.fromarray(pixels(sheets)).resize((shown.shape[1], shown.shape[0])))
    alike = np.corrcoef(*(cv2.GaussianBlur(each, (0, 0), 9).ravel() for each in (shown, taken)))[0, 1]
    assert alike > 0.9


def test_the_live_picture_flickers_and_the_table_is_empty_between_two_things(sheets: SimulatedStand) -> None:
    pictures = [_shown(sheets.frame()) for _ in range(3)]
    assert not np.array_equal(pictures[0], pictures[1])
    sheets.shoot(silent)
    assert all(_shown(sheets.frame()).std() < 2 for _ in range(CHANGING))
    assert _shown(sheets.frame()).std() > 2


def test_the_settings_spoil_a_picture_each_in_its_way(sheets: SimulatedStand) -> None:
    plain = pixels(sheets).astype(float)
    for name, value, worse in (
        ("exposure", "-1.5", lambda p: p.mean() < 0.8 * plain.mean()),
        ("exposure", "2", lambda p: (p > 250).mean() > 5 * max(0.01, (plain > 250).mean())),
        ("focus", "4", lambda p: cv2.Laplacian(p, cv2.CV_64F).var() < cv2.Laplacian(plain, cv2.CV_64F).var() / 4),
        ("light", "tungsten", lambda p: p[..., 0].mean() - p[..., 2].mean() > 20),
    ):
        sheets.adjust(name, value)
        assert worse(pixels(sheets).astype(float)), (name, value)
        sheets.adjust(name, "0" if name != "light" else "daylight")


def test_light_that_falls_off_and_a_turn_are_what_they_say() -> None:
    white = np.full((300, 400, 3), 200, np.uint8)
    fallen = Optics(falloff=40).seen(white)
    assert fallen[150, 200, 0] == 200 and fallen[0, 0, 0] == pytest.approx(120, abs=2)
    line = np.zeros((300, 300, 3), np.uint8)
    line[148:152] = 255
    turned = Optics(turn=10).seen(line)[..., 0] > 128
    y, x = np.nonzero(turned[:, 50:250])
    assert np.degrees(np.arctan(np.polyfit(x, y, 1)[0])) == pytest.approx(-10, abs=0.5)


def test_what_a_setting_cannot_be_is_refused(sheets: SimulatedStand) -> None:
    for name, value in (("exposure", "7"), ("exposure", "nan"), ("focus", "much"), ("light", "moon"), ("iso", "100")):
        with pytest.raises(BadInput) as caught:
            sheets.adjust(name, value)
        assert caught.value.hint


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_lasts_until_it_is_taken_away(sheets: SimulatedStand, fault: str) -> None:
    sheets.adjust("fault", fault)
    for _ in range(2):
        with pytest.raises(DeviceError) as caught:
            sheets.shoot(silent)
        assert caught.value.hint and isinstance(caught.value, DeviceLost) == (fault == "unplugged")
    assert list(sheets.shots(silent)) == []
    sheets.adjust("fault", "none")
    assert sheets.shoot(silent).files[0].exists()


def test_a_feeder_runs_empty_and_is_filled_again(tmp_path: Path) -> None:
    feeder = stand("page", tmp_path)
    assert isinstance(feeder, SimulatedFeeder)
    feeder.open()
    feeder.adjust("resolution", "1")
    feeder.adjust("pages", "2")
    taken = [feeder.next_page(silent) for _ in range(3)]
    assert [shot is None for shot in taken] == [False, False, True]
    assert len(list(feeder.shots(silent))) == 2
    feeder.adjust("pages", "1")
    feeder.adjust("fault", "paper jam")
    with pytest.raises(DeviceError, match="stuck"):
        feeder.next_page(silent)
    feeder.adjust("fault", "none")
    assert feeder.next_page(silent) is not None and feeder.next_page(silent) is None


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeviceError, match="cannot be used"):
        stand("sheet", tmp_path / "file" / "stand").open()


def _codes(picture: np.ndarray) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(picture))}


def _shown(frame: Frame) -> np.ndarray:
    return np.frombuffer(frame.data, np.uint8).reshape(frame.height, frame.width, 3)
