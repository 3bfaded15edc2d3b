"""Codes that are there are read, and nothing else is."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
import zxingcpp

from benchmarks.code_sheets import code_sheet
from curatorbench.imaging.barcodes import CodeSearch, barcodes, codes_in_view
from curatorbench.imaging.decode import decode
from curatorbench.imaging.pixels import Pixels

Format = zxingcpp.BarcodeFormat


def code(text: str, kind: Format, scale: int = 3) -> np.ndarray:
    return np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale))


def sheet(pieces: list[tuple[np.ndarray, int, int]], wide: int = 1200, high: int = 1600) -> Pixels:
    canvas = np.full((high, wide, 3), 235, np.uint8)
    for piece, left, top in pieces:
        canvas[top : top + piece.shape[0], left : left + piece.shape[1]] = piece[..., None]
    return canvas


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("H1178062", Format.Code128, "Code128"),
        ("TENN-L-0000042", Format.Code39, "Code39"),
        ("BM000123456", Format.DataMatrix, "DataMatrix"),
        ("https://id.example/1", Format.QRCode, "QRCode"),
        ("NHMUK010101010", Format.PDF417, "PDF417"),
    ],
)
def test_kinds_of_codes(text: str, kind: Format, name: str) -> None:
    piece = code(text, kind)
    found = barcodes(sheet([(piece, 300, 700)]))
    assert [(b.text, b.format) for b in found] == [(text, name)]
    left, top, right, bottom = found[0].box.to_pixels((1200, 1600))
    assert left >= 300 and right <= 300 + piece.shape[1] and top >= 700 and bottom <= 700 + piece.shape[0]
    assert (bottom - top) > 0.55 * piece.shape[0] - 20, "the box is of the code, not of the line that was scanned"


def test_two_codes_come_from_top_to_bottom_and_turned_ones_too() -> None:
    first, second = code("CBH00000001", Format.Code128), np.rot90(code("CBH00000002", Format.Code128))
    found = barcodes(sheet([(second, 200, 900), (first, 300, 200)]))
    assert [b.text for b in found] == ["CBH00000001", "CBH00000002"]
    assert found[1].box.height > found[1].box.width


def test_a_code_of_single_pixels_needs_enlarging() -> None:
    assert [b.text for b in barcodes(sheet([(code("CBH00000001", Format.Code128, 1), 700, 1200)]))] == ["CBH00000001"]


@pytest.mark.parametrize("text", ["12", "ABC", "HELLO", "12A"])
def test_short_reads_of_codes_without_checksum_are_dropped(text: str) -> None:
    assert barcodes(sheet([(code(text, Format.Code39), 200, 200)])) == ()


def test_stripes_are_no_code(dice: Random) -> None:
    """Rulers, hatchings and noise."""
    for period in (4, 6, 9):
        view = sheet([])
        for left in range(100, 1000, period):
            view[200:260, left : left + dice.randint(1, period - 1)] = 20
        assert barcodes(view) == ()
    noise = np.random.default_rng(3).integers(0, 255, (600, 800, 3), dtype=np.uint8)
    assert barcodes(noise) == ()


def test_an_empty_picture_and_a_tiny_one() -> None:
    assert barcodes(np.zeros((1, 1, 3), np.uint8)) == ()
    assert barcodes(np.full((40, 3000, 3), 255, np.uint8)) == ()


@pytest.mark.parametrize("module", [1.5, 2.0, 4.0])
@pytest.mark.parametrize("turn", [0, 5, 17, 45, 90, 180])
def test_small_turned_and_soft_codes(module: float, turn: float, dice: Random) -> None:
    pixels, printed = code_sheet(dice.randrange(10**6), module, turn, dice.uniform(0, 0.4))
    search = CodeSearch(pixels)
    found = search.codes
    assert {(b.text, b.format) for b in found} == {(p.text, p.format) for p in printed}
    assert len(found) == len(printed) and len(search.unread()) <= 1
    high, wide = pixels.shape[:2]
    for code in found:
        x, y = next(p.centre for p in printed if p.text == code.text)
        box = code.box.padded(2 / wide)
        assert box.x < x / wide < box.right and box.y < y / high < box.bottom


def test_a_small_code_beside_a_large_one(dice: Random) -> None:
    pixels, printed = code_sheet(dice.randrange(10**6), 1.5, 17, 0.2, names=("DataMatrix", "Code128"))
    large = code("CBH00000001", Format.Code128, 5)
    whole = np.full((1200, 2000, 3), 230, np.uint8)
    whole[: pixels.shape[0], : pixels.shape[1]] = pixels
    whole[900 : 900 + large.shape[0], 300 : 300 + large.shape[1]] = large[..., None]
    assert {b.text for b in barcodes(whole)} == {"CBH00000001", *(p.text for p in printed)}


@pytest.mark.parametrize("module", [0.6, 0.8, 1.0])
def test_nothing_is_invented_where_codes_are_too_small(module: float, dice: Random) -> None:
    pixels, printed = code_sheet(dice.randrange(10**6), module, dice.uniform(0, 180), 0.4)
    assert {b.text for b in barcodes(pixels)} <= {p.text for p in printed}


def test_what_could_not_be_read_is_said(dice: Random) -> None:
    """A smeared Code 128 is seen to be one; a text, a ruler and the codes that were read are not."""
    piece = code("CBH00000001", Format.Code128, 2)
    spoilt = piece.copy()
    spoilt[:, 60:100] = 255
    pixels = sheet([(spoilt, 300, 700), (code("CBH00000002", Format.Code128), 300, 1200)])
    pixels[100:140, 100:1000:6] = pixels[100:140, 101:1000:6] = 20
    search = CodeSearch(pixels)
    assert [b.text for b in search.codes] == ["CBH00000002"] == [b.text for b in barcodes(pixels)]
    places = search.unread()
    assert places == CodeSearch(pixels).unread(search.codes), "whether codes are read here or were before"
    assert len(CodeSearch(pixels).unread([])) == 2, "whatever is not among those that were found"
    assert len(places) == 1
    left, top, right, bottom = places[0].to_pixels((1200, 1600))
    assert left < 300 + piece.shape[1] and right > 300 and top < 700 + piece.shape[0] and bottom > 700


def test_one_fast_look_at_a_live_frame() -> None:
    frame = sheet([(code("CBH00000001", Format.Code128), 300, 300)], 1920, 1080)
    assert [b.text for b in codes_in_view(frame)] == ["CBH00000001"]
    assert codes_in_view(sheet([], 1920, 1080)) == ()


def test_real_codes_of_four_kinds(data: Path) -> None:
    expected = {
        "code128": "Stegosaurus",
        "datamatrix": "Triceratops",
        "pdf417": "Metasequoia",
        "qrcode": "Thalassiodracon",
    }
    for name, text in expected.items():
        assert [b.text for b in barcodes(decode(data / "barcodes" / f"{name}.png"))] == [text]
    assert barcodes(decode(data / "barcodes" / "nobarcode.png")) == ()


def test_real_sheets_of_grey_scans(data: Path, dice: Random) -> None:
    """Code 39 with its number printed below it, which is also the file's name."""
    scans = sorted((data / "labels" / "images").glob("NY_*.jpg"))
    for path in dice.sample([p for p in scans if "_lg" not in p.name], 2):
        assert [b.text for b in barcodes(decode(path))] == [path.stem[3:]]


def test_real_sheets(data: Path, dice: Random) -> None:
    sheets = dice.sample(sorted((data / "sheets" / "full_size").glob("*.jpg")), 4)
    for path in sheets:
        found = barcodes(decode(path))
        assert len(found) == 1 and found[0].text.startswith("H1") and len(found[0].text) == 8, path.name
        assert found[0].box.height * 3004 > 40, "as high as the bars are"
