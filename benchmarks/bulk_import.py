"""Records of 40 terms written to a catalogue, against sqlite3's `executemany` of the same rows into one plain table.

A plain table of 40 text columns has no history, no seal, no identifiers, no index and no check; it is the floor. Both
are written with synchronous=FULL in transactions of equal size, on one file system. A record is validated, sealed and
may be found by its columns when its transaction ends; words are indexed afterwards by a job, timed by itself here.
"""

from __future__ import annotations

import csv
import gc
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from benchmarks.results import replace_section
from benchmarks.rows import TERMS, forty_terms
from curatorbench.bootstrap import parts
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import batches, bulk, searched
from curatorbench.models.records import catalogue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import receive
from curatorbench.workflow.workbench import Workbench

COUNT, AT_ONCE, GOAL = 100_000, 20_000, 2.0
_SOURCE = Source(SourceKind.IMPORT, "forty.csv")
_COLUMNS = ", ".join(f'"{term}"' for term in TERMS)
Rows = list[dict[str, str]]


def main() -> None:
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), COUNT)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        lines = _lines(count, _plain(root, count), _models(root, count), _receive(root, count))
    print("\n".join(lines))
    replace_section("Bulk import", lines)


def _plain(root: Path, count: int) -> float:
    """Seconds for the floor, without the making of the rows."""
    marks = ", ".join("?" * len(TERMS))
    with closing(sqlite3.connect(root / "plain.sqlite", isolation_level=None)) as plain:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            plain.execute(f"PRAGMA {pragma}")
        plain.execute(f"CREATE TABLE plain (id INTEGER PRIMARY KEY, {_COLUMNS})")
        return sum(_timed(lambda rows=rows: _insert_plain(plain, marks, rows)) for rows in _tuples(count))


def _insert_plain(plain: sqlite3.Connection, marks: str, rows: list[tuple[str, ...]]) -> None:
    plain.execute("BEGIN IMMEDIATE")
    plain.executemany(f"INSERT INTO plain ({_COLUMNS}) VALUES ({marks})", rows)
    plain.execute("COMMIT")


def _models(root: Path, count: int) -> tuple[float, float]:
    """Seconds for the records, and for the index of their words."""
    workspace = Workspace.create(root / "models")
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        batch = batches.new_batch(session, "import of forty.csv", "Ann", SourceKind.IMPORT)

    def write(rows: Rows) -> None:
        with workspace.store.write() as session:
            bulk.new_materials_bulk(
                session, collection, rows, source=_SOURCE, operator="Ann", batch=batch, index_later=True
            )

    def index() -> None:
        more = True
        while more:
            with workspace.store.write() as session:
                more = searched.index_some(session, AT_ONCE)

    seconds = sum(_timed(lambda rows=rows: write(rows)) for rows in _groups(count)), _timed(index)
    workspace.close()
    return seconds


def _receive(root: Path, count: int) -> tuple[float, float]:
    """Seconds for the import of a CSV file, as a person asks for it, and for a plain reading of that file."""
    path = root / "forty.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, TERMS)
        writer.writeheader()
        writer.writerows(forty_terms(count))
    workspace = Workspace.create(root / "receive")
    bench = Workbench.on(workspace, parts())
    seconds = _timed(lambda: receive.receive(bench, path, collection="HERB", operator="Ann"))
    workspace.close()
    return seconds, _timed(lambda: _read(path))


def _read(path: Path) -> int:
    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file))


def _groups(count: int) -> Iterator[Rows]:
    rows = forty_terms(count)
    while part := list(islice(rows, AT_ONCE)):
        yield part


def _tuples(count: int) -> Iterator[list[tuple[str, ...]]]:
    for part in _groups(count):
        yield [tuple(row.values()) for row in part]


def _timed(act: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _lines(count: int, plain: float, models: tuple[float, float], received: tuple[float, float]) -> list[str]:
    def row(what: str, seconds: float) -> str:
        return f"| {what} | {seconds:.1f} | {seconds / count * 1e6:.0f} | {seconds / plain:.2f} |"

    return [
        "| what | seconds | µs a record | x `executemany` |",
        "|---|---|---|---|",
        row("`executemany` into one plain table", plain),
        row("`models.history.bulk`: validated, sealed, in the columns", models[0]),
        row("the index of words, by the job", models[1]),
        row("`workflow.receive` of a CSV file: read twice, validated, met", received[0]),
        row("that file read once by `csv`", received[1]),
        "",
        f"Goal: {GOAL:.0f} times `executemany`. {count:,} records of {len(TERMS)} terms, {AT_ONCE:,} a transaction.",
    ]


if __name__ == "__main__":
    main()
