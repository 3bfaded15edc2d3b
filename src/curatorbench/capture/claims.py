"""One program at a device: whoever has it holds the lock of a small file, which the system frees when it ends."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from curatorbench.domain.errors import DeviceError

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


class Claim:
    """The right to a device, by any name that all programs give it, such as its address."""

    def __init__(self, what: str, *, name: str, program: str = "", pid: int | None = None) -> None:
        """Take it, or raise DeviceError that says which program has it. `name` is the device's for people."""
        path = runtime_folder() / f"{hashlib.sha256(os.fsencode(what)).hexdigest()[:32]}.claim"
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            holder = _holder(path)
            os.close(self._handle)
            raise DeviceError(f"{name} is in use by {holder}.", "Close it there, or choose another device.") from error
        said = json.dumps({"pid": pid or os.getpid(), "program": program or "CuratorBench"})
        with suppress(OSError):  # on a full disk the claim holds, and only its holder's name is not known
            os.ftruncate(self._handle, 0)
            os.write(self._handle, said.encode("ascii"))

    def free(self) -> None:
        """A second call does nothing. The file stays: to remove it would let two hold locks of one name."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_bytes())
        return f"{said['program']} (process {said['pid']})"
    except (OSError, ValueError, KeyError, TypeError):  # it is just being written
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
