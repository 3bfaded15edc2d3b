"""CSV for people and spreadsheets: one row a record, Darwin Core headings."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import Progress
from curatorbench.domain.publication import Dataset, ImportedRecord, Problem, PublishedRecord
from curatorbench.exchange.atomic import whole_file
from curatorbench.exchange.complaints import Complaints
from curatorbench.exchange.container import damage_in_words
from curatorbench.exchange.delimited import BrokenRow, Dialect, rows
from curatorbench.exchange.flat import fixed_columns, flat_rows, order, with_media
from curatorbench.exchange.formulas import defuse, restore
from curatorbench.exchange.heading import Heading, read_heading
from curatorbench.exchange.spool import CommaSeparated, Spool
from curatorbench.exchange.table_in import best_key
from curatorbench.exchange.text import tidy

_CHUNK = 1 << 20


class SpreadsheetSafe(CommaSeparated):
    """Comma-separated, with values that a spreadsheet would run marked as text."""

    def cell(self, value: str) -> str:
        return defuse(tidy(value))


class CsvWriter:
    """UTF-8 with the mark at its start that spreadsheets need to believe it. Images are in associatedMedia."""

    format = "csv"

    def write(self, dataset: Dataset, records: Iterable[PublishedRecord], out: Path, progress: Progress) -> int:
        """See `exchange.port.Writer`."""
        with whole_file(out) as part, Spool(out.parent, fixed_columns(dataset), order(), SpreadsheetSafe()) as table:
            for record, fixed in flat_rows(dataset, records, progress):
                table.add(fixed, with_media(record))
            table.close_columns()
            with part.open("xb") as file:
                file.writelines(chain([codecs.BOM_UTF8], table.chunks()))
            progress(1.0, f"{table.rows} records written")
        return table.rows


class CsvReader:
    """Tables with a heading of Darwin Core names: commas, tabs, semicolons or bars.

    Encoding: what the mark at the start says; else UTF-16 if every other byte is zero; else UTF-8 if all of the file
    is; else Windows-1252 (Latin-1 with the signs that programs put into its gaps), and a problem says so.
    """

    def accepts(self, path: Path) -> bool:
        """Whether the first line names at least one Darwin Core term."""
        if not path.is_file():
            return False
        with path.open("rb") as file:
            if file.read(2) in (b"PK", b"\x1f\x8b"):
                return False
            file.seek(0)
            return bool(read_heading(file).known)

    def read(self, path: Path, problems: list[Problem]) -> Iterator[ImportedRecord]:
        """See `exchange.port.Reader`. The key is the best identifier of a row; a second row with it is a problem."""
        if not path.is_file():
            raise BadInput(f"{path.name} is not a file.", "Choose a table such as a CSV file.")
        with damage_in_words(path.name):
            file = path.open("rb")
        with file:
            heading = read_heading(file, _encoding(file, path.name, problems))
            _report_columns(heading, path.name, problems)
            file.seek(0)
            yield from _records(file, path.name, heading, problems)


def _encoding(file: IO[bytes], name: str, problems: list[Problem]) -> str:
    with damage_in_words(name):
        file.seek(0)
        encoding = read_heading(file).dialect.encoding
        file.seek(0)
        if encoding == "utf-8" and not _is_utf8(file):
            problems.append(Problem(name, "It is not UTF-8 and was read as Windows-1252.", "Save it as UTF-8."))
            encoding = "cp1252"
        file.seek(0)
    return encoding


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _report_columns(heading: Heading, name: str, problems: list[Problem]) -> None:
    if not heading.known:
        raise BadInput(
            f"The first line of {name} names no Darwin Core term.",
            "Give its columns headings such as catalogNumber, scientificName, recordedBy.",
        )
    met: set[str] = set()
    for index, column in enumerate(heading.columns):
        term = heading.known.get(index)
        if term is None and column:
            problems.append(Problem(name, f"The column {column[:60]!r} is no Darwin Core term and was left out."))
        elif term in met:
            problems.append(Problem(name, f"The column {column[:60]!r} is there twice; the first was taken."))
        met.add(term or "")


def _records(file: IO[bytes], name: str, heading: Heading, problems: list[Problem]) -> Iterator[ImportedRecord]:
    columns = {term: index for index, term in reversed(heading.known.items())}  # the first of two wins
    width = max(columns.values()) + 1
    complaints = Complaints(problems, name)
    met: set[str] = set()
    body = rows(file, name, Dialect(heading.dialect.encoding, heading.dialect.separator, "\n", heading.dialect.quote))
    next(body, None)
    for number, cells in body:
        if isinstance(cells, BrokenRow):
            complaints.row(number, cells.why)
            continue
        if len(cells) < width:
            complaints.row(number, f"it has {len(cells)} columns where {width} are needed")
            continue
        values = {
            term: cell if cell[0] != "'" else restore(cell) for term, at in columns.items() if (cell := cells[at])
        }
        key = best_key(values, number)
        if key in met:
            complaints.row(number, "its identifier was there before", hint="Make identifiers unique.")
        elif values:
            met.add(key)
            yield ImportedRecord(key, values, _addresses(values))
    complaints.finish()


def _addresses(values: dict[str, str]) -> tuple[str, ...]:
    listed = values.get("associatedMedia", "")
    return tuple(address for part in listed.split("|") if (address := part.strip()))
