"""A device's process as the program sees it: started, asked, listened to with patience, ended."""

from __future__ import annotations

import logging
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from curatorbench.capture.hosting.live import Seeing
from curatorbench.capture.hosting.wire import Message, Wire, error_heard
from curatorbench.domain.errors import DeviceError, DeviceLost
from curatorbench.domain.progress import Progress

log = logging.getLogger(__name__)
_TO_END = 2.0  # seconds that a process has to close its device and end


class Running:
    """One child process. `ask` is called by one thread at a time; `kill` by any."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None) -> None:
        """Raises DeviceError if the program for it cannot be started."""
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=env,
                start_new_session=True,  # Ctrl-C is for the program; and its own helpers end with it
            )
        except OSError as error:
            raise DeviceError(
                f"The device's process cannot be started: {error.strerror or error}.", "Install the program again."
            ) from error
        assert self._process.stdin is not None and self._process.stdout is not None, "both were asked for"
        self._wire = Wire(self._process.stdout, self._process.stdin)
        self._heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name=f"device {self.pid}", daemon=True)
        self._listener.start()
        self._killing = threading.Lock()
        self._is_gone = False
        self._number = 0
        self.seeing: Seeing | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return not self._is_gone and self._process.poll() is None

    def ask(self, what: str, silence: float, progress: Progress, **arguments: Any) -> Any:
        """What the child answers. Raises what it says went wrong, and DeviceLost when it has died or is silent for
        more than `silence` seconds; it is not there any more then."""
        self._number += 1
        try:
            self._wire.send({"do": what, "number": self._number, "limit": silence, **arguments})
            return self._answer(silence, progress)
        except (OSError, ValueError) as error:
            raise self._lost("its process has ended") from error
        except queue.Empty as error:
            raise self._lost(f"it did not answer for {silence:g} seconds, and its process was ended") from error

    def _answer(self, silence: float, progress: Progress) -> Any:
        stopping: BaseException | None = None
        while True:
            said = self._heard.get(timeout=silence)
            if said is None:
                raise self._lost("its process has ended")
            if said["number"] != self._number:
                continue  # to a question whose asker was interrupted
            if "progress" not in said:
                return _result(said, stopping)
            if stopping is None:
                stopping = _reported(progress, said)
                if stopping is not None:  # the child has to be heard out before it is asked anything else
                    self._wire.send({"do": "stop"})

    def _lost(self, why: str) -> DeviceLost:
        self.kill()
        return DeviceLost(f"The device was lost: {why}.", "Check cable and power; it is connected anew when asked.")

    def _listen(self) -> None:
        while (said := self._wire.receive()) is not None and _is_ours(said):
            if "log" in said:
                logging.getLogger(said["name"]).log(said["log"], "%s", said["message"])
            else:
                self._heard.put(said)
        self._heard.put(None)

    def end(self) -> None:
        """Let it close its device, for a moment."""
        with suppress(OSError, ValueError):
            self._wire.send({"do": "close"})
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_TO_END)
        self.kill()

    def kill(self) -> None:
        """Now, with whatever it started itself; returns when it is gone and has let the device go."""
        with self._killing:
            if self._is_gone:
                return
            self._is_gone = True
            if hasattr(os, "killpg"):
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.pid, signal.SIGKILL)
            else:
                self._process.kill()
            self._process.wait()
            self._wire.close()
            self._listener.join(_TO_END)
            if self._process.stdout is not None and not self._listener.is_alive():
                self._process.stdout.close()


def _is_ours(said: Message) -> bool:
    """Else the process has lost its senses, and counts as ended."""
    if "log" in said:
        return isinstance(said["log"], int) and isinstance(said.get("name"), str) and "message" in said
    return "number" in said and not said.keys().isdisjoint(("done", "error", "progress"))


def _reported(progress: Progress, said: Message) -> BaseException | None:
    """What the caller's progress raised, to stop the work."""
    try:
        progress(said["progress"], said["message"])
    except BaseException as error:  # noqa: BLE001 - raised again when the device has heard of it
        return error
    return None


def _result(said: Message, stopping: BaseException | None) -> Any:
    if stopping is not None:
        raise stopping
    if "trace" in said:
        log.error("a device's driver failed unexpectedly\n%s", said["trace"])
    if "error" in said:
        raise error_heard(said["error"])
    return said["done"]
