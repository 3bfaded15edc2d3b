"""The one quiet line at the bottom: notices, records, whether all is saved, jobs, who is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, HIT, small

if TYPE_CHECKING:
    from curatorbench.ui.frame.notices import NoticeLine, Notices
    from curatorbench.ui.frame.progress_line import ProgressLine
    from curatorbench.ui.operations.operations import Operations
    from curatorbench.ui.operations.reads import Pulse


class StatusLine(QWidget):
    """Empty, but of its height, until there is something to say (`furnish`)."""

    operator_wanted = Signal()  # somebody else is to work

    notice: NoticeLine
    progress: ProgressLine

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(HIT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.collection, self.records, self.saved, self.jobs = QLabel(), QLabel(), QLabel(), QLabel()
        self._code = self._figures = ""
        self.operator = QToolButton()
        self.operator.setObjectName("status")
        self.operator.clicked.connect(self.operator_wanted)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.collection)
        row.addStretch(1)
        for widget in (self.records, self.saved, self.jobs, self.operator):
            row.addWidget(widget)
        for label in (self.operator, *self.findChildren(QLabel)):
            label.setFont(small(label.font()))
        self.show_operator("", "")

    def furnish(self, notices: Notices, operations: Operations) -> None:
        """Say what these say. Done after the first paint: what it needs takes a while to load."""
        from PySide6.QtCore import Qt

        from curatorbench.ui.frame.notices import NoticeLine
        from curatorbench.ui.frame.progress_line import ProgressLine

        self.notice, self.progress = NoticeLine(notices), ProgressLine(operations)
        self.operator.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has a key for it
        self._row.takeAt(1)
        self._row.insertWidget(1, self.notice, 1)
        self._row.insertWidget(2, self.progress, 1)
        operations.pending.connect(self.show_pending)
        self.show_pending(0)

    def add(self, widget: QWidget) -> None:
        """One more thing that is worth a glance, left of who is at work. Tab passes it by: it has a key."""
        from PySide6.QtCore import Qt

        widget.setObjectName("status")
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.insertWidget(self._row.count() - 1, widget)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all, what is least wanted at a glance goes first."""
        super().resizeEvent(event)
        for label in (self.records, self.collection, self.jobs):
            label.show()
        for label in (self.records, self.collection, self.jobs):
            label.setVisible(self._row.minimumSize().width() <= self.width())

    def show_pending(self, changes: int) -> None:
        """`changes` not yet in the store."""
        self.saved.setText(self.tr("saving") if changes else self.tr("saved"))

    def show_collection(self, code: str) -> None:
        self._code = code
        self.show_figures(self._figures)

    def show_figures(self, words: str) -> None:
        """How a sitting goes takes the place of the collection while the sitting is before the eye."""
        self._figures = words
        self.collection.setText(words or self._code)

    def show_operator(self, name: str, initials: str) -> None:
        """Who works now; a click or the key lets another take over."""
        self.operator.setText(initials)
        self.operator.setToolTip(name)
        self.operator.setAccessibleName(self.tr("Operator: {name}").format(name=name))
        self.operator.setVisible(bool(name))

    def show_pulse(self, pulse: Pulse) -> None:
        self.records.setText(self.tr("records {count}").format(count=grouped(sum(pulse.records.values()))))
        going = pulse.jobs.get("running", 0) + pulse.jobs.get("waiting", 0)
        failed = pulse.jobs.get("failed", 0)
        said = self.tr("jobs {count}, failed {failed}") if failed else self.tr("jobs {count}")
        self.jobs.setText(said.format(count=going, failed=failed))
