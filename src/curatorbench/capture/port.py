"""What every source of pictures can do. What else it can do is read from what it implements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from curatorbench.domain.devices import Ability, DeviceSetting
from curatorbench.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class Shot:
    """One exposure as whole files on disk: more than one where a camera writes RAW and JPEG of it.

    `device` says in words who took it ("simulated copy stand"). The files stay the device's until
    they have been taken in; nothing is deleted before `Device.release`.
    """

    files: tuple[Path, ...]
    device: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A live picture: JPEG as the camera gave it, or RGB of 8 bits row by row (width * height * 3 bytes)."""

    data: bytes | memoryview
    width: int
    height: int
    encoding: Literal["jpeg", "rgb"] = "rgb"


class Device(Protocol):
    """A source of exposures. Every method may raise `domain.errors.DeviceError` and stays usable after."""

    @property
    def name(self) -> str:
        """How a person calls it."""
        ...

    def open(self) -> None:
        """Connect; a second call does nothing."""
        ...

    def close(self) -> None:
        """Let go; a second call does nothing."""
        ...

    def shots(self, progress: Progress) -> Iterator[Shot]:
        """Whole exposures that have arrived and were not yet released, oldest first; ends when there are none now."""
        ...

    def release(self, shot: Shot) -> None:
        """The shot's files are safe elsewhere and need not be offered again.

        A file of a person's is never deleted by this; a copy that the device made for us in its spool may be.
        """
        ...


@runtime_checkable
class SlowToOpen(Protocol):
    """A device that may need minutes to be opened, and says how far it is: silence would be taken for hanging."""

    def open_telling(self, progress: Progress) -> None:
        """As `Device.open`."""
        ...


@runtime_checkable
class Shutter(Protocol):
    """A device that can be told to expose."""

    def shoot(self, progress: Progress) -> Shot:
        """Expose once and return when the files are whole on disk."""
        ...


@runtime_checkable
class LivePicture(Protocol):
    """A device that shows what it sees."""

    def frame(self) -> Frame:
        """The newest picture. Waits for one as long as the source needs, at most a second."""
        ...


@runtime_checkable
class Adjustable(Protocol):
    """A device whose settings can be read and changed from here."""

    def settings(self) -> tuple[DeviceSetting, ...]:
        """All that a person at the stand may want to change, as they are now."""
        ...

    def adjust(self, name: str, value: str) -> None:
        """Set one of them. Raises BadInput for what it cannot be."""
        ...


@runtime_checkable
class Feeder(Protocol):
    """A device that takes pages from a stack by itself."""

    def next_page(self, progress: Progress) -> Shot | None:
        """Feed and expose one page; None when the feeder is empty."""
        ...


@runtime_checkable
class Erasing(Protocol):
    """A device that can free its card of what is safe."""

    def erase(self, shot: Shot, sha256s: Sequence[str]) -> None:
        """Delete the shot's files from the card, each only if what lies there, read again, has one of these hashes."""
        ...


PROTOCOLS = {
    Ability.SHUTTER: Shutter,
    Ability.LIVE: LivePicture,
    Ability.SETTINGS: Adjustable,
    Ability.FEEDER: Feeder,
    Ability.ERASING: Erasing,
}


def abilities(device: Device) -> frozenset[Ability]:
    """What a device can do, from what it implements."""
    return frozenset(ability for ability, protocol in PROTOCOLS.items() if isinstance(device, protocol))
