"""One save against the least that SQLite can be asked: a one-row update, committed with synchronous=FULL.

Both run in turns in one process, on one file system, each on a database of its own with 2,000 records. A save changes
one of 40 terms: the change, its seal, the record's document, the columns and the full-text index.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from benchmarks.results import replace_section
from benchmarks.rows import forty_terms
from curatorbench.bootstrap import parts
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import bulk, history, searched
from curatorbench.models.records import catalogue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import review
from curatorbench.workflow.workbench import Workbench

RECORDS, RUNS, GOAL = 2000, 1000, 1.5
_PERSON = Source(SourceKind.PERSON, "Ann")
_TERMS = ("locality", "habitat", "occurrenceRemarks", "country", "recordedBy")
Act = Callable[[int], object]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        workspace = Workspace.create(root / "workspace")
        bench, made = Workbench.on(workspace, parts()), _fill(workspace)
        with closing(_bare(root / "bare.sqlite")) as bare:
            lines = _table(_measured({
                "a bare commit of a one-row update": lambda turn: _update(bare, turn),
                "`models.history.history.set_value` in one transaction": lambda turn: _set_value(workspace, made, turn),
                "`workflow.review.set_value`": lambda turn: _review(bench, made, turn),
            }))  # fmt: skip
        workspace.close()
    print("\n".join(lines))
    replace_section("One save", lines)


def _fill(workspace: Workspace) -> list[str]:
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        rows = forty_terms(RECORDS)
        made = bulk.new_materials_bulk(session, collection, rows, source=_PERSON, operator="Ann")
    with workspace.store.write() as session:
        while searched.index_some(session, RECORDS):
            pass
    return made


def _bare(path: Path) -> sqlite3.Connection:
    """A database with the same values in one plain table."""
    bare = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, locality TEXT, document TEXT)")
    rows = [(number, "", json.dumps(row)) for number, row in enumerate(forty_terms(RECORDS))]
    bare.executemany("INSERT INTO plain VALUES (?, ?, ?)", rows)
    return bare


def _update(bare: sqlite3.Connection, turn: int) -> None:
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("UPDATE plain SET locality = ? WHERE id = ?", (_value(turn), _at(turn)))
    bare.execute("COMMIT")


def _set_value(workspace: Workspace, made: Sequence[str], turn: int) -> None:
    with workspace.store.write() as session:
        history.set_value(
            session, made[_at(turn)], _term(turn), _value(turn), source=_PERSON, operator="Ann", checked=True
        )


def _review(bench: Workbench, made: Sequence[str], turn: int) -> None:
    review.set_value(bench, made[_at(turn)], _term(turn), f"{_value(turn)} again", "Ann")


def _at(turn: int) -> int:
    return Random(turn).randrange(RECORDS)


def _term(turn: int) -> str:
    return _TERMS[turn % len(_TERMS)]


def _value(turn: int) -> str:
    return f"value {turn} of a hill above the river"


def _measured(acts: dict[str, Act]) -> dict[str, list[tuple[float, float]]]:
    """Wall and CPU seconds of every turn, the acts one after the other in each."""
    found: dict[str, list[tuple[float, float]]] = {what: [] for what in acts}
    gc.collect()
    for turn in range(RUNS):
        for what, act in acts.items():
            wall, cpu = time.perf_counter(), time.process_time()
            act(turn)
            found[what].append((time.perf_counter() - wall, time.process_time() - cpu))
    return found


def _table(found: dict[str, list[tuple[float, float]]]) -> list[str]:
    medians = {
        what: [statistics.median(column) * 1000 for column in zip(*runs, strict=True)] for what, runs in found.items()
    }
    bare = next(iter(medians.values()))
    rows = [
        f"| {what} | {wall:.2f} | {cpu:.2f} | {wall / bare[0]:.2f} | {cpu / bare[1]:.2f} |"
        for what, (wall, cpu) in medians.items()
    ]
    return [
        "| what | median ms | CPU ms | x bare, time | x bare, CPU |",
        "|---|---|---|---|---|",
        *rows,
        "",
        f"Goal: {GOAL} times a bare commit. {RUNS} turns, {RECORDS:,} records of 40 terms.",
    ]


if __name__ == "__main__":
    main()
