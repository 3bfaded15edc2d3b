"""Messages between the program and a device's process: JSON, each after its length in four bytes."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from curatorbench.capture.port import Shot
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput, Cancelled, CuratorError, DeviceError, DeviceLost

Message = dict[str, Any]

_LENGTH = struct.Struct(">I")
_LONGEST = 16 * 1024 * 1024  # a message is a line or two: more is no message of ours
_CLASSES: Mapping[str, type[CuratorError]] = {
    kind.__name__: kind for kind in (DeviceError, DeviceLost, BadInput, CuratorError)
}


class Wire:
    """Both ends speak through one of these. `send` may be called from any thread, `receive` from one."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._sending = threading.Lock()

    def send(self, message: Message) -> None:
        """Raises OSError if nobody listens any more."""
        content = json.dumps(message).encode("ascii")  # paths that are no UTF-8 travel as escaped surrogates
        with self._sending:
            self._outgoing.write(_LENGTH.pack(len(content)) + content)
            self._outgoing.flush()

    def receive(self) -> Message | None:
        """The next message; None when the other end is gone, or says what is no message."""
        try:
            (length,) = _LENGTH.unpack(self._incoming.read(_LENGTH.size))
            content = self._incoming.read(length) if length <= _LONGEST else b""
            message = json.loads(content) if len(content) == length else None
        except (OSError, ValueError, RecursionError, struct.error):
            return None
        return message if isinstance(message, dict) else None

    def close(self) -> None:
        """Let go of the outgoing half, which the other end hears; the incoming one ends when nobody speaks."""
        with self._sending:
            try:
                self._outgoing.close()
            except OSError:  # what was still to be written cannot be
                return


def shot_said(shot: Shot | None) -> Message | None:
    return None if shot is None else {"files": [str(path) for path in shot.files], "device": shot.device}


def shot_heard(said: Message) -> Shot:
    return Shot(tuple(Path(path) for path in said["files"]), str(said["device"]))


def settings_said(settings: Sequence[DeviceSetting]) -> list[Message]:
    return [asdict(setting) for setting in settings]


def settings_heard(said: Sequence[Message]) -> tuple[DeviceSetting, ...]:
    return tuple(DeviceSetting(**{**each, "choices": tuple(each["choices"])}) for each in said)


def error_said(error: CuratorError | Cancelled) -> Message:
    """By its nearest class that both ends know."""
    if isinstance(error, Cancelled):
        return {"class": "Cancelled", "message": "", "hint": ""}
    name = next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _CLASSES), "DeviceError")
    return {"class": name, "message": error.message, "hint": error.hint}


def error_heard(said: Message) -> CuratorError | Cancelled:
    if said["class"] == "Cancelled":
        return Cancelled()
    return _CLASSES[said["class"]](said["message"], said["hint"])
