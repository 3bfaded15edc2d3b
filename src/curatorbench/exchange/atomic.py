"""Files and folders that appear whole or not at all: a temporary name beside them, fsync, rename."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from curatorbench.domain.errors import StorageError


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a path beside `out` to write to; it becomes `out` when the block ends well, else it is removed.

    A process that is killed leaves at most a hidden `.part` file, never half an `out`.
    Raises `StorageError` if the disk refuses, `Cancelled` and others as they come.
    """
    part = _part_beside(out)
    with _refusals_in_words(out):
        try:
            yield part
            _sync(part)
            part.replace(out)
            _sync(out.parent)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """The same for a folder. An existing `out` is refused unless it is an empty folder."""
    part = _part_beside(out)
    with _refusals_in_words(out):
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise StorageError(f"{out.name} is already there and not an empty folder.", "Choose another name.")
        part.mkdir()
        try:
            yield part
            for file in part.rglob("*"):
                _sync(file)
            _sync(part)
            part.replace(out)
            _sync(out.parent)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _part_beside(out: Path) -> Path:
    if not out.parent.is_dir():
        raise StorageError(f"The folder {out.parent} does not exist.", "Make it, or choose another place.")
    return out.with_name(f".{out.name[:200]}.{uuid4().hex}.part")


@contextmanager
def _refusals_in_words(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageError(
            f"{out.name} could not be written: {reason}. Nothing was kept of it.",
            "Look at the space left and the rights on that folder, then try again.",
        ) from error


def _sync(path: Path) -> None:
    """Ask the disk to keep what was written; folders cannot be asked on every system."""
    if path.is_dir():
        if os.name == "nt":
            return
        with suppress(PermissionError):
            _fsync(path, os.O_RDONLY)
    else:
        _fsync(path, os.O_RDWR)


def _fsync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
