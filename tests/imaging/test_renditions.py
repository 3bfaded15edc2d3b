"""Renditions: whole or absent whatever happens, corrected by a chart, RAW in its full depth."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
import tifffile
from drawn_charts import CLASSIC, colours, picture
from PIL import Image
from written_raw import encoded, write_dng

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.charts import COLOURS
from curatorbench.imaging.colour_difference import lab_of, linear_of
from curatorbench.imaging.colour_target import find_target
from curatorbench.imaging.decode import decode
from curatorbench.imaging.renditions import RENDITIONS, rendition
from curatorbench.imaging.whole import sweep

MAKE = """
import resource, sys
from pathlib import Path
from curatorbench.domain.errors import StorageError
from curatorbench.imaging.renditions import rendition
kind, source, out, most = sys.argv[1:]
if int(most):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
print("ready", flush=True)
try:
    rendition(kind).make(Path(source), Path(out))
except StorageError as error:
    print(error.message, error.hint)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    noise = np.random.default_rng(3).integers(0, 255, (700, 1000, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "source.png")
    return tmp_path / "source.png"


def command(kind: str, source: Path, out: Path, most: int = 0) -> list[str]:
    return [sys.executable, "-c", MAKE, kind, str(source), str(out), str(most)]


def test_a_raw_without_chart_keeps_sixteen_bits(tmp_path: Path) -> None:
    light = np.linspace(0, 0.9, 96 * 64).reshape(64, 96, 1).repeat(3, axis=2)
    rendition("corrected").make(write_dng(tmp_path / "a.dng", light), tmp_path / "a.tif")
    pixels = tifffile.imread(tmp_path / "a.tif")
    assert pixels.dtype == np.uint16 and pixels.shape == (64, 96, 3)
    assert np.abs(pixels[10:-10] - encoded(light, 65_535)[10:-10]).max() < 700
    assert len(np.unique(pixels)) > 2000, "more than 8 bits can hold"


def test_a_chart_makes_the_colours_true(data: Path, tmp_path: Path) -> None:
    """A real sheet with its strip, spoilt by a warm light: the strip's mean difference falls by far."""
    sheet = sorted((data / "sheets" / "full_size").glob("*.jpg"))[0]
    pixels = decode(sheet)
    spoilt = np.clip(pixels * np.array([1.0, 0.85, 0.65]), 0, 255).astype(np.uint8)
    Image.fromarray(spoilt).save(tmp_path / "spoilt.png", compress_level=1)
    rendition("corrected").make(tmp_path / "spoilt.png", tmp_path / "a.tif")
    before, after = find_target(spoilt), find_target(tifffile.imread(tmp_path / "a.tif"))
    assert before and after and after.mean_de2000 < 0.5 * before.mean_de2000
    assert lab_of(linear_of(after.patches / 255.0)).shape == COLOURS.shape


def test_a_chart_on_a_raw_file_leaves_it_its_16_bits(tmp_path: Path) -> None:
    light = linear_of(picture(CLASSIC, colours()) / 255.0) * np.array([1.0, 0.8, 0.6])
    rendition("corrected").make(write_dng(tmp_path / "a.dng", light), tmp_path / "a.tif")
    made = tifffile.imread(tmp_path / "a.tif")
    found = find_target(np.right_shift(made, 8).astype(np.uint8))
    assert made.dtype == np.uint16 and (made % 257 != 0).mean() > 0.9, "no 8 bits that were spread"
    assert found is not None and found.white_balance < 1.5


@pytest.mark.parametrize("kind", RENDITIONS)
def test_what_cannot_be_read_leaves_nothing(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    with pytest.raises(BadInput):
        rendition(kind).make(tmp_path / "a.jpg", tmp_path / "out" / "a")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("kind", RENDITIONS)
@pytest.mark.skipif(sys.platform == "win32", reason="the system's limit on the size of a file")
def test_where_there_is_no_room_it_is_said_and_nothing_left(source: Path, tmp_path: Path, kind: str) -> None:
    """The system refuses every byte beyond 20 000."""
    out = tmp_path / "out" / "a"
    done = subprocess.run(command(kind, source, out, 20_000), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stdout and "Free some space" in done.stdout
    assert list(out.parent.iterdir()) == []


@pytest.mark.torture
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_at_any_moment_it_is_whole_or_absent(
    source: Path, tmp_path: Path, dice: Random, turns: Callable[[int], int]
) -> None:
    out = tmp_path / "out" / "a.tif"
    for _ in range(turns(100)):
        process = subprocess.Popen(command("pyramid", source, out), stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.uniform(0, 0.35))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        if out.exists():
            with tifffile.TiffFile(out) as file:
                assert [page.compression.name for page in file.pages] == ["JPEG"] * 3
            out.unlink()


def test_what_the_killed_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / ".a.part", tmp_path / ".b.part"
    for path in (old, new, tmp_path / "c.part"):
        path.write_bytes(b"x")
        os.utime(path, (1, 1) if path != new else None)
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".b.part", "c.part"]
