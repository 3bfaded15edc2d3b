"""The live picture of a simulated stand: what comes next, drawn once, with the flicker and grain of a real one."""

from __future__ import annotations

import time

import numpy as np

from curatorbench.capture.port import Frame
from curatorbench.capture.rendering.optics import Optics, Pixels
from curatorbench.capture.rendering.scenes import TABLE, Scene

SIZE = (1920, 1080)
PACE = 1 / 25  # seconds from one picture to the next
CHANGING = 15  # pictures during which the table is empty, while the next thing is laid down
FLICKERS = (0.0, 0.02, -0.015)  # stops of the lamps' flicker, one a picture
GRAIN = 3  # grey levels


class View:
    """What the camera of a stand sees, 25 times a second."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._seed: int | None = None
        self._optics = Optics()
        self._pictures: list[bytes] = []
        self._count = 0
        self._next = 0.0
        self._empty = 0

    def frame(self, seed: int, optics: Optics) -> Frame:
        """Waits until it is time for the next picture, of the thing of that seed."""
        self._look(seed, optics)
        now = time.monotonic()
        self._next = max(self._next + PACE, now)
        time.sleep(self._next - now)
        self._count += 1
        if self._empty:
            self._empty -= 1
            return Frame(_EMPTY, *SIZE)
        return Frame(self._pictures[self._count % len(self._pictures)], *SIZE)

    def _look(self, seed: int, optics: Optics) -> None:
        if (seed, optics) == (self._seed, self._optics) and self._pictures:
            return
        if self._seed not in (None, seed):
            self._empty = CHANGING
        self._seed, self._optics = seed, optics
        self._pictures = _pictures(self._scene, seed, optics)


def _pictures(scene: Scene, seed: int, optics: Optics) -> list[bytes]:
    """As many as there are flickers, each of SIZE as RGB; the thing fills the height."""
    per_mm = min(SIZE[0] / scene.mm[0], SIZE[1] / scene.mm[1])
    thing = optics.seen(np.asarray(scene.render(seed, per_mm)))[: SIZE[1], : SIZE[0]]
    picture = np.full((SIZE[1], SIZE[0], 3), TABLE, np.uint8)
    high, wide = thing.shape[:2]
    left = (SIZE[0] - wide) // 2
    picture[:high, left : left + wide] = thing
    noise = np.random.default_rng(seed)
    return [_grainy(Optics(exposure=stops).seen(picture), noise).tobytes() for stops in FLICKERS]


def _grainy(pixels: Pixels, noise: np.random.Generator) -> Pixels:
    grain = noise.integers(-GRAIN, GRAIN + 1, pixels.shape[:2], dtype=np.int16)[..., None]
    return np.asarray(np.clip(pixels + grain, 0, 255), np.uint8)


_EMPTY = np.full((SIZE[1], SIZE[0], 3), TABLE, np.uint8).tobytes()
