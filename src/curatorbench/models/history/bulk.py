"""Many records at once, as an import brings them: the same rows as one by one, written by the thousand.

SQL is sent as it is, with tuples: SQLAlchemy's own inserts take three times as long.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.identifiers import mint_many
from curatorbench.domain.record import RecordStatus, Source
from curatorbench.domain.terms import darwin_core, term_name
from curatorbench.models.history import changes, content, fields, seals, searched
from curatorbench.models.history.changes import NewValue, Step
from curatorbench.models.history.fields import MACHINES
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import batch_key, collection_key, material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now

IMPORTED = "import"  # the type of the identifier under which an archive knows a record
_AT_ONCE = 1000


def new_materials_bulk(
    session: Session,
    collection_id: str,
    records: Iterable[Mapping[str, str]],
    *,
    source: Source,
    operator: str,
    batch: str | None = None,
    marks: Sequence[str] | None = None,
    index_later: bool = False,
) -> list[str]:
    """A new record for each mapping of plain Darwin Core terms to values; returns their identifiers, in order.

    `marks`, one for each, are the keys under which an archive knows them (`catalogue.import_mark`). With `index_later`
    words find them only when the job `index` has run; all else does at once.

    Raises BadInput for what is no term, Conflict if a catalogue number is taken: the caller's transaction
    must then end without a commit. NotFound for an unknown collection or batch.
    """
    person = operator_of(session, operator)
    step = Step("created", source, person.key, batch_key(session, batch) if batch else None)
    collection, connection = collection_key(session, collection_id), driver(session)
    made: list[str] = []
    waiting, waiting_marks = iter(records), iter(marks or ())
    with _roomy(connection):
        while part := list(islice(waiting, _AT_ONCE)):
            _check_terms(part)
            _check_numbers(connection, collection, part)
            of_part = list(islice(waiting_marks, len(part))) if marks else None
            made += _insert(connection, collection, step, part, of_part)
            _index(connection, part, index_later)
    return made


def set_values_bulk(
    session: Session,
    values: Iterable[tuple[str, Mapping[str, str]]],
    *,
    source: Source,
    operator: str,
    batch: str | None = None,
    checked: bool = False,
) -> int:
    """Set many fields of many records, one change a record; returns how many fields were not so already.

    `values` are (materialEntityID, {term: value}). For what people and imports decided: raises BadInput for
    a rule's or device's values, which `history.set_value` takes one by one. Otherwise raises as that does.
    """
    if source.kind in MACHINES:
        raise BadInput("A machine's values are set one by one.", "Use history.set_value.")
    step = Step("values", source, operator_of(session, operator).key, batch_key(session, batch) if batch else None)
    count = 0
    for material_id, wanted in values:
        material = material_key(session, material_id)
        there = {field.change.term: field.change for field in fields.current(session, material.id)}
        fresh = [
            NewValue(term_name(term), value, checked=checked)
            for term, value in wanted.items()
            if term not in there or (there[term].value, there[term].checked) != (value, checked)
        ]
        if fresh:
            changes.record(session, material, step, fresh)
            count += len(fresh)
    return count


_CAPTURED = RecordStatus.CAPTURED.value
_MATERIAL = ("id", "material_entity_id", "collection_id", "category", "kind", "object_quantity", "status", "revision",
             "modified", "retired", *searched.REPEATED)  # fmt: skip
_CHANGE = ("material_id", "revision", "kind", "action", "source_kind", "source_name", "operator_id", "batch_id", "at",
           "content")  # fmt: skip
_TAKEN = (
    "SELECT m.catalog_number FROM json_each(?) AS asked CROSS JOIN material_entity AS m"
    " ON m.collection_id = ? AND m.catalog_number = asked.value AND m.retired = 0 LIMIT 1"
)
_MARK = ("identifier", "identifier_type", "material_id")
# More than one part of the records fits into, so that pages are written once: SQLite has 2 MB otherwise.
_CACHE_KIB = 64 * 1024


def _insert_into(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


_ADD_MATERIAL = _insert_into("material_entity", _MATERIAL)
_ADD_OCCURRENCE = _insert_into("occurrence", ("occurrence_id", "material_id"))
_ADD_CHANGE = _insert_into("change", _CHANGE)
_ADD_ACCEPTED = _insert_into("accepted", ("material_id", "document", "history_hash"))
_ADD_MARK = _insert_into("identifier", _MARK)


@contextmanager
def _roomy(connection: sqlite3.Connection) -> Iterator[None]:
    """More page cache while many records are written."""
    (before,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size={before}")


def _insert(
    connection: sqlite3.Connection,
    collection: int,
    step: Step,
    part: Sequence[Mapping[str, str]],
    marks: Sequence[str] | None,
) -> list[str]:
    first = (connection.execute("SELECT max(id) FROM material_entity").fetchone()[0] or 0) + 1
    identifiers, at = mint_many(len(part)), now()
    keys = range(first, first + len(part))
    documents = seals.documents(part)
    links = [_link(mark) for mark in marks] if marks else [""] * len(part)
    contents = [content.created(*said) for said in zip(documents, links, strict=True)]
    hashes = seals.first_of_many(changes.sealed_columns(1, at, step), contents)
    row = (1, step.kind, step.action, step.source.kind.value, step.source.name, step.operator, step.batch, at)
    connection.executemany(
        _ADD_MATERIAL,
        [
            (
                key,
                identifier,
                collection,
                "preserved",
                "specimen",
                1,
                _CAPTURED,
                1,
                at,
                0,
                *searched.cells(values),
            )
            for key, identifier, values in zip(keys, identifiers, part, strict=True)
        ],
    )
    connection.executemany(_ADD_OCCURRENCE, zip(mint_many(len(part)), keys, strict=True))
    connection.executemany(_ADD_CHANGE, [(key, *row, said) for key, said in zip(keys, contents, strict=True)])
    connection.executemany(_ADD_ACCEPTED, zip(keys, documents, hashes, strict=True))
    if marks:
        connection.executemany(_ADD_MARK, [(mark, IMPORTED, key) for mark, key in zip(marks, keys, strict=True)])
    return identifiers


def _link(mark: str) -> str:
    return content.encode([["identifier", {"identifier": mark, "identifier_type": IMPORTED}]])


def _index(connection: sqlite3.Connection, part: Sequence[Mapping[str, str]], later: bool) -> None:
    last = connection.execute("SELECT max(id) FROM material_entity").fetchone()[0]
    first = last - len(part) + 1
    if later:
        searched.add_later(connection, first, len(part))
    else:
        searched.add(connection, [searched.row(key, values) for key, values in enumerate(part, first) if values])


def _check_terms(part: Sequence[Mapping[str, str]]) -> None:
    known, checked = darwin_core().keys(), set[tuple[str, ...]]()
    for values in part:
        terms = tuple(values)
        if terms in checked:  # the rows of a file have the same columns
            continue
        if not values.keys() <= known:
            for term in values:
                term_name(term)
            raise BadInput("A term was given with its prefix.", "Give plain names, such as recordedBy.")
        checked.add(terms)


def _check_numbers(connection: sqlite3.Connection, collection: int, part: Sequence[Mapping[str, str]]) -> None:
    numbers = [values["catalogNumber"] for values in part if "catalogNumber" in values]
    taken = connection.execute(_TAKEN, (json.dumps(numbers), collection))
    twice = {number for number in numbers if numbers.count(number) > 1} if len(set(numbers)) < len(numbers) else set()
    found = next((number for (number,) in taken), None) or next(iter(sorted(twice)), None)
    if found is not None:
        raise Conflict(f"Catalogue number {found!r} is another record's.", "Merge the two records, or correct one.")
