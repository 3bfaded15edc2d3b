"""The stand without hardware."""

from pathlib import Path

import pytest
from PIL import Image

from curatorbench.capture import simulated
from curatorbench.capture.port import Shutter
from curatorbench.capture.simulated import SimulatedCopyStand
from curatorbench.domain.errors import Cancelled, DeviceError
from curatorbench.domain.progress import silent


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real sheets, drawn small."""
    draw = simulated.render_sheet
    monkeypatch.setattr(simulated, "render_sheet", lambda seed, look: draw(seed, look, per_mm=1.5))


def test_it_goes_on_counting_where_another_stopped(tmp_path: Path) -> None:
    for expected in ("IMG_0001.JPG", "IMG_0002.JPG"):
        stand = SimulatedCopyStand(tmp_path / "stand", seed=5)
        stand.open()
        assert stand.shoot(silent).files[0].name == expected
    assert isinstance(stand, Shutter)
    assert len(list(stand.shots(silent))) == 2


def test_the_seed_decides_what_is_seen(tmp_path: Path) -> None:
    pictures = []
    for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
        stand = SimulatedCopyStand(tmp_path / folder, seed)
        stand.open()
        with Image.open(stand.shoot(silent).files[0]) as image:
            pictures.append(image.tobytes())
            assert image.getexif()[272] == "Simulated copy stand"
    assert pictures[0] == pictures[1] != pictures[2]


def test_a_full_disk_leaves_no_half_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = SimulatedCopyStand(tmp_path, 1)
    stand.open()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DeviceError, match="No space left"):
        stand.shoot(silent)
    assert list(tmp_path.iterdir()) == []


def test_cancelled_before_it_writes(tmp_path: Path) -> None:
    stand = SimulatedCopyStand(tmp_path, 1)
    stand.open()

    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        stand.shoot(stop)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeviceError, match="cannot be used"):
        SimulatedCopyStand(tmp_path / "file" / "stand", 1).open()
