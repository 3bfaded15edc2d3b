"""Stands: a connected device, and what it has handed over that is not yet safe."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from curatorbench.capture.hosting.process import DeviceProcess
from curatorbench.capture.left_behind import LeftBehind
from curatorbench.capture.port import Shot
from curatorbench.domain.devices import Ability, Address, DeviceFound, DeviceSetting
from curatorbench.domain.errors import DeviceError
from curatorbench.workflow.targets import refuse_own
from curatorbench.workflow.workbench import Workbench

_ROAMING = "gphoto2"  # the kind whose addresses are ports: another each time that a camera is plugged in
SPOOLS = "devices"  # the folder of a workspace in which devices keep what they made for us


@dataclass(frozen=True, slots=True)
class Station:
    """A connected device. `abilities` is what it can do besides handing over what it has, `left` what a camera left
    at an earlier connection."""

    name: str
    address: str
    abilities: frozenset[Ability]
    device: DeviceProcess
    handed: Handed = field(compare=False)
    left: LeftBehind = field(default_factory=LeftBehind, compare=False)

    def complaints(self) -> list[DeviceError]:
        """What went wrong since the last call in freeing the device of what is safe: nothing is lost by it."""
        return self.handed.complaints()

    def close(self) -> None:
        """Let what is safe be released, then let the device go."""
        self.handed.finish()
        self.left.close()
        self.device.close()


class Handed:
    """What a device has handed over: each shot is offered once, until it is released or could not be kept.

    Releasing goes on beside the loop: a device that exposes makes no saved picture wait.
    """

    def __init__(self, device: DeviceProcess, left: LeftBehind) -> None:
        self._device, self._left = device, left
        self._files: set[Path] = set()
        self._complaints: list[DeviceError] = []
        self._lock = threading.Lock()
        self._later = ThreadPoolExecutor(max_workers=1, thread_name_prefix="release")

    def take(self, shot: Shot) -> bool:
        """Whether the shot was not handed over before; it is now.

        A list of shots grows old while they are taken: one that was released since is not there any more.
        """
        with self._lock:
            is_new = not self._files.issuperset(shot.files)
            self._files.update(shot.files)
        if is_new and not any(map(os.path.exists, shot.files)):
            self.give_back(shot)
            return False
        return is_new

    def give_back(self, shot: Shot) -> None:
        """It could not be kept: the device offers it again."""
        with self._lock:
            self._files.difference_update(shot.files)

    def release(self, shot: Shot, erase: Sequence[str] = ()) -> None:
        """The shot is safe: the device may forget it, and free its card of what has one of these hashes."""
        self._later.submit(self._release, shot, tuple(erase))

    def complaints(self) -> list[DeviceError]:
        """What went wrong since the last call."""
        with self._lock:
            told, self._complaints = self._complaints, []
        return told

    def finish(self) -> None:
        """Return when all that was to be released is."""
        self._later.shutdown(wait=True)
        self._later = ThreadPoolExecutor(max_workers=1, thread_name_prefix="release")

    def _release(self, shot: Shot, erase: Sequence[str]) -> None:
        """A picture that stays on the card is released all the same; one that is not released is offered again when
        the device is there again, and known by its content."""
        if erase:
            self._try(lambda: self._device.erase(shot, erase))
        holder = self._left if self._left.has(shot) else self._device
        self._try(lambda: holder.release(shot))
        self.give_back(shot)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except DeviceError as error:
            with self._lock:
                self._complaints.append(error)


def found(bench: Workbench) -> Iterable[DeviceFound]:
    """The devices that are there to be connected; each as soon as it is found.

    Folders are named by people, and not among them.
    """
    return bench.parts.discover()


def connect(bench: Workbench, address: str, *, claimed_by: str = "") -> Station:
    """Open the device at an address, in a process of its own; `claimed_by` is what others are told that want it.

    Raises BadInput for what is no address, DeviceError if the device cannot be used.
    """
    read = Address.read(address)
    if read.kind == "folder":
        refuse_own(bench.workspace, Path(read.place))
    spool, left = spool_of(bench, read), LeftBehind()
    device = DeviceProcess(bench.parts.device_command, read, spool, program=claimed_by)
    device.open()
    if read.kind == _ROAMING:
        left.find(spool, program=claimed_by)
    return Station(device.name, str(read), device.abilities, device, Handed(device, left), left)


def spool_of(bench: Workbench, address: Address) -> Path:
    """The folder of a device in the workspace, on the file system of the originals."""
    name = hashlib.sha256(str(address).encode()).hexdigest()[:16]
    folder = bench.workspace.root / SPOOLS / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeviceError(
            f"There is no place for pictures: {error.strerror}.", "Check the workspace's disk."
        ) from error
    return folder


def settings(station: Station) -> tuple[DeviceSetting, ...]:
    """What can be set at the device, none where it has no settings. Raises DeviceError."""
    return station.device.settings() if Ability.SETTINGS in station.abilities else ()


def adjust(station: Station, name: str, value: str) -> None:
    """Set something at the device. Raises BadInput for what it cannot be, DeviceError."""
    station.device.adjust(name, value)
