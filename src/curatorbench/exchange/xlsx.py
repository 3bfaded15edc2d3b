"""A spreadsheet: one sheet, every cell text, none a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import Progress
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.exchange.atomic import whole_file
from curatorbench.exchange.flat import fixed_columns, flat_rows, order, with_media
from curatorbench.exchange.spool import CommaSeparated, Spool
from curatorbench.exchange.text import xml_text

MOST_ROWS = 1_048_576  # the format's, heading included
MOST_CHARACTERS = 32_767  # in one cell
_WORDS = "Export as CSV or as a Darwin Core Archive instead."
# `_x0041_` is how the format writes a sign by its code (ECMA-376 part 1, 22.9.2.19): text that looks so is escaped.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# openpyxl takes a text for a formula or an error value by its first sign.
_MISTAKEN = ("=", "#")


class XlsxWriter:
    """Streams through openpyxl's write-only mode. Numbers are text too: catalogue numbers keep their zeros."""

    format = "xlsx"

    def write(self, dataset: Dataset, records: Iterable[PublishedRecord], out: Path, progress: Progress) -> int:
        """See `exchange.port.Writer`. Raises `BadInput` for more rows or longer values than the format holds."""
        with whole_file(out) as part, Spool(out.parent, fixed_columns(dataset), order(), CommaSeparated()) as table:
            for record, fixed in flat_rows(dataset, records, progress):
                if table.rows >= MOST_ROWS:
                    raise BadInput(f"A spreadsheet holds {MOST_ROWS - 1:,} records at most; there are more.", _WORDS)
                table.add(fixed, with_media(record))
            table.close_columns()
            if table.rows >= MOST_ROWS:
                raise BadInput(f"A spreadsheet holds {MOST_ROWS - 1:,} records; there are {table.rows:,}.", _WORDS)
            _write_sheet(part, dataset, table)
            progress(1.0, f"{table.rows} records written")
        return table.rows


def _write_sheet(path: Path, dataset: Dataset, table: Spool) -> None:
    book = Workbook(write_only=True)
    book.properties.title = xml_text(dataset.title)
    sheet = book.create_sheet("Occurrence")
    sheet.freeze_panes = "A2"
    try:
        for row in _rows(table):
            sheet.append([_cell(sheet, value) for value in row])
    finally:
        sheet.close()  # ends the writing of its temporary file, also when a value is refused
    book.save(path)


def _rows(table: Spool) -> Iterator[list[str]]:
    for chunk in table.chunks():
        yield from csv.reader(io.StringIO(chunk.decode(), newline=""))


def _cell(sheet: Any, value: str) -> Any:
    """An ordinary value is given as it is, which is fast; one that could be mistaken is a cell said to be text."""
    text = _CODED.sub("_x005F_", xml_text(value))
    if len(text) > MOST_CHARACTERS:
        raise BadInput(
            f"The value beginning {text[:30]!r} has {len(text):,} characters; a cell holds {MOST_CHARACTERS:,}.", _WORDS
        )
    if not text.startswith(_MISTAKEN):
        return text or None
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True  # editing the cell must not make a formula of it either
    return cell
