"""What was done to many records at once, by whom and when; each can be taken back whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from curatorbench.domain.batch_names import about
from curatorbench.domain.mending import BatchView, Plan
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import in_words
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.rows import ID_ROLE, MARK_ROLE
from curatorbench.ui.look.times import local_time
from curatorbench.ui.mending import operations
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.wishes import TakeBack, Wish
from curatorbench.ui.parts.fitted_list import FittedList

_MOST_ROWS = 7
_TAKEN_BACK, _STANDS = Mark(Shape.DASH, "quiet"), Mark(Shape.FULL, "good")


class BatchList(FittedList):
    """Two lines each; Enter is the panel's."""

    def __init__(self) -> None:
        super().__init__(self.tr("Batches"), _MOST_ROWS)

    @property
    def batch(self) -> BatchView | None:
        item = self.currentItem()
        return item.data(ID_ROLE) if item else None

    def show_batches(self, batches: list[BatchView]) -> None:
        self.clear()
        for batch in batches:
            item = QListWidgetItem(self._words(batch))
            item.setData(ID_ROLE, batch)
            item.setData(MARK_ROLE, _TAKEN_BACK if batch.taken_back_by else _STANDS)
            self.addItem(item)
        self.setCurrentRow(0 if batches else -1)
        self.fit()

    def _words(self, batch: BatchView) -> str:
        count = self.tr("one record") if batch.records == 1 else self.tr("{n} records").format(n=grouped(batch.records))
        if batch.planned > batch.records:
            count = self.tr("{n} of {planned} records").format(n=grouped(batch.records), planned=grouped(batch.planned))
        back = self.tr(", taken back") if batch.taken_back_by else ""
        return f"{in_words(about(batch.name))}\n{count}, {batch.operator}, {local_time(batch.made)}{back}"


class BatchesPanel(MendPanel):
    """The newest is current; its plan says what taking it back would do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Batches"), self.tr("Take back"), self.tr("What was done to many at once."))
        self.list = BatchList()
        self.add(self.list)
        self._read = False
        self.list.currentItemChanged.connect(lambda *_: self.ask_soon())
        self.seal()
        desk.operations.run(operations.batches().success(self._show_batches), self)

    def begin(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wish(self) -> Wish | None:
        """Also of one that was taken back: where that was stopped, something is left."""
        return TakeBack(self.list.batch.batch) if self.list.batch else None

    def plan_words(self, plan: Plan) -> str:
        batch = self.list.batch
        if batch is None or not batch.taken_back_by:
            return super().plan_words(plan)
        if not plan.count:
            return self.tr("This batch was taken back.")
        part = self.tr("A part of this batch was taken back.")
        return f"{part} {super().plan_words(plan)}"

    def missing_words(self) -> str:
        if not self._read:
            return ""
        return self.tr("Nothing was done to many at once yet. Imports, merges and edits of a selection stand here.")

    def _show_batches(self, batches: list[BatchView]) -> None:
        self._read = True
        self.list.show_batches(batches)
        self.list.setVisible(bool(batches))
        self.ask_now()
