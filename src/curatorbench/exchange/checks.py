"""What an XML schema cannot see in a Darwin Core Archive: references, columns, dates, coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from curatorbench.domain.dates import PartialDate
from curatorbench.domain.errors import BadInput
from curatorbench.domain.publication import Problem
from curatorbench.exchange.archive_in import Archive, open_archive
from curatorbench.exchange.complaints import Complaints
from curatorbench.exchange.container import open_container, read_all
from curatorbench.exchange.delimited import BrokenRow, Dialect, rows
from curatorbench.exchange.meta import TableDescription
from curatorbench.exchange.vocabulary import known_iris, local_name
from curatorbench.exchange.xml_in import MOST_BYTES, parse

_DATES = ("eventDate", "dateIdentified", "georeferencedDate", "modified", "CreateDate")
_RANGES = {"decimalLatitude": 90.0, "decimalLongitude": 180.0}
_TIME = r"T\d{2}(?::?\d{2}(?::?\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?"
_MOMENT = re.compile(rf"(\d{{4}}(?:-\d{{2}}(?:-\d{{2}})?)?)(?:{_TIME})?")


def check_archive(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with an archive of ours (UTF-8, a descriptor, known terms); empty if it is sound.

    Holds the identifiers of all records in memory, about 100 bytes each.
    """
    problems: list[Problem] = []
    try:
        with open_container(path) as container:
            archive = open_archive(container)
            problems += _check_descriptor(archive)
            identifiers = _check_table(archive, archive.descriptor.core, problems, None)
            for extension in archive.descriptor.extensions:
                _check_table(archive, extension, problems, identifiers)
    except BadInput as error:
        problems.append(Problem(path.name, error.message, error.hint))
    return tuple(problems)


def _check_descriptor(archive: Archive) -> Iterator[Problem]:
    descriptor, names = archive.descriptor, archive.container.names
    if f"{archive.top}meta.xml" not in names:
        yield Problem("meta.xml", "The archive has no descriptor.")
    if descriptor.metadata not in names:
        yield Problem("meta.xml", f"The metadata file {descriptor.metadata!r} is not in the archive.")
    else:
        parse(read_all(archive.container, descriptor.metadata, MOST_BYTES), descriptor.metadata)
    for table in (descriptor.core, *descriptor.extensions):
        yield from _check_fields(table)


def _check_fields(table: TableDescription) -> Iterator[Problem]:
    where = f"meta.xml, {table.locations[0]}"
    indices = sorted(field.index for field in table.fields if field.index is not None)
    described = {*indices, *(() if table.identifier is None else (table.identifier,))}
    if table.identifier is None:
        yield Problem(where, "No column identifies the rows.")
    if described != set(range(table.width)) or len(indices) != len(set(indices)):
        yield Problem(where, "Columns are left out or described twice.")
    if table.encoding.upper() != "UTF-8":
        yield Problem(where, f"The encoding is {table.encoding}, not UTF-8.")
    terms = [field.term for field in table.fields]
    for term in sorted(set(terms)):
        if term not in known_iris():
            yield Problem(where, f"{term} is not a known term.")
        if terms.count(term) > 1:
            yield Problem(where, f"{term} is given twice.")


def _check_table(
    archive: Archive, table: TableDescription, problems: list[Problem], cores: set[str] | None
) -> set[str]:
    """Check the rows; `cores` are the identifiers an extension may refer to, None for the core itself."""
    identifiers: set[str] = set()
    fields = [(local_name(field.term), field.index) for field in table.fields if field.index is not None]
    checked = [(name, index) for name, index in fields if name in _DATES or name in _RANGES]
    dialect = Dialect("UTF-8", table.separator, table.line_end, table.quote)
    for file in archive.files(table, problems):
        complaints = Complaints(problems, file.name, "")
        with file.open() as content:
            for number, cells in rows(content, file.name, dialect):
                if number <= table.header_lines:
                    _check_width(number, cells, table, complaints)
                    continue
                if not _check_width(number, cells, table, complaints):
                    continue
                assert not isinstance(cells, BrokenRow)
                _check_identifier(number, cells[table.identifier or 0], identifiers, cores, complaints)
                for name, index in checked:
                    if cells[index] and not _is_sound(name, cells[index]):
                        complaints.row(number, f"{name} {_RULE[name in _RANGES]}", f" ({cells[index][:60]!r})")
        complaints.finish()
    return identifiers


def _check_width(number: int, cells: list[str] | BrokenRow, table: TableDescription, complaints: Complaints) -> bool:
    if isinstance(cells, BrokenRow):
        complaints.row(number, cells.why)
        return False
    if len(cells) != table.width:
        complaints.row(number, f"it has {len(cells)} columns where {table.width} are described")
        return False
    return True


def _check_identifier(
    number: int, identifier: str, identifiers: set[str], cores: set[str] | None, complaints: Complaints
) -> None:
    if cores is not None:
        if identifier not in cores:
            complaints.row(number, "it belongs to no row of the core")
    elif not identifier:
        complaints.row(number, "it has no identifier")
    elif identifier in identifiers:
        complaints.row(number, "its identifier was there before")
    else:
        identifiers.add(identifier)


_RULE = {False: "is not an ISO 8601 date", True: "is out of range or no number"}


def _is_sound(name: str, value: str) -> bool:
    return _in_range(value, _RANGES[name]) if name in _RANGES else is_iso_8601(value)


def _in_range(value: str, limit: float) -> bool:
    try:
        return -limit <= float(value) <= limit
    except ValueError:
        return False


def is_iso_8601(value: str) -> bool:
    """A date, with or without time, or an interval of two, the second abbreviated (`2007-11-13/15`) or not."""
    first, slash, second = value.partition("/")
    if slash and len(second) < len(first) and re.fullmatch(r"\d{2}(-\d{2})?", second):
        second = first[: -len(second)] + second
    return _is_moment(first) and (not slash or _is_moment(second))


def _is_moment(text: str) -> bool:
    found = _MOMENT.fullmatch(text)
    if not found:
        return False
    try:
        PartialDate.from_iso(found[1])
    except ValueError:
        return False
    return True
