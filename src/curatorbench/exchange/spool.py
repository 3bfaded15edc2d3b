"""Rows of a table whose columns are known only when the last row has been seen.

The columns of the first rows are put in the standard's order; a term that turns up later is appended, and the rows
before it are padded when they are read back. So records stream through once, and only columns in use are written.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol

from curatorbench.exchange.text import one_line, tidy

ROWS_AT_ONCE = 1000

Row = tuple[str, ...]


class Layout(Protocol):
    """How rows become bytes, one line each, and how a line gains empty cells at its end."""

    def lines(self, rows: Sequence[Row]) -> bytes: ...

    def pad(self, lines: bytes, cells: int) -> bytes: ...


class TabSeparated:
    """UTF-8, tabs, LF, no quotes: every value is made to fit on one line."""

    # What a chunk of sound rows is made of once these bytes are deleted: nothing.
    _SOUND = bytes(b for b in range(256) if b in b"\t\n" or (b >= 0x20 and b != 0x7F))
    _RARE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")

    def lines(self, rows: Sequence[Row]) -> bytes:
        """Looks at whole chunks first: values that need mending are rare, rows are many."""
        text = "\n".join(map("\t".join, rows)) + "\n"
        lines = text.encode("utf-8", "surrogatepass")
        if self._is_sound(text, lines, rows):
            return lines
        return "".join("\t".join(map(one_line, row)) + "\n" for row in rows).encode()

    def _is_sound(self, text: str, lines: bytes, rows: Sequence[Row]) -> bool:
        """Whether no value has a tab, line break or control character in it, or half of a surrogate pair."""
        if lines.count(b"\t") != len(rows) * (len(rows[0]) - 1) or lines.count(b"\n") != len(rows):
            return False
        if lines.translate(None, self._SOUND):
            return False
        return text.isascii() or not self._RARE.search(text)

    def pad(self, lines: bytes, cells: int) -> bytes:
        return lines.replace(b"\n", b"\t" * cells + b"\n")


class CommaSeparated:
    """UTF-8, RFC 4180: commas, CRLF, quotes where needed. Line breaks inside a value are LF, so CRLF ends a row."""

    def lines(self, rows: Sequence[Row]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(tuple(map(self.cell, row)) for row in rows)
        return text.getvalue().encode()

    def cell(self, value: str) -> str:
        return tidy(value)

    def pad(self, lines: bytes, cells: int) -> bytes:
        return lines.replace(b"\r\n", b"," * cells + b"\r\n")


class Spool:
    """One table on its way out. `fixed` columns come first and are always written.

    `order` ranks the others. Raises OSError if the folder (of the output, so that space is sought where it will be
    needed) cannot hold the rows.
    """

    def __init__(self, folder: Path, fixed: Row, order: Mapping[str, int], layout: Layout) -> None:
        self.columns: list[str] = list(fixed)
        self.rows = 0
        self._fixed = len(fixed)
        self._order = order
        self._layout = layout
        self._waiting: list[tuple[Row, Mapping[str, str]]] = []
        self._chunks: list[tuple[int, int]] = []  # bytes, columns
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - lives as long as the spool

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, fixed: Row, others: Mapping[str, str]) -> None:
        """One row: values of the fixed columns in their order, others by name. Empty ones need no column."""
        self._waiting.append((fixed, others))
        if len(self._waiting) >= ROWS_AT_ONCE:
            self._flush()

    def close_columns(self) -> None:
        """The last row was added: `columns` and `rows` are final."""
        self._flush()

    def chunks(self) -> Iterator[bytes]:
        """The heading and all rows, padded to the final columns."""
        yield self._layout.lines([tuple(self.columns)])
        self._file.seek(0)
        for size, columns in self._chunks:
            lines = self._file.read(size)
            missing = len(self.columns) - columns
            yield self._layout.pad(lines, missing) if missing else lines

    def _flush(self) -> None:
        if not self._waiting:
            return
        self._learn_columns()
        others = self.columns[self._fixed :]
        rows = [(*fixed, *map(values.get, others, repeat(""))) for fixed, values in self._waiting]
        lines = self._layout.lines(rows)
        self._file.write(lines)
        self._chunks.append((len(lines), len(self.columns)))
        self.rows += len(rows)
        self._waiting.clear()

    def _learn_columns(self) -> None:
        met: set[str] = set()
        met.update(*(values for _, values in self._waiting))
        new = met.difference(self.columns)
        used = [name for name in new if any(values.get(name) for _, values in self._waiting)]
        self.columns += sorted(used, key=lambda name: (self._order.get(name, len(self._order)), name))
