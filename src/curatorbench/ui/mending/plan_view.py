"""What would happen, before it does: how many, warnings, and the first records before and after."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.mending import Plan
from curatorbench.ui.look.language import in_words
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.look.signs import Signs
from curatorbench.ui.mending.plan_words import record_html


class PlanView(QWidget):
    """Reads from the top: the number, the warnings, the records."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self.count = QLabel(wordWrap=True)
        self.count.setFont(strong(self.count.font()))
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.warnings = Signs()
        self._records = QLabel(wordWrap=True)
        self._records.setTextFormat(Qt.TextFormat.RichText)
        self._records.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.count, self.warnings, self._records):
            column.addWidget(part)
        self.show_nothing()

    @property
    def plan(self) -> Plan | None:
        return self._plan

    @property
    def html(self) -> str:
        """The records as they are shown."""
        return self._records.text()

    def show_plan(self, plan: Plan, words: str) -> None:
        """`words` say how many would change."""
        self._plan = plan
        self._put(words)
        self.warnings.show_signs([(Mark(Shape.WARNING, "doubt"), in_words(warning)) for warning in plan.warnings])
        more = plan.count - len(plan.records)
        rest = self.tr("… and {count} more").format(count=grouped(more)) if more > 0 else ""
        self._records.setText("".join(map(record_html, plan.records)) + rest)
        self._records.setVisible(bool(plan.records))

    def show_error(self, error: CuratorError) -> None:
        """Why there can be no such plan, where the eye is."""
        self.show_nothing()
        self.warnings.show_signs([(Mark(Shape.WARNING, "wrong"), f"{error.message} {error.hint}".strip())])

    def show_nothing(self, words: str = "") -> None:
        self._plan = None
        self._put(words)
        self.warnings.show_signs(())
        self._records.clear()
        self._records.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plan:
            self.show_plan(self._plan, self.count.text())  # colours are written into the text

    def _put(self, words: str) -> None:
        self.count.setText(words)
        self.count.setAccessibleName(words)
        self.count.setVisible(bool(words))
