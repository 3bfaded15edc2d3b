"""What the storage tree never becomes, whoever changes it, undo and redo included: a ring, or things in what is gone.

Asked by `models.history.changes` before a fact is written; what a person may not do besides is in
`models.records.storage`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from curatorbench.domain.errors import Conflict
from curatorbench.models.history.content import Fact

_UP = """
    WITH RECURSIVE up(id, parent_id, steps) AS (
        SELECT id, parent_id, 0 FROM storage_unit WHERE id = ?
        UNION ALL
        SELECT unit.id, unit.parent_id, up.steps + 1 FROM up JOIN storage_unit AS unit ON unit.id = up.parent_id
        WHERE up.steps < 100
    )
    SELECT unit.id, unit.name FROM up JOIN storage_unit AS unit ON unit.id = up.id ORDER BY up.steps DESC
"""
_HEIGHT = """
    WITH RECURSIVE below(id, level) AS (
        SELECT ?, 1
        UNION ALL
        SELECT unit.id, below.level + 1 FROM below JOIN storage_unit AS unit ON unit.parent_id = below.id
        WHERE unit.retired = 0 AND below.level < 100
    )
    SELECT max(level) FROM below
"""
# A building of rooms, cabinets, drawers and folders has six levels; a walk up or down the tree must come to an end.
DEEPEST = 100


def way(connection: sqlite3.Connection, key: int) -> list[tuple[int, str]]:
    """(local key, name) of the units on the way down to one, itself the last."""
    return [(unit, name) for unit, name in connection.execute(_UP, (key,))]


def path(connection: sqlite3.Connection, key: int) -> str:
    """The way down to a unit as people write it."""
    return " / ".join(name for _, name in way(connection, key))


def check_unit(connection: sqlite3.Connection, key: int, after: Mapping[str, Fact]) -> None:
    """Raises Conflict if these facts of a unit (its local key) cannot be."""
    name, parent, identifier, gone = connection.execute(
        "SELECT name, parent_id, identifier, retired FROM storage_unit WHERE id = ?", (key,)
    ).fetchone()
    name, gone = after.get("name", name), after.get("retired", bool(gone))
    if gone:
        if after.get("retired"):
            _check_empty(connection, key, str(name))
        return
    if "parent" in after:
        parent = _key(connection, after["parent"])
    if after.keys() & {"parent", "retired"}:
        check_parent(connection, key, str(name), parent)
    if after.keys() & {"identifier", "retired"}:
        _check_identifier(connection, key, after.get("identifier", identifier))


def check_record(connection: sqlite3.Connection, after: Mapping[str, Fact]) -> None:
    """Raises Conflict if a record would lie in a unit that was deleted."""
    unit = _key(connection, after.get("storageUnit"))
    if unit is not None and _is_gone(connection, unit):
        raise Conflict(f"{path(connection, unit)} was deleted; nothing can lie in it.", "Choose another storage unit.")


def check_parent(connection: sqlite3.Connection, key: int, name: str, parent: int | None) -> None:
    """Raises Conflict if the unit `key` cannot lie in `parent`."""
    if parent is None:
        return
    above = way(connection, parent)
    said = " / ".join(unit for _, unit in above)
    if parent == key:
        raise Conflict(f"{name} cannot be put into itself.", "Choose another storage unit.")
    if key in (unit for unit, _ in above):
        raise Conflict(f"{name} cannot be put into {said}, for that lies in it.", "Move that one out first.")
    if _is_gone(connection, parent):
        raise Conflict(f"{said} was deleted; {name} cannot lie in it.", "Choose another storage unit.")
    (height,) = connection.execute(_HEIGHT, (key,)).fetchone()
    if len(above) + height > DEEPEST:
        raise Conflict(f"{name} would reach more than {DEEPEST} levels down.", "Choose a storage unit further up.")


def _check_empty(connection: sqlite3.Connection, key: int, name: str) -> None:
    (units,) = connection.execute(
        "SELECT count(*) FROM storage_unit WHERE parent_id = ? AND retired = 0", (key,)
    ).fetchone()
    (records,) = connection.execute(
        "SELECT count(*) FROM material_entity WHERE storage_unit_id = ? AND retired = 0", (key,)
    ).fetchone()
    inside = [f"{count:,} {what}{'s' * (count > 1)}" for count, what in ((units, "unit"), (records, "record")) if count]
    if inside:
        raise Conflict(f"{name} is not empty: {' and '.join(inside)} in it.", "Move them out first.")


def _check_identifier(connection: sqlite3.Connection, key: int, identifier: Fact) -> None:
    holder = connection.execute(
        "SELECT id FROM storage_unit WHERE identifier = ? AND retired = 0 AND id <> ?", (identifier, key)
    ).fetchone()
    if holder is not None:
        raise Conflict(
            f"Barcode {identifier!r} is on {path(connection, holder[0])} already.", "Scan again, or print a new one."
        )


def _key(connection: sqlite3.Connection, unit: Fact) -> int | None:
    """The local key of a unit; None for none, and for one that is not known: that is said where it is written."""
    row = connection.execute("SELECT id FROM storage_unit WHERE storage_unit_id = ?", (unit,)).fetchone()
    return row[0] if row else None


def _is_gone(connection: sqlite3.Connection, key: int) -> bool:
    (gone,) = connection.execute("SELECT retired FROM storage_unit WHERE id = ?", (key,)).fetchone()
    return bool(gone)
