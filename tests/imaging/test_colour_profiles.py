"""Colours of other spaces come out right in sRGB, in previews and at full size; broken profiles harm nothing."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image
from written_profiles import ADOBE_RGB, DISPLAY_P3, PRO_PHOTO, Space, profile, saved_as
from written_raw import encoded

from curatorbench.imaging.colour_profiles import srgb_profile, to_srgb
from curatorbench.imaging.decode import decode
from curatorbench.imaging.derive import derive

SPACES = {"Adobe RGB": ADOBE_RGB, "ProPhoto": PRO_PHOTO, "Display P3": DISPLAY_P3}
LINEAR = np.array([(0.6, 0.1, 0.05), (0.1, 0.5, 0.1), (0.05, 0.1, 0.6), (0.2, 0.2, 0.2), (0.8, 0.7, 0.1), (1, 1, 1)])


def chart(colours: np.ndarray) -> Image.Image:
    return Image.fromarray(np.repeat(np.repeat(colours[None].astype(np.uint8), 64, axis=0), 64, axis=1))


def found(pixels: np.ndarray) -> np.ndarray:
    high, wide = pixels.shape[:2]
    step = wide / len(LINEAR)
    return np.array([pixels[high // 2, int((n + 0.5) * step)] for n in range(len(LINEAR))]).astype(float)


@pytest.mark.parametrize("kind", ["png", "jpg", "tif"])
@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)
def test_colours_are_right_in_srgb(tmp_path: Path, space: Space, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    options = {"quality": 97, "subsampling": 0} if kind == "jpg" else {}
    stored = chart(saved_as(LINEAR, space))
    stored.save(path, icc_profile=profile(space), **options)
    assert np.abs(found(np.asarray(stored)) - encoded(LINEAR)).max() > 10, "it would be seen"
    derive(path, tmp_path / "thumb.jpg", 192)
    for pixels in (decode(path), decode(path, longest=192), np.asarray(Image.open(tmp_path / "thumb.jpg"))):
        assert np.abs(found(pixels) - encoded(LINEAR)).max() <= (9 if pixels.shape[1] == 192 else 4)


def test_srgb_by_whatever_name_stays_as_it_is(tmp_path: Path) -> None:
    picture = chart(encoded(LINEAR))
    picture.info["icc_profile"] = srgb_profile()
    assert to_srgb(picture) is picture
    del picture.info["icc_profile"]
    assert to_srgb(picture) is picture


def test_cmyk_and_grey_profiles(tmp_path: Path) -> None:
    """A grey profile of gamma 1.8 is darker seen as sRGB; a profile of other channels than the picture's is none."""
    grey = chart(encoded(LINEAR)).convert("L")
    grey.info["icc_profile"] = profile(ADOBE_RGB)
    assert to_srgb(grey) is grey
    ink = chart(encoded(LINEAR)).convert("CMYK")
    ink.save(tmp_path / "a.jpg", icc_profile=profile(ADOBE_RGB))
    assert decode(tmp_path / "a.jpg").shape == (64, 384, 3)


def test_orientation_is_kept_beside_a_profile(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    chart(saved_as(LINEAR, ADOBE_RGB)).save(tmp_path / "a.jpg", icc_profile=profile(ADOBE_RGB), exif=exif)
    assert decode(tmp_path / "a.jpg").shape == (384, 64, 3)


def test_broken_profiles_are_no_profiles(tmp_path: Path, dice: Random) -> None:
    good = profile(ADOBE_RGB)
    stored = chart(saved_as(LINEAR, ADOBE_RGB))
    for turn in range(60):
        data = bytearray(good[: dice.randrange(len(good))] if turn % 2 else good)
        for _ in range(dice.randint(1, 12)):
            if data:
                data[dice.randrange(len(data))] = dice.randrange(256)
        path = tmp_path / "a.png"
        stored.save(path, icc_profile=bytes(data))
        assert decode(path).shape == (64, 384, 3)


def test_the_cameras_mark_of_adobe_rgb_is_known(tmp_path: Path) -> None:
    """No profile, but InteropIndex R03 as DCF has it: what a Canon writes. R98 is sRGB."""
    for index, want in (("R03", encoded(LINEAR)), ("R98", saved_as(LINEAR, ADOBE_RGB))):
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0xA001] = 0xFFFF
        exif.get_ifd(0x8769)[0xA005] = {1: index}
        chart(saved_as(LINEAR, ADOBE_RGB)).save(tmp_path / "a.jpg", exif=exif, quality=97, subsampling=0)
        assert np.abs(found(decode(tmp_path / "a.jpg")) - want).max() <= 4
