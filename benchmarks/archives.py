"""Darwin Core Archives: written against reading the rows and deflating the same bytes, read against python-dwca-reader.

python -m benchmarks archives        50,000 records of 40 terms; ROWS=1000000 for the figure of a large museum
"""

import os
import random
import resource
import sqlite3
import tempfile
import time
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from dwca.read import DwCAReader as Peer

from benchmarks.results import replace_section
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, PublishedMedia, PublishedRecord
from curatorbench.domain.terms import darwin_core
from curatorbench.exchange.checks import check_archive
from curatorbench.exchange.dwca import DwcaReader, DwcaWriter

ROWS = int(os.environ.get("ROWS", "50000"))
RUNS = 3
_NOT_LABELS = ("type", "modified", "language", "license", "rightsHolder", "institutionCode", "collectionCode")
TERMS = [name for name in darwin_core() if name not in (*_NOT_LABELS, "basisOfRecord", "datasetName")][10:130:3]
DATASET = Dataset("urn:bench", "Bench", "TST", "HERB", "Made up.", "https://creativecommons.org/publicdomain/zero/1.0/")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        database = _made_up(root / "rows.sqlite")
        plain, pictured = root / "plain.zip", root / "pictured.zip"
        writing = _median(lambda: DwcaWriter().write(DATASET, _records(database, 0), plain, silent))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        least = _median(lambda: _read_and_deflate(database, plain))
        DwcaWriter().write(DATASET, _records(database, 1), pictured, silent)
        checking = _median(lambda: check_archive(plain))
        rows = [
            f"{ROWS:,} records of {len(TERMS)} terms, CPU seconds, medians of {RUNS}.",
            "",
            "| what | ours | beside it | ratio |",
            "|---|---|---|---|",
            _row("write, from SQLite; beside: read the rows, deflate the same bytes at level 1", writing, least),
            _row("read without images; beside: python-dwca-reader", _ours(plain), _peers(plain)),
            _row("read with an image each; beside: python-dwca-reader", _ours(pictured), _peers(pictured)),
            f"| check all references | {checking:.2f} | | |",
            "",
            f"Peak memory after writing: {peak:.0f} MB. Goals: write 1.6, read 0.6, 100 MB.",
        ]
    print("\n".join(rows))
    replace_section("Archives", rows)


def _row(what: str, ours: float, theirs: float) -> str:
    return f"| {what} | {ours:.2f} | {theirs:.2f} | {ours / theirs:.2f} |"


def _ours(path: Path) -> float:
    return _median(lambda: sum(len(record.media) for record in DwcaReader().read(path, [])))


def _peers(path: Path) -> float:
    def read() -> None:
        with Peer(str(path)) as archive:
            for row in archive:
                _ = row.data, row.extensions

    return _median(read)


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        act()
        times.append(time.process_time() - started)
    return sorted(times)[RUNS // 2]


def _made_up(path: Path) -> sqlite3.Connection:
    dice = random.Random(7)
    words = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=dice.randint(3, 11))) for _ in range(3000)]
    database = sqlite3.connect(path)
    columns = ", ".join(f'"{name}"' for name in TERMS)
    database.execute(f"CREATE TABLE record (occurrence, material, {columns})")

    def row() -> Iterator[str]:
        yield from (str(uuid.UUID(int=dice.getrandbits(128))) for _ in range(2))
        yield from (" ".join(dice.choices(words, k=dice.choice((1, 1, 2, 3)))) for _ in TERMS)

    marks = ", ".join("?" * (len(TERMS) + 2))
    database.executemany(f"INSERT INTO record VALUES ({marks})", (tuple(row()) for _ in range(ROWS)))
    database.commit()
    return database


def _records(database: sqlite3.Connection, images: int) -> Iterator[PublishedRecord]:
    for number, (occurrence, material, *values) in enumerate(database.execute("SELECT * FROM record")):
        digest = f"{number:064x}"
        uri = f"https://example.org/{number}.jpg"
        media = (PublishedMedia(f"urn:sha256:{digest}", digest, "image/jpeg", "Sheet", uri),) * images
        yield PublishedRecord(material, occurrence, dict(zip(TERMS, values, strict=True)), media)


def _read_and_deflate(database: sqlite3.Connection, archive: Path) -> None:
    """The least that can be asked: the rows out of the database as text, and that archive's bytes packed."""
    cursor = database.execute("SELECT * FROM record")
    while rows := cursor.fetchmany(1000):
        "\n".join(map("\t".join, rows)).encode()
    packer = zlib.compressobj(1)
    with zipfile.ZipFile(archive) as opened, opened.open("occurrence.txt") as table:
        content = table.read()
    for start in range(0, len(content), 1 << 20):
        packer.compress(content[start : start + (1 << 20)])
