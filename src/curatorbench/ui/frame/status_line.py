"""The one quiet line at the bottom: notices, records, whether all is saved, jobs, who is at work."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from curatorbench.ui.frame.notices import NoticeLine, Notices
from curatorbench.ui.frame.progress_line import ProgressLine
from curatorbench.ui.look.palette import GRID, HIT, small
from curatorbench.ui.operations.operations import Operations
from curatorbench.ui.operations.reads import Pulse


class StatusLine(QWidget):
    def __init__(self, notices: Notices, operations: Operations, operator: str) -> None:
        super().__init__()
        self.setFixedHeight(HIT)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(3 * GRID)
        self.collection, self.records, self.saved, self.jobs = QLabel(), QLabel(), QLabel(), QLabel()
        self.operator = QLabel(operator)
        self.notice = NoticeLine(notices)
        self.progress = ProgressLine(operations)
        row.addWidget(self.collection)
        row.addWidget(self.notice, 1)
        row.addWidget(self.progress, 1)
        for label in (self.records, self.saved, self.jobs, self.operator):
            row.addWidget(label)
        for label in self.findChildren(QLabel):
            label.setFont(small(label.font()))
        self.operator.setAccessibleName(self.tr("Operator: {name}").format(name=operator))
        self.show_pending(0)

    def show_pending(self, changes: int) -> None:
        """`changes` not yet in the store."""
        self.saved.setText(self.tr("saving") if changes else self.tr("saved"))

    def show_collection(self, code: str) -> None:
        self.collection.setText(code)

    def show_pulse(self, pulse: Pulse) -> None:
        self.records.setText(self.tr("records {count}").format(count=f"{sum(pulse.records.values()):n}"))
        going = pulse.jobs.get("running", 0) + pulse.jobs.get("waiting", 0)
        failed = pulse.jobs.get("failed", 0)
        said = self.tr("jobs {count}, failed {failed}") if failed else self.tr("jobs {count}")
        self.jobs.setText(said.format(count=going, failed=failed))
