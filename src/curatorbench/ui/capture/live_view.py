"""The live picture on neutral grey: all of it, or one to one, moved by arrows; grid and histogram over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from curatorbench.ui.capture.histogram import paint_banner, paint_histogram
from curatorbench.ui.capture.live_feed import LiveImage, Overlays
from curatorbench.ui.look.palette import GRID, IMAGE_GREY, ON_IMAGE_GREY, colour

_PUSH = 64  # px of the frame that an arrow moves
_ZOOMS = (1.0, 2.0)  # screen px for one px of the frame, beyond all of it
_MOVES = {
    Qt.Key.Key_Left: (-_PUSH, 0),
    Qt.Key.Key_Right: (_PUSH, 0),
    Qt.Key.Key_Up: (0, -_PUSH),
    Qt.Key.Key_Down: (0, _PUSH),
}


class LiveView(QWidget):
    """Tells which part it wants to be shown; the feed cuts it out off the UI thread."""

    part_wanted = Signal(object)  # QRect in px of the frame, None for all
    room_changed = Signal(QSize)  # device px
    entered = Signal()  # Enter was pressed here

    def __init__(self) -> None:
        super().__init__()
        self._shown: LiveImage | None = None
        self._overlays = Overlays()
        self._zoom = 0  # 0 is all of it, else the place in `_ZOOMS` and one
        self._centre = QPointF()  # px of the frame
        self._best = 0.0  # sharpness since the view was moved last
        self._text = ""
        self._is_late = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumSize(24 * GRID, 12 * GRID)
        self.setAccessibleName(self.tr("Live picture"))

    def sizeHint(self) -> QSize:
        return QSize(100 * GRID, 80 * GRID)

    @property
    def is_zoomed(self) -> bool:
        return self._zoom > 0

    @property
    def has_picture(self) -> bool:
        return self._shown is not None

    @property
    def words(self) -> str:
        """What the picture says, for those who do not see it, and under the histogram."""
        if self._shown is None:
            return self._text
        said = self.tr("sharpness {now}, best {best}").format(
            now=round(100 * self._shown.sharpness), best=round(100 * self._best)
        )
        close = ("", self.tr("one to one"), self.tr("two to one"))[self._zoom]
        return f"{said}, {close}" if close else said

    def show_picture(self, picture: LiveImage) -> None:
        self._best = max(self._best, picture.sharpness)
        self._shown, self._is_late = picture, picture.is_old
        self.update()

    def show_late(self) -> None:
        """No newer picture has come: the one that is seen must not be taken for what lies under the lens now."""
        if self._shown is not None:
            self._is_late = True
            self.setAccessibleDescription(self.late_words)
            self.update()

    @property
    def late_words(self) -> str:
        """Empty while pictures come."""
        return self.tr("No new picture from the device: this one is old.") if self._is_late else ""

    def show_overlays(self, overlays: Overlays) -> None:
        self._overlays = overlays
        self.update()

    def show_nothing(self, text: str) -> None:
        self._shown, self._text, self._best, self._is_late = None, text, 0.0, False
        self.setAccessibleDescription(text)
        self.update()

    def zoom(self, step: int) -> None:
        """One step larger or smaller; 0 goes from all of it to one to one and back."""
        if self._shown is None:
            return
        goal = self._zoom + step if step else int(not self._zoom)
        if self._zoom == 0:
            self._centre = QPointF(self._shown.size.width() / 2, self._shown.size.height() / 2)
        self._zoom = min(max(goal, 0), len(_ZOOMS))
        self._best = 0.0
        self._want()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif move and self._zoom:
            self._centre += QPointF(*move)
            self._want()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit(self.size() * self.devicePixelRatioF())
        self._want()

    def _want(self) -> None:
        if self._zoom and self._shown:
            scale = _ZOOMS[self._zoom - 1] / self.devicePixelRatioF()
            wide, high = self.width() / scale, self.height() / scale
            whole = self._shown.size
            left = _within(self._centre.x() - wide / 2, whole.width() - wide)
            top = _within(self._centre.y() - high / 2, whole.height() - high)
            self._centre = QPointF(left + wide / 2, top + high / 2)
            self.part_wanted.emit(QRect(round(left), round(top), round(wide), round(high)))
        else:
            self.part_wanted.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(IMAGE_GREY))
        if self._shown is not None:
            where = self._place(self._shown)
            painter.drawImage(where, self._shown.image)
            if self._overlays.grid:
                _paint_grid(painter, where)
            if self._overlays.histogram and self._shown.histogram:
                paint_histogram(painter, self.rect(), self._shown.histogram, self.words)
            if self._is_late:
                paint_banner(painter, self.rect(), self.late_words)
        elif self._text:
            painter.setPen(QColor(ON_IMAGE_GREY))
            middle = self.rect().adjusted(4 * GRID, GRID, -4 * GRID, -GRID)
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect())

    def _place(self, shown: LiveImage) -> QRectF:
        """Where the picture stands, in px of this widget."""
        part, room = shown.part, self.size()
        scale = min(room.width() / max(1, part.width()), room.height() / max(1, part.height()))
        if self._zoom:
            scale = min(scale, _ZOOMS[self._zoom - 1] / self.devicePixelRatioF())
        wide, high = part.width() * scale, part.height() * scale
        return QRectF((room.width() - wide) / 2, (room.height() - high) / 2, wide, high)


def _within(value: float, most: float) -> float:
    return min(max(0.0, value), max(0.0, most))


def _paint_grid(painter: QPainter, where: QRectF) -> None:
    """Thirds, and a cross at the middle: a light line in a dark one, seen on any paper."""
    for shade, width in (("#60000000", 3), ("#c0ffffff", 1)):
        painter.setPen(QPen(QColor(shade), width))
        for part in (1 / 3, 2 / 3):
            x, y = where.x() + part * where.width(), where.y() + part * where.height()
            painter.drawLine(QPointF(x, where.top()), QPointF(x, where.bottom()))
            painter.drawLine(QPointF(where.left(), y), QPointF(where.right(), y))
        middle = where.center()
        painter.drawLine(middle - QPointF(GRID, 0), middle + QPointF(GRID, 0))
        painter.drawLine(middle - QPointF(0, GRID), middle + QPointF(0, GRID))
