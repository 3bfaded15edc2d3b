"""What of a record's accepted values is searched and counted by: columns of its row, and the full-text index."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from curatorbench.models.history import pending, words
from curatorbench.models.history.pending import add_later, last_pending, merge_some, pending_count
from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session

__all__ = [
    "COLUMNS", "REPEATED", "Row", "add", "add_later", "catalog_key", "cells", "changed", "columns", "genus",
    "index_some", "last_pending", "match", "match_inside", "merge_some", "pending_count", "replace", "row", "years",
]  # fmt: skip

# Accepted term -> column of material_entity that repeats it.
COLUMNS: dict[str, str] = {
    "catalogNumber": "catalog_number",
    "scientificName": "scientific_name",
    "family": "family",
    "eventDate": "event_date",
    "recordedBy": "recorded_by",
    "country": "country",
    "stateProvince": "state_province",
    "county": "county",
}
# Every column that is made of accepted values.
REPEATED = (*COLUMNS.values(), "catalog_key", "genus", "year", "last_year")
_NUMBER = ("catalogNumber", "otherCatalogNumbers", "recordNumber", "fieldNumber")
_TAXON = (
    "scientificName", "verbatimIdentification", "kingdom", "phylum", "class", "order", "family", "subfamily", "tribe",
    "genus", "specificEpithet", "infraspecificEpithet", "acceptedNameUsage", "higherClassification",
    "previousIdentifications", "vernacularName", "typifiedName",
)  # fmt: skip
_COLLECTOR = ("recordedBy",)
_PLACE = (
    "continent", "country", "countryCode", "stateProvince", "county", "municipality", "island", "islandGroup",
    "waterBody", "locality", "verbatimLocality", "higherGeography",
)  # fmt: skip
_GROUPS = (_NUMBER, _TAXON, _COLLECTOR, _PLACE)
# What is not among the other words: it has a column of its own, or says nothing as a word.
_UNSOUGHT = frozenset({*(term for group in _GROUPS for term in group), "decimalLatitude", "decimalLongitude"})
_YEAR = re.compile(r"\s*(\d{4})(?!\d)")
_MOST_WORDS = 32  # of what is typed; more are no search
_MOST_AROUND = 2_000

_ADD = "INSERT INTO record_search (rowid, number, taxon, collector, place, rest) VALUES (?, ?, ?, ?, ?, ?)"
_DROP = (
    "INSERT INTO record_search (record_search, rowid, number, taxon, collector, place, rest)"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)
Row = tuple[int, str, str, str, str, str]


def columns(values: Mapping[str, str]) -> dict[str, str | int | None]:
    """The columns of `material_entity` that repeat accepted values."""
    return dict(zip(REPEATED, cells(values), strict=True))


def cells(values: Mapping[str, str]) -> list[str | int | None]:
    """What stands in the columns `REPEATED`, in their order."""
    number = values.get("catalogNumber")
    return [*map(values.get, COLUMNS), number and catalog_key(number), genus(values), *years(values)]


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str | int | None]:
    """Those of the columns that differ: SQLite writes to the index of every column that an UPDATE names."""
    before = columns(old)
    return {column: value for column, value in columns(new).items() if value != before[column]}


def catalog_key(number: str) -> str:
    """A catalogue number without spaces, commas and case, to compare by."""
    return "".join(number.replace(",", " ").split()).casefold()


def genus(values: Mapping[str, str]) -> str | None:
    """The genus that is stated, or the first word of the scientific name unless that is the family."""
    if stated := values.get("genus"):
        return stated
    first = values.get("scientificName", "").partition(" ")[0]
    is_name = first.isalpha() and first[0].isupper() and not first.endswith(("idae", "aceae", "inae"))
    return first if is_name else None


def years(values: Mapping[str, str]) -> tuple[int | None, int | None]:
    """First and last year of the event date, or of the term `year`."""
    for text in (values.get("eventDate", ""), values.get("year", "")):
        first, _, second = text.partition("/")
        if found := _YEAR.match(first):
            last = _YEAR.match(second) or found
            return int(found[1]), max(int(found[1]), int(last[1]))
    return None, None


def row(key: int, values: Mapping[str, str]) -> Row:
    """The row of the full-text index for a record."""
    number, taxon, collector, place = (_joined(values, group) for group in _GROUPS)
    catalogued = catalog_key(values.get("catalogNumber", ""))
    if catalogued not in number.casefold():  # written with spaces: found without them as well
        number = f"{number} {catalogued}"
    rest = " ".join(value for term, value in values.items() if term not in _UNSOUGHT)
    return key, number, taxon, collector, place, rest


def replace(session: Session, key: int, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Keep the full-text index in step with one record, in the caller's transaction.

    A record that waited to be indexed is indexed now.
    """
    connection = driver(session)
    if pending.take_out(connection, key):
        old = {}
    dropped = row(key, old) if old else None
    if dropped:
        connection.execute(_DROP, dropped)
    if new:
        added = row(key, new)
        connection.execute(_ADD, added)
        words.learn(connection, _new_inside(dropped, added))


def add(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Index records that were not yet in the index."""
    connection.executemany(_ADD, rows)
    words.learn(connection, chain.from_iterable(map(_inside, rows)))


def index_some(session: Session, most: int) -> bool:
    """Index up to `most` of the records that wait, oldest first; False if none wait."""
    connection = driver(session)
    waiting = pending.next_part(connection, most)
    if waiting:
        add(connection, [row(key, json.loads(document)) for key, document in waiting])
    return waiting is not None


def match(text: str, column: str | None = None) -> str | None:
    """The FTS5 query for words of which the last is perhaps unfinished: all of them. None if there are none."""
    typed = words.words(text)[:_MOST_WORDS]
    if not typed:
        return None
    query = " AND ".join(f'"{word}"' for word in typed) + "*"
    return f"{column} : ({query})" if column else query


def match_inside(session: Session, text: str) -> str | None:
    """As `match`, but words of four signs or more are found inside others too: in numbers, names, people, places.

    A fragment that very many words contain is looked for in the 2,000 that were met first.
    """
    typed = words.words(text)[:_MOST_WORDS]
    if not typed:
        return None
    connection = driver(session)
    *whole, last = (_anywhere(connection, word) or f'"{word}"' for word in typed)
    return " AND ".join((*whole, last if last.endswith(")") else f"{last}*"))


def _anywhere(connection: sqlite3.Connection, word: str) -> str | None:
    """A long enough word at the beginning of others or inside them."""
    if len(word) < words.SHORTEST_INSIDE:
        return None
    around = (f'"{other}"' for other in words.containing(connection, word, _MOST_AROUND))
    return "(" + " OR ".join((f'"{word}"*', *around)) + ")"


def _inside(row: Row) -> set[str]:
    """The words of a row that may be found by a fragment."""
    return set(words.words(" ".join(row[1:5])))


def _new_inside(dropped: Row | None, added: Row) -> set[str]:
    """The words of a row that may be found by a fragment and were not in the one before: only what differs is read."""
    if dropped is None:
        return _inside(added)
    fresh = [new for new, old in zip(added[1:5], dropped[1:5], strict=True) if new != old]
    return set(words.words(" ".join(fresh)))


def _joined(values: Mapping[str, str], terms: Iterable[str]) -> str:
    return " ".join(values[term] for term in terms if term in values)
