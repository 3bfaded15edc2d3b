"""A device as the program holds it: every call goes to its process, which is ended when it hangs and started anew."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curatorbench.capture.hosting.live import Outgrown, Seeing
from curatorbench.capture.hosting.running import Running
from curatorbench.capture.hosting.wire import settings_heard, shot_heard, shot_said
from curatorbench.capture.port import Frame, Shot
from curatorbench.domain.devices import Ability, Address, DeviceSetting
from curatorbench.domain.errors import Cancelled, CuratorError, DeviceError, DeviceLost
from curatorbench.domain.progress import Progress, silent

log = logging.getLogger(__name__)

FRAME_WAIT = 1.0  # seconds for a newer picture before the last one is given again
_TO_CLOSE = 0.5  # seconds that a call in progress has to end when the device is closed


@dataclass(frozen=True, slots=True)
class Silence:
    """How many seconds a call may be silent before its process counts as hanging. Word of progress starts it anew."""

    open: float = 45.0  # libgphoto2 lists a folder of 9,999 pictures in one silent call
    shoot: float = 60.0
    other: float = 10.0


class DeviceProcess:
    """Device with every ability of the port; what the device really can do is in `abilities` once it is open.

    Any thread may call; commands wait for each other, `frame` waits for none. After DeviceLost the next call starts a
    new process and opens the device again by itself, with the settings that were made here.

    `command` starts a device's process (`Parts.device_command`), `program` is what another program is told when it
    wants the same device, `env` the environment of the process.
    """

    def __init__(
        self,
        command: Sequence[str],
        address: Address | str,
        spool: Path,
        *,
        program: str = "",
        silence: Silence | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.address = Address.read(str(address))
        self._command = (*command, str(self.address), "--spool", str(spool), "--program", program)
        self._silence = silence or Silence()
        self._env = env
        self._name = str(self.address)
        self._abilities: frozenset[Ability] = frozenset()
        self._adjusted: dict[str, str] = {}
        self._turn = threading.RLock()
        self._child: Running | None = None
        self._is_wanted = False

    @property
    def name(self) -> str:
        """How a person calls it: the address until it was open."""
        return self._name

    @property
    def abilities(self) -> frozenset[Ability]:
        """What the device can do; nothing until it was open."""
        return self._abilities

    @property
    def pid(self) -> int | None:
        """Its process, None while there is none."""
        child = self._child
        return child.pid if child is not None and child.is_alive else None

    def open(self, progress: Progress = silent) -> None:
        with self._turn:
            self._is_wanted = True
            try:
                if self._child is not None and self._child.is_alive:
                    self._learn(self._child, progress)
                else:
                    self._opened(progress)
            except (CuratorError, Cancelled):
                self._is_wanted = False
                self._drop(self._child)
                raise

    def close(self) -> None:
        """Prompt, also while a call hangs in another thread: that one gets DeviceLost."""
        self._is_wanted = False
        child = self._child
        if self._turn.acquire(timeout=_TO_CLOSE):
            try:
                if child is not None and child.is_alive:
                    child.end()
                self._drop(child)
            finally:
                self._turn.release()
        else:
            self._drop(self._child)

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        said = self._ask("shots", self._silence.shoot, progress)
        while said is not None:
            yield shot_heard(said)
            said = self._ask("more", self._silence.shoot, progress)

    def release(self, shot: Shot) -> None:
        self._ask("release", self._silence.other, shot=shot_said(shot))

    def shoot(self, progress: Progress = silent) -> Shot:
        return shot_heard(self._ask("shoot", self._silence.shoot, progress))

    def next_page(self, progress: Progress = silent) -> Shot | None:
        said = self._ask("next_page", self._silence.shoot, progress)
        return None if said is None else shot_heard(said)

    def settings(self) -> tuple[DeviceSetting, ...]:
        return settings_heard(self._ask("settings", self._silence.other))

    def adjust(self, name: str, value: str) -> None:
        with self._turn:
            self._ask("adjust", self._silence.other, name=name, value=value)
            self._adjusted.pop(name, None)
            self._adjusted[name] = value  # the last one last: some settings stand only after others

    def erase(self, shot: Shot, sha256s: Sequence[str]) -> None:
        self._ask("erase", self._silence.shoot, shot=shot_said(shot), sha256s=list(sha256s))

    def start_live(self) -> None:
        """Pictures are taken from now on, between commands; `frame` does this by itself."""
        with self._turn:
            said = self._ask("start_live", self._silence.other)
            if self._child is not None:
                self._child.seeing = Seeing.heard(said)

    def stop_live(self) -> None:
        """The device may rest: nobody looks."""
        with self._turn:
            if self._child is not None and self._child.seeing is not None:
                self._child.seeing = None
                self._ask("stop_live", self._silence.other)

    def frame(self) -> Frame:
        """The newest picture; the last one again while the device is at something else."""
        child, seeing = self._looking()
        try:
            frame = seeing.next(FRAME_WAIT) or seeing.last
        except Outgrown:
            self.start_live()
            return self.frame()
        if seeing.silent_for > self._silence.other:
            self._look_after(child, seeing)
        if frame is None:
            raise DeviceError("There is no live picture yet.", "Wait a moment.")
        return frame

    def _looking(self) -> tuple[Running, Seeing]:
        """The process that shows pictures, made to do so if it does not yet."""
        child = self._child
        if child is None or child.seeing is None or not child.is_alive:
            self.start_live()
            child = self._child
        seeing = child.seeing if child is not None else None
        if child is None or seeing is None:  # somebody closed it in this moment
            raise DeviceError(f"{self._name} is not connected.", "Connect it first.")
        return child, seeing

    def _look_after(self, child: Running, seeing: Seeing) -> None:
        """End a process that shows nothing though it is at nothing else."""
        if not self._turn.acquire(blocking=False):
            return  # a command is at work, and has its own limit
        try:
            if seeing.silent_for > self._silence.other:
                self._drop(child)
                raise DeviceLost(
                    f"{self._name} showed no picture for {self._silence.other:g} seconds, and its process was ended.",
                    "Check cable and power; it is connected anew when asked.",
                )
        finally:
            self._turn.release()

    def _ask(self, what: str, seconds: float, progress: Progress = silent, **arguments: Any) -> Any:
        """One command at a time, to a process that is there and has the device open."""
        with self._turn:
            if not self._is_wanted:
                raise DeviceError(f"{self._name} is not connected.", "Connect it first.")
            child = self._opened(progress)
            try:
                return child.ask(what, seconds, progress, **arguments)
            finally:
                if child.seeing is not None:
                    child.seeing.rested()

    def _opened(self, progress: Progress) -> Running:
        """The process that is there, else a new one that has opened the device; raises DeviceError."""
        child = self._child
        if child is not None and child.is_alive:
            return child
        self._drop(child)
        child = self._child = Running(self._command, self._env)
        try:
            self._learn(child, progress)
            self._adjust_again(child)
        except (CuratorError, Cancelled):
            self._drop(child)
            raise
        return child

    def _adjust_again(self, child: Running) -> None:
        """What the device does not take any more, it goes without."""
        for name, value in self._adjusted.items():
            try:
                child.ask("adjust", self._silence.other, silent, name=name, value=value)
            except DeviceLost:
                raise
            except CuratorError as error:
                log.info("%s was not set to %s again: %s", name, value, error.message)

    def _learn(self, child: Running, progress: Progress) -> None:
        """Open the device there, which does nothing if it is, and hear what it is."""
        said = child.ask("open", self._silence.open, progress, name=self._name)
        self._name, self._abilities = said["name"], frozenset(Ability(each) for each in said["abilities"])

    def _drop(self, child: Running | None) -> None:
        if child is not None:
            child.kill()
            if self._child is child:
                self._child = None
