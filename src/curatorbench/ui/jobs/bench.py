"""Jobs: what runs, what waits, what failed and why, Retry and Cancel. Closing the window loses none of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QPushButton, QTreeView, QWidget

from curatorbench.domain.job import JobState, JobView
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.desk import Desk
from curatorbench.ui.jobs import reads
from curatorbench.ui.jobs.model import JobsModel
from curatorbench.ui.look import palette as look
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.language import job_kind, job_word
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.rows import Rows, TwoEnds, say
from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import Change, Changed

_EVERY = 1000  # ms while the bench is in front
_SHOWN = (JobState.FAILED, JobState.RUNNING, JobState.WAITING)
_CAN_RETRY = (JobState.FAILED, JobState.CANCELLED)
_CAN_CANCEL = (JobState.WAITING, JobState.RUNNING)


class Jobs(Bench):
    id = "jobs"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._current = 0
        self.model = JobsModel(self)
        self.counts = QListWidget()
        self.counts.setAccessibleName(self.tr("Jobs by state"))
        self.counts.setItemDelegate(TwoEnds(self.counts))
        self.counts.addItems([job_word(state.value) for state in _SHOWN])
        self.counts.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.counts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table = self._table()
        self.empty = QLabel(self._empty_text(), wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._head, self._why, self._hint = QLabel(wordWrap=True), QLabel(wordWrap=True), quiet_label()
        self._head.setFont(look.strong(self._head.font()))
        for label in (self._head, self._why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry_button, self.cancel_button = QPushButton(self.tr("Retry")), QPushButton(self.tr("Cancel"))
        self.retry_button.clicked.connect(self.retry)
        self.cancel_button.clicked.connect(self.cancel)
        right = pane(self._head, self._why, self._hint, self.retry_button, self.cancel_button, (QWidget(), 1))
        right.setContentsMargins(GRID, GRID, GRID, GRID)
        self.set_panes(pane((self.counts, 1)), pane((self.table, 1), (self.empty, 1)), right)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.refresh)
        desk.operations.changed.connect(self._on_changed)
        self._show_current()

    @property
    def job(self) -> JobView | None:
        """The job whose row is current."""
        return self.model.job(self.table.currentIndex().row())

    @property
    def why(self) -> str:
        return " ".join(filter(None, (self._why.text(), self._hint.text())))

    def arrive(self) -> None:
        self.refresh()
        self._timer.start()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self.retry_button.setText(f"{self.tr('Retry')}  {keys['job.retry']}")
        self.cancel_button.setText(f"{self.tr('Cancel')}  {keys['job.cancel']}")

    def leave(self) -> None:
        self._timer.stop()

    def refresh(self) -> None:
        self._desk.operations.run(reads.jobs().success(self._show), self)

    def retry(self) -> None:
        if self.job and self.job.state in _CAN_RETRY:
            self._desk.operations.run(changes.retry(self.job.id), self)

    def cancel(self) -> None:
        if self.job and self.job.state in _CAN_CANCEL:
            self._desk.operations.run(changes.cancel(self.job.id), self)

    def _table(self) -> QTreeView:
        table = QTreeView()
        table.setModel(self.model)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setItemDelegate(Rows(table))
        table.setAccessibleName(self.tr("Jobs"))
        table.setTabKeyNavigation(False)
        for column, width in enumerate((12 * GRID, 26 * GRID, 8 * GRID)):
            table.setColumnWidth(column, width)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        return table

    def _show(self, standing: reads.Standing) -> None:
        wanted, jobs = self._current, standing.jobs
        self.model.show_jobs(jobs)
        self.empty.setVisible(not jobs)
        self.table.setVisible(bool(jobs))
        row = max(0, self.model.row_of(wanted))
        if jobs and (self.table.currentIndex().row() != row or not self.table.currentIndex().isValid()):
            self.table.setCurrentIndex(self.model.index(row, 0, QModelIndex()))
        self._show_counts(standing.counts)
        self._show_current()

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        for row, state in enumerate(_SHOWN):
            say(self.counts.item(row), job_word(state.value), grouped(counts.get(state.value, 0)))

    def _on_current(self) -> None:
        if self.job:
            self._current = self.job.id
        self._show_current()

    def _show_current(self) -> None:
        job = self.job
        self._head.setText(f"{job_kind(job.kind)}: {job_word(job.state.value)}" if job else "")
        self._why.setText((job.error or job.message) if job else "")
        self._hint.setText(job.hint if job else "")
        for label in (self._head, self._why):  # what can be marked by mouse takes the focus, also where nothing is seen
            label.setVisible(bool(label.text()))
        self.retry_button.setEnabled(bool(job and job.state in _CAN_RETRY))
        self.cancel_button.setEnabled(bool(job and job.state in _CAN_CANCEL))

    def _on_changed(self, changed: Changed) -> None:
        if self.isVisible() and Change.JOBS in changed.what:
            self.refresh()

    def _empty_text(self) -> str:
        return self.tr(
            "Nothing runs, nothing waits, nothing failed.\n\n"
            "Reading and judging images happens here, behind the other benches. What fails stays here with its reason."
        )
