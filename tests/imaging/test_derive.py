"""Derived pictures: whole or absent, upright, and of the right part."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.errors import BadInput, StorageError
from curatorbench.imaging.derive import crop, derive, upright


@pytest.fixture
def source(tmp_path: Path) -> Path:
    pixels = np.zeros((300, 600, 3), np.uint8)
    pixels[:, 300:] = 255
    Image.fromarray(pixels).save(tmp_path / "source.png")
    return tmp_path / "source.png"


def test_a_preview_is_a_jpeg_of_the_asked_size(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "made" / "on" / "demand" / "p.jpg"
    derive(source, out, 150)
    with Image.open(out) as image:
        assert (image.format, image.size) == ("JPEG", (150, 75))
    assert [path.name for path in out.parent.iterdir()] == ["p.jpg"]


def test_what_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    with pytest.raises(BadInput):
        derive(tmp_path / "broken.jpg", tmp_path / "out" / "p.jpg", 100)
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_written_leaves_the_old_one(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive(source, tmp_path / "p.jpg", 100)
    before = (tmp_path / "p.jpg").read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="No space left"):
        derive(source, tmp_path / "p.jpg", 50)
    assert (tmp_path / "p.jpg").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.jpg", "source.png"]


def test_turns_are_clockwise() -> None:
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    assert np.array_equal(upright(pixels, 90)[0, -1], pixels[0, 0]), "the upper left goes to the upper right"
    assert np.array_equal(upright(upright(pixels, 270), 90), pixels)
    assert np.array_equal(upright(pixels, -90), upright(pixels, 270))
    with pytest.raises(ValueError, match="no multiple of 90"):
        upright(pixels, 45)


def test_crops() -> None:
    pixels = np.arange(100 * 50 * 3, dtype=np.uint32).reshape(100, 50, 3).astype(np.uint8)
    assert np.array_equal(crop(pixels, WHOLE), pixels)
    assert np.array_equal(crop(pixels, Box(0.2, 0.1, 0.4, 0.5)), pixels[10:60, 10:30])
    assert crop(pixels, Box(0.2, 0.1, 0.4, 0.5), turn=90).shape == (20, 50, 3)
    assert crop(pixels, Box(0.2, 0.1, 0.4, 0.5), margin=0.1).shape == (70, 30, 3)
    assert crop(pixels, Box(1.0, 1.0, 0.0, 0.0)).shape == (1, 1, 3)
