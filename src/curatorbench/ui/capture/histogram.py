"""What is written over the live picture: the histogram, three curves in a corner with words, and a line on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from curatorbench.ui.look.palette import GRID, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from curatorbench.ui.capture.live_feed import Histogram

_WIDE, _HIGH = 24 * GRID, 9 * GRID  # px
_GROUND = QColor(20, 20, 20, 190)
_CHANNELS = (QColor(255, 110, 100, 220), QColor(110, 225, 120, 220), QColor(120, 170, 255, 220))


def paint_histogram(painter: QPainter, room: QRect, histogram: Histogram, words: str) -> None:
    """Into the lower left corner of `room`, with `words` under it. Each channel is scaled to its own highest bar but
    the two at the ends: what is clipped must not flatten all else."""
    painter.save()
    line = painter.fontMetrics().height()
    font = small(painter.font())
    needed = QFontMetricsF(font).horizontalAdvance(words) + 2 * GRID
    wide, high = min(max(_WIDE, needed), room.width() - 2 * GRID), min(_HIGH, room.height() / 4)
    box = QRectF(room.left() + GRID, room.bottom() - high - line - 2 * GRID, wide, high + line + GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(box, 4, 4)
    inner = box.adjusted(GRID / 2, GRID / 2, -GRID / 2, -line - GRID / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tint, bars in zip(_CHANNELS, histogram, strict=True):
        painter.setPen(QPen(tint, 1.5))
        painter.drawPolyline(_curve(inner, bars))
    painter.setPen(QColor(255, 255, 255))
    painter.setFont(font)
    below = QRectF(inner.left(), inner.bottom(), inner.width(), line + GRID / 2)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(below.width()))
    painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def paint_banner(painter: QPainter, room: QRect, words: str) -> None:
    """A line of words over the top of `room`, on a ground of its own."""
    painter.save()
    band = QRectF(room.left(), room.top(), room.width(), painter.fontMetrics().height() + 2 * GRID)
    painter.fillRect(band, _GROUND)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(band, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def _curve(where: QRectF, bars: Sequence[float]) -> QPolygonF:
    highest = max(bars[1:-1], default=0.0) or 1.0
    step = where.width() / max(1, len(bars) - 1)
    return QPolygonF(
        [
            QPointF(where.left() + at * step, where.bottom() - min(1.0, bar / highest) * where.height())
            for at, bar in enumerate(bars)
        ]
    )
