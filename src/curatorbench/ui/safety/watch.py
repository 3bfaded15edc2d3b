"""The eye on safety while the window is open: says once what goes wrong, shows the rest below. What is due is asked for
by the workers (`workflow.keeping.watch`)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.safety import SafetyState
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.marks import SIDE, Mark, mark_picture
from curatorbench.ui.look.palette import small
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.safety import operations, words

_EVERY = 60_000  # ms


class SafetyLabel(QToolButton):
    """`backup 3 h ago` in the line below; a shape and other words only where something is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._mark: Mark | None = None
        self.setFont(small(self.font()))
        self.setIconSize(QSize(SIDE, SIDE))
        self.setVisible(False)

    def show_state(self, state: SafetyState) -> None:
        said, self._mark = words.status_words(state)
        self.setText(said)
        self._draw()
        self.setAccessibleName(self.tr("Safety: {how}").format(how=said))
        self.setVisible(True)

    def changeEvent(self, event: QEvent) -> None:
        """The colours are others now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        style = Qt.ToolButtonStyle
        self.setIcon(QIcon(mark_picture(self._mark)) if self._mark else QIcon())
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if self._mark else style.ToolButtonTextOnly)


class SafetyWatch(QObject):
    """One a window. `label` is for the status line; a click on it leads to the page."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said = ""
        self.label = SafetyLabel()
        self.label.clicked.connect(lambda: desk.ways.bench_wanted.emit("safety"))
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        desk.operations.changed.connect(self._on_changed)

    def begin(self) -> None:
        self.look()
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        self._desk.operations.run(operations.state().newest("safety below").success(self._show), self)

    def _on_changed(self, changed: Changed) -> None:
        if changed.what & (Change.JOBS | Change.SETTINGS):
            self.look()

    def _show(self, state: SafetyState) -> None:
        self.label.show_state(state)
        said, hint = words.problem(state)
        if said and said != self._said:
            self._desk.notices.failed("", CuratorError(said, hint))
        self._said = said
