"""The catalogue's table in a window: frames while scrolling, first rows, search while typing, memory.

`python -m benchmarks table_frames` takes 100,000 records, `... table_frames 1000000` the number given. A child process
takes in images all the while, into a workspace of its own, and the window is told of changes as often as it would be.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView

from benchmarks import plausible
from benchmarks.results import replace_section
from curatorbench.bootstrap import parts
from curatorbench.ui.app import application
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Workbench

Frame = tuple[float, float]  # milliseconds by the clock, and of the window's thread

DAILY = 100_000
TYPED = ("forest", "lep", "collector 12", "salix")
_FRAMES = 400
_INGEST = """
import sys, tempfile, itertools
from pathlib import Path
from curatorbench.bootstrap import parts
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow.workbench import Workbench
from curatorbench.workflow import ingest
bench = Workbench.on(Workspace.create(Path(sys.argv[1], "workspace")), parts())
from PIL import Image
import random
dice = random.Random(1)
for number in itertools.count():
    path = Path(sys.argv[1], f"{number}.jpg")
    Image.frombytes("RGB", (2000, 1500), dice.randbytes(9_000_000)).save(path, quality=90)
    ingest.take_in(bench, [path], collection="HERB", operator="benchmark")
    path.unlink()
"""


def main() -> None:
    asked = [int(word) for word in sys.argv[1:] if word.isdigit()]
    count = asked[0] if asked else DAILY
    bench = Workbench.on(plausible.workspace(count), parts())
    application()
    with _ingest():
        bare = _bare_frames()
        before = _memory()
        window, opened = _open(bench)
        rows = [
            f"{count:,} records, while a child process takes in images. Window of 1366 x 768, offscreen.",
            "",
            "| frame of the table, ms | median | p95 | CPU: median | p95 | worst |",
            "|---|---|---|---|---|---|",
            _row("bare: a QTableView of 2,000 rows in C++, by the wheel", bare),
            *(_row(name, _frames(window, to)) for name, to in _ways(window).items()),
            "",
            "| from the key to the rows | median ms | p95 ms |",
            "|---|---|---|",
            f"| first rows after the window was made | {opened:.0f} | |",
            f"| first rows after all records were asked for | {_first_rows(window):.0f} | |",
            _typing_row(window),
            "",
            f"Memory of the window above a bare one: {_memory() - before:.0f} MB (goal 300).",
            "Goals: p95 of a frame 16.7 ms; search while typing 50 ms shown.",
        ]
        window.close()
    bench.close()
    print("\n".join(rows))
    replace_section(f"The table over {count:,} records", rows)


@contextmanager
def _ingest() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as name:
        child = subprocess.Popen([sys.executable, "-c", _INGEST, name], stderr=subprocess.DEVNULL)
        try:
            time.sleep(2)
            assert child.poll() is None, "the ingest beside the window has ended"
            yield
        finally:
            child.terminate()
            child.wait()


def _open(bench: Workbench) -> tuple[Window, float]:
    """The window, and the milliseconds from its making to its first rows on the screen."""
    started = time.perf_counter()
    window = Window(bench, "benchmark")
    window.resize(1366, 768)
    window.show()
    _until(lambda: window.is_taken and window.desk.records.rowCount() > 0)
    window.catalogue.table.repaint()
    opened = (time.perf_counter() - started) * 1000
    _until(lambda: window.desk.records.is_complete and window.desk.operations.is_quiet)
    return window, opened


def _ways(window: Window) -> dict[str, Callable[[int], int]]:
    """Ways to scroll: from the number of the frame to the place of the scroll bar."""
    table, dice = window.catalogue.table, Random(3)
    height, most = table.row_height, table.verticalScrollBar().maximum()
    middle = most // 2
    return {
        "by the wheel, three rows a frame": lambda n: middle + 3 * n * height,
        "page by page": lambda n: middle + n * table.viewport().height(),
        "thumb drawn from top to bottom": lambda n: n * most // _FRAMES,
        "jumps to any place": lambda _: dice.randrange(most),
    }


def _frames(window: Window, place: Callable[[int], int]) -> list[Frame]:
    """Scroll, paint, and hear what has arrived meanwhile, sixty times a second."""
    table, taken, told = window.catalogue.table, [], time.perf_counter()
    for number in range(_FRAMES):
        if time.perf_counter() - told > 2:
            window.desk.operations.tell(Changed(Change.RECORDS))
            told = time.perf_counter()
        taken.append(_frame(table, place(number)))
        time.sleep(max(0.0, (1000 / 60 - taken[-1][0]) / 1000))
    _until(lambda: window.desk.operations.is_quiet)
    return taken


def _frame(view: QTableView, place: int) -> Frame:
    started, cpu = time.perf_counter(), time.thread_time()
    view.verticalScrollBar().setValue(place)
    view.viewport().repaint()
    QCoreApplication.processEvents()
    return (time.perf_counter() - started) * 1000, (time.thread_time() - cpu) * 1000


def _bare_frames() -> list[Frame]:
    """The limit: a table of the same size whose model and delegate are all C++."""
    view, model = QTableView(), QStandardItemModel(2000, 6)
    for row in range(2000):
        for column in range(6):
            model.setItem(row, column, QStandardItem(f"Lycopodium clavatum {row} {column}"))
    view.setModel(model)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(32)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(740, 610)
    view.show()
    taken = []
    for number in range(_FRAMES):
        taken.append(_frame(view, number * 96))
    view.close()
    return taken


def _first_rows(window: Window) -> float:
    heard: list[float] = []
    window.desk.records.loaded.connect(lambda: heard.append(time.perf_counter()))
    taken = []
    for _ in range(20):
        heard.clear()
        started = time.perf_counter()
        window.catalogue.search_now()
        _until(lambda: bool(heard))
        window.catalogue.table.viewport().repaint()
        taken.append((time.perf_counter() - started) * 1000)
        _until(lambda: window.desk.operations.is_quiet)
    return statistics.median(taken)


def _typing_row(window: Window) -> str:
    taken: list[float] = []
    table, search = window.catalogue.table, window.catalogue.search
    window.desk.records.loaded.connect(lambda: heard.append(True))
    heard: list[bool] = []
    for word in TYPED:
        for length in range(1, len(word) + 1):
            heard.clear()
            started = time.perf_counter()
            search.setText(word[:length])
            _until(lambda: bool(heard))
            table.viewport().repaint()
            taken.append((time.perf_counter() - started) * 1000)
            _pause(0.15)  # a fast hand; counts and facets go on meanwhile
        search.clear()
        _until(lambda: window.desk.operations.is_quiet)
    return f"| search while typing, letter by letter | {statistics.median(taken):.0f} | {_p95(taken):.0f} |"


def _row(name: str, taken: Sequence[Frame]) -> str:
    by_clock, of_cpu = zip(*taken, strict=True)
    figures = (statistics.median(by_clock), _p95(by_clock), statistics.median(of_cpu), _p95(of_cpu), max(of_cpu))
    return f"| {name} | {' | '.join(f'{figure:.1f}' for figure in figures)} |"


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(0.95 * len(taken))]


def _memory() -> float:
    """Resident now, in MB; the peak where the system does not tell it."""
    told = Path("/proc/self/statm")
    if told.is_file():
        return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _pause(seconds: float) -> None:
    end = time.perf_counter() + seconds
    _until(lambda: time.perf_counter() > end)


def _until(is_so: Callable[[], bool], patience: float = 120) -> None:
    end = time.perf_counter() + patience
    while not is_so():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        assert time.perf_counter() < end, "the window does not come to rest"
