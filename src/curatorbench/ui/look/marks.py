"""Small shapes that say how sure something is, so that colour is never the only sign. Drawn, not taken from a font."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from curatorbench.ui.look.palette import colour

SIDE = 12  # px
_SHARP = 3  # device pixels for one px


class Shape(StrEnum):
    FULL = "full circle"
    HALF = "half circle"
    HOLLOW = "hollow diamond"
    TICK = "tick"
    GEAR = "square"
    ARROW = "arrow"
    WARNING = "triangle"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape in a colour of the scheme, by its job."""

    shape: Shape
    tone: str = "text"


def draw_mark(painter: QPainter, where: QRectF, mark: Mark) -> None:
    """Draw `mark` into the square `where`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(colour(mark.tone), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    inner = where.adjusted(1.5, 1.5, -1.5, -1.5)
    _DRAW[mark.shape](painter, inner, QBrush(colour(mark.tone)))
    painter.restore()


def _full(painter: QPainter, box: QRectF, fill: QBrush) -> None:
    painter.setBrush(fill)
    painter.drawEllipse(box)


def _half(painter: QPainter, box: QRectF, fill: QBrush) -> None:
    painter.drawEllipse(box)
    painter.setBrush(fill)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _hollow(painter: QPainter, box: QRectF, _fill: QBrush) -> None:
    middle = box.center()
    points = (middle.x(), box.top()), (box.right(), middle.y()), (middle.x(), box.bottom()), (box.left(), middle.y())
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _tick(painter: QPainter, box: QRectF, _fill: QBrush) -> None:
    painter.drawPolyline(_points(box, ((0, 0.55), (0.35, 0.9), (1, 0.1))))


def _gear(painter: QPainter, box: QRectF, _fill: QBrush) -> None:
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.drawPolyline(_points(box, ((0.25, 0.5), (0.45, 0.72), (0.78, 0.28))))


def _arrow(painter: QPainter, box: QRectF, _fill: QBrush) -> None:
    painter.drawPolyline(_points(box, ((0, 0.5), (0.95, 0.5))))
    painter.drawPolyline(_points(box, ((0.55, 0.15), (0.95, 0.5), (0.55, 0.85))))


def _warning(painter: QPainter, box: QRectF, _fill: QBrush) -> None:
    painter.drawPolygon(_points(box, ((0.5, 0.02), (1, 0.95), (0, 0.95))))
    painter.drawPolyline(_points(box, ((0.5, 0.4), (0.5, 0.65))))


def _dash(painter: QPainter, box: QRectF, _fill: QBrush) -> None:
    painter.drawPolyline(_points(box, ((0, 0.5), (1, 0.5))))


def _points(box: QRectF, fractions: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in fractions])


_DRAW = {
    Shape.FULL: _full,
    Shape.HALF: _half,
    Shape.HOLLOW: _hollow,
    Shape.TICK: _tick,
    Shape.GEAR: _gear,
    Shape.ARROW: _arrow,
    Shape.WARNING: _warning,
    Shape.DASH: _dash,
}


def mark_picture(mark: Mark) -> QPixmap:
    """A mark for where Qt wants a picture, sharp on the sharpest of today's screens."""
    picture = QPixmap(SIDE * _SHARP, SIDE * _SHARP)
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_mark(painter, QRectF(0, 0, SIDE, SIDE), mark)
    painter.end()
    return picture


class MarkLabel(QWidget):
    """One mark, or nothing, in a fixed square."""

    def __init__(self, mark: Mark | None = None) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(QSize(SIDE, SIDE))

    @property
    def mark(self) -> Mark | None:
        return self._mark

    def show_mark(self, mark: Mark | None) -> None:
        self._mark = mark
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark:
            draw_mark(QPainter(self), QRectF(self.rect()), self._mark)
