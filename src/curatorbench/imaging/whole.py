"""Files that are whole or not there: written beside their place, then renamed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curatorbench.domain.errors import StorageError
from curatorbench.domain.whole_files import whole_file

_FORGOTTEN = 86_400.0  # seconds


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A place beside `out` to write to; it gets the name of `out` at the end, or is gone if that fails.

    Raises StorageError for what the file system refuses. The folder is made if need be.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as part:
            yield part
    except OSError as error:
        raise StorageError(
            f"{out.name} cannot be written: {error.strerror or error}.", "Free some space or choose another folder."
        ) from error


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left in `folder`: what has not been written to for a day."""
    for part in folder.glob(".*.part"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > _FORGOTTEN:
                part.unlink()


def written_whole(out: Path, content: bytes) -> None:
    """Write `content` to `out`, whole or not at all; raises StorageError."""
    with whole(out) as part:
        part.write_bytes(content)
