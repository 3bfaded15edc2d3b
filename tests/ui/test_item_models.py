"""Qt's own tester looks at every model of ours while rows come, go and change; a warning of its own fails the test."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import many_records
import pytest
from by_keys import settle
from drawn_sheets import OPERATOR
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from curatorbench.bootstrap import parts
from curatorbench.domain.record import RecordStatus
from curatorbench.models.records import catalogue
from curatorbench.ui.benches import BENCHES
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.ui.records import columns, reads
from curatorbench.ui.window import Window
from curatorbench.workflow import review
from curatorbench.workflow.workbench import Workbench

COUNT = reads.PAGE + 100
MODELS = {"RecordsModel", "LinesModel", "JobsModel", "ShortModel", "FilmModel"}


@pytest.fixture
def some(tmp_path: Path) -> Iterator[Workbench]:
    """More records than are read at once, and few enough for a tester that goes through all of them at every signal."""
    many_records.make(tmp_path / "some", COUNT)
    opened = Workbench.open(tmp_path / "some", parts())
    yield opened
    opened.close()


def watch(window: Window, qtbot: QtBot) -> set[str]:
    """Which models of ours the window has; from now on a tester is at each."""
    for known in BENCHES:
        window.go_to(known.id)
        settle(qtbot, window)
    window.go_to("catalogue")
    found = [m for m in window.findChildren(QAbstractItemModel) if type(m).__module__.startswith("curatorbench")]
    for model in found:
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, window)
    return {type(model).__name__ for model in found}


def whole(window: Window, qtbot: QtBot) -> None:
    """Without the watchdog: the tester goes through every row at every signal."""
    qtbot.waitUntil(lambda: window.desk.records.is_complete and window.desk.operations.is_quiet, timeout=10_000)


@pytest.fixture
def crowded(some: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot) -> Window:
    window = open_window(some)
    assert watch(window, qtbot) == MODELS
    whole(window, qtbot)
    return window


def test_other_questions_and_columns(crowded: Window, qtbot: QtBot) -> None:
    records = crowded.desk.records
    for asked in ("huperzia", "nothing is called so", ""):
        records.search(asked)
        whole(crowded, qtbot)
    assert records.rowCount() == COUNT
    crowded.catalogue.table.show_columns(columns.named(("locality", "catalogNumber"), {}))
    crowded.catalogue.sort_by("locality")
    whole(crowded, qtbot)
    assert records.data(records.index(0, 0)) == f"milestone {many_records.COUNT - COUNT + 1:05}"


def test_rows_come_and_go(crowded: Window, some: Workbench, qtbot: QtBot) -> None:
    records = crowded.desk.records
    crowded.catalogue.sort_by("catalogNumber")
    whole(crowded, qtbot)
    with some.workspace.store.write() as session:
        catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"), catalog_number="A 1")
    qtbot.waitUntil(lambda: records.rowCount() == COUNT + 1, timeout=10_000)
    records.search("", RecordStatus.CAPTURED)
    whole(crowded, qtbot)
    before, second = records.rowCount(), records.record(1)
    assert second is not None
    review.approve(some, second.material_entity_id, OPERATOR)
    qtbot.waitUntil(lambda: records.rowCount() == before - 1, timeout=10_000)


def test_an_overtaken_count_brings_no_rows(
    some: Workbench, open_window: Callable[[Workbench], Window], qtbot: QtBot
) -> None:
    """What is asked first is still being counted when the next answer is there: its rows must not come under that."""
    window = open_window(some)
    records, gate = window.desk.records, threading.Event()
    whole(window, qtbot)
    window.desk.operations.run(ReadOperation(lambda _: gate.wait(10)).counting(), window)
    records._count()
    records.search("milestone 00017")
    qtbot.waitUntil(lambda: records.rowCount() < COUNT)
    gate.set()
    whole(window, qtbot)
    assert records.rowCount() == 1
