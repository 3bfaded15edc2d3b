"""A worker's light connection: what may be lost without harm, and a bell that rings when anything was written.

Results go through the store with `synchronous=FULL`. Claims and progress need no fsync of their own: with `NORMAL`
in WAL a commit that a power cut takes away leaves the database sound, and says no more than that a job was not
begun, or had come less far. The next result that is written takes them to the disk with it.
"""

from __future__ import annotations

import json
import logging
import math
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from curatorbench.domain.errors import Cancelled, StorageError
from curatorbench.jobs.job import ClaimedJob, LeaseLost
from curatorbench.jobs.machine import Holder, boot_id
from curatorbench.models.store.faults import as_storage_error

log = logging.getLogger(__name__)

_SHORTEST, _LONGEST = 0.01, 0.05  # seconds between two looks: at once after work, 20 a second when idle
_PATIENCE = 0.25  # seconds to wait for another writer

# The head of one lane: an index seek. A delay set before the machine last started is over: nobody knows how long
# it was off.
HEAD_OF_LANE = """
    SELECT * FROM (
        SELECT id, rank FROM job
        WHERE state = 'waiting' AND lane = ? AND (not_before IS NULL OR not_before <= ? OR boot <> ?)
        ORDER BY rank, id LIMIT 1)
"""
_FIRST_OF_HEADS = " ORDER BY rank, id LIMIT 1"
_CLAIM = """
    UPDATE job
    SET state = 'running', attempts = attempts + 1, lease = ?, lease_until = ?, worker = ?, progress = 0, message = ''
    WHERE id = ? RETURNING kind, payload
"""
_REPORT = """
    UPDATE job SET progress = ?, message = ?, lease_until = ? WHERE id = ? AND lease = ? RETURNING cancel_wanted
"""


class Pulse:
    """One connection beside the store's, for one worker's thread. Close it, or use it in a `with`.

    `clock` gives seconds since the machine started; `lease` is how many of them a worker may be silent.
    """

    def __init__(self, database: Path, clock: Callable[[], float], lease: float) -> None:
        self._clock = clock
        self._lease = lease
        with _sentences():
            self._connection = sqlite3.connect(database, isolation_level=None, timeout=_PATIENCE)
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._seen = self._version()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def claim(self, lanes: Sequence[str], holder: Holder) -> ClaimedJob | None:
        """Take the next job of `lanes`: of the highest priority the one that was asked for first.

        Looks first, so that an idle worker takes no lock. Raises StorageError if the database refuses or is locked.
        """
        with _sentences():
            if self._next(lanes) is None:
                return None
            with self._writing():
                job_id = self._next(lanes)
                return None if job_id is None else self._take(job_id, holder)

    def report(self, job: ClaimedJob, fraction: float, message: str) -> None:
        """Show progress and renew the lease if the database is free; raises Cancelled or LeaseLost."""
        try:
            rows = self._rows(_REPORT, _within_one(fraction), message, self._clock() + self._lease, job.id, job.lease)
        except sqlite3.OperationalError as error:
            log.debug("progress of job %s was not noted: %s", job.id, error)
            return
        if not rows:
            raise LeaseLost
        if rows[0][0]:
            raise Cancelled

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Until somebody commits anything to the database, `stop` is set or `seconds` have passed.

        `data_version` is read from shared memory, in microseconds; nothing is locked.
        """
        pause = _SHORTEST
        while seconds > 0 and not stop.wait(min(pause, seconds)) and not self._has_rung():
            seconds -= pause
            pause = min(_LONGEST, pause * 1.5)

    def _has_rung(self) -> bool:
        before = self._seen
        with _sentences():
            self._seen = self._version()
        return self._seen != before

    def _next(self, lanes: Sequence[str]) -> int | None:
        now, boot = self._clock(), boot_id()
        heads = " UNION ALL ".join([HEAD_OF_LANE] * len(lanes))
        rows = self._rows(heads + _FIRST_OF_HEADS, *(value for lane in lanes for value in (lane, now, boot)))
        return rows[0][0] if rows else None

    def _take(self, job_id: int, holder: Holder) -> ClaimedJob:
        lease = uuid.uuid4().hex
        [(kind, payload)] = self._rows(_CLAIM, lease, self._clock() + self._lease, str(holder), job_id)
        return ClaimedJob(job_id, kind, json.loads(payload), lease)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """All rows at once: a statement outside a transaction commits when it has come to its end."""
        return self._connection.execute(statement, values).fetchall()

    def _version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        locked = StorageError("The catalogue is locked by another program.", "Wait until that is done, or end it.")
        raise as_storage_error(error) or locked from error


def _within_one(fraction: float) -> float:
    return 0.0 if math.isnan(fraction) else min(1.0, max(0.0, fraction))
