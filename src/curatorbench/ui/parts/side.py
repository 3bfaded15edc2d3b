"""The right pane of a bench: what it says, or for a while a panel in its place."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QSize, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from curatorbench.ui.look.palette import glide_time
from curatorbench.ui.parts.panel import Panel


class Side(QStackedWidget):
    """`page` stands there always; at most one panel stands over it. Leaving a panel gives the focus back."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._panel: Panel | None = None
        self._came_from: QWidget | None = None
        self._glide: QPropertyAnimation | None = None
        self.addWidget(page)

    @property
    def panel(self) -> Panel | None:
        """The panel that is open."""
        return self._panel

    def minimumSizeHint(self) -> QSize:
        """Of what stands there now: a panel needs less than the page under it."""
        current = self.currentWidget()
        return current.minimumSizeHint() if current else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        """As little as it can: long texts scroll within what stands there, not the pane as a whole."""
        return self.minimumSizeHint().height()

    def open(self, panel: Panel) -> None:
        """Show `panel` in place of the page, and of a panel that was open; one that is at work stays."""
        if self._panel is not None and self._panel.is_at_work:
            panel.deleteLater()
            self._panel.begin()
            return
        if self._panel is None:
            self._came_from = QApplication.focusWidget()
        self._drop()
        self._panel = panel
        panel.left.connect(self.close_panel)
        self.addWidget(panel)
        self.setCurrentWidget(panel)
        self.updateGeometry()
        self.show()
        panel.order_stops()
        self._slide(panel)
        panel.begin()

    def close_panel(self) -> None:
        """The page again, the focus where it was."""
        if self._panel is None:
            return
        self.setCurrentIndex(0)
        self.updateGeometry()
        came_from, self._came_from = self._came_from, None
        if came_from and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop()

    def _drop(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            self.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

    def _slide(self, panel: Panel) -> None:
        """The panel comes from the edge that it belongs to, in the time of a glide; at once if nothing is to move."""
        time = glide_time(panel.desk.animate)
        if not time or not self.isVisible():
            return
        self._glide = QPropertyAnimation(panel, b"pos", panel)
        self._glide.setDuration(time)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.setStartValue(QPoint(self.width() // 3, 0))
        self._glide.setEndValue(QPoint(0, 0))
        self._glide.start()
