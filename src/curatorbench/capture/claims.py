"""One program at a device: whoever has it holds the lock of a small file, which the system frees when it ends."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from curatorbench.domain.errors import DeviceError

ENDING = 3.5  # seconds in which the device's process of a program that was killed ends itself, or is ended
_AGAIN = 0.05  # seconds until it is tried again then
_FAR = 1 << 20  # Windows locks bytes for others to read too: the lock lies beyond what is written


def runtime_folder() -> Path:
    """Where this person's running programs keep what need not stay: theirs alone, gone after a restart.

    Raises DeviceError if there is none.
    """
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    person = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    has_own = given and Path(given).is_dir() and os.access(given, os.W_OK)
    folder = Path(given, "curatorbench") if has_own else Path(tempfile.gettempdir(), f"curatorbench-{person}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and folder.lstat().st_uid != os.getuid():
            raise PermissionError(1, "it is somebody else's")
    except OSError as error:
        raise DeviceError(
            f"The folder of running programs {folder} cannot be used: {error.strerror or error}.", "Check your rights."
        ) from error
    return folder


def of_spool(folder: Path) -> str:
    """What is claimed of the folder that a device's files are put into."""
    return f"spool:{folder.resolve()}"


class Claim:
    """The right to a device, by any name that all programs give it, such as its address."""

    def __init__(self, what: str, *, name: str, program: str = "", pid: int | None = None) -> None:
        """Take it, or raise DeviceError that says which program has it. `name` is the device's for people, `pid` of
        the program that it is taken for: if that one is dead, its device's process is just ending and is waited for.
        """
        path = runtime_folder() / f"{hashlib.sha256(os.fsencode(what)).hexdigest()[:32]}.claim"
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + ENDING
        while (refusal := _refusal(self._handle)) is not None:
            if not _is_dying(path) or time.monotonic() > until:
                os.close(self._handle)
                hint = "Close it there, or choose another device."
                raise DeviceError(f"{name} is in use by {_holder(path)}.", hint) from refusal
            time.sleep(_AGAIN)
        said = json.dumps({"pid": pid or os.getpid(), "program": program or "CuratorBench"})
        with suppress(OSError):  # on a full disk the claim holds, and only its holder's name is not known
            os.ftruncate(self._handle, 0)
            os.write(self._handle, said.encode("ascii"))

    def free(self) -> None:
        """A second call does nothing. The file stays: to remove it would let two hold locks of one name."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def _refusal(handle: int) -> OSError | None:
    try:
        _lock(handle)
    except OSError as error:
        return error
    return None


def _is_dying(path: Path) -> bool:
    """Whether the program is dead for which the claim is held. Windows ends such processes by itself."""
    try:
        pid = json.loads(path.read_bytes())["pid"]
        is_known = type(pid) is int and 0 < pid < 2**31
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    return is_known and sys.platform != "win32" and _is_dead(pid)


def _is_dead(pid: int) -> bool:
    """Also one that ended and was not yet asked how, as far as Linux tells."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()[0] == "Z"
    except ProcessLookupError:
        return True
    except (OSError, IndexError):  # it is somebody else's, or there is no /proc
        return False


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_bytes())
        return f"{said['program']} (process {said['pid']})"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # it is just being written
        return "another program"


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
