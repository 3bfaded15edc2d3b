"""Half files: cut, or with zeros where a copy broke off. None is taken for a picture, and no picture for one."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageDraw

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.completeness.checking import check_complete
from curatorbench.imaging.facts import facts

PAGE = 4096
FORMS: dict[str, dict[str, object]] = {
    "plain.jpg": {"quality": 90},
    "tables.jpg": {"quality": 85, "optimize": True},
    "progressive.jpg": {"quality": 85, "progressive": True},
    "restarts.jpg": {"quality": 85, "optimize": True, "restart_marker_rows": 2},
    "fine.jpg": {"quality": 98, "subsampling": 0},
    "a.png": {},
    "plain.tif": {},
    "lzw.tif": {"compression": "tiff_lzw"},
    "deflate.tif": {"compression": "tiff_adobe_deflate"},
    "packed.tif": {"compression": "packbits"},
}  # fmt: skip


def sheet(seed: int, size: tuple[int, int] = (701, 523)) -> Image.Image:
    """Toned paper with grain, a dark plant, a label that is plain white."""
    dice = np.random.default_rng(seed)
    wide, high = size
    paper = np.array([226, 214, 190]) + dice.normal(0, 3, (high, wide, 1))
    image = Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for x, y, length in dice.integers(20, 480, (30, 3)):
        pen.line((x, y, x + length // 4, y + length // 3), fill=(60, 80, 40), width=5)
    pen.rectangle((wide - 240, high - 130, wide - 20, high - 20), fill="white")
    return image


def refusal(path: Path) -> BadInput | None:
    """As on every way in."""
    try:
        facts(path)
        check_complete(path)
    except BadInput as error:
        assert error.hint and path.name in error.message
        return error
    return None


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    for number, (name, how) in enumerate(FORMS.items()):
        sheet(number).save(folder / name, **how)
    return {name: (folder / name).read_bytes() for name in FORMS}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_whole_is_taken(tmp_path: Path, name: str, whole: dict[str, bytes]) -> None:
    (tmp_path / name).write_bytes(whole[name])
    assert refusal(tmp_path / name) is None


@pytest.mark.parametrize("name", FORMS)
def test_what_was_cut_is_refused_wherever(
    tmp_path: Path, name: str, whole: dict[str, bytes], turns: Callable[[int], int], dice: random.Random
) -> None:
    path, content = tmp_path / name, whole[name]
    for length in [len(content) - 1, *(dice.randrange(1, len(content)) for _ in range(turns(200)))]:
        path.write_bytes(content[:length])
        assert refusal(path) is not None or _is_all_there(path, content), f"cut after {length} of {len(content)}"


def _is_all_there(path: Path, content: bytes) -> bool:
    """What was cut off was no part of the picture."""
    with Image.open(path) as half, Image.open(io.BytesIO(content)) as other:
        return half.tobytes() == other.tobytes()


@pytest.mark.parametrize("on_pages", [True, False])
@pytest.mark.parametrize("name", [name for name in FORMS if name.endswith(("jpg", "png"))])
def test_a_hole_in_coded_data_is_refused_wherever(
    tmp_path: Path, name: str, on_pages: bool, whole: dict[str, bytes], turns: Callable[[int], int], dice: random.Random
) -> None:
    path, content = tmp_path / name, whole[name]
    coded = content.index(b"\xff\xda" if name.endswith("jpg") else b"IDAT") + 14
    missed, tries = [], max(5, turns(100))
    for _ in range(tries):
        start, length = dice.randrange(coded, len(content) - 600), dice.randrange(512, 3 * PAGE)
        if on_pages:
            start, length = -(-start // 512) * 512, -(-length // 512) * 512
        path.write_bytes(_hollow(content, start, start + length))
        if refusal(path) is None:
            missed.append(f"{length} zeros from {start} of {len(content)}")
    assert len(missed) <= (0.5 * tries if name.startswith("progressive") else 0), missed


@pytest.mark.parametrize("name", FORMS)
def test_a_file_made_in_advance_and_not_filled_is_refused(
    tmp_path: Path, name: str, whole: dict[str, bytes], turns: Callable[[int], int], dice: random.Random
) -> None:
    path, content = tmp_path / name, whole[name]
    for _ in range(turns(60)):
        start = dice.randrange(1, (len(content) - 1) // PAGE) * PAGE
        path.write_bytes(_hollow(content, start, len(content)))
        assert refusal(path) is not None, f"zeros from {start} of {len(content)}"


def _hollow(content: bytes, start: int, end: int) -> bytes:
    end = min(end, len(content))
    return content[:start] + bytes(end - start) + content[end:]


@pytest.mark.parametrize("kind", ["uint8", "uint16", "planar", "tiled", "grey", "strips"])
def test_a_tiff_described_before_its_pixels_shows_what_is_missing(
    tmp_path: Path, kind: str, turns: Callable[[int], int], dice: random.Random
) -> None:
    path = tmp_path / "a.tif"
    _write(path, np.asarray(sheet(3, (801, 605))), kind)
    assert refusal(path) is None
    content = path.read_bytes()
    refused, tries = 0, 5 * turns(40)
    for _ in range(tries):
        start = dice.randrange(2, (len(content) - 1) // PAGE - 2) * PAGE
        is_tail = dice.random() < 0.5
        end = len(content) if is_tail else start + dice.randrange(1, 9) * PAGE
        path.write_bytes(_hollow(content, start, end))
        refused += refusal(path) is not None
    assert refused >= (0.4 if kind == "tiled" else 0.8) * tries, "the others begin at a row's end, or in a first row"


def _write(path: Path, pixels: np.ndarray, kind: str) -> None:
    how: dict[str, object] = {"photometric": "rgb"}
    if kind == "uint16":
        pixels = pixels.astype(np.uint16) * 257
    elif kind == "grey":
        pixels, how = np.tile(pixels[..., 1], (3, 1)), {"photometric": "minisblack"}
    elif kind == "planar":
        pixels, how = np.moveaxis(pixels, 2, 0).copy(), {"photometric": "rgb", "planarconfig": "separate"}
    elif kind == "tiled":
        how["tile"] = (256, 256)
    elif kind == "strips":
        how["rowsperstrip"] = 3
    tifffile.imwrite(path, pixels, **how)


def _black(high: int = 900, wide: int = 1501) -> np.ndarray:
    return np.zeros((high, wide, 3), np.uint8)


def _with(pixels: np.ndarray, *, bottom: int = 0, border: int = 0) -> np.ndarray:
    if bottom:
        pixels[-bottom:] = 0
    if border:
        for side in (np.s_[:border], np.s_[-border:], np.s_[:, :border], np.s_[:, -border:]):
            pixels[side] = 0
    return pixels


def _on_black(seed: int) -> np.ndarray:
    """An insect's outline on a cloth that is cut off to black."""
    image = Image.fromarray(_black())
    pen, dice = ImageDraw.Draw(image), random.Random(seed)
    x, y = dice.randrange(300, 1000), dice.randrange(200, 500)
    pen.ellipse((x - 250, y - 100, x + 250, y + 100), fill=(90, 60, 30))
    pen.line((x, y, x + dice.randrange(-300, 300), y + 280), fill=(120, 80, 40), width=7)
    return np.asarray(image)


def _turned(seed: int) -> np.ndarray:
    angle = random.Random(seed).uniform(-4, 4)
    return np.asarray(sheet(seed, (1501, 900)).rotate(angle, Image.Resampling.BICUBIC))


def _masked(seed: int) -> np.ndarray:
    pixels, dice = np.array(sheet(seed, (1901, 700))), random.Random(seed)
    x, y = dice.randrange(0, 400), dice.randrange(0, 300)
    pixels[y : y + 300, x : x + 1450] = 0
    return pixels


BLACKS: dict[str, Callable[[int], np.ndarray]] = {
    "wholly black": lambda _: _black(),
    "a black bottom": lambda seed: _with(np.array(sheet(seed, (1501, 900))), bottom=40 + seed * 7),
    "a black border": lambda seed: _with(np.array(sheet(seed, (1501, 900))), border=1 + seed * 3),
    "an insect on black": _on_black,
    "turned, with black corners": _turned,
    "a label masked": _masked,
    "white is zero": lambda seed: _with(np.array(sheet(seed)), bottom=100),
}


@pytest.mark.parametrize("what", BLACKS)
@pytest.mark.parametrize("kind", ["uint8", "uint16", "tiled", "planar", "strips"])
def test_black_is_a_colour(tmp_path: Path, what: str, kind: str, turns: Callable[[int], int]) -> None:
    for seed in range(turns(40)):
        path = tmp_path / f"{seed}.tif"
        _write(path, BLACKS[what](seed), kind)
        assert refusal(path) is None, seed


@pytest.mark.parametrize("colour", ["black", "white", (128, 128, 128), (200, 10, 10)])
@pytest.mark.parametrize("how", [how for name, how in FORMS.items() if name.endswith("jpg")])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_plain_jpeg_may_be_zeros(tmp_path: Path, colour: object, how: dict[str, object], mode: str) -> None:
    plain = Image.new("RGB", (1600, 1200), colour)  # type: ignore[arg-type]
    ImageDraw.Draw(plain).text((30, 30), "B 10 0001234", fill="red")
    plain.convert(mode).save(tmp_path / "a.jpg", **how)
    assert refusal(tmp_path / "a.jpg") is None


def test_what_follows_the_end_is_no_part_of_the_picture(tmp_path: Path, whole: dict[str, bytes]) -> None:
    for name in ("plain.jpg", "a.png"):
        (tmp_path / name).write_bytes(whole[name] + bytes(3 * PAGE))
        assert refusal(tmp_path / name) is None


def test_a_png_without_its_end_or_with_a_wrong_checksum(tmp_path: Path, whole: dict[str, bytes]) -> None:
    content, path = whole["a.png"], tmp_path / "a.png"
    at = content.index(b"IDAT") + 1000
    for broken in (content[:-12], content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]):
        path.write_bytes(broken)
        assert refusal(path) is not None


def test_strips_beyond_the_end_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.asarray(sheet(1)), photometric="rgb", rowsperstrip=16)
    path.write_bytes(path.read_bytes()[:-100])
    error = refusal(path)
    assert error is not None and "cut short" in error.message


@pytest.mark.torture
def test_no_real_picture_is_refused(data: Path, request: pytest.FixtureRequest) -> None:
    found = [path for folder in ("labels", "sheets", "drawers", "barcodes") for path in (data / folder).rglob("*")]
    pictures = sorted(path for path in found if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".tif"))
    sample = pictures if request.config.getoption("--torture") else pictures[::20]
    refused = []
    for path in sample:
        try:
            check_complete(path, decoding=False)
        except BadInput as error:
            refused.append(error.message)
    assert sample and refused == []
