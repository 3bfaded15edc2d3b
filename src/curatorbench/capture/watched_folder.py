"""A folder that some other program fills: a tethering tool, a scanner, a memory card, a network share.

Looked at whenever it is asked, rather than told by the system: a share tells nothing of what others write.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from curatorbench.capture.open_files import being_written
from curatorbench.capture.port import Shot
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.exposures import PICTURES, RAW, exposures
from curatorbench.domain.progress import Progress, silent

SETTLED = 2.0  # seconds during which a file must not change
OLD = 60.0  # seconds since its last change after which a file need not be watched first
TEMPORARY = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".download")

State = tuple[int, int, int]
"""Inode, size, and time of change in nanoseconds."""


class WatchedFolder:
    """Device. Offers only whole files: not empty, unchanged for `settled` seconds, and on Linux not
    open for writing in any process that can be asked.

    The RAW and the picture of one stem are one shot, offered when both are whole. Hidden and temporary
    names are passed over. Nothing is ever deleted or moved.
    """

    def __init__(self, folder: Path, *, settled: float = SETTLED, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._settled = settled
        self._clock = clock
        self._open = False
        self._released: dict[Path, State] = {}
        self._seen: dict[Path, tuple[State, float]] = {}

    @property
    def name(self) -> str:
        return f"folder {self._folder}"

    def open(self) -> None:
        self._look()
        self._open = True

    def close(self) -> None:
        self._open = False
        self._seen.clear()

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        if not self._open:
            raise DeviceError(f"{self._folder} is not being watched.", "Connect the folder first.")
        ready = self._whole(self._look())
        for index, files in enumerate(ready):
            progress(index / len(ready), files[0].name)
            yield Shot(files, self.name)

    def release(self, shot: Shot) -> None:
        """A file that is written anew under the same name later is offered again."""
        for path in shot.files:
            if path in self._seen:
                self._released[path] = self._seen[path][0]

    def _look(self) -> dict[Path, State]:
        """What is there now. Remembers since when each file has been as it is."""
        now = self._clock()
        there = {path: state for path in self._pictures() if (state := _state(path)) is not None}
        for path, state in there.items():
            if path not in self._seen or self._seen[path][0] != state:
                age = time.time() - state[2] / 1e9
                self._seen[path] = (state, now - self._settled if age > OLD else now)
        self._seen = {path: seen for path, seen in self._seen.items() if path in there}
        return there

    def _pictures(self) -> Iterator[Path]:
        try:
            if not self._folder.is_dir():
                raise DeviceError(
                    f"The watched folder {self._folder} is not there.",
                    "Plug the disk or card in again, or choose another folder.",
                )
            for root, folders, names in os.walk(self._folder, onerror=_unreadable):
                folders[:] = [name for name in folders if not name.startswith(".")]
                yield from (Path(root, name) for name in names if _is_picture(name))
        except OSError as error:
            _unreadable(error)

    def _whole(self, there: dict[Path, State]) -> list[tuple[Path, ...]]:
        """Files by exposure, oldest first, where every file of it is whole and one was not yet released."""
        groups: dict[Path, list[Path]] = {}
        for path in sorted(there, key=lambda p: (p.suffix.lower() in RAW, p)):
            groups.setdefault(path.with_suffix(""), []).append(path)
        waiting = [files for files in groups.values() if any(self._released.get(p) != there[p] for p in files)]
        written = being_written() if waiting else frozenset()
        whole = [files for files in waiting if all(self._is_whole(p, there[p], written) for p in files)]
        split = [shot for files in whole for shot in exposures(files)]
        return sorted(split, key=lambda files: (min(there[p][2] for p in files), files))

    def _is_whole(self, path: Path, state: State, written: frozenset[int]) -> bool:
        inode, size, _ = state
        quiet = self._clock() - self._seen[path][1]
        return size > 0 and quiet >= self._settled and inode not in written


def _is_picture(name: str) -> bool:
    lower = name.lower()
    if name.startswith((".", "~")) or lower.endswith(("~", *TEMPORARY)):
        return False
    return Path(lower).suffix in PICTURES | RAW


def _state(path: Path) -> State | None:
    """None if it has gone since the folder was listed."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _unreadable(error: OSError) -> None:
    raise DeviceError(
        f"The watched folder cannot be read: {error.strerror or error}.", "Check your rights and the cable."
    ) from error
