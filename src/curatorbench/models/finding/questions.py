"""A question to the catalogue as SQL: which records it is about, and in which order they come.

The SQL is written out, not built by SQLAlchemy: which index leads is decided here, and the plans are tested. What
stands in the text are names of our own; what people typed is always a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.domain.errors import BadInput
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.domain.terms import term_name
from curatorbench.models.history import searched
from curatorbench.models.store.keys import batch_key
from curatorbench.models.store.store import Session

Value = str | int | None

# What lists, counts and searches are of; `m` is material_entity everywhere.
LISTED = "m.retired = 0"
# Below a storage unit, itself included.
BELOW = (
    "WITH RECURSIVE below(id) AS (SELECT id FROM storage_unit WHERE storage_unit_id = ?"
    " UNION SELECT u.id FROM storage_unit u JOIN below ON u.parent_id = below.id) SELECT id FROM below"
)
TOUCHED = "SELECT material_id FROM change WHERE batch_id = ? AND material_id IS NOT NULL"
_YEARS = re.compile(r"\s*(\d{4})\s*(?:[-/–]\s*(\d{4})\s*)?\Z")
_REPEATED = re.compile(rf"m\.({'|'.join(searched.REPEATED)}) (=|<=|IS NOT NULL)")
# What people call a filter -> the term it asks for.
_ALIASES = {"state": "stateProvince", "number": "catalogNumber", "collectionCode": "collection", "decade": "year"}
# Filters that are words, as text is: name -> column of the full-text index, and the column that is empty without.
_WORDS: dict[str, tuple[str | None, str]] = {
    "words": (None, "m.id"),  # anywhere in the record, but not inside other words
    "collector": ("collector", "m.recorded_by"),
    "taxon": ("taxon", "m.scientific_name"),
}
# Facts of a record that are no term: name -> SQL.
_FACTS = {
    "genus": "m.genus",
    "year": "m.year",
    "status": "m.status",
    "modified": "m.modified",
    "kind": "m.kind",
    "quantity": "m.object_quantity",
    "collection": "(SELECT code FROM collection WHERE id = m.collection_id)",
    "storage": (
        "(WITH RECURSIVE up(parent_id, path) AS (SELECT parent_id, name FROM storage_unit WHERE id = m.storage_unit_id"
        " UNION ALL SELECT u.parent_id, u.name || ' / ' || up.path FROM storage_unit u JOIN up ON u.id = up.parent_id)"
        " SELECT path FROM up WHERE parent_id IS NULL)"
    ),
}
# Those whose order an index has.
_INDEXED = frozenset({*(f"m.{column}" for column in searched.COLUMNS.values()), "m.genus", "m.year", "m.modified"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, ready to ask. `match` is that of the full-text index (None: no words were given);
    `conditions` are about `m`, with `values` for their marks in order.

    The columns that repeat values, and the full-text index, have nothing of records that lists leave out. So a
    condition on one of them says that the record is listed, and asking for that as well would cost a look at it.
    """

    match: str | None
    conditions: tuple[str, ...]
    values: tuple[Value, ...]

    def where(self, *more: str) -> str:
        """All conditions, with that of being listed if no other says so."""
        conditions = [*filter(None, more), *self.conditions]
        is_listed = self.match is not None or any(_REPEATED.match(condition) for condition in conditions)
        return " AND ".join(conditions if is_listed else [LISTED, *conditions])


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the answer: the records of a condition (empty for all), in an order."""

    condition: str
    order: str


def asked(session: Session, question: Question) -> Asked:
    """Raises BadInput for a filter that there is not or that makes no sense, NotFound for an unknown batch or unit."""
    words = [searched.match_inside(session, question.text)] if question.text.strip() else []
    conditions: list[str] = []
    values: list[Value] = []

    def add(condition: str, *given: Value) -> None:
        conditions.append(condition)
        values.extend(given)

    if question.status is not None:
        add("m.status = ?", question.status.value)
    filters = [*question.filters, *(("storage", unit) for unit in [question.storage_unit] if unit)]
    filters += [("batch", batch) for batch in [question.batch] if batch]
    for name, wanted in filters:
        if name in _WORDS and wanted is not None:
            words.append(searched.match(wanted, _WORDS[name][0]))
        else:
            add(*_filter(session, _ALIASES.get(name, name), wanted))
    if None in words:
        add("0")  # words without a letter or digit: nothing has them
    said = [word for word in words if word is not None]
    match = " AND ".join(f"({word})" for word in said) if said else None
    return Asked(match, tuple(conditions), tuple(values))


def value_of(name: str) -> str:
    """The SQL of a term's accepted value or of a fact; raises BadInput if there is neither."""
    known = _ALIASES.get(name, name)
    if known in _FACTS:
        return _FACTS[known]
    if known in _WORDS and known != "words":
        return _WORDS[known][1]
    term = term_name(known)
    if column := searched.COLUMNS.get(term):
        return f"m.{column}"
    return f"(SELECT json_extract(document, '$.\"{term}\"') FROM accepted WHERE material_id = m.id)"  # noqa: S608


def is_indexed(value: str) -> bool:
    """Whether an index has the order of what `value_of` gave."""
    return value in _INDEXED


def parts(question: Question) -> Iterator[Part]:
    """The stretches that the answer consists of, so that an index gives the order of each."""
    down = " DESC" if question.descending else ""
    if question.sort in ("", "captured"):
        yield Part("", f"m.id{down}")
    elif question.sort == "status":
        statuses = [status.value for status in RecordStatus]
        for status in reversed(statuses) if question.descending else statuses:
            yield Part(f"m.status = '{status}'", f"m.id{down}")
    else:
        yield from _by_value(value_of(question.sort), down)


def _by_value(value: str, down: str) -> Iterator[Part]:
    if not is_indexed(value):
        yield Part("", f"{value} IS NULL, {value} COLLATE NOCASE{down}, m.id{down}")
        return
    yield Part(f"{value} IS NOT NULL", f"{value}{down}, m.id{down}")
    if value != "m.modified":
        yield Part(f"{value} IS NULL", f"m.id{down}")


def _filter(session: Session, name: str, wanted: str | None) -> tuple[str, *tuple[Value, ...]]:
    if wanted is None:
        column = "m.storage_unit_id" if name == "storage" else value_of(name)
        return (f"{column} IS NULL",)
    if name == "year":
        return _in_years(wanted)
    if name == "collection":
        return "m.collection_id IN (SELECT id FROM collection WHERE code = ?)", wanted
    if name == "storage":
        return f"m.storage_unit_id IN ({BELOW})", wanted
    if name == "batch":
        return f"m.id IN ({TOUCHED})", batch_key(session, wanted)
    if name == "catalogNumber":
        return "m.catalog_key = ?", searched.catalog_key(wanted)
    value = value_of(name)
    return f"{value} = ?{'' if value.startswith('m.') else ' COLLATE NOCASE'}", wanted


def _in_years(wanted: str) -> tuple[str, int, int]:
    found = _YEARS.match(wanted)
    if not found:
        raise BadInput(f"{wanted!r} is neither a year nor a range of years.", "Write 1951 or 1950-1959.")
    first, last = int(found[1]), int(found[2] or found[1])
    return "m.year <= ? AND m.last_year >= ?", last, first
