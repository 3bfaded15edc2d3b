"""The folder in which a device keeps what it made for us until that is safe elsewhere."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from curatorbench.domain.errors import DeviceError

PART = ".part"

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
                part.unlink()
        except OSError as error:
            raise _refused(self.folder, error) from error

    def files(self) -> list[Path]:
        """All that is whole, oldest first."""
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix != PART and path.is_file())
        except OSError as error:
            raise _refused(self.folder, error) from error

    def keep(self, suffix: str, write: Write) -> Path:
        """A new file with what `write` puts into it; nothing is left of one that could not be finished."""
        path = self._free(suffix)
        part = path.with_name(path.name + PART)
        try:
            with part.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _flush_folder(self.folder)
        except OSError as error:
            raise _refused(self.folder, error) from error
        finally:
            part.unlink(missing_ok=True)
        return path

    def drop(self, path: Path) -> None:
        """It is safe elsewhere. What lies outside of the spool is left alone."""
        if path.parent == self.folder:
            path.unlink(missing_ok=True)

    def _free(self, suffix: str) -> Path:
        """Named by the moment, so that the order of names is the order of scans over many runs of the program."""
        while True:
            path = self.folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}{suffix}"
            if not path.exists():
                return path


def _flush_folder(folder: Path) -> None:
    """The new name too must outlive a power cut; Windows has no such call and no need of one."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refused(folder: Path, error: OSError) -> DeviceError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DeviceError(
            f"The disk is full: the picture does not fit into {folder}.", "Free some space, then take it again."
        )
    return DeviceError(
        f"The folder {folder} cannot be used: {error.strerror or error}.", "Check the disk and your rights to it."
    )
