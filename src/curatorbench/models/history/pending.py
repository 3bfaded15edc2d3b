"""Records that the full-text index still lacks, because an import left it for later.

A range of keys waits in `search_pending` until somebody indexes it, a few records a transaction. Whoever is killed
loses at most that transaction: what is in the index and what waits change together.
"""

from __future__ import annotations

import sqlite3

from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session

_WAITING = (
    "SELECT id, document FROM material_entity JOIN accepted ON material_id = id"
    " WHERE id BETWEEN ? AND ? AND retired = 0 ORDER BY id"
)


def add_later(connection: sqlite3.Connection, first_key: int, count: int) -> None:
    """Leave `count` new records, from `first_key` on, to be indexed later."""
    if count <= 0:
        return
    last = first_key + count - 1
    if connection.execute("SELECT NOT EXISTS (SELECT 1 FROM search_pending)").fetchone()[0]:
        merge_by_itself(connection, False)
    longer = "UPDATE search_pending SET last_id = ? WHERE last_id = ?"
    if not connection.execute(longer, (last, first_key - 1)).rowcount:
        connection.execute("INSERT INTO search_pending (first_id, last_id) VALUES (?, ?)", (first_key, last))


def merge_by_itself(connection: sqlite3.Connection, does: bool) -> None:
    """Whether a write to the full-text index tidies it up as well. That takes a while when much is written at once:
    so whoever indexes what waits does it, in steps of its own (`merge_some`)."""
    connection.execute("INSERT INTO record_search (record_search, rank) VALUES ('automerge', ?)", (4 if does else 0,))


def merge_some(session: Session, pages: int) -> bool:
    """Tidy up the full-text index by some `pages` of 4 kB; False if there was nothing to do."""
    connection = driver(session)
    before = connection.total_changes
    connection.execute("INSERT INTO record_search (record_search, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before > 1  # one is the command itself


def pending_count(session: Session) -> int:
    """How many records wait to be indexed."""
    count = "SELECT coalesce(sum(last_id - first_id + 1), 0) FROM search_pending"
    return int(driver(session).execute(count).fetchone()[0])


def last_pending(session: Session) -> int | None:
    """The highest key that waits to be indexed, None if none does."""
    found = driver(session).execute("SELECT max(last_id) FROM search_pending").fetchone()[0]
    return None if found is None else int(found)


def next_part(connection: sqlite3.Connection, most: int) -> list[tuple[int, str]] | None:
    """Key and accepted document of up to `most` keys that waited longest, which wait no more; None if none wait.

    The list is shorter by those that lists leave out.
    """
    waiting = connection.execute("SELECT first_id, last_id FROM search_pending ORDER BY first_id LIMIT 1").fetchone()
    if waiting is None:
        return None
    first, last = waiting
    here = min(last, first + most - 1)
    _keep(connection, first, here + 1, last)
    return connection.execute(_WAITING, (first, here)).fetchall()


def take_out(connection: sqlite3.Connection, key: int) -> bool:
    """Whether a record waits to be indexed; it does no more, for the caller does it now."""
    around = "SELECT first_id, last_id FROM search_pending WHERE first_id <= ? ORDER BY first_id DESC LIMIT 1"
    found = connection.execute(around, (key,)).fetchone()
    if found is None or found[1] < key:
        return False
    first, last = found
    _keep(connection, first, key + 1, last)
    if first < key:
        connection.execute("INSERT INTO search_pending (first_id, last_id) VALUES (?, ?)", (first, key - 1))
    return True


def _keep(connection: sqlite3.Connection, first: int, rest: int, last: int) -> None:
    """Of the range `first` to `last` only what begins with `rest` still waits."""
    if rest > last:
        connection.execute("DELETE FROM search_pending WHERE first_id = ?", (first,))
        if connection.execute("SELECT NOT EXISTS (SELECT 1 FROM search_pending)").fetchone()[0]:
            merge_by_itself(connection, True)
    else:
        connection.execute("UPDATE search_pending SET first_id = ? WHERE first_id = ?", (rest, first))
