"""What every source of pictures can do. What else it can do is read from what it implements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from curatorbench.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class Shot:
    """One exposure as whole files on disk: more than one where a camera writes RAW and JPEG of it.

    `device` says in words who took it ("simulated copy stand"). The files stay the device's until
    they have been taken in; nothing is deleted before `Device.release`.
    """

    files: tuple[Path, ...]
    device: str


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
        """The shot's files are safe elsewhere and need not be offered again. Nothing is deleted here."""
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

    def frame(self) -> bytes:
        """The newest picture as JPEG."""
        ...
