"""Which files are being written right now, as far as Linux lets us see; elsewhere none are known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PROCESSES = Path("/proc")


def being_written() -> frozenset[int]:
    """Inodes of the regular files that some process has open for writing.

    Only processes of the same person can be asked; the others are passed over.
    """
    return frozenset(inode for process in _processes() for inode in _written_by(process))


def _processes() -> Iterator[Path]:
    if PROCESSES.is_dir():
        yield from (entry for entry in PROCESSES.iterdir() if entry.name.isdecimal())


def _written_by(process: Path) -> Iterator[int]:
    try:
        handles = list((process / "fd").iterdir())
    except OSError:  # it has ended, or is somebody else's
        return
    for handle in handles:
        inode = _written_through(process, handle)
        if inode is not None:
            yield inode


def _written_through(process: Path, handle: Path) -> int | None:
    try:
        if not str(handle.readlink()).startswith("/"):
            return None  # a pipe or a socket
        lines = (process / "fdinfo" / handle.name).read_text().splitlines()
        flags = int(next(line.split()[1] for line in lines if line.startswith("flags:")), 8)
        return handle.stat().st_ino if flags & os.O_ACCMODE != os.O_RDONLY else None
    except (OSError, StopIteration, ValueError):
        return None
