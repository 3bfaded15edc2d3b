"""The states of the Safety page, for its pictures: on a copy of the workspace, of which an original is taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.ui.safety.bench import Safety
from curatorbench.ui.window import Window
from curatorbench.workflow import safety
from curatorbench.workflow.workbench import Workbench


def _page(window: Window) -> Safety:
    return cast("Safety", window.bench_of("safety"))


def _backed_up(window: Window) -> None:
    window.go_to("safety")
    _after(window, lambda bench: str(safety.backup(bench)), _page(window).refresh)


def _restore(window: Window) -> None:
    """What going back to that backup would lose: a value that was written since."""
    record = window.desk.records.record(0)
    if record:
        said = changes.set_value(
            record.material_entity_id, "habitat", "puna", window.desk.operator, verbatim=None, expected_revision=None
        )
        window.desk.operations.run(said.success(lambda _: _page(window).plan()), window)


def _wrong(window: Window) -> None:
    """An original is gone, and was missed on reading all of them again."""
    _page(window).leave_it()
    _after(window, _lose_one, _page(window).refresh)


def _mend(window: Window) -> None:
    _page(window).begin_mend()


def _after(window: Window, work: Callable[[Workbench], str], then: Callable[[], None]) -> None:
    window.desk.operations.run(ReadOperation(work).success(lambda _: then()), window)


def _lose_one(bench: Workbench) -> str:
    """The SHA-256 of the one that is gone, empty if there was none."""
    first = next((checked.sha256 for checked in safety.verify(bench) if checked.sha256), None) or ""
    if first:
        bench.workspace.originals.path_of(first).unlink()
        list(safety.verify(bench))
    return first


POSES = (
    ("safety-backups", _backed_up),
    ("safety-restore", _restore),
    ("safety-wrong", _wrong),
    ("safety-mend", _mend),
)
