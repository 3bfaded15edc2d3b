"""What is exported appears whole or not at all, and a disk that refuses it is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curatorbench.domain import whole_files
from curatorbench.domain.errors import StorageError


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a path beside `out` to write to; it becomes `out` when the block ends well, else it is removed.

    A process that is killed leaves at most a hidden `.part` file, never half an `out`.
    Raises `StorageError` if the disk refuses, `Cancelled` and others as they come.
    """
    _check_place(out)
    with _refusals_in_words(out), whole_files.whole_file(out) as part:
        yield part


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """The same for a folder. An existing `out` is refused unless it is an empty folder."""
    _check_place(out)
    with _refusals_in_words(out):
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise StorageError(f"{out.name} is already there and not an empty folder.", "Choose another name.")
        with whole_files.whole_folder(out) as part:
            yield part


def _check_place(out: Path) -> None:
    if not out.parent.is_dir():
        raise StorageError(f"The folder {out.parent} does not exist.", "Make it, or choose another place.")


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
