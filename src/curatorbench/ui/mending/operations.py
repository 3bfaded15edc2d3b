"""What mending asks and changes, as operations that have not run."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from curatorbench.domain.errors import Cancelled
from curatorbench.domain.mending import BatchView, Done, Plan
from curatorbench.domain.record import RecordSummary
from curatorbench.domain.things import UnitPath
from curatorbench.ui.look.wording import translate
from curatorbench.ui.mending.wishes import Wish
from curatorbench.ui.operations.operations import Change, LongOperation, ReadOperation
from curatorbench.workflow import explore, mending, storage
from curatorbench.workflow.workbench import Workbench

_BATCHES = 500


class Planning(ReadOperation[Plan]):
    """What the wish would do. It tells how far it is, and stops between two steps once nobody wants it any more."""

    def __init__(self, wish: Wish) -> None:
        super().__init__(self._plan)
        self.wish = wish
        self.began = 0.0  # monotonic seconds; 0 while it waits for its turn
        self.message = ""
        self._stop = threading.Event()
        self.newest("mending plan")

    def stop(self) -> None:
        self._stop.set()

    def _plan(self, bench: Workbench) -> Plan:
        self.began = time.monotonic()
        return self.wish.plan(bench, self._tell)

    def _tell(self, fraction: float, message: str = "") -> None:
        """On the plan's own thread."""
        if self._stop.is_set():
            raise Cancelled
        self.message = message


def carry_out(wish: Wish, operator: str, label: str) -> LongOperation[Done]:
    return LongOperation(
        lambda bench, progress: wish.do(bench, operator, progress),
        label=label,
        changes=Change.RECORDS | Change.FIELDS,
        can_be_undone=True,
    )


def unit_path(unit: str) -> ReadOperation[UnitPath]:
    return ReadOperation(lambda bench: storage.path_of(bench, unit))


def summaries(keys: Sequence[int]) -> ReadOperation[list[RecordSummary]]:
    """The records of a few local keys, in their order."""
    return ReadOperation(lambda bench: [row.summary for row in explore.rows(bench, keys)])


def keys_of(material_ids: Sequence[str]) -> ReadOperation[Sequence[int]]:
    """The local keys of a few records."""
    return ReadOperation(lambda bench: explore.keys_of(bench, material_ids))


def batches() -> ReadOperation[list[BatchView]]:
    """Named batches, the newest first."""
    return ReadOperation(lambda bench: mending.batches(bench, _BATCHES)).newest("batches")


def label() -> str:
    """What mending is called in notices and beside Undo."""
    return translate("changes", "mend the records")
