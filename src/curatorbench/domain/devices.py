"""Cameras, scanners and folders, as people choose them and screens show them."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from curatorbench.domain.errors import BadInput


class Ability(StrEnum):
    """What a device can do beyond handing over what it has: one for every protocol of `capture.port`."""

    SHUTTER = "shutter"
    LIVE = "live picture"
    SETTINGS = "settings"
    FEEDER = "feeder"
    ERASING = "erasing"


_SHOWN = 8  # choices that a sentence lists


@dataclass(frozen=True, slots=True)
class Address:
    """Where a device is: its `kind` (`folder`, `gphoto2`, `sane`, `video`, `simulated`) and its place, whose form is
    the kind's own: a folder, a port such as `usb:001,004`, a SANE name, a number, file or URL of a video source."""

    kind: str
    place: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.place}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The address that a person wrote or a setting kept; raises BadInput.

        The place is kept as it is: names of folders may begin or end with a space.
        """
        kind, colon, place = text.partition(":")
        if not kind.strip() or not colon or not _is_text(text):
            raise BadInput(f"{text!r} is no address of a device.", "Write kind:place, such as folder:/data/tethered.")
        return cls(kind.strip(), place)


def _is_text(text: str) -> bool:
    """Neither control characters nor broken ones (halves of pairs, bytes that are not UTF-8)."""
    return all(unicodedata.category(sign) not in ("Cc", "Cs") for sign in text)


@dataclass(frozen=True, slots=True)
class DeviceFound:
    """A device that is there to be connected, with its name for people."""

    address: Address
    name: str


@dataclass(frozen=True, slots=True)
class DeviceSetting:
    """A setting of a device as it stands: `choices` are all that it can be, empty for a number between `least` and
    `most` or free text. `name` is the driver's own, `label` for people."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    is_writable: bool = True

    def chosen(self, value: str) -> str:
        """Raises BadInput for what is none of the choices."""
        if value not in self.choices:
            shown = ", ".join(self.choices[:_SHOWN]) + (" and so on" if len(self.choices) > _SHOWN else "")
            raise BadInput(f"{self.label} cannot be {value!r}.", f"Choose one of {shown}.")
        return value

    def number(self, value: str) -> float:
        """Raises BadInput for what is no number between `least` and `most`, where it has them."""
        least = -math.inf if self.least is None else self.least
        most = math.inf if self.most is None else self.most
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not (math.isfinite(number) and least <= number <= most):
            bounds = "" if self.least is None or self.most is None else f" from {least:g} to {most:g}"
            raise BadInput(f"{self.label} cannot be {value!r}.", f"Give a number{bounds}.")
        return number
