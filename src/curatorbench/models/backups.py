"""Copies of the database that were opened and checked before they count."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from curatorbench.domain.errors import StorageError
from curatorbench.models import durable

# What a loss is told in: the tables people know, by what they call them.
COUNTED = {
    "records": "material_entity",
    "changes": "change",
    "values": "field_value",
    "images": "asset",
    "opinions": "opinion",
    "operators": "operator",
}
# What lies beside a database and belongs to it.
_BESIDE = ("-wal", "-shm", "-journal")


def new_name(folder: Path, why: str) -> Path:
    """A name for a backup in `folder` that no other has: `catalogue-20261124T101112Z-why.sqlite`."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in range(10_000):
        path = folder / f"catalogue-{stamp}-{why}{f'-{number}' if number else ''}.sqlite"
        if not path.exists():
            return path
    raise StorageError(f"{folder} is full of backups of this second.", "Move some of them away.")


def copy(database: Path, target: Path) -> Path:
    """Copy a database, in use or not, to `target`; an older file there is replaced once the copy has passed its checks.

    Raises StorageError, with `target` as it was.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with durable.Sentence("The backup could not be written"):
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy_pages(database, part)
            check(part, expected=counts(database))
            durable.sync_file(part)
            part.replace(target)
            durable.sync_folder(target.parent)
    except sqlite3.Error as error:
        raise _failed(error) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def check(database: Path, expected: dict[str, int] | None = None) -> dict[str, int]:
    """Open a copy and read all of it; returns what it holds. Raises StorageError if it is not sound.

    `expected` are the least counts that it must have: writers may have gone on meanwhile in the source.
    """
    try:
        with closing(_opened(database)) as connection:
            said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        held = counts(database)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise StorageError(f"{database.name} is not a sound catalogue: {error}.", "Use another backup.") from error
    if said != "ok" or orphan or not revision:
        raise StorageError(
            f"{database.name} is damaged: {said if said != 'ok' else 'rows are missing'}.", "Use another."
        )
    if expected and any(held.get(what, 0) < number for what, number in expected.items()):
        raise StorageError(f"{database.name} holds less than the catalogue it was made of.", "Make the backup again.")
    return held


def counts(database: Path) -> dict[str, int]:
    """How many records, changes, images ... a database holds; raises sqlite3.Error if it cannot be read."""
    with closing(_opened(database)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            what: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names
            for what, table in COUNTED.items()
            if table in tables
        }


def exchange(database: Path, source: Path) -> None:
    """Put a copy of `source` in the place of `database`, which goes to the folder `backups` beside it.

    The copy is whole and synced before anything is moved; a death between two moves is mended by `end_exchange`.
    """
    copy(source, _waiting(database))
    _put_in_place(database)


def end_exchange(database: Path) -> bool:
    """Where an exchange died after it had moved the database away, do the rest; whether there is a database now."""
    if not database.exists() and _waiting(database).is_file():
        _put_in_place(database)
    return database.is_file()


def _waiting(database: Path) -> Path:
    """Where the copy waits for the name of the database."""
    return database.with_name(f"{database.name}.restored")


def _put_in_place(database: Path) -> None:
    aside = new_name(database.parent / "backups", "replaced")
    with durable.Sentence("The backup could not be put in place"):
        aside.parent.mkdir(exist_ok=True)
        for suffix in ("", *_BESIDE):
            there = Path(f"{database}{suffix}")
            if there.exists():
                there.rename(f"{aside}{suffix}")
        _waiting(database).rename(database)
        durable.sync_folder(aside.parent)
        durable.sync_folder(database.parent)


def _copy_pages(database: Path, part: Path) -> None:
    with closing(_opened(database)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
        # One file, not three: the write-ahead log of a backup would be lost on the way.
        target.execute("PRAGMA journal_mode=DELETE")


def _opened(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=10, isolation_level=None)


def _failed(error: sqlite3.Error) -> StorageError:
    if getattr(error, "sqlite_errorname", "").startswith("SQLITE_FULL"):
        return StorageError(
            "The backup could not be written: the disk is full.", "Free some space, or back up elsewhere."
        )
    return StorageError(
        f"The backup could not be made: {error}.", "Run 'verify' to see whether the catalogue is sound."
    )
