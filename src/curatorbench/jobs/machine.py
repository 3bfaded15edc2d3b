"""What a lease leans on: a clock that nobody can set, and the identity of a process that no other can take over.

Linux is what this was tried on. macOS and Windows have the same three facts under other names; where one of
them cannot be learnt the answer is empty, and a lease then ends by its time alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

if sys.platform == "linux":

    def since_boot() -> float:
        """Seconds since the machine started, sleep included; alike in every process, and no clock setting moves it."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)
else:

    def since_boot() -> float:
        """Seconds on the system's monotonic clock; alike in every process, and no clock setting moves it."""
        return time.monotonic()


_NEVER = "-"  # the start of a process that runs no more; equal to none
_UNDER = " under "  # between a worker and its program


@cache
def boot_id() -> str:
    """A name for the time since the machine last started; empty where the system has none."""
    if sys.platform == "linux":
        return _text(Path("/proc/sys/kernel/random/boot_id"))
    elif sys.platform == "darwin":  # noqa: RET505 - so that mypy sees each branch on its own platform only
        return _said_by("sysctl", "-n", "kern.bootsessionuuid")
    elif sys.platform == "win32":
        return _boot_count()
    else:
        return ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION, _STILL_ACTIVE = 0x1000, 259

    def _start_from_kernel(pid: int) -> str | None:
        """100-nanosecond steps of the process's creation, fixed when it was made."""
        kernel = ctypes.windll.kernel32
        process = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
        if not process:
            return None
        code, times = wintypes.DWORD(), [wintypes.FILETIME() for _ in range(4)]
        kernel.GetExitCodeProcess(process, ctypes.byref(code))
        kernel.GetProcessTimes(process, *map(ctypes.byref, times))
        kernel.CloseHandle(process)
        created = (times[0].dwHighDateTime << 32) + times[0].dwLowDateTime
        return str(created) if code.value == _STILL_ACTIVE else None

    def _boot_count() -> str:
        """Windows counts its starts in the registry."""
        import winreg

        place = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                return str(winreg.QueryValueEx(key, "BootId")[0])
        except OSError:
            return ""


def _space() -> str:
    """The process id space we live in: in another container the same number is another process."""
    space = Path("/proc/self/ns/pid")
    return str(space.readlink()) if space.is_symlink() else ""


def start_of(pid: int) -> str | None:
    """When process `pid` started, a mark that can only be compared; None if it runs no more, "" if not known."""
    if sys.platform == "linux":
        return _start_from_proc(pid)
    elif sys.platform == "darwin":  # noqa: RET505 - so that mypy sees each branch on its own platform only
        line = _said_by("ps", "-o", "stat=,lstart=", "-p", str(pid))
        return None if not line or line.startswith("Z") else line.split(maxsplit=1)[1]
    elif sys.platform == "win32":
        return _start_from_kernel(pid)
    else:
        return ""


def _start_from_proc(pid: int) -> str | None:
    """Clock ticks from boot to start. A process that was killed and waits to be buried (zombie) runs no more."""
    stat = _text(Path(f"/proc/{pid}/stat"))
    if not stat:
        return None
    state, *rest = stat[stat.rindex(")") + 2 :].split()  # the name before may hold spaces and brackets
    return None if state in "ZX" else rest[18]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _said_by(*command: str) -> str:
    """What a system tool answers, empty if it cannot."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class ProcessId:
    """One process, never to be mistaken for a later one with the same number. `str()` is how a lease names it."""

    boot: str
    space: str
    pid: int
    start: str

    @classmethod
    def of(cls, pid: int) -> ProcessId:
        start = start_of(pid)
        return cls(boot_id(), _space(), pid, _NEVER if start is None else start)

    @classmethod
    def mine(cls) -> ProcessId:
        return cls.of(os.getpid())

    @classmethod
    def parse(cls, text: str) -> ProcessId:
        """What `str()` wrote; raises ValueError for anything else."""
        boot, space, pid, start = text.split("|")
        return cls(boot, space, int(pid), start)

    def __str__(self) -> str:
        return f"{self.boot}|{self.space}|{self.pid}|{self.start}"

    def is_gone(self) -> bool:
        """True only if it surely runs no more; False may also mean that we cannot see it from here."""
        if self.boot != boot_id():
            return True
        if self.space != _space() or not self.start:
            return False
        now = start_of(self.pid)
        return now is None or (now != "" and now != self.start)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease: a worker, and the program that started it, if one did. `str()` is how a lease names both."""

    worker: ProcessId
    program: ProcessId | None = None

    @classmethod
    def parse(cls, text: str) -> Holder:
        worker, under, program = text.partition(_UNDER)
        return cls(ProcessId.parse(worker), ProcessId.parse(program) if under else None)

    def __str__(self) -> str:
        return f"{self.worker}{_UNDER}{self.program}" if self.program else str(self.worker)

    def is_gone(self) -> bool:
        return self.worker.is_gone()

    def fell_with_all(self) -> bool:
        """Whether the machine, or the program around it, went down too: then the job is hardly to blame."""
        return self.worker.boot != boot_id() or (self.program is not None and self.program.is_gone())
