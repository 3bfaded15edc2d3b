"""What of a record's accepted values is searched and counted by: columns of its row, and the full-text index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from curatorbench.models.store import Session

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
_GROUPED = frozenset(term for group in _GROUPS for term in group)
_YEAR = re.compile(r"\s*(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W_]+")

_ADD = "INSERT INTO record_search (rowid, number, taxon, collector, place, rest) VALUES (?, ?, ?, ?, ?, ?)"
_DROP = (
    "INSERT INTO record_search (record_search, rowid, number, taxon, collector, place, rest)"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)
Row = tuple[int, str, str, str, str, str]


def columns(values: Mapping[str, str]) -> dict[str, str | int | None]:
    """The columns of `material_entity` that repeat accepted values."""
    said: dict[str, str | int | None] = {column: values.get(term) for term, column in COLUMNS.items()}
    number = values.get("catalogNumber")
    first, last = years(values)
    derived = {"catalog_key": number and catalog_key(number), "genus": genus(values), "year": first, "last_year": last}
    return said | derived


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str | int | None]:
    """Those of the columns that differ: SQLite writes to the index of every column that an UPDATE names."""
    before = columns(old)
    return {column: value for column, value in columns(new).items() if value != before[column]}


def catalog_key(number: str) -> str:
    """A catalogue number without spaces, commas and case, to compare by."""
    return re.sub(r"[\s,]+", "", number).casefold()


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
    rest = " ".join(value for term, value in values.items() if term not in _GROUPED)
    return key, number, taxon, collector, place, rest


def replace(session: Session, key: int, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Keep the full-text index in step with one record, in the caller's transaction."""
    connection = session.connection()
    if old:
        connection.exec_driver_sql(_DROP, row(key, old))
    if new:
        connection.exec_driver_sql(_ADD, row(key, new))


def add(connection: Connection, rows: Iterable[Row]) -> None:
    """Index records that were not yet in the index."""
    batch = list(rows)
    if batch:
        connection.exec_driver_sql(_ADD, batch)


def match(text: str, column: str | None = None) -> str | None:
    """The FTS5 query for what a person typed: all words, the last perhaps unfinished. None if there are none."""
    words = _WORD.findall(text)
    if not words:
        return None
    query = " ".join(f'"{word}"' for word in words) + "*"
    return f"{column} : ({query})" if column else query


def _joined(values: Mapping[str, str], terms: Iterable[str]) -> str:
    return " ".join(values[term] for term in terms if term in values)
