"""The image: on neutral grey, zoomed and moved by keys, wheel or hand, with words outlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from curatorbench.domain.box import Box
from curatorbench.ui.images.viewport import Size, Viewport
from curatorbench.ui.look.palette import GRID, IMAGE_GREY, ON_IMAGE_GREY, OUTLINE, OUTLINE_EDGE, colour

STEP = 1.25  # of one key or one notch of the wheel
_PUSH = 8 * GRID  # px of one arrow key
_PATIENCE = 300  # ms before it is said that something loads


class ImageView(QWidget):
    """One image at a time. `glide_time` ms of movement to words; 0 jumps."""

    def __init__(self, empty_text: str = "") -> None:
        super().__init__()
        self.glide_time = 0
        self._image = QImage()
        self._viewport = Viewport(0, 0, 1)
        self._is_fitted = True
        self._outlines: tuple[Box, ...] = ()
        self._text = self._empty_text = empty_text
        self._grip: QPointF | None = None
        self._glide = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._glide.valueChanged.connect(self._on_glide)
        self._from = self._goal = self._viewport
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._wait.timeout.connect(lambda: self._say(self.tr("The image is being loaded.")))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumSize(24 * GRID, 12 * GRID)
        self.setAccessibleName(self.tr("Image"))

    @property
    def viewport(self) -> Viewport:
        return self._viewport

    @property
    def outlines(self) -> tuple[Box, ...]:
        return self._outlines

    @property
    def has_image(self) -> bool:
        return not self._image.isNull()

    @property
    def text(self) -> str:
        """What stands in the place of the image; empty while there is one."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(100 * GRID, 80 * GRID)

    def show_image(self, image: QImage) -> None:
        self._set(image, "")
        self.fit()

    def show_nothing(self, text: str | None = None) -> None:
        """Grey ground with a text that says why, or what to do."""
        self._set(QImage(), self._empty_text if text is None else text)

    def set_empty_text(self, text: str) -> None:
        """What stands on the grey ground while there is nothing to show."""
        was_shown = not self.has_image and self._text == self._empty_text
        self._empty_text = text
        if was_shown:
            self._say(text)

    def wait_for_image(self) -> None:
        """Nothing until the image comes: the image of the record before would be worse than none."""
        self._set(QImage(), "")
        self._wait.start()

    def fit(self) -> None:
        self._is_fitted = True
        if self.has_image:
            self._go(Viewport.fit(self._size, self._view))

    def show_words(self, boxes: Sequence[Box]) -> None:
        """Outline `boxes` and go there; without any, the whole image."""
        self._outlines = tuple(boxes)
        if not boxes or not self.has_image:
            self.fit()
        else:
            self._is_fitted = False
            self._go(Viewport.on_words(boxes, self._size, self._view))
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        if self.has_image:
            self._is_fitted = False
            middle = at or QPointF(self.width() / 2, self.height() / 2)
            self._jump(self._viewport.zoomed(factor, (middle.x(), middle.y()), self._size, self._view))

    def push(self, dx: float, dy: float) -> None:
        """Move the image by screen px."""
        if self.has_image:
            self._is_fitted = False
            self._jump(self._viewport.moved(dx, dy))

    def outline_on_screen(self, box: Box) -> QRectF:
        """Where `box` lies in this widget, in px."""
        wide, high = self._size
        left, top = self._viewport.to_view(box.x * wide, box.y * high, self._view)
        scale = self._viewport.scale
        return QRectF(left, top, box.width * wide * scale, box.height * high * scale)

    @property
    def _size(self) -> Size:
        return self._image.width(), self._image.height()

    @property
    def _view(self) -> Size:
        return max(1, self.width()), max(1, self.height())

    def _set(self, image: QImage, text: str) -> None:
        self._wait.stop()
        self._glide.stop()
        self._image, self._outlines = image, ()
        self._is_fitted = True
        if not image.isNull():
            self._viewport = Viewport.fit(self._size, self._view)
        self._say(text)

    def _say(self, text: str) -> None:
        self._text = text
        self.setAccessibleDescription(text)
        self.update()

    def _go(self, goal: Viewport) -> None:
        """Glide to `goal`, or jump if nothing is to move."""
        self._glide.stop()
        if not self.glide_time or not self.isVisible() or goal == self._viewport:
            self._jump(goal)
            return
        self._from, self._goal = self._viewport, goal
        self._glide.setDuration(self.glide_time)
        self._glide.start()

    def _on_glide(self, share: float) -> None:
        self._viewport = self._from.towards(self._goal, float(share)) if share < 1 else self._goal
        self.update()

    def _jump(self, goal: Viewport) -> None:
        self._glide.stop()
        self._viewport = goal.kept_inside(self._size, self._view)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self.has_image:
            return
        if self._is_fitted:
            self._jump(Viewport.fit(self._size, self._view))
        elif self._outlines:
            self._jump(Viewport.on_words(self._outlines, self._size, self._view))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(STEP ** (event.angleDelta().y() / 120), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            moved = event.position() - self._grip
            self.push(moved.x(), moved.y())
            self._grip = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        push = {
            Qt.Key.Key_Left: (_PUSH, 0),
            Qt.Key.Key_Right: (-_PUSH, 0),
            Qt.Key.Key_Up: (0, _PUSH),
            Qt.Key.Key_Down: (0, -_PUSH),
        }.get(Qt.Key(event.key()))
        if push:
            self.push(*push)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(IMAGE_GREY))
        if self.has_image:
            self._paint_image(painter)
            _outline(painter, [self.outline_on_screen(box) for box in self._outlines])
        elif self._text:
            self._paint_text(painter)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect())

    def _paint_image(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._viewport.scale < 3)
        seen = self._viewport
        left, top = seen.to_view(0, 0, self._view)
        where = QRectF(left, top, self._size[0] * seen.scale, self._size[1] * seen.scale)
        shown = where.intersected(QRectF(self.rect()))
        if not shown.isEmpty():
            part = QRectF(*seen.to_image(shown.x(), shown.y(), self._view), shown.width() / seen.scale, 0)
            part.setHeight(shown.height() / seen.scale)
            painter.drawImage(shown, self._image, part)

    def _paint_text(self, painter: QPainter) -> None:
        painter.setPen(QColor(ON_IMAGE_GREY))
        beside, above = 4 * GRID, min(4 * GRID, self.height() // 8)  # a low view keeps its room for the words
        middle = self.rect().adjusted(beside, above, -beside, -above)
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)


def _outline(painter: QPainter, words: Sequence[QRectF]) -> None:
    """A light line in a dark one, seen on any paper and any ink; words that touch are outlined as one."""
    around = QPainterPath()
    around.setFillRule(Qt.FillRule.WindingFill)
    for word in words:
        around.addRect(word.adjusted(-4, -4, 4, 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for shade, width in ((OUTLINE_EDGE, 5), (OUTLINE, 2.5)):
        painter.setPen(
            QPen(QColor(shade), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
        )
        painter.drawPath(around.simplified())
