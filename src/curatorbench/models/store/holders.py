"""Who has the database open, and who is writing to it: read from the kernel's list of file locks."""

from __future__ import annotations

import os
from pathlib import Path

# Byte offsets of SQLite's locks in the shared-memory file beside a WAL database (wal.c, "WAL_WRITE_LOCK" and "DMS").
_WRITE_LOCK = 120
_OPEN_LOCK = 128


def writer_of(database: Path) -> int | None:
    """Process id of whoever is in a write transaction; None if nobody is, or this system does not tell."""
    return next(iter(_holders(database, _WRITE_LOCK)), None)


def openers_of(database: Path) -> set[int]:
    """Process ids of those that have the database open, without this one; empty where the system does not tell."""
    return _holders(database, _OPEN_LOCK) - {os.getpid()}


def lock_owners(locks: str, inode: int, offset: int) -> set[int]:
    """Process ids that hold a lock on byte `offset` of the file `inode`, from the text of /proc/locks."""
    owners = set()
    for line in locks.splitlines():
        parts = line.split()
        if len(parts) != 8 or parts[1] == "->" or parts[1] not in ("POSIX", "OFDLCK"):
            continue
        pid, file, first, last = int(parts[4]), parts[5], parts[6], parts[7]
        is_here = int(first) <= offset and (last == "EOF" or offset <= int(last))
        if is_here and int(file.rpartition(":")[2]) == inode:
            owners.add(pid)
    return owners


def describe(pid: int) -> str:
    """`process 4711 (python -m curatorbench worker)`."""
    if pid == os.getpid():
        return "another part of this program"
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return f"process {pid}"
    command = " ".join(word for word in words if word)[:80]
    return f"process {pid} ({command})" if command else f"process {pid}"


def _holders(database: Path, offset: int) -> set[int]:
    try:
        inode = Path(f"{database}-shm").stat().st_ino
        locks = Path("/proc/locks").read_text()
    except OSError:
        return set()
    return lock_owners(locks, inode, offset)
