"""Files that are whole or not there: written under another name, synced, then linked to their own."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

from curatorbench.domain.errors import StorageError
from curatorbench.domain.whole_files import to_disk

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Sentence:
    """A context in which an OSError becomes a StorageError that begins with `what` (no full stop)."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise as_sentence(self._what, error) from error


def as_sentence(what: str, error: OSError) -> StorageError:
    """`what` and why, for a person."""
    if error.errno in _FULL:
        return StorageError(f"{what}: the disk is full. Nothing of it was kept.", "Free some space and do it again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(f"{what}: the folder may not be written to.", "Check its permissions and its disk.")
    why = "the disk failed" if error.errno == errno.EIO else (error.strerror or "the disk refused").lower()
    return StorageError(f"{what}: {why}. Nothing of it was kept.", "Check the disk and its cable, then do it again.")


class Part:
    """A file being written. It is locked as long as its writer lives, which is how `sweep` knows."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self.file = file

    def keep_as(self, target: Path) -> bool:
        """Sync the content, give it its name, sync the folder. False, with nothing done, if the name is taken."""
        self.file.flush()
        os.fsync(self.file.fileno())
        if not link(self.path, target):
            return False
        to_disk(target.parent)
        return True


@contextmanager
def part(folder: Path, sentence: Callable[[], Sentence]) -> Iterator[Part]:
    """A new part file in `folder`, gone at the end unless it was kept under another name.

    What the disk refuses of it is no fault of what was copied: it raises StorageError, as `sentence` begins. A part
    that cannot be removed after another error is left to `sweep`.
    """
    with sentence():
        path, file = _new(folder)
    try:
        yield Part(path, file)
    except BaseException:
        with contextlib.suppress(OSError):
            _discard(path, file)
        raise
    with sentence():
        _discard(path, file)


def _discard(path: Path, file: IO[bytes]) -> None:
    try:
        file.close()
    finally:
        path.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove the part files of writers that died; returns how many."""
    swept = 0
    for path in folder.glob("*.part"):
        with contextlib.suppress(OSError), path.open("rb") as file:
            if _lock(file):
                path.unlink()
                swept += 1
    return swept


def link(path: Path, target: Path) -> bool:
    """Rename without replacing: a hard link fails where the name is taken, a rename would not."""
    try:
        os.link(path, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EMLINK):
            raise
        return _rename(path, target)
    path.unlink()
    return True


def _new(folder: Path) -> tuple[Path, IO[bytes]]:
    while True:
        path = folder / f"{uuid.uuid4()}.part"
        file = path.open("xb", buffering=0)
        # A sweeper may have found it between the two calls: then it is gone, and another is made.
        if _lock(file) and path.exists():
            return path, file
        file.close()


def _lock(file: IO[bytes]) -> bool:
    if sys.platform == "win32":
        return True  # Windows does not remove a file that somebody has open
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _rename(path: Path, target: Path) -> bool:
    """For file systems without hard links (exFAT). Two writers of one name write the same content."""
    if target.exists():
        return False
    path.rename(target)
    return True
