"""RAW files as tifffile writes them: what they show, how it is turned, and what is refused."""

import struct
from pathlib import Path
from random import Random

import numpy as np
import pytest
import tifffile

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.decode import decode
from curatorbench.imaging.facts import facts

WIDE, HIGH, WHITE = 64, 48, 60_000
VERSION = (50706, "B", 4, bytes([1, 4, 0, 0]), True)
BAYER = [(33421, "H", 2, (2, 2), True), (33422, "B", 4, bytes([0, 1, 1, 2]), True), (50717, "I", 1, WHITE, True)]


def picture() -> np.ndarray:
    """Red grows to the right, green downwards."""
    y, x = np.mgrid[0:HIGH, 0:WIDE]
    return np.dstack([x * 4, y * 5, np.full_like(x, 30)]).astype(np.uint8)


def mosaic(red: int, greens: tuple[int, int], blue: int, dtype: type = np.uint16) -> np.ndarray:
    return np.tile(np.array([[red, greens[0]], [greens[1], blue]], dtype), (HIGH // 2, WIDE // 2))


def orientation(value: int) -> tuple[object, ...]:
    return (274, "H", 1, value, True)


@pytest.mark.parametrize(("byteorder", "bigtiff"), [("<", False), (">", False), ("<", True)])
@pytest.mark.parametrize("compression", [None, "zlib"])
def test_an_rgb_preview_in_the_first_directory(
    tmp_path: Path, compression: str | None, bigtiff: bool, byteorder: str
) -> None:
    path = tmp_path / "a.dng"
    layout = {"bigtiff": bigtiff, "byteorder": byteorder}
    tifffile.imwrite(path, picture(), photometric="rgb", compression=compression, extratags=[VERSION], **layout)
    said = facts(path)
    assert (said.format, said.mime, said.width, said.height) == ("DNG", "image/x-adobe-dng", WIDE, HIGH)
    assert np.array_equal(decode(path), picture())


@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("byteorder", ["<", ">"])
def test_a_preview_below_the_mosaic_is_turned_as_the_file_says(
    tmp_path: Path, byteorder: str, compression: str | None
) -> None:
    path = tmp_path / "a.dng"
    with tifffile.TiffWriter(path, byteorder=byteorder) as file:
        sensor = mosaic(9000, (9000, 9000), 9000)
        tags = [VERSION, orientation(6), *BAYER]
        file.write(sensor, photometric="cfa", subifds=2, extratags=tags, datetime="2026:02:03 10:11:12")
        file.write(picture()[::4, ::4], photometric="rgb", subfiletype=1)
        file.write(picture(), photometric="rgb", subfiletype=1, compression=compression)
    said = facts(path)
    assert (said.width, said.height, said.created) == (HIGH, WIDE, "2026-02-03T10:11:12")
    assert np.array_equal(decode(path), np.rot90(picture(), -1))


def test_a_mosaic_alone_is_shown_at_half_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    sensor = mosaic(WHITE, (0, WHITE // 2), 0)
    tifffile.imwrite(path, sensor, photometric="cfa", extratags=[VERSION, *BAYER])
    said = facts(path)
    assert (said.format, said.width, said.height) == ("DNG", WIDE // 2, HIGH // 2)
    pixels = decode(path)
    assert pixels.shape == (HIGH // 2, WIDE // 2, 3)
    assert (pixels == (255, round(255 * 0.25 ** (1 / 2.2)), 0)).all()
    assert max(decode(path, longest=16).shape) == 16


@pytest.mark.parametrize("turn", [3, 6])
def test_a_turned_mosaic_keeps_its_colours(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "a.dng"
    sensor = mosaic(WHITE, (0, 0), 0)
    sensor[: HIGH // 2] = 0
    tifffile.imwrite(path, sensor, photometric="cfa", extratags=[VERSION, orientation(turn), *BAYER])
    pixels = decode(path)
    assert (facts(path).width, facts(path).height) == pixels.shape[1::-1]
    lit = pixels[: HIGH // 4] if turn == 3 else pixels[:, : HIGH // 4]
    assert (lit == (255, 0, 0)).all()
    assert pixels.any(axis=2).mean() == 0.5


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_without_a_white_level_the_brightest_is_white(tmp_path: Path, dtype: type) -> None:
    path = tmp_path / "a.dng"
    tifffile.imwrite(path, mosaic(10, (100, 100), 100, dtype), photometric="cfa", extratags=[VERSION, *BAYER[:2]])
    red, green, blue = decode(path)[0, 0]
    assert red < 100 and green == blue == 255


def test_a_mosaic_of_unknown_pattern_is_grey(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    tifffile.imwrite(path, mosaic(0, (WHITE, WHITE), 0), photometric="cfa", extratags=[VERSION, BAYER[2]])
    assert (decode(path) == round(255 * 0.5 ** (1 / 2.2))).all()


def test_a_mosaic_that_promises_too_much_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    tifffile.imwrite(path, mosaic(1, (1, 1), 1), photometric="cfa", extratags=[VERSION, *BAYER])
    data = path.read_bytes()
    for tag, real in ((256, WIDE), (257, HIGH)):
        for code, kind in (("H", 3), ("I", 4)):
            old = struct.pack("<HHI" + code, tag, kind, 1, real)
            data = data.replace(old, struct.pack("<HHI" + code, tag, kind, 1, 30_000))
    path.write_bytes(data)
    for look in (facts, decode):
        with pytest.raises(BadInput, match="30000 x 30000 pixels"):
            look(path)


def test_a_mosaic_cut_short_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    tifffile.imwrite(path, mosaic(1, (1, 1), 1), photometric="cfa", extratags=[VERSION, *BAYER])
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(BadInput):
        decode(path)


@pytest.mark.parametrize("kind", ["preview", "mosaic"])
def test_flipped_bytes_of_a_raw_give_a_picture_or_a_sentence(tmp_path: Path, kind: str, dice: Random) -> None:
    path = tmp_path / "a.dng"
    with tifffile.TiffWriter(path) as file:
        file.write(mosaic(1, (2, 3), 4), photometric="cfa", subifds=int(kind == "preview"), extratags=[VERSION, *BAYER])
        if kind == "preview":
            file.write(picture(), photometric="rgb", compression="zlib")
    good = path.read_bytes()
    for _ in range(150):
        data = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(600)] = dice.randrange(256)
        path.write_bytes(data)
        try:
            assert decode(path).shape[2] == 3
        except BadInput as error:
            assert error.message and error.hint
