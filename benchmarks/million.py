"""Finding in a large catalogue: first rows, pages, orders, search while typing, facets, memory, beside their limits.

`python -m benchmarks million` takes 100,000 records, `python -m benchmarks million 1000000` the number given.
"""

from __future__ import annotations

import resource
import sqlite3
import statistics
import sys
import time
from array import array
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import chain
from random import Random

from benchmarks import plausible
from benchmarks.results import replace_section
from curatorbench.bootstrap import parts
from curatorbench.domain.question import Question
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench

DAILY = 100_000
SHOWN = 100  # values of a facet that a window asks for
SCREEN = 200  # records that a window asks for at once
COLUMNS = ("catalogNumber", "scientificName", "family", "recordedBy", "eventDate", "country", "locality", "status")
SORTS = ("", "scientificName", "family", "eventDate", "catalogNumber", "recordedBy", "modified", "status")
FACETS = ("family", "genus", "country", "recordedBy", "year", "status")
Table = list[str]


def main() -> None:
    asked = [int(word) for word in sys.argv[1:] if word.isdigit()]
    count = asked[0] if asked else DAILY
    bench = Workbench.on(plausible.workspace(count), parts())
    before = _memory()
    size = bench.workspace.database.stat().st_size / 1e6
    how = "Medians of the time of the processor: what else runs on the machine does not count."
    lines = [f"{count:,} records, {size:,.0f} MB of catalogue. {how}", ""]
    with closing(sqlite3.connect(bench.workspace.database)) as bare:
        for measure in (_lists, _orders, _search, _facets):
            lines += [*measure(bench, bare), ""]
    lines.append(
        f"Memory above that of the open workspace, at most: {_memory() - before:.0f} MB (goal for a window 300)."
    )
    bench.close()
    print("\n".join(lines))
    replace_section(f"Finding among {count:,} records", lines)


def _lists(bench: Workbench, bare: sqlite3.Connection) -> Table:
    keys = explore.keys(bench)
    dice = Random(2)
    pages = [dice.randrange(len(keys) - SCREEN) for _ in range(50)]
    first = _ms(lambda: explore.rows(bench, explore.keys(bench, limit=SCREEN), COLUMNS))
    sorted_first = _ms(
        lambda: explore.rows(bench, explore.keys(bench, Question(sort="scientificName"), SCREEN), COLUMNS)
    )
    page = [_ms(lambda at=at: explore.rows(bench, keys[at : at + SCREEN], COLUMNS), 1) for at in pages]
    apart = [_ms(lambda: explore.rows(bench, dice.sample(keys, SCREEN), COLUMNS), 1) for _ in range(20)]
    least = [_ms(lambda at=at: _bare_page(bare, keys[at : at + SCREEN]), 1) for at in pages]
    return [
        f"| {SCREEN} rows of {len(COLUMNS)} columns | ms | goal |",
        "|---|---|---|",
        f"| first keys and rows | {first:.1f} | 5 |",
        f"| the same by scientific name | {sorted_first:.1f} | 5 |",
        f"| rows at a random place, median | {statistics.median(page):.1f} | 5 |",
        f"| rows at a random place, 95 % | {_p95(page):.1f} | 5 |",
        f"| {SCREEN} rows from all over, median | {statistics.median(apart):.1f} | |",
        f"| bare: both tables' rows by key, nothing taken out, median | {statistics.median(least):.1f} | |",
    ]


def _orders(bench: Workbench, bare: sqlite3.Connection) -> Table:
    least = _ms(lambda: array("q", chain.from_iterable(bare.execute("SELECT id FROM material_entity"))), 3)
    rows = ["| all keys, in the order of | ms | descending | the first 200 |", "|---|---|---|---|"]
    for sort in (*SORTS, "locality"):
        runs = 1 if sort == "locality" else 3
        all_up = _ms(lambda s=sort: explore.keys(bench, Question(sort=s)), runs)
        all_down = _ms(lambda s=sort: explore.keys(bench, Question(sort=s, descending=True)), runs)
        some = _ms(lambda s=sort: explore.keys(bench, Question(sort=s), SCREEN), runs)
        rows.append(f"| {sort or 'capture'} | {all_up:,.0f} | {all_down:,.0f} | {some:,.1f} |")
    return [
        *rows,
        "",
        f"Beside it, every key from the table in one bare statement: {least:,.0f} ms. `locality` has no column.",
    ]


def _search(bench: Workbench, bare: sqlite3.Connection) -> Table:
    sample = [
        explore.rows(bench, [key], ("scientificName", "catalogNumber"))[0] for key in (len(explore.keys(bench)) // 2,)
    ]
    epithet = (sample[0].values[0] or "").split(" ")[1]
    number = "4711"
    typed = [
        ("a word in 30 % of the records", plausible.FREQUENT), ("the beginning of it", plausible.FREQUENT[:4]),
        ("one letter", "s"), ("two letters", "ma"), ("three letters", "sal"), ("an epithet", epithet),
        ("two words", f"{plausible.FREQUENT} {epithet[:5]}"), ("nonsense", "qqxzzk"), ("inside names", "oides"),
        ("inside numbers", number), ("zeros inside numbers", "0000"), ("a whole number", sample[0].values[1] or ""),
    ]  # fmt: skip
    rows = [
        "| typed | found | first 200 keys, ms | with their rows | all keys | first 200 by name |",
        "|---|---|---|---|---|---|",
    ]
    for what, text in typed:
        question = Question(text)
        found = len(explore.keys(bench, question))
        first = _ms(lambda q=question: explore.keys(bench, q, SCREEN), 9)
        shown = _ms(lambda q=question: explore.rows(bench, explore.keys(bench, q, SCREEN), COLUMNS))
        every = _ms(lambda q=question: explore.keys(bench, q), 3)
        named = _ms(lambda t=text: explore.keys(bench, Question(t, sort="scientificName"), SCREEN), 3)
        rows.append(f"| {what} (`{text}`) | {found:,} | {first:.1f} | {shown:.1f} | {every:,.0f} | {named:,.1f} |")
    return [*rows, "", "Goals: first keys 10 ms, shown 50 ms."]


def _facets(bench: Workbench, bare: sqlite3.Connection) -> Table:
    rows = [
        "| facet | ms | bare indexed count | ratio | of records with a frequent word | of one family |",
        "|---|---|---|---|---|---|",
    ]
    family = explore.facet(bench, "family", limit=3)[-1][0]
    worded, narrowed = Question(plausible.FREQUENT), Question(filters=(("family", family),))
    for name in FACETS:
        ours, least = _pairs(lambda n=name: explore.facet(bench, n, limit=SHOWN), _bare_count(bare, name))
        by_word = _ms(lambda n=name: explore.facet(bench, n, worded, SHOWN), 3)
        by_family = _ms(lambda n=name: explore.facet(bench, n, narrowed, SHOWN), 3)
        rows.append(f"| {name} | {ours:.1f} | {least:.1f} | {ours / least:.2f} | {by_word:.0f} | {by_family:.0f} |")
    for name in ("decade", "collection", "batch", "storage", "habitat"):
        alone = _ms(lambda n=name: explore.facet(bench, n, limit=SHOWN), 1 if name == "habitat" else 3)
        by_word = _ms(lambda n=name: explore.facet(bench, n, worded, SHOWN), 1)
        by_family = _ms(lambda n=name: explore.facet(bench, n, narrowed, SHOWN), 1)
        rows.append(f"| {name} | {alone:.1f} | | | {by_word:.0f} | {by_family:.0f} |")
    return [
        *rows,
        "",
        "Goal: 1.2. A bare count groups a table of that one column by its plain index, the first 100 by number.",
    ]


def _bare_count(bare: sqlite3.Connection, name: str) -> Callable[[], object]:
    """The count from a plain index of a table that has the column and nothing else."""
    column = {"recordedBy": "recorded_by"}.get(name, name)
    folded = "" if name in ("year", "status") else "COLLATE NOCASE"  # as the column itself is compared
    bare.execute(f"CREATE TEMP TABLE bare_{name} ({column} {folded})")
    bare.execute(f"INSERT INTO temp.bare_{name} SELECT {column} FROM main.material_entity")
    bare.execute(f"CREATE INDEX temp.ix_bare_{name} ON bare_{name} ({column})")
    statement = f"SELECT {column}, count(*) FROM temp.bare_{name} GROUP BY {column} ORDER BY 2 DESC LIMIT {SHOWN}"
    return lambda: bare.execute(statement).fetchall()


def _bare_page(bare: sqlite3.Connection, keys: Sequence[int]) -> object:
    between = (keys[0], keys[-1])
    statement = "SELECT * FROM material_entity JOIN accepted ON material_id = id WHERE id BETWEEN ? AND ?"
    return bare.execute(statement, between).fetchall()


def _pairs(ours: Callable[[], object], least: Callable[[], object], runs: int = 9) -> tuple[float, float]:
    """Medians of two things done in turns, in ms."""
    took = [(_ms(ours, 1), _ms(least, 1)) for _ in range(runs)]
    return statistics.median(a for a, _ in took), statistics.median(b for _, b in took)


def _ms(act: Callable[[], object], runs: int = 5) -> float:
    took = []
    for _ in range(runs):
        started = time.process_time()
        act()
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took)


def _p95(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


def _memory() -> float:
    """The most this process has had in memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
