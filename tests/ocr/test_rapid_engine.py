"""What is RapidOCR's own: no network, no noise, turned lines, letters' confidences."""

import io
import socket
from contextlib import redirect_stderr, redirect_stdout

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from curatorbench.ocr.rapid import RapidOCREngine


def label(turn: int = 0) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    picture = Image.new("RGB", (640, 80), "white")
    ImageDraw.Draw(picture).text((15, 15), "Rocky Mountain Park", "black", ImageFont.truetype("DejaVuSans.ttf", 40))
    sheet = Image.new("RGB", (740, 740), "white")
    sheet.paste(picture.rotate(turn, expand=True), (20, 20))
    return np.asarray(sheet)


def test_loading_and_reading_need_no_network_and_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    said = io.StringIO()
    with redirect_stderr(said), redirect_stdout(said):
        assert RapidOCREngine().read(label()).text == "Rocky Mountain Park"
        assert not RapidOCREngine().read(np.zeros((90, 90, 3), dtype=np.uint8)).words
    assert said.getvalue() == ""


@pytest.mark.parametrize(
    ("turn", "along"), [(0, "right"), (180, "left"), (90, "up"), (270, "down")], ids=["0", "180", "90", "270"]
)
def test_words_of_a_turned_line_keep_their_own_places(engine: RapidOCREngine, turn: int, along: str) -> None:
    words = {word.text: word.box for word in engine.read(label(turn)).words}
    assert list(words) == ["Rocky", "Mountain", "Park"]
    (x0, y0), (x1, y1) = words["Rocky"].centre, words["Park"].centre
    went = {"right": x1 - x0, "left": x0 - x1, "down": y1 - y0, "up": y0 - y1}[along]
    assert went > 0.4


def test_a_picture_upside_down_is_read_in_its_own_order(engine: RapidOCREngine) -> None:
    sheet = Image.new("RGB", (740, 740), "white")
    for number, line in enumerate(("University of Tennessee", "Rocky Mountain Park", "July 1935")):
        ImageDraw.Draw(sheet).text((20, 20 + 70 * number), line, "black", ImageFont.truetype("DejaVuSans.ttf", 40))
    pixels = np.asarray(sheet)
    upright, over = engine.read(pixels), engine.read(pixels[::-1, ::-1])
    assert over.text == upright.text
    assert over.words[0].box.y > 0.8
    assert over.words[0].box.x > over.words[2].box.x


def test_a_line_weaker_than_asked_for_is_left_out() -> None:
    assert RapidOCREngine(least_confidence=1.01).read(label()).lines == ()
