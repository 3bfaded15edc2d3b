"""Files and folders that are whole or not there, whoever is killed and whenever the power goes.

What is written lies beside its place under another name, goes to the disk, and only then gets its own name. What the
file system refuses stays an OSError here: every caller has a sentence of its own for it.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(out: Path, part: Path | None = None) -> Iterator[Path]:
    """A path to write to, which becomes `out` when the block ends well, else it is removed.

    A process that is killed leaves at most `part`. Without one it is hidden and like no other, so that several may
    write one file; who is alone with a file can name the part that the next writer will write over.
    """
    part = part or _beside(out)
    try:
        yield part
        put(part, out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path, part: Path | None = None) -> Iterator[Path]:
    """The same for a folder, which is made. An `out` that is there already has to be an empty folder."""
    part = part or _beside(out)
    part.mkdir()
    try:
        yield part
        for path in part.rglob("*"):
            to_disk(path)
        put(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def put(part: Path, out: Path) -> None:
    """Give what is whole its name, in place of what has it, so that both outlive a power cut."""
    to_disk(part)
    part.replace(out)
    with suppress(PermissionError):  # into some folders one may write without reading them, which this call needs
        to_disk(out.parent)


def to_disk(path: Path) -> None:
    """What is in a file, or which names are in a folder, shall outlive a power cut.

    Of folders Windows has no such call and no need of one.
    """
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _beside(out: Path) -> Path:
    return out.with_name(f".{secrets.token_hex(8)}.part")
