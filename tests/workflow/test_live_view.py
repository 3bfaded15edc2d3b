"""The live picture as the window gets it, and the code that releases the shutter."""

import cv2
import numpy as np
import pytest
import zxingcpp

from curatorbench.capture.port import Frame
from curatorbench.domain.errors import DeviceError
from curatorbench.imaging.pixels import Pixels
from curatorbench.workflow.live import CLEAR_FRAMES, CodeTrigger, LiveView, look

ALL = LiveView(peaking=True, zebra=True, histogram=True)


def table(*codes: str, left: int = 100) -> Pixels:
    pixels = np.full((720, 1280, 3), 120, np.uint8)
    for row, text in enumerate(codes):
        piece = np.asarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=2))
        top = 60 + 200 * row
        pixels[top : top + piece.shape[0], left : left + piece.shape[1]] = piece[..., None]
    return pixels


def frame(pixels: Pixels) -> Frame:
    return Frame(pixels.tobytes(), pixels.shape[1], pixels.shape[0])


def jpeg(pixels: Pixels) -> Frame:
    data = cv2.imencode(".jpg", pixels[..., ::-1])[1].tobytes()
    return Frame(data, pixels.shape[1], pixels.shape[0], "jpeg")


EMPTY, ONE, TWO = frame(table()), frame(table("CBH00000001")), frame(table("CBH00000002"))


def test_what_is_asked_for_is_drawn() -> None:
    plain, full = look(ONE, LiveView()), look(ONE, ALL)
    assert plain.rgb == bytes(ONE.data) and plain.histogram is None and plain.sharpness == full.sharpness
    assert (full.width, full.height, len(full.rgb)) == (1280, 720, 1280 * 720 * 3) and full.rgb != plain.rgb
    assert full.histogram is not None and [len(bins) for bins in full.histogram] == [64] * 3


def test_jpeg_and_memory_views_are_frames_too() -> None:
    assert look(jpeg(table("A1234")), ALL).width == 1280
    assert look(Frame(memoryview(table().tobytes()), 1280, 720), ALL).height == 720


@pytest.mark.parametrize(
    "broken",
    [Frame(b"", 0, 0), Frame(b"abc", 4, 4), Frame(b"", 9, 9, "jpeg"), Frame(b"\xff\xd8\xff\xe0", 9, 9, "jpeg")],
)
def test_a_broken_frame_is_said(broken: Frame) -> None:
    for refused in (lambda: look(broken, ALL), lambda: CodeTrigger().seen(broken)):
        with pytest.raises(DeviceError) as refusal:
            refused()
        assert refusal.value.hint


def told(*frames: Frame) -> list[str]:
    trigger = CodeTrigger()
    return [text for text in map(trigger.seen, frames) if text]


def test_a_code_is_told_once_when_it_lies_still() -> None:
    assert told(EMPTY, ONE) == []
    assert told(EMPTY, ONE, ONE, ONE, ONE) == ["CBH00000001"]
    assert told(ONE, ONE, TWO, TWO, TWO) == ["CBH00000001", "CBH00000002"]


def test_a_moving_code_waits() -> None:
    moving = [frame(np.roll(table("CBH00000001"), 60 * i, axis=(0, 1))) for i in range(5)]
    assert told(*moving) == []
    assert told(*moving, moving[-1]) == ["CBH00000001"]


def test_a_code_that_cannot_be_read_for_a_moment_is_not_new() -> None:
    assert told(ONE, ONE, EMPTY, EMPTY, ONE, ONE, ONE) == ["CBH00000001"]


def test_a_code_that_comes_back_to_a_clear_table_is_new() -> None:
    assert told(ONE, ONE, *[EMPTY] * CLEAR_FRAMES, ONE, ONE) == ["CBH00000001"] * 2


def test_two_codes_in_view_are_one_release() -> None:
    both = frame(table("CBH00000001", "CBH00000002"))
    assert told(both, both, both, both) == ["CBH00000001"]
