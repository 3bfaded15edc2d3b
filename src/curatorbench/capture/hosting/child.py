"""The loop of a device's process: one device, one thread that touches it, commands answered and pictures shown between.

A second thread only listens, so that a question for stopping is heard while the device works, and the end of the
program too: the device then has a moment to close before the process ends, whatever its library is doing.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from curatorbench.capture.claims import Claim, of_spool, runtime_folder
from curatorbench.capture.hosting.live import Showing
from curatorbench.capture.hosting.wire import Message, Wire, error_said, settings_said, shot_heard, shot_said
from curatorbench.capture.port import (
    Adjustable,
    Device,
    Erasing,
    Feeder,
    LivePicture,
    Shot,
    Shutter,
    SlowToOpen,
    abilities,
)
from curatorbench.domain.errors import Cancelled, CuratorError, DeviceError

FASTEST = 1 / 30  # seconds from one live picture to the next, for sources that do not pace themselves
AFTER_FAILURE = 0.5  # seconds until a live picture is asked for again
GRACE = 2.0  # seconds to close the device in when the program has gone
MOST = 86_400.0  # seconds that a program may be ready to wait for an answer
SPARE = 30.0  # seconds after the program's own limit when a process that nobody could end ends itself


class Host:
    """Serves one device over one wire until the program says so or is gone.

    `device` makes it when it is first opened; `claim` takes it for this program alone, before it is touched.
    """

    def __init__(
        self, wire: Wire, device: Callable[[], Device], claim: Callable[[str], list[Claim]], noise: int | None = None
    ) -> None:
        self._wire = wire
        self._make = device
        self._claim = claim
        self._noise = noise
        self._device: Device | None = None
        self._claims: list[Claim] = []
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._arriving: Iterator[Shot] = iter(())
        self._showing: Showing | None = None
        self._next_look = 0.0
        self._number, self._limit = 0, SPARE
        self._commands: dict[str, Callable[[Message], Any]] = {
            "open": self._open,
            "shots": self._shots,
            "more": lambda said: shot_said(next(self._arriving, None)),
            "release": lambda said: self._there.release(shot_heard(said["shot"])),
            "shoot": lambda said: shot_said(self._able(Shutter, "be told to expose").shoot(self._progress)),
            "next_page": lambda said: shot_said(self._able(Feeder, "feed pages").next_page(self._progress)),
            "settings": lambda said: settings_said(self._able(Adjustable, "be set from here").settings()),
            "adjust": lambda said: self._able(Adjustable, "be set from here").adjust(said["name"], said["value"]),
            "erase": self._erase,
            "start_live": self._start_live,
            "stop_live": lambda said: self._stop_live(),
        }

    def run(self) -> None:
        """Ends after `close`, or when the program has gone."""
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        log = logging.getLogger("curatorbench")
        log.setLevel(logging.INFO)
        log.addHandler(_Forward(self._wire))
        try:
            while (said := self._next_command()) is not None:
                self._answer(said)
        except OSError:  # nobody listens any more
            return
        finally:
            self._close()

    def _listen(self) -> None:
        """What is no command of ours ends the process as the end of the program does: nothing after it can be
        trusted, and a listener that died of it would leave a process that nobody can end."""
        while (said := self._wire.receive()) is not None and (_is_command(said) or said.get("do") in ("stop", "close")):
            if said["do"] == "stop":
                self._stopped.set()
            else:
                self._inbox.put(None if said["do"] == "close" else said)
        self._stopped.set()
        self._inbox.put(None)
        time.sleep(GRACE)
        os._exit(1)

    def _next_command(self) -> Message | None:
        """Show pictures until somebody wants something else."""
        while True:
            try:
                wait = None if self._showing is None else max(0.0, self._next_look - time.monotonic())
                return self._inbox.get(timeout=wait)
            except queue.Empty:
                self._show()

    def _answer(self, said: Message) -> None:
        self._stopped.clear()
        self._number, self._limit = said["number"], float(said["limit"]) + SPARE
        self._arm()
        try:
            answer: Message = {"done": self._commands[said["do"]](said)}
        except (CuratorError, Cancelled) as error:
            answer = {"error": error_said(error)}
        except Exception as error:  # noqa: BLE001 - a vendor's library may raise anything: a person gets a sentence
            answer = {"error": error_said(_unforeseen(error)), "trace": traceback.format_exc()}
        faulthandler.cancel_dump_traceback_later()
        self._wire.send({"number": self._number, **answer})

    def _arm(self) -> None:
        """End this process, even if a library holds the interpreter's lock, when it is silent for too long."""
        if self._noise is not None:
            faulthandler.dump_traceback_later(self._limit, exit=True, file=self._noise)

    def _progress(self, fraction: float, message: str = "") -> None:
        if self._stopped.is_set():
            raise Cancelled
        self._arm()
        self._wire.send({"number": self._number, "progress": fraction, "message": message})

    @property
    def _there(self) -> Device:
        if self._device is None:
            raise DeviceError("The device is not connected.", "Connect it first.")
        return self._device

    def _able(self, protocol: type[Any], what: str) -> Any:
        device = self._there
        if not isinstance(device, protocol):
            raise DeviceError(f"{device.name} cannot {what}.", "Do it at the device, or choose another one.")
        return device

    def _open(self, said: Message) -> Message:
        if not self._claims:
            self._claims = self._claim(said["name"])
        device = self._device or self._make()
        if isinstance(device, SlowToOpen):
            device.open_telling(self._progress)
        else:
            device.open()
        self._device = device
        return {"name": device.name, "abilities": sorted(abilities(device))}

    def _shots(self, said: Message) -> Message | None:
        self._arriving = iter(self._there.shots(self._progress))
        return shot_said(next(self._arriving, None))

    def _erase(self, said: Message) -> None:
        self._able(Erasing, "erase its card").erase(shot_heard(said["shot"]), said["sha256s"])

    def _start_live(self, said: Message) -> Message:
        """A second call gives new memory: the program has lost the old one, or pictures have become larger."""
        self._stop_live()
        first = self._able(LivePicture, "show what it sees").frame()
        self._showing = Showing(runtime_folder() / f"live-{os.getpid()}", first)
        return {"path": str(self._showing.path), "room": self._showing.room}

    def _stop_live(self) -> None:
        if self._showing is not None:
            self._showing.close()
            self._showing = None

    def _show(self) -> None:
        showing = self._showing
        if showing is None:
            return
        self._next_look = time.monotonic() + FASTEST
        self._arm()
        try:
            showing.show(self._able(LivePicture, "show what it sees").frame())
        except CuratorError as error:
            self._fail(showing, error)
        except Exception as error:  # noqa: BLE001 - as for commands
            self._wire.send({"log": logging.ERROR, "name": __name__, "message": traceback.format_exc()})
            self._fail(showing, _unforeseen(error))
        faulthandler.cancel_dump_traceback_later()

    def _fail(self, showing: Showing, error: CuratorError) -> None:
        showing.tell(error)
        self._next_look = time.monotonic() + AFTER_FAILURE

    def _close(self) -> None:
        self._stop_live()
        device, self._device = self._device, None
        try:
            if device is not None:
                device.close()
        except CuratorError:  # the process ends, and with it whatever could not be closed
            return
        finally:
            for claim in self._claims:
                claim.free()


def _is_command(said: Message) -> bool:
    number, limit = said.get("number"), said.get("limit")
    is_limited = isinstance(limit, (int, float)) and 0 <= limit <= MOST
    return isinstance(said.get("do"), str) and isinstance(number, int) and is_limited


class _Forward(logging.Handler):
    """What adapters log is logged by the program."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(logging.INFO)
        self._wire = wire

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # nobody listens any more
            self._wire.send({"log": record.levelno, "name": record.name, "message": record.getMessage()})


def _unforeseen(error: Exception) -> DeviceError:
    said = str(error).strip().partition("\n")[0] or type(error).__name__
    return DeviceError(f"The device's driver failed unexpectedly: {said}.", "Try again; if it stays, connect it anew.")


def claims_of(address: str, spool: Path, *, program: str, pid: int) -> Callable[[str], list[Claim]]:
    """Takes the device, and the folder that its files are put into. A simulated one is everybody's."""
    kind, _, place = address.partition(":")
    whats = [of_spool(spool)]
    if kind != "simulated":
        whats.append(f"folder:{Path(place).resolve()}" if kind == "folder" else address)

    def take(name: str) -> list[Claim]:
        taken: list[Claim] = []
        try:
            for what in whats:
                taken.append(Claim(what, name=name, program=program, pid=pid))
        except DeviceError:
            for claim in taken:
                claim.free()
            raise
        return taken

    return take
