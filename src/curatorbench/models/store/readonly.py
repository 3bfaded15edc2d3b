"""A workspace that can be read and not written: a burnt disc, a disk mounted so, a folder of somebody else's."""

from __future__ import annotations

import os
from pathlib import Path

from curatorbench.domain.errors import StorageError


def is_read_only(database: Path) -> bool:
    """Whether neither the database nor files beside it can be written."""
    return not (os.access(database, os.W_OK) and os.access(database.parent, os.W_OK))


def uri(database: Path) -> str:
    """How SQLite opens it. Where somebody may be writing (a log lies beside it) it is read with that log; where
    nobody can, as it stands: SQLite then needs no file beside it."""
    mode = "mode=ro" if has_log(database) else "immutable=1&mode=ro"
    return f"{database.absolute().as_uri()}?{mode}"


def refusal(folder: Path) -> StorageError:
    """What is said to whoever wants to change something."""
    return StorageError(
        f"The workspace {folder} cannot be written to: it is open for reading only.",
        "Check its permissions, or copy the folder to a disk of this computer and work on the copy; the commands"
        " 'records', 'export', 'verify' and 'backup --to' read it where it is.",
    )


def unreadable(folder: Path) -> StorageError:
    """What is said where the last changes lie in a log that cannot be taken in without writing."""
    return StorageError(
        f"The workspace {folder} was not closed in order and cannot be read where nothing can be written.",
        "Copy the folder to a disk of this computer and open the copy; nothing is lost.",
    )


def has_log(database: Path) -> bool:
    """Whether there are changes beside the database that were not taken into it."""
    try:
        return database.with_name(f"{database.name}-wal").stat().st_size > 0
    except OSError:
        return False
