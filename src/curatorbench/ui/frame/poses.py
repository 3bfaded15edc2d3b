"""The states of the frame, for their pictures."""

from __future__ import annotations

import time

from curatorbench.domain.progress import Progress
from curatorbench.ui.operations.operations import LongOperation
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Workbench


def _finder(window: Window) -> None:
    window.finder.open()
    window.finder.field.setText("im")


def _operators(window: Window) -> None:
    window.finder.close_again()
    window.operators.open()
    window.operators.field.setText("Ada L")


def _notices(window: Window) -> None:
    window.operators.close_again()
    window.desk.notices.say("This is where notices stand.", window.desk.notices.where_details_are())
    window.details.toggle()


def _progress(window: Window) -> None:
    """What takes long, as it stands after a second: shown from an operation that has done its part."""
    window.details.toggle()
    operation = LongOperation(_wait, label="edit 500 records")
    operation.fraction, operation.message, operation.began = 0.4, "200 of 500", time.monotonic() - 2
    window.status.progress.show_operation(operation)


def _wait(bench: Workbench, progress: Progress) -> None:
    """The work of an operation that is only looked at."""


POSES = (
    ("find-anything", _finder),
    ("operators", _operators),
    ("notices", _notices),
    ("progress", _progress),
)
