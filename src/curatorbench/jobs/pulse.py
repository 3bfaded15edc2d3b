"""A worker's light connection: progress that may be lost, and a bell that rings when anything was written.

Results go through the store with `synchronous=FULL`. Progress needs no fsync: with `NORMAL` in WAL a commit that a
power cut takes away leaves the database sound, and only says that a job had come less far.
"""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from curatorbench.domain.errors import Cancelled
from curatorbench.jobs.job import ClaimedJob, LeaseLost

log = logging.getLogger(__name__)

_SHORTEST, _LONGEST = 0.01, 0.05  # seconds between two looks: at once after work, 20 a second when idle
_REPORT = """
    UPDATE job SET progress = ?, message = ?, lease_until = ? WHERE id = ? AND lease = ? RETURNING cancel_wanted
"""


class Pulse:
    """One connection beside the store's, for one worker. Close it, or use it in a `with`."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(database, isolation_level=None, timeout=0.1)
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._seen = self._version()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def report(self, job: ClaimedJob, fraction: float, message: str, lease_until: float) -> None:
        """Show progress if the database is free; raises Cancelled or LeaseLost if the work is in vain."""
        try:
            values = (_within_one(fraction), message, lease_until, job.id, job.lease)
            rows = self._connection.execute(_REPORT, values).fetchall()  # all: the statement commits at its end
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
        while seconds > 0 and not stop.wait(min(pause, seconds)):
            version = self._version()
            if version != self._seen:
                self._seen = version
                return
            seconds -= pause
            pause = min(_LONGEST, pause * 1.5)

    def _version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version


def _within_one(fraction: float) -> float:
    return 0.0 if math.isnan(fraction) else min(1.0, max(0.0, fraction))
