"""Codes that are there are read, and nothing else is."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
import zxingcpp

from curatorbench.imaging.barcodes import barcodes
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


def test_real_sheets(data: Path, dice: Random) -> None:
    sheets = dice.sample(sorted((data / "sheets" / "full_size").glob("*.jpg")), 4)
    for path in sheets:
        found = barcodes(decode(path))
        assert len(found) == 1 and found[0].text.startswith("H1") and len(found[0].text) == 8, path.name
        assert found[0].box.height * 3004 > 40, "as high as the bars are"
