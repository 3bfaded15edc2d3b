"""A copy stand and a scanner without hardware, for training, demos and tests: things are drawn, not photographed.

What lies under the camera is drawn from `rendering`; the stand's settings spoil it where a trainer or a test wants a
check to fail, and its fault is what the next shot meets.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from PIL import Image

from curatorbench.capture.imprint import imprint
from curatorbench.capture.port import Frame, Shot
from curatorbench.capture.rendering.optics import TINTS, Optics, Pixels
from curatorbench.capture.rendering.scenes import SCENES, Scene
from curatorbench.capture.rendering.view import View
from curatorbench.capture.spool import Spool
from curatorbench.domain.devices import Address, DeviceFound, DeviceSetting
from curatorbench.domain.errors import BadInput, DeviceError, DeviceLost
from curatorbench.domain.progress import Progress, silent

MODEL = "Simulated copy stand"
PAGES = 50  # in a feeder that was filled

FAULTS: Mapping[str, DeviceError] = {
    "busy": DeviceError("The simulated device is busy.", "Wait a moment, then try again."),
    "cover open": DeviceError("The cover of the simulated device is open.", "Close it, then try again."),
    "paper jam": DeviceError("A page is stuck in the simulated feeder.", "Take it out, lay it back, then go on."),
    "card full": DeviceError("The card of the simulated camera is full.", "Free some space on it, then try again."),
    "unplugged": DeviceLost("The simulated device is gone.", "Plug it in again."),
}
NO_FAULT, HANGING = "none", "hangs"
HANG = 3600.0  # seconds: for ever, to whoever waits
_RANGES = {
    "exposure": ("Exposure (stops)", -3.0, 3.0),
    "focus": ("Out of focus (pixels)", 0.0, 12.0),
    "falloff": ("Light falls off (per cent)", 0.0, 80.0),
    "turn": ("Turned (degrees)", -45.0, 45.0),
}


def stand(place: str, spool: Path, seed: int = 0) -> SimulatedStand | SimulatedFeeder:
    """The device at `simulated:place`. Raises BadInput for what is not drawn here."""
    if place not in SCENES:
        raise BadInput(f"There is no simulated {place!r}.", f"Use one of {', '.join(SCENES)}.")
    made = SimulatedStand(SCENES[place], spool, seed)
    return SimulatedFeeder(made) if place == "page" else made


def found() -> list[DeviceFound]:
    """They are always there."""
    return [DeviceFound(Address("simulated", place), f"simulated {scene.title}") for place, scene in SCENES.items()]


class SimulatedStand:
    """Device, Shutter, LivePicture and Adjustable. `seed` decides what is drawn; the thing after it comes next, also
    after a restart. Shots lie in the spool until they are released."""

    def __init__(self, scene: Scene, spool: Path, seed: int = 0) -> None:
        self._scene = scene
        self._spool = Spool(spool)
        self._count = spool / ".count"
        self._seed = seed
        self._is_open = False
        self._optics = Optics()
        self._per_mm = scene.per_mm
        self._fault = NO_FAULT
        self._view = View(scene)

    @property
    def name(self) -> str:
        return f"simulated {self._scene.title}"

    def open(self) -> None:
        self._spool.open()
        self._is_open = True

    def close(self) -> None:
        self._is_open = False

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        self.need_open()
        for path in self._spool.files():
            if path.suffix == ".jpg":
                progress(0.0, path.name)
                yield Shot((path,), self.name)

    def release(self, shot: Shot) -> None:
        self._spool.release(shot)

    def shoot(self, progress: Progress = silent) -> Shot:
        self._need_sound()
        number = self.number + 1
        progress(0.1, "exposing")
        pixels = self._optics.seen(np.asarray(self._scene.render(self._seed + number, self._per_mm)))
        progress(0.8, "writing")
        path = self._spool.keep(".jpg", lambda file: self._write(pixels, file))
        with self._count.open("ab") as count:  # a byte a shot: cut off by a crash, it still counts
            count.write(b".")
        return Shot((path,), self.name)

    def frame(self) -> Frame:
        self.need_open()
        return self._view.frame(self._seed + self.number + 1, self._optics)

    def settings(self) -> tuple[DeviceSetting, ...]:
        self.need_open()
        numbers = [
            DeviceSetting(name, label, f"{getattr(self._optics, name):g}", least=least, most=most)
            for name, (label, least, most) in _RANGES.items()
        ]
        resolution = DeviceSetting("resolution", "Pixels per mm", f"{self._per_mm:g}", least=1.0, most=24.0)
        light = DeviceSetting("light", "Light", self._optics.light, tuple(TINTS))
        fault = DeviceSetting("fault", "Fault", self._fault, (NO_FAULT, *FAULTS, HANGING))
        return (resolution, *numbers, light, fault)

    def adjust(self, name: str, value: str) -> None:
        setting = next((each for each in self.settings() if each.name == name), None)
        if setting is None:
            raise BadInput(f"The {self.name} have no setting {name!r}.", "Choose one that is listed.")
        known: Any = setting.chosen(value) if setting.choices else setting.number(value)
        if name == "fault":
            self._fault = known
        elif name == "resolution":
            self._per_mm = known
        else:
            self._optics = replace(self._optics, **{name: known})

    @property
    def number(self) -> int:
        """How many were shot with this spool."""
        try:
            return self._count.stat().st_size
        except OSError:
            return 0

    def need_open(self) -> None:
        """Raises DeviceError if it is not."""
        if not self._is_open:
            raise DeviceError(f"The {self.name} are not connected.", "Connect them first.")

    def _need_sound(self) -> None:
        """Raises the fault that a person chose, as long as it is chosen."""
        self.need_open()
        if self._fault == HANGING:
            time.sleep(HANG)
        if self._fault != NO_FAULT:
            fault = FAULTS[self._fault]
            raise type(fault)(fault.message, fault.hint)

    def _write(self, pixels: Pixels, file: BinaryIO) -> None:
        exif = imprint("CuratorBench", MODEL)
        inch = round(self._per_mm * 25.4)
        Image.fromarray(pixels).save(file, "JPEG", quality=90, exif=exif, dpi=(inch, inch))


class SimulatedFeeder:
    """Device, Feeder and Adjustable: a scanner that takes pages of a stack. How many are left is one of its settings,
    so that an empty feeder can be filled again."""

    def __init__(self, stand: SimulatedStand, pages: int = PAGES) -> None:
        self._stand = stand
        self._pages = pages
        self.open, self.close, self.shots, self.release = stand.open, stand.close, stand.shots, stand.release

    @property
    def name(self) -> str:
        return self._stand.name

    def next_page(self, progress: Progress = silent) -> Shot | None:
        self._stand.need_open()
        if self._pages == 0:
            return None
        shot = self._stand.shoot(progress)
        self._pages -= 1
        return shot

    def settings(self) -> tuple[DeviceSetting, ...]:
        return (
            DeviceSetting("pages", "Pages in the feeder", str(self._pages), least=0, most=999),
            *self._stand.settings(),
        )

    def adjust(self, name: str, value: str) -> None:
        if name == "pages":
            self._pages = round(self.settings()[0].number(value))
        else:
            self._stand.adjust(name, value)
