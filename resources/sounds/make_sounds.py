"""Makes the three short sounds of the capture bench beside this file: 16 bit mono WAV, quiet, without a click at either
end. Run it again after a change: `python resources/sounds/make_sounds.py`."""

from __future__ import annotations

import array
import math
import random
import wave
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
RATE = 44_100  # samples a second
_LOUD = 0.25  # of full scale: heard at the stand, not across the room


def tone(hertz: float, seconds: float) -> Iterator[float]:
    """A struck tone: it begins within 4 ms and dies away."""
    count = round(seconds * RATE)
    for at in range(count):
        swell = min(1.0, at / (0.004 * RATE)) * (1 - at / count) ** 2
        yield swell * math.sin(2 * math.pi * hertz * at / RATE)


def click(seconds: float, seed: int) -> Iterator[float]:
    """A short dry noise, as of a shutter's curtain."""
    dice, count, before = random.Random(seed), round(seconds * RATE), 0.0  # noqa: S311 - noise, no secret
    for at in range(count):
        before = 0.6 * before + 0.4 * dice.uniform(-1, 1)
        yield before * (1 - at / count) ** 3


def silence(seconds: float) -> Iterator[float]:
    return iter([0.0] * round(seconds * RATE))


SOUNDS = {
    "shutter": lambda: (*click(0.03, 1), *silence(0.04), *click(0.05, 2)),
    "good": lambda: (*tone(1047, 0.09), *tone(1568, 0.16)),
    "wrong": lambda: (*tone(330, 0.14), *silence(0.03), *tone(262, 0.24)),
}


def write(path: Path, samples: tuple[float, ...]) -> None:
    """`samples` are -1 to 1."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array.array("h", (round(32767 * _LOUD * sample) for sample in samples)).tobytes())


if __name__ == "__main__":
    for name, samples in SOUNDS.items():
        write(HERE / f"{name}.wav", samples())
