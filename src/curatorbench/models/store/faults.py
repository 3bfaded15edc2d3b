"""What SQLite says when storage fails, in sentences that a person can act on."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from curatorbench.domain.errors import StorageError

# By the primary name of SQLite's result code; extended ones such as SQLITE_IOERR_FSYNC start with it.
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("SQLITE_FULL", "The disk is full; the change was not kept.", "Free some space and do it again."),
    (
        "SQLITE_IOERR",
        "The disk refused to read or write the catalogue; the change was not kept.",
        "Check the disk and its cable, then do it again; 'verify' tells what is sound.",
    ),
    (
        "SQLITE_CORRUPT",
        "The catalogue is damaged.",
        "Run 'verify' to see what is hurt and 'restore' to go back to a backup; the damaged file is kept.",
    ),
    (
        "SQLITE_NOTADB",
        "The catalogue is not a database any more, or never was one.",
        "Run 'restore' to go back to a backup; the damaged file is kept.",
    ),
    (
        "SQLITE_READONLY",
        "The catalogue cannot be written to.",
        "Check the permissions of the workspace folder and of its disk.",
    ),
    ("SQLITE_PERM", "The catalogue may not be opened.", "Check the permissions of the workspace folder."),
    ("SQLITE_CANTOPEN", "The catalogue cannot be opened.", "Check that its folder is there and may be written to."),
    ("SQLITE_NOMEM", "There is not enough memory for this.", "Close other programs and do it again."),
    ("SQLITE_TOOBIG", "A value is too large for the catalogue; it was not kept.", "Store it as a file instead."),
)
_DAMAGED = _SENTENCES[2]


def is_busy(error: BaseException) -> bool:
    """Whether somebody else holds the database."""
    name = _code(error)
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def as_storage_error(error: BaseException) -> StorageError | None:
    """The sentence for an error of SQLAlchemy, SQLite or a damaged text in a row; None if it is no fault of storage."""
    if isinstance(error, UnicodeDecodeError):
        return StorageError(*_DAMAGED[1:])
    name = _code(error)
    for code, message, hint in _SENTENCES:
        if name.startswith(code):
            return StorageError(message, hint)
    if isinstance(_root(error), sqlite3.OperationalError) and "decode to UTF-8" in str(error):
        return StorageError(*_DAMAGED[1:])
    return None


def _root(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _code(error: BaseException) -> str:
    root = _root(error)
    return getattr(root, "sqlite_errorname", "") if isinstance(root, sqlite3.Error) else ""
