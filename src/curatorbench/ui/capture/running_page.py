"""The right pane while a session runs, read from the top: what is next, what stays, how the last picture is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.capture.checks import Checks
from curatorbench.ui.capture.device_panel import DevicePanel
from curatorbench.ui.capture.next_card import NextCard
from curatorbench.ui.capture.sticky import StickyFields
from curatorbench.ui.capture.words import count_words, exposures_words, pace_words
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, strong


class RunningPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.next, self.sticky, self.checks = NextCard(), StickyFields(), Checks()
        self.device = DevicePanel()
        self.asked = QLabel(wordWrap=True)
        self.asked.setProperty("tone", "doubt")
        self.asked.hide()
        self.count, self.more = QLabel(), quiet_label()
        self.count.setFont(strong(self.count.font()))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(2 * GRID)
        for part in (self.next, self.asked, self.sticky, self.checks, self.device):
            column.addWidget(part)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self.count)
        figures.addWidget(self.more)
        column.addStretch(1)
        column.addLayout(figures)

    def show_standing(self, standing: Standing) -> bool:
        """Whether the fields that stay begin to be asked about with this."""
        self.next.show_standing(standing)
        begins_to_ask = self.sticky.show_session(standing.session)
        asks = standing.session.asks_again and bool(self.sticky.rows)
        self.asked.setText(self.tr("Another unit: does this still hold here?"))
        self.asked.setVisible(asks)
        self.count.setText(count_words(standing))
        self.more.setText("  ·  ".join(filter(None, (pace_words(standing), exposures_words(standing)))))
        return begins_to_ask
