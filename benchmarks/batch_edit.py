"""Edits of many records at once, against a bare transaction of as many one-row updates, with saves beside them."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.results import replace_section
from curatorbench.bootstrap import parts
from curatorbench.domain.mending import SetTerm
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import bulk
from curatorbench.models.records import catalogue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import explore, mending, review
from curatorbench.workflow.workbench import Workbench

SIZES = (500, 50_000)
_VALUES = {
    "country": "Chile",
    "scientificName": "Puya raimondii Harms",
    "recordedBy": "A. Weberbauer",
    "locality": "Puna above the village, beside the road",
    "eventDate": "1903-05-01",
    "stateProvince": "Ancash",
}


@dataclass(frozen=True)
class Measured:
    """Seconds for a number of records, alone and `beside` a person who saves; `waits` are those saves' own."""

    records: int
    bare: float
    plan: float
    edit: float
    take_back: float
    beside: float
    waits: list[float]


def main() -> None:
    """Measure every size and write the section."""
    lines = [
        "One term set on many records in one batch, and the batch taken back; then another set while a person saves",
        "another record thirty times a second. Bare: as many one-row updates by key, in one transaction.",
        "",
        "| records | bare | plan | edit | a record | x bare | taken back | beside saves | save: median | p95 | worst |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [_line(_measure(size)) for size in SIZES]
    print("\n".join(lines))
    replace_section("Batch edit", lines)


def _measure(size: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench.on(Workspace.create(Path(folder) / "workspace"), parts())
        materials = _records(bench, size + 1)
        keys = list(explore.keys(bench))[:-1]
        bare = _bare(bench.workspace.database, Path(folder) / "bare.sqlite", keys)
        plan = _seconds(lambda: mending.plan_edit(bench, keys, SetTerm("country", "Peru")))
        edit = _seconds(lambda: mending.edit(bench, keys, SetTerm("country", "Peru"), "Ann"))
        batch = mending.batches(bench, 1)[0].batch
        take_back = _seconds(lambda: mending.take_back(bench, batch, "Ann"))
        with _saving(bench, materials[-1]) as waits:
            beside = _seconds(lambda: mending.edit(bench, keys, SetTerm("country", "Bolivia"), "Ann"))
        bench.close()
    return Measured(size, bare, plan, edit, take_back, beside, sorted(waits))


def _records(bench: Workbench, count: int) -> list[str]:
    source = Source(SourceKind.IMPORT, "generated")
    values = ({"catalogNumber": f"B-{number}", **_VALUES} for number in range(count))
    with bench.workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "BENCH")
        return bulk.new_materials_bulk(session, collection, values, source=source, operator="generator")


def _bare(database: Path, copy: Path, keys: list[int]) -> float:
    """As many one-row updates as a program can make that keeps nothing of what was before."""
    with closing(sqlite3.connect(database)) as original, closing(sqlite3.connect(copy)) as target:
        original.backup(target)
        target.isolation_level = None
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA synchronous=FULL")
        began = time.perf_counter()
        target.execute("BEGIN IMMEDIATE")
        for key in keys:
            target.execute("UPDATE material_entity SET country = ? WHERE id = ?", ("Peru", key))
        target.execute("COMMIT")
        return time.perf_counter() - began


@contextmanager
def _saving(bench: Workbench, material: str) -> Iterator[list[float]]:
    """A person saving beside the block; the seconds that each save took."""
    waits: list[float] = []
    ended = threading.Event()

    def save() -> None:
        while not ended.wait(1 / 30):
            waits.append(_seconds(lambda: review.set_value(bench, material, "county", str(len(waits)), "Bob")))

    thread = threading.Thread(target=save)
    thread.start()
    try:
        yield waits
    finally:
        ended.set()
        thread.join()


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _line(measured: Measured) -> str:
    waits = measured.waits or [0.0]
    cells = [
        f"{measured.records:,}",
        f"{measured.bare * 1000:,.0f} ms",
        f"{measured.plan * 1000:,.0f} ms",
        f"{measured.edit:,.2f} s",
        f"{measured.edit / measured.records * 1e6:,.0f} µs",
        f"{measured.edit / measured.bare:,.1f}",
        f"{measured.take_back:,.2f} s",
        f"{measured.beside:,.2f} s",
        f"{statistics.median(waits) * 1000:,.0f} ms",
        f"{waits[int(len(waits) * 0.95)] * 1000:,.0f} ms",
        f"{waits[-1] * 1000:,.0f} ms",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
