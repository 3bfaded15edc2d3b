"""The unit of work: short write transactions that are kept whole or not at all, and read sessions beside them.

SQLite in WAL mode with `synchronous=FULL`: what `write` has left is on disk. pysqlite's own
transactions are switched off (`isolation_level=None`); every transaction is opened here, a write with
BEGIN IMMEDIATE, so that DDL rolls back too and a writer never finds out late that it has to wait.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from curatorbench.domain.errors import StorageError
from curatorbench.models.store import holders, readonly
from curatorbench.models.store.faults import as_storage_error, is_busy

__all__ = ["APPLICATION_ID", "Session", "Store"]

APPLICATION_ID = 0x43427263  # "CBrc" in the header says whose file this is
PATIENCE = 10.0
_ATTEMPT = 0.25


class Store:
    """One database file. May be shared by the threads of a process; processes each open their own.

    `patience` is how many seconds a writer waits for another one before it gives up with a sentence.
    """

    def __init__(self, database: Path, patience: float = PATIENCE, *, is_read_only: bool = False) -> None:
        self.database = database
        self.patience = patience
        self.is_read_only = is_read_only
        self._waiting: set[int] = set()
        self._writers = _engine(database, "BEGIN IMMEDIATE", ("PRAGMA journal_mode=WAL",))
        where = readonly.uri(database) if is_read_only else None
        self._readers = _engine(database, "BEGIN", ("PRAGMA query_only=ON",), where)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database and cannot change it; raises StorageError."""
        with self._unit(self._readers) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are on disk when the block is left, or gone if it raises.

        Nobody else writes meanwhile: keep it short. Raises StorageError, with nothing kept.
        """
        self.refuse_read_only()
        thread = threading.get_ident()
        self._waiting.add(thread)
        try:
            with self._unit(self._writers) as session:
                self._waiting.discard(thread)
                yield session
                session.commit()
        finally:
            self._waiting.discard(thread)

    @property
    def has_waiting(self) -> bool:
        """Whether a thread of this process waits to write: who writes much lets it go first."""
        return bool(self._waiting)

    def refuse_read_only(self) -> None:
        """Raise StorageError, with what to do, if nothing can be written here."""
        if self.is_read_only:
            raise readonly.refusal(self.database.parent)

    def close(self) -> None:
        """Let go of the file; a second call does nothing, a later use opens it again."""
        self._readers.dispose()
        self._writers.dispose()

    @contextmanager
    def _unit(self, engine: Engine) -> Iterator[Session]:
        try:
            with self._session(engine) as session:
                yield session
        except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
            sentence = as_storage_error(error)
            if sentence is None and is_busy(error):
                sentence = self._locked()
            if sentence is None:
                raise
            raise sentence from error

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        connection = self._begun(engine)
        try:
            with Session(connection, expire_on_commit=False, join_transaction_mode="control_fully") as session:
                yield session
        except BaseException as error:
            if as_storage_error(error):
                connection.invalidate()  # it may be in any state: a new one is opened next time
            raise
        finally:
            connection.close()

    def _begun(self, engine: Engine) -> Connection:
        """A connection with its transaction begun, waited for as long as `patience` allows."""
        give_up = time.monotonic() + self.patience
        while True:
            try:
                return _begun_at_once(engine)
            except (DBAPIError, sqlite3.Error) as error:
                if not is_busy(error) or time.monotonic() >= give_up:
                    raise
            time.sleep(random.uniform(0.01, 0.05))  # noqa: S311 - spreads the waiting, guards nothing

    def _locked(self) -> StorageError:
        writer = holders.writer_of(self.database)
        by = holders.describe(writer) if writer else "another program"
        return StorageError(
            f"The catalogue is locked by {by}; the change was not kept.",
            "Wait until that is done, or end it, and do it again.",
        )


def _begun_at_once(engine: Engine) -> Connection:
    connection = engine.connect()
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


def _engine(database: Path, begin: str, pragmas: tuple[str, ...], uri: str | None = None) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(database)),
        creator=lambda: sqlite3.connect(
            uri or str(database), uri=uri is not None, timeout=_ATTEMPT, check_same_thread=False
        ),
        pool_size=4,
        max_overflow=12,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON",
            "PRAGMA trusted_schema=OFF",
            "PRAGMA cell_size_check=ON",
            *pragmas,
        ):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
