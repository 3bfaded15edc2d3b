"""Links: what hangs on a record. Each kind can be made, taken away and looked for, so that every change can be undone.

The only way in which these rows change is `changes.record`; its inverse adds what was removed and removes what was
added, and needs to know nothing of the kinds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.models.history.content import Link
from curatorbench.models.history.facts import key_of, outside

__all__ = ["KINDS", "Kind", "Link", "exists", "identity", "insert", "remove", "stored"]

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of links. `columns` are those of a link's `values`, in order, each with where it is kept and to what it
    refers; `identity` are the values that tell two links of one record apart; `owner` is the record's column."""

    table: str
    columns: Mapping[str, tuple[str, tuple[str, str] | None]]
    identity: Sequence[str]
    owner: str = "material_id"
    defaults: Mapping[str, Cell] | None = None


def _plain(*names: str) -> dict[str, tuple[str, tuple[str, str] | None]]:
    return {name: (name, None) for name in names}


KINDS: dict[str, Kind] = {
    "image": Kind(
        "asset_subject",
        {"asset": ("asset_id", ("asset", "media_id")), "region": ("region_id", None), "role": ("role", None)},
        ("asset", "region"),
    ),
    "relation": Kind(
        "material_relation",
        {"kind": ("kind", None), "related": ("related_id", ("material_entity", "material_entity_id"))},
        ("kind", "related"),
        owner="subject_id",
    ),
    "identification": Kind(
        "identification",
        _plain("identification_id", "verbatim_identification", "scientific_name", "identified_by", "qualifier",
               "date_identified", "is_accepted", "type_status", "remarks"),
        ("identification_id",),
        defaults={"scientific_name": "", "identified_by": "", "qualifier": "", "date_identified": "",
                  "is_accepted": 0, "type_status": "", "remarks": ""},
    ),
    "type": Kind(
        "type_designation",
        {"name": ("name_id", ("name", "name_id")), "type_status": ("type_status", None), "source": ("source", None)},
        ("name", "type_status"),
        defaults={"source": ""},
    ),
    "assertion": Kind(
        "assertion",
        _plain("assertion_id", "assertion_type", "value", "unit", "error", "protocol", "made_by", "made", "remarks"),
        ("assertion_id",),
        defaults={"unit": "", "error": "", "protocol": "", "remarks": ""},
    ),
    "identifier": Kind(
        "identifier", _plain("identifier", "identifier_type"), ("identifier_type", "identifier"),
        defaults={"identifier_type": ""},
    ),
}  # fmt: skip


def identity(link: Link) -> tuple[Cell, ...]:
    """What tells a link apart from the others of its record: its kind and the values that name it."""
    kind = _kind(link)
    return link.kind, *(_value(kind, link, name) for name in kind.identity)


def stored(connection: sqlite3.Connection, key: int, link: Link) -> Link | None:
    """The link as the record of that local key has it, with all its values; None if it does not have it."""
    kind, (where, cells) = _kind(link), _named(connection, key, link)
    said = ", ".join(outside(kind.table, column, refers) for column, refers in kind.columns.values())
    row = connection.execute(f"SELECT {said} FROM {kind.table} WHERE {where}", cells).fetchone()  # noqa: S608 - our names
    return None if row is None else Link(link.kind, dict(zip(kind.columns, row, strict=True)), link.restores)


def exists(connection: sqlite3.Connection, key: int, link: Link) -> bool:
    """Whether the record of that local key has the link."""
    return stored(connection, key, link) is not None


def insert(connection: sqlite3.Connection, key: int, link: Link) -> Link:
    """Make the link's row; returns the link with all its values.

    Raises NotFound for what it refers to, Conflict if the record has it already.
    """
    if exists(connection, key, link):
        raise Conflict(f"The record has that {link.kind} already.", "Look at the record.")
    kind = _kind(link)
    columns = [kind.owner, *(column for column, _ in kind.columns.values())]
    cells = [key, *(_cell(connection, kind, link, name) for name in kind.columns)]
    marks = ", ".join("?" * len(cells))
    connection.execute(f"INSERT INTO {kind.table} ({', '.join(columns)}) VALUES ({marks})", cells)  # noqa: S608
    if link.kind == "image":
        _bring_suggestions(connection, key, cells[1])
    return Link(link.kind, {name: _value(kind, link, name) for name in kind.columns}, link.restores)


def remove(connection: sqlite3.Connection, key: int, link: Link) -> Link:
    """Take the link's row away; returns the link with all its values, to be made again.

    Raises Conflict if the record does not have it.
    """
    held = stored(connection, key, link)
    if held is None:
        raise Conflict(f"The record does not have that {link.kind}.", "Look at the record.")
    where, cells = _named(connection, key, link)
    connection.execute(f"DELETE FROM {_kind(link).table} WHERE {where}", cells)  # noqa: S608
    return held


def _kind(link: Link) -> Kind:
    try:
        return KINDS[link.kind]
    except KeyError:
        raise BadInput(f"{link.kind!r} is no kind of link.", f"Kinds are {', '.join(KINDS)}.") from None


def _value(kind: Kind, link: Link, name: str) -> Cell:
    return link.values.get(name, (kind.defaults or {}).get(name))


def _cell(connection: sqlite3.Connection, kind: Kind, link: Link, name: str) -> Cell:
    value, refers = _value(kind, link, name), kind.columns[name][1]
    return value if refers is None or value is None else key_of(connection, refers, str(value))


def _named(connection: sqlite3.Connection, key: int, link: Link) -> tuple[str, list[Cell]]:
    """The condition that finds the link's row, and its cells."""
    kind = _kind(link)
    conditions = [f"{kind.owner} = ?", *(f"{kind.columns[name][0]} IS ?" for name in kind.identity)]
    return " AND ".join(conditions), [key, *(_cell(connection, kind, link, name) for name in kind.identity)]


def _bring_suggestions(connection: sqlite3.Connection, key: int, asset: Cell) -> None:
    """What an image suggests comes with it: from a record that no longer shows it the pointer moves, from one that
    still does it is copied. The opinion stays what it was. Where the record has one of its own on the image, that one
    counts."""
    connection.execute(
        "UPDATE OR IGNORE current_opinion SET topic = (SELECT material_entity_id FROM material_entity WHERE id = :key)"
        " WHERE asset_id = :asset AND kind = 'suggestions' AND topic NOT IN (SELECT m.material_entity_id"
        " FROM asset_subject AS s JOIN material_entity AS m ON m.id = s.material_id WHERE s.asset_id = :asset)",
        {"key": key, "asset": asset},
    )
    connection.execute(
        "INSERT OR IGNORE INTO current_opinion (asset_id, kind, topic, opinion_id)"
        " SELECT asset_id, kind, (SELECT material_entity_id FROM material_entity WHERE id = :key), max(opinion_id)"
        " FROM current_opinion WHERE asset_id = :asset AND kind = 'suggestions' GROUP BY asset_id, kind",
        {"key": key, "asset": asset},
    )
