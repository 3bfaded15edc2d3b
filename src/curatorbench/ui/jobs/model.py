"""The jobs as a table that keeps its rows in place while they go on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curatorbench.domain.job import JobState, JobView
from curatorbench.ui.look.language import job_kind, job_mark, job_word
from curatorbench.ui.look.rows import MARK_ROLE

_STATE, _KIND, _PROGRESS, _SAID = range(4)
# What needs a person stands first, then what runs, then what waits in its turn.
_ORDER = {JobState.FAILED: 0, JobState.RUNNING: 1, JobState.WAITING: 2}

Index = QModelIndex | QPersistentModelIndex


class JobsModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: list[JobView] = []

    def show_jobs(self, jobs: list[JobView]) -> None:
        """Take the new state of all jobs; a view keeps its place if the same jobs stand in the same order."""
        ordered = sorted(jobs, key=lambda job: (_ORDER.get(job.state, 3), job.id))
        if [job.id for job in ordered] == [job.id for job in self._jobs]:
            self._jobs = ordered
            if ordered:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, _SAID))
            return
        self.beginResetModel()
        self._jobs = ordered
        self.endResetModel()

    def job(self, row: int) -> JobView | None:
        return self._jobs[row] if 0 <= row < len(self._jobs) else None

    def row_of(self, job_id: int) -> int:
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._jobs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("State"), self.tr("Work"), self.tr("Done"), self.tr("What it says"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        job = self.job(index.row())
        if job is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(job, index.column())
        if role == MARK_ROLE and index.column() == _STATE:
            return job_mark(job.state)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self._cell(job, column) for column in range(4))))
        return None

    def _cell(self, job: JobView, column: int) -> str:
        if column == _STATE:
            return job_word(job.state.value)
        if column == _KIND:
            return f"{job_kind(job.kind)} · {job.id}"
        if column == _PROGRESS:
            return f"{round(100 * job.progress)} %" if job.state is JobState.RUNNING else ""
        return job.error or job.message
