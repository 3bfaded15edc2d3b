"""Copies of the database that were opened and checked before they count."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from curatorbench.domain.errors import StorageError
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.whole_files import put, to_disk
from curatorbench.models.store import durable, readonly

# What a loss is told in: the tables people know, by what they call them.
COUNTED = {
    "records": "material_entity",
    "changes": "change",
    "images": "asset",
    "opinions": "opinion",
    "operators": "operator",
}
# What lies beside a database and belongs to it.
_BESIDE = ("-wal", "-shm", "-journal")
_PAGES = 2_000  # copied between two reports
_COPIED = 0.6  # of the work is the copying, the rest is the reading of it
# A folder for backups may be shared by several computers: each sweeps after itself only.
_HOST = re.sub(r"\W+", "-", platform.node()) or "here"
_PART = re.compile(rf"\.{_HOST}\.(\d+)\.part(-journal|-wal|-shm)?\Z")


def new_name(folder: Path, why: str) -> Path:
    """A name for a backup in `folder` that no other has: `catalogue-20261124T101112Z-why.sqlite`."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in range(10_000):
        path = folder / f"catalogue-{stamp}-{why}{f'-{number}' if number else ''}.sqlite"
        if not path.exists():
            return path
    raise StorageError(f"{folder} is full of backups of this second.", "Move some of them away.")


def copy(database: Path, target: Path, progress: Progress = silent) -> Path:
    """Copy a database, in use or not, to `target`; an older file there is replaced once the copy has passed its checks.

    Raises StorageError, with `target` as it was; `progress` may raise Cancelled, likewise.
    """
    part = target.with_name(f".{target.name}.{_HOST}.{os.getpid()}.part")
    try:
        with durable.Sentence("The backup could not be written"):
            target.parent.mkdir(parents=True, exist_ok=True)
            _sweep(target.parent)
            expected = counts(database)
            _copy_pages(database, part, progress)
            progress(_COPIED, "opening the copy and reading it through")
            check(part, expected=expected)
            put(part, target)
    except sqlite3.Error as error:
        raise _failed(error) from error
    finally:
        _remove(part)
    return target


def check(database: Path, expected: dict[str, int] | None = None) -> dict[str, int]:
    """Open a copy and read all of it; returns what it holds. Raises StorageError if it is not sound.

    `expected` are the least counts that it must have: writers may have gone on meanwhile in the source.
    """
    try:
        with closing(opened(database)) as connection:
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
    with closing(opened(database)) as connection:
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
        to_disk(aside.parent)
        to_disk(database.parent)


def _copy_pages(database: Path, part: Path, progress: Progress = silent) -> None:
    def show(_: int, remaining: int, total: int) -> None:
        progress(_COPIED * (1 - remaining / max(1, total)), "copying the catalogue")

    with closing(opened(database)) as source, closing(sqlite3.connect(part)) as target:
        target.execute("PRAGMA journal_mode=OFF")  # it is whole and synced before it counts, or thrown away
        target.execute("PRAGMA synchronous=OFF")
        # One state of the source for the whole copy: others may write meanwhile without making it begin again.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target, pages=_PAGES, progress=show)
        source.execute("ROLLBACK")
        # One file, not three: the write-ahead log of a backup would be lost on the way.
        target.execute("PRAGMA journal_mode=DELETE")


def _remove(part: Path) -> None:
    for suffix in ("", *_BESIDE):
        with contextlib.suppress(OSError):
            Path(f"{part}{suffix}").unlink()


def _sweep(folder: Path) -> None:
    """Remove the parts of copies whose process died; a process that lives keeps its own."""
    for left in folder.glob(".*.sqlite.*.part*"):
        named = _PART.search(left.name)
        if named and not _lives(int(named[1])):
            left.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # there a file in use cannot be removed anyway, and a signal would end the process
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def opened(database: Path) -> sqlite3.Connection:
    """A plain connection to a database that is there; raises sqlite3.Error."""
    where = readonly.uri(database) if readonly.is_read_only(database) else f"{database.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(where, uri=True, timeout=10, isolation_level=None)


def _failed(error: sqlite3.Error) -> StorageError:
    if getattr(error, "sqlite_errorname", "").startswith("SQLITE_FULL"):
        return StorageError(
            "The backup could not be written: the disk is full.", "Free some space, or back up elsewhere."
        )
    return StorageError(
        f"The backup could not be made: {error}.", "Run 'verify' to see whether the catalogue is sound."
    )
