"""RAW files as tifffile writes them: which of their pictures is shown, how it is turned, and what is refused."""

import struct
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
import tifffile
from written_raw import VERSION, bayer, tags

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.decode import decode
from curatorbench.imaging.facts import facts

WIDE, HIGH = 64, 48
BAYER = [tag for tag in tags() if tag[0] > 300 and tag != VERSION]


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


@pytest.mark.parametrize(("share", "shown"), [(1, (HIGH, WIDE)), (4, (HIGH, WIDE)), (1.05, (HIGH, WIDE))])
def test_a_preview_does_where_it_is_large_enough(tmp_path: Path, share: float, shown: tuple[int, int]) -> None:
    """A picture of so many pixels as the sensor has, or as are asked for; else the sensor's data are developed."""
    light = np.full((HIGH, WIDE, 3), 0.5)
    path = tmp_path / "a.dng"
    preview = np.full((int(HIGH / share), int(WIDE / share), 3), (200, 10, 10), np.uint8)
    with tifffile.TiffWriter(path) as file:
        file.write(bayer(light), photometric="cfa", subifds=1, extratags=tags())
        file.write(preview, photometric="rgb", subfiletype=1)
    is_preview = share < 1.1
    whole = decode(path)
    assert whole.shape[:2] == (preview.shape[:2] if is_preview else shown)
    assert (whole[5, 5] == (200, 10, 10)).all() == is_preview
    assert (facts(path).width, facts(path).height) == whole.shape[1::-1]
    assert (decode(path, longest=16)[5, 5] == (200, 10, 10)).all()


def test_the_kind_is_told_by_content(tmp_path: Path) -> None:
    """Marks of RAF, CR3, ORF, RW2, X3F, MRW, CRW, IIQ and CR2: LibRaw says that nothing is behind them."""
    marks = (
        b"FUJIFILMCCD-RAW 0201", b"\0\0\0\x18ftypcrx \0", b"IIRO\x08\0\0\0", b"IIU\0\x18\0\0\0", b"FOVb\0\0", b"\0MRM",
        b"II\x1a\0\0\0HEAPCCDR", b"II*\0\0\0\0\0IIII", b"II*\0\x10\0\0\0CR\2\0",
    )  # fmt: skip
    for mark in marks:
        path = tmp_path / "named.jpg"
        path.write_bytes(mark + bytes(2000))
        with pytest.raises(BadInput, match=r"named\.jpg") as caught:
            facts(path)
        assert caught.value.hint


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


def test_a_raw_that_lost_its_end_is_not_taken_for_its_preview(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    with tifffile.TiffWriter(path) as file:
        file.write(np.full((60, 90, 3), 99, np.uint8), photometric="rgb", extratags=[VERSION])
        file.write(mosaic(1, (1, 1), 1), photometric="cfa", extratags=[VERSION, *BAYER])
    assert facts(path).format == "DNG"
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(BadInput, match="cut short"):
        facts(path)


@pytest.mark.torture
def test_flipped_bytes_of_a_raw_give_a_picture_or_a_sentence(
    tmp_path: Path, dice: Random, turns: Callable[[int], int]
) -> None:
    path = tmp_path / "a.dng"
    with tifffile.TiffWriter(path) as file:
        file.write(mosaic(1, (2, 3), 4), photometric="cfa", subifds=1, extratags=[VERSION, *BAYER])
        file.write(picture(), photometric="rgb", compression="zlib")
    good = path.read_bytes()
    for _ in range(turns(400)):
        data = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(600)] = dice.randrange(256)
        path.write_bytes(data)
        try:
            assert decode(path).shape[2] == 3
        except BadInput as error:
            assert error.message and error.hint


def test_a_mosaic_that_is_no_dng_is_developed_too(tmp_path: Path) -> None:
    """As NEF, ARW and PEF are built: a picture in the first directory, the sensor's data below."""
    path = tmp_path / "a.nef"
    made = [(271, "s", 0, "NIKON CORPORATION", True), (272, "s", 0, "NIKON D850", True)]
    with tifffile.TiffWriter(path) as file:
        file.write(picture()[::4, ::4], photometric="rgb", subifds=1, extratags=made, software=False)
        file.write(bayer(np.full((HIGH, WIDE, 3), 0.5)), photometric="cfa", extratags=tags()[4:6], subfiletype=0)
    said = facts(path)
    assert (said.format, said.mime, said.width, said.height) == ("RAW", "image/x-dcraw", WIDE, HIGH)
    pixels = decode(path)
    assert pixels.shape == (HIGH, WIDE, 3) and np.ptp(pixels[8:-8, 8:-8]) <= 3
    assert decode(path, longest=16).shape == (12, 16, 3)
