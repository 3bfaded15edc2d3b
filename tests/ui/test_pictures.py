"""Large images: what the person has gone past is not loaded any more."""

import time

import pytest
from pytestqt.qtbot import QtBot

from curatorbench.ui.images.pictures import Pictures
from curatorbench.ui.operations import reads
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.ui.window import Window


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The images that were loaded, in order; each takes a moment."""
    order: list[str] = []

    def slow(sha256: str) -> ReadOperation[str]:
        return ReadOperation(lambda bench: (time.sleep(0.02), order.append(sha256), sha256)[2]).picture()

    monkeypatch.setattr(reads, "picture", slow)
    return order


def test_the_image_wanted_last_does_not_wait_for_those_gone_past(
    window: Window, qtbot: QtBot, loaded: list[str]
) -> None:
    heard: list[object] = []
    pictures = Pictures(window.desk.operations)
    for number in range(100):
        pictures.get(str(number), heard.append)
    qtbot.waitUntil(lambda: window.desk.operations.is_quiet, timeout=5000)
    assert loaded[:2] == ["0", "99"]  # the first was being loaded already
    assert len(loaded) < 10
    assert heard == loaded


def test_what_comes_next_is_loaded_after_what_is_looked_at(window: Window, qtbot: QtBot, loaded: list[str]) -> None:
    heard: list[object] = []
    pictures = Pictures(window.desk.operations)
    pictures.get("front", heard.append)
    pictures.prepare("back")
    pictures.get("other", heard.append)
    pictures.get("other", heard.append)
    qtbot.waitUntil(lambda: window.desk.operations.is_quiet, timeout=5000)
    assert loaded == ["front", "other", "back"]
    pictures.get("back", heard.append)
    assert heard == ["front", "other", "other", "back"]
