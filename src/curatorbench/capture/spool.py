"""The folder in which a device keeps what it made for us until that is safe elsewhere."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from curatorbench.capture.port import Shot
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import Progress
from curatorbench.domain.whole_files import whole_file

PART = ".part"
LONGEST = 100  # letters of a name: longer ones are not ours, and leave no room for what others append
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, None)  # None: numpy says only how much of an array was written

Write = Callable[[BinaryIO], object]
"""Puts the whole content of a file into what it is given."""


class Spool:
    """Whole files in a folder, oldest first by their names. One device process has a spool to itself.

    A file is written under `NAME.part`, flushed to the disk and then renamed: what bears its final name is whole,
    whatever was killed. Every method raises DeviceError where the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        """Make the folder, and clear away what a process that was killed had begun."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for part in self.folder.glob(f"*{PART}"):
                if part.is_file() and not part.is_symlink():  # we make no other: what else is there is not ours
                    part.unlink(missing_ok=True)
        except OSError as error:
            raise refused(self.folder, error) from error

    def files(self) -> list[Path]:
        """All that is whole, oldest first. What bears no name of ours is left alone, and offered to nobody."""
        try:
            return sorted(path for path in self.folder.iterdir() if _is_kept(path))
        except OSError as error:
            raise refused(self.folder, error) from error

    def keep(self, suffix: str, write: Write) -> Path:
        """A new file with what `write` puts into it; nothing is left of one that could not be finished."""
        path = self._free(suffix)
        self._write(path, write)
        return path

    def put(self, name: str, content: bytes) -> None:
        """A file of the device's own beside the pictures, in place of the one before; its name begins with a dot."""
        self._write(self.folder / name, lambda file: file.write(content))

    def _write(self, path: Path, write: Write) -> None:
        try:
            with whole_file(path, path.with_name(path.name + PART)) as part, part.open("wb") as file:
                write(file)
        except OSError as error:
            raise refused(self.folder, error) from error

    def shots(self, device: str, progress: Progress) -> Iterator[Shot]:
        """Every file as an exposure of the device of that name."""
        for path in self.files():
            progress(0.0, path.name)
            yield Shot((path,), device)

    def release(self, shot: Shot) -> None:
        for path in shot.files:
            self.drop(path)

    def drop(self, path: Path) -> None:
        """It is safe elsewhere. What lies outside of the spool is left alone."""
        if path.parent == self.folder:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise refused(self.folder, error) from error

    def _free(self, suffix: str) -> Path:
        """Named by the moment, so that the order of names is the order of scans over many runs of the program."""
        while True:
            path = self.folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}{suffix}"
            if not path.exists():
                return path


def _is_kept(path: Path) -> bool:
    is_ours = path.suffix != PART and not path.name.startswith(".") and len(path.name) <= LONGEST
    return is_ours and path.is_file() and not path.is_symlink()


def refused(folder: Path, error: OSError, otherwise: str = "then take it again") -> DeviceError:
    """A spool's folder that the disk does not let us use; `otherwise` says what becomes of a picture without room."""
    if error.errno in _FULL:
        return DeviceError(
            f"The disk is full: the picture does not fit into {folder}.", f"Free some space, {otherwise}."
        )
    return DeviceError(
        f"The folder {folder} cannot be used: {error.strerror or error}.", "Check the disk and your rights to it."
    )
