"""Facts: what of a record or a storage unit is not a field, read and written by name in identifiers of the outside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.models.history.content import Fact


@dataclass(frozen=True, slots=True)
class Column:
    """Where a fact is kept. `refers` is (table, its public identifier) where the column holds a local key."""

    name: str
    refers: tuple[str, str] | None = None
    is_flag: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A table whose rows have facts."""

    table: str
    facts: Mapping[str, Column]


_UNIT, _RECORD, _COLLECTION = (
    ("storage_unit", "storage_unit_id"), ("material_entity", "material_entity_id"), ("collection", "collection_id"),
)  # fmt: skip
RECORD = Subject(
    "material_entity",
    {
        "status": Column("status"),
        "storageUnit": Column("storage_unit_id", _UNIT),
        "objectQuantity": Column("object_quantity"),
        "kind": Column("kind"),
        "category": Column("category"),
        "mergedInto": Column("merged_into_id", _RECORD),
        "retired": Column("retired", is_flag=True),
    },
)
STORAGE = Subject(
    "storage_unit",
    {
        "parent": Column("parent_id", _UNIT),
        "collection": Column("collection_id", _COLLECTION),
        "kind": Column("kind"),
        "name": Column("name"),
        "identifier": Column("identifier"),
        "position": Column("position"),
        "retired": Column("retired", is_flag=True),
    },
)


def read(connection: sqlite3.Connection, of: Subject, key: int, names: Iterable[str]) -> dict[str, Fact]:
    """What these facts are now; raises BadInput for a name that is none."""
    wanted = tuple(names)
    row = connection.execute(_select(of.table, tuple(_column(of, name) for name in wanted)), (key,)).fetchone()
    return {name: bool(value) if of.facts[name].is_flag else value for name, value in zip(wanted, row, strict=True)}


def columns(connection: sqlite3.Connection, of: Subject, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The columns with what is to be written there; raises NotFound for an identifier that nothing has."""
    return {(column := _column(of, name)).name: _kept(connection, column, value) for name, value in facts.items()}


def _column(of: Subject, name: str) -> Column:
    try:
        return of.facts[name]
    except KeyError:
        raise BadInput(f"{name!r} is no fact of a {of.table}.", f"Facts are {', '.join(of.facts)}.") from None


@cache
def _select(table: str, columns: tuple[Column, ...]) -> str:
    said = ", ".join(outside(table, column.name, column.refers) for column in columns)
    return f"SELECT {said} FROM {table} WHERE id = ?"  # noqa: S608 - names of our own


def outside(of: str, column: str, refers: tuple[str, str] | None) -> str:
    """The SQL of a column as the outside knows it: itself, or the identifier that its local key leads to. `of` is its
    table, named because the other may have a column of that name."""
    if refers is None:
        return f"{of}.{column}"
    table, identifier = refers
    return f"(SELECT r.{identifier} FROM {table} AS r WHERE r.id = {of}.{column})"  # noqa: S608 - names of our own


def _kept(connection: sqlite3.Connection, column: Column, value: Fact) -> Fact:
    if column.is_flag:
        return int(bool(value))
    if column.refers is None or value is None:
        return value
    return key_of(connection, column.refers, str(value))


def key_of(connection: sqlite3.Connection, refers: tuple[str, str], identifier: str) -> int:
    """The local key of what has that identifier; raises NotFound."""
    table, column = refers
    row = connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (identifier,)).fetchone()  # noqa: S608
    if row is None:
        raise NotFound(f"There is no {table.replace('_', ' ')} {identifier}.", "It may belong to another workspace.")
    return int(row[0])
