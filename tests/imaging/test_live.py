"""What is drawn over a live picture, and how long it takes."""

import time

import cv2
import numpy as np
import pytest

from curatorbench.imaging import live
from curatorbench.imaging.pixels import Pixels, grey_of


def frame(wide: int = 640, high: int = 360) -> Pixels:
    """A grey table with a card of writing on it."""
    pixels = np.full((high, wide, 3), 128, np.uint8)
    cv2.putText(pixels, "Lucanus", (wide // 4, high // 2), cv2.FONT_HERSHEY_SIMPLEX, wide / 320, (20, 20, 20), 3)
    return pixels


def painted(before: Pixels, after: Pixels) -> float:
    return float((before != after).any(axis=2).mean())


def test_peaking_colours_what_is_in_focus_only() -> None:
    sharp, soft = frame(), cv2.GaussianBlur(frame(), (0, 0), 6)
    shown, blurred = sharp.copy(), soft.copy()
    live.peaking(shown, grey_of(live.halved(sharp)))
    live.peaking(blurred, grey_of(live.halved(soft)))
    assert 0.005 < painted(sharp, shown) < 0.2 and painted(soft, blurred) == 0
    assert set(map(tuple, shown[(shown != sharp).any(axis=2)])) == {live.PEAKING}


def test_zebra_stripes_what_is_clipped_only_and_moves() -> None:
    clean = frame()
    clipped = clean.copy()
    clipped[:100, :100], clipped[-100:, -100:] = 255, 0
    shown, later, untouched = clipped.copy(), clipped.copy(), clean.copy()
    live.zebra(shown, live.halved(clipped))
    live.zebra(later, live.halved(clipped), phase=4)
    live.zebra(untouched, live.halved(clean))
    assert painted(clean, untouched) == 0
    for corner in (np.s_[:100, :100], np.s_[-100:, -100:]):
        assert 0.4 < painted(clipped[corner], shown[corner]) < 0.6
        assert painted(shown[corner], later[corner]) > 0.9, "what was bright a moment ago is dark now"
    assert painted(clipped[100:-100], shown[100:-100]) == 0


def test_the_histogram_is_of_shares() -> None:
    pixels = np.zeros((40, 40, 3), np.uint8)
    pixels[:20] = (255, 128, 0)
    red, green, blue = live.histogram(pixels)
    assert len(red) == len(green) == len(blue) == live.BINS
    assert (red[0], red[-1], green[32], blue[0]) == (0.5, 0.5, 0.5, 1.0)


def test_focus_falls_with_blur_whatever_the_contrast() -> None:
    sharp = grey_of(frame(1280, 720))
    told = [live.focus(sharp)] + [live.focus(cv2.GaussianBlur(sharp, (0, 0), s)) for s in (0.7, 1.0, 1.5, 2, 3, 4)]
    assert told == sorted(told, reverse=True) and told[0] > 2 * told[3] > 3 * told[-1]
    faint = (sharp // 2 + 64).astype(np.uint8)
    assert live.focus(faint) == pytest.approx(told[0], abs=0.05)


def test_there_is_nothing_to_focus_on() -> None:
    grain = np.random.default_rng(2).normal(128, 3, (720, 1280)).clip(0, 255).astype(np.uint8)
    assert live.focus(grain) == 0 and live.focus(np.zeros((1, 1), np.uint8)) == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2), (3, 5), (361, 641)])
def test_frames_of_any_size(shape: tuple[int, int]) -> None:
    pixels = np.full((*shape, 3), 255, np.uint8)
    half = live.halved(pixels)
    live.peaking(pixels, grey_of(half))
    live.zebra(pixels, half)
    assert sum(live.histogram(half)[0]) == pytest.approx(1)


def test_jpeg_frames() -> None:
    colours = np.zeros((16, 16, 3), np.uint8)
    colours[:] = (250, 10, 10)
    data = cv2.imencode(".jpg", colours[..., ::-1])[1].tobytes()
    seen = live.decoded(data)
    assert seen is not None and np.abs(seen.astype(int) - colours).max() < 6, "red stays red"
    for broken in (b"", b"\xff\xd8\xff", data[:40], b"no picture"):
        assert live.decoded(broken) is None


def test_a_frame_of_1080_lines_takes_a_few_milliseconds() -> None:
    pixels = frame(1920, 1080)
    pixels[:200, :200] = 255
    took = []
    for _ in range(8):
        started = time.thread_time()
        half = live.halved(pixels)
        live.focus(grey_of(pixels))
        live.histogram(half)
        live.peaking(pixels, grey_of(half))
        live.zebra(pixels, half)
        took.append(time.thread_time() - started)
    assert min(took) < 0.012
