"""RAW files developed: right colours whatever the light, upright, and no hostile file harms the caller."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import psutil
import pytest
from written_raw import encoded, write_dng

from curatorbench.domain.box import Box
from curatorbench.domain.errors import BadInput
from curatorbench.imaging import develop as developing
from curatorbench.imaging.decode import decode
from curatorbench.imaging.develop import develop, look
from curatorbench.imaging.facts import facts

WIDE, HIGH = 96, 64
ORANGE, GREY, BLUE = (0.5, 0.25, 0.1), (0.4, 0.4, 0.4), (0.05, 0.1, 0.3)


def scene() -> np.ndarray:
    """Linear: orange above, grey below left, blue below right."""
    light = np.empty((HIGH, WIDE, 3))
    light[: HIGH // 2] = ORANGE
    light[HIGH // 2 :, : WIDE // 2] = GREY
    light[HIGH // 2 :, WIDE // 2 :] = BLUE
    return light


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("depth", [8, 16])
def test_known_colours_come_out_right(tmp_path: Path, depth: int, half: bool) -> None:
    path = write_dng(tmp_path / "a.dng", scene(), black=1000)
    pixels = develop(path, half=half, depth=depth)
    scale = 2 if half else 1
    assert pixels.dtype == (np.uint16 if depth == 16 else np.uint8)
    assert pixels.shape == (HIGH // scale, WIDE // scale, 3)
    full = 2**depth - 1
    high, wide = pixels.shape[:2]
    for (y, x), colour in {(0.25, 0.5): ORANGE, (0.75, 0.25): GREY, (0.75, 0.75): BLUE}.items():
        found = pixels[int(y * high), int(x * wide)].astype(float)
        assert np.abs(found - encoded(np.array(colour), full)).max() <= 0.005 * full


def test_the_cameras_white_balance_is_applied(tmp_path: Path) -> None:
    """The sensor sees red at 0.5 and blue at 0.6 of green, and says so (AsShotNeutral)."""
    neutral = (0.5, 1.0, 0.6)
    path = write_dng(tmp_path / "a.dng", scene(), gains=neutral, neutral=neutral, black=500)
    patch = develop(path)[-8, 8] / 65_535
    assert np.abs(patch - encoded(np.array(GREY), 1)).max() < 0.01


def test_a_neutral_patch_gives_the_white_balance(tmp_path: Path) -> None:
    """The camera was set wrongly; the grey patch, seen upright, tells."""
    path = write_dng(tmp_path / "a.dng", scene(), gains=(0.5, 1.0, 0.6), orientation=3)
    wrong = develop(path)[8, -8].astype(float)
    assert np.ptp(wrong) > 10_000
    right = develop(path, neutral=Box(0.55, 0.05, 0.4, 0.4))[8, -8].astype(float)
    assert np.ptp(right) < 400
    with pytest.raises(BadInput, match="black"):
        develop(write_dng(tmp_path / "b.dng", scene() * 0), neutral=Box(0.5, 0.5, 0.1, 0.1))


def test_brightness_does_not_depend_on_what_else_is_in_the_picture(tmp_path: Path) -> None:
    darker, lit = scene(), scene()
    lit[-6:, -6:] = 0.95
    one, other = (develop(write_dng(tmp_path / f"{n}.dng", light)) for n, light in enumerate((darker, lit)))
    assert np.array_equal(one[:16], other[:16])


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_it_is_upright(tmp_path: Path, orientation: int) -> None:
    path = write_dng(tmp_path / "a.dng", scene(), orientation=orientation)
    turned = np.rot90(scene(), {1: 0, 3: 2, 6: -1, 8: 1}[orientation])
    want = encoded(turned)[8::16, 8::16]
    for pixels in (develop(path, depth=8), decode(path)):
        assert np.abs(pixels[8::16, 8::16] - want).max() <= 2
    said = facts(path)
    assert (said.format, said.width, said.height) == ("DNG", turned.shape[1], turned.shape[0])
    seen = look(path)
    assert (seen.width, seen.height, seen.preview) == (said.width, said.height, b"")


def test_half_is_enough_for_a_thumbnail(tmp_path: Path) -> None:
    small = decode(write_dng(tmp_path / "a.dng", scene()), longest=40)
    assert small.shape[1] == 40
    assert np.abs(small[4, 20] - encoded(np.array(ORANGE))).max() <= 2


def test_promises_and_cuts_are_refused_in_a_sentence(tmp_path: Path) -> None:
    path = write_dng(tmp_path / "a.dng", scene())
    path.write_bytes(path.read_bytes()[:-500])
    (tmp_path / "b.dng").write_bytes(b"hello" * 100)
    for name in ("a.dng", "b.dng", "none.dng"):
        with pytest.raises(BadInput) as caught:
            develop(tmp_path / name)
        assert caught.value.message and caught.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_developer_that_dies_is_a_sentence(tmp_path: Path) -> None:
    """Killed while it works, as by a crash inside LibRaw or by the system when memory ends."""
    path = write_dng(tmp_path / "a.dng", np.tile(scene(), (40, 40, 1)))
    stop = threading.Event()

    def kill() -> None:
        while not stop.is_set():
            for child in psutil.Process().children():
                child.send_signal(signal.SIGSEGV)
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        with pytest.raises(BadInput, match="down"):
            develop(path)
    finally:
        stop.set()
        killer.join()


def test_a_developer_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "PATIENCE", 0.3)
    started = time.monotonic()
    path = write_dng(tmp_path / "b.dng", np.tile(scene(), (60, 60, 1)))
    with pytest.raises(BadInput):
        develop(path)
    assert time.monotonic() - started < 10


@pytest.mark.torture
def test_hostile_files_never_harm_the_caller(data: Path, turns: Callable[[int], int]) -> None:
    files = sorted(path for path in (data / "hostile").rglob("*") if path.is_file())
    step = max(1, len(files) // turns(200))
    for path in files[::step]:
        with pytest.raises(BadInput) as caught:
            look(path)
        assert caught.value.message and caught.value.hint


@pytest.mark.torture
def test_flipped_bytes_of_a_mosaic(tmp_path: Path, dice: Random, turns: Callable[[int], int]) -> None:
    path = write_dng(tmp_path / "a.dng", scene())
    good = path.read_bytes()
    for _ in range(turns(200)):
        data = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(600)] = dice.randrange(256)
        path.write_bytes(data)
        try:
            assert develop(path, depth=8).shape[2] == 3
        except BadInput as error:
            assert error.message and error.hint


def test_the_caller_loads_no_libraw() -> None:
    program = "import sys, curatorbench.imaging.develop, curatorbench.imaging.decode; print('rawpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "False\n"
