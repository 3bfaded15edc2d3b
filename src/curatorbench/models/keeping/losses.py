"""What going back to a backup would lose: what the catalogue has and the backup has not."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from curatorbench.domain.safety import Losses, LostChanges
from curatorbench.models.store import backups

_NAMED = 5  # images that are named; of the rest the number is said


def losses(database: Path, backup: Path) -> Losses:
    """Compare a catalogue, in use or not, with a sound backup of it. Neither is changed."""
    try:
        with closing(backups.opened(database)) as connection:
            connection.execute("ATTACH ? AS kept", (f"{backup.absolute().as_uri()}?mode=ro",))
            connection.execute("BEGIN")
            return _compared(connection)
    except (sqlite3.Error, UnicodeDecodeError):
        return Losses(is_known=False)


def _compared(connection: sqlite3.Connection) -> Losses:
    images = _missing(connection, "asset", "sha256")
    return Losses(
        is_known=True,
        records=_missing(connection, "material_entity", "material_entity_id"),
        changes=_changes_after(connection, _last_common(connection)),
        images=images,
        image_names=_names(connection) if images else (),
        opinions=max(0, _count(connection, "main.opinion") - _count(connection, "kept.opinion")),
        operators=_missing(connection, "operator", "operator_id"),
    )


def _missing(connection: sqlite3.Connection, table: str, key: str) -> int:
    # Our own names, not a stranger's.
    query = f"SELECT count(*) FROM main.{table} WHERE {key} NOT IN (SELECT {key} FROM kept.{table})"  # noqa: S608
    return int(connection.execute(query).fetchone()[0])


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names


def _names(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT original_name FROM main.asset WHERE sha256 NOT IN (SELECT sha256 FROM kept.asset) ORDER BY id LIMIT ?",
        (_NAMED,),
    )
    return tuple(str(name) for (name,) in rows)


def _last_common(connection: sqlite3.Connection) -> int:
    """The number of the last change that both have. History is only added to, so both are the same up to there; after
    an earlier restore they go apart, with other changes under the same numbers."""
    low = 0
    high = min(_last(connection, "main"), _last(connection, "kept"))
    while low < high:
        middle = (low + high + 1) // 2
        if _change(connection, "main", middle) == _change(connection, "kept", middle):
            low = middle
        else:
            high = middle - 1
    return low


def _last(connection: sqlite3.Connection, which: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(seq), 0) FROM {which}.change").fetchone()[0])  # noqa: S608


def _change(connection: sqlite3.Connection, which: str, seq: int) -> Sequence[object]:
    """The last change up to `seq`, with the identifier of its record: numbers may be missing after a failed insert."""
    query = (
        f"SELECT c.*, m.material_entity_id FROM {which}.change c"  # noqa: S608 - our own names
        f" LEFT JOIN {which}.material_entity m ON m.id = c.material_id WHERE c.seq <= ? ORDER BY c.seq DESC LIMIT 1"
    )
    found: Sequence[object] = connection.execute(query, (seq,)).fetchone()
    return found


def _changes_after(connection: sqlite3.Connection, seq: int) -> tuple[LostChanges, ...]:
    rows = connection.execute(
        "SELECT o.name, count(*), min(c.at), max(c.at) FROM main.change c JOIN main.operator o ON o.id = c.operator_id"
        " WHERE c.seq > ? GROUP BY o.id ORDER BY count(*) DESC, o.name",
        (seq,),
    )
    return tuple(LostChanges(*row) for row in rows)
