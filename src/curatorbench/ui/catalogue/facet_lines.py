"""Paints the lines of the facets: a head, or a value with its count, set in by its depth."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from curatorbench.domain.record import RecordStatus
from curatorbench.ui.catalogue.facet_tree import FacetTree, Kind, Line
from curatorbench.ui.look.language import status_mark
from curatorbench.ui.look.marks import SIDE, Mark, Shape, draw_mark
from curatorbench.ui.look.names import runs
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, HIT, colour, italic, small, strong

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_SIGN = 2 * GRID  # px that the sign of folding takes
_STEP = 3 * GRID // 2  # px a level is set in
_TICK = SIDE + GRID // 2


class FacetLines(QStyledItemDelegate):
    def __init__(self, tree: FacetTree, parent: QObject) -> None:
        super().__init__(parent)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(16 * GRID, HIT)

    @staticmethod
    def is_on_sign(line: Line, x: float) -> bool:
        """Whether the mouse is on what folds a line, and not on what chooses it. A head only folds."""
        return line.kind is Kind.HEAD or x < _left(line) + _SIGN

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(LINE_ROLE)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        in_hand = is_current and isinstance(option.widget, QWidget) and option.widget.hasFocus()
        painter.save()
        if in_hand:
            painter.fillRect(option.rect, colour("accent"))
        elif line.is_chosen and line.kind is Kind.VALUE:
            painter.fillRect(option.rect, colour("chosen"))
        self._line(_Ink(painter, option.font, in_hand), option.rect, line, index.data())
        painter.restore()

    def _line(self, ink: _Ink, where: QRect, line: Line, words: str) -> None:
        left = where.left() + _left(line)
        if line.can_open:
            ink.sign(QRect(left, where.top(), _SIGN, where.height()), line.is_open)
        rest = QRect(left + _SIGN, where.top(), where.right() - left - _SIGN - GRID // 2, where.height())
        if line.kind is Kind.HEAD:
            self._head(ink, rest, line, words)
        elif line.kind is Kind.VALUE:
            self._value(ink, rest, line, words)
        else:
            ink.write(rest, words, "quiet", small(ink.font))

    def _head(self, ink: _Ink, where: QRect, line: Line, words: str) -> None:
        sought = self._tree.sought
        if sought and sought[0] == line.facet:
            words = f"{words}  “{self._tree.typed}”"
        ink.write(where, words, "text", strong(ink.font))

    def _value(self, ink: _Ink, where: QRect, line: Line, words: str) -> None:
        count = "" if line.count is None else grouped(line.count)
        width = QFontMetrics(small(ink.font)).horizontalAdvance(count)
        ink.count(where, count)
        text = where.adjusted(0, 0, -width - GRID, 0)
        if line.is_chosen:
            ink.mark(text, Mark(Shape.TICK, "accent"))
            text = text.adjusted(_TICK, 0, 0, 0)
        elif line.facet == "status" and line.path[0]:
            ink.mark(text, status_mark(RecordStatus(line.path[0])))
            text = text.adjusted(_TICK, 0, 0, 0)
        is_name = line.facet == "taxon" and line.depth > 1
        ink.write_name(text, words) if is_name else ink.write(text, words, "quiet" if line.path[-1] is None else "text")


class _Ink:
    """Writes and draws a line in the colours that its state asks for."""

    def __init__(self, painter: QPainter, font: QFont, on_accent: bool) -> None:
        self.painter, self.font, self._on_accent = painter, font, on_accent

    def tone(self, name: str) -> str:
        return "on_accent" if self._on_accent else name

    def write(self, where: QRect, text: str, tone: str, font: QFont | None = None) -> None:
        face = font or self.font
        self.painter.setFont(face)
        self.painter.setPen(colour(self.tone(tone)))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        self.painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def count(self, where: QRect, text: str) -> None:
        """At the right end, and never cut."""
        self.painter.setFont(small(self.font))
        self.painter.setPen(colour(self.tone("quiet")))
        self.painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def write_name(self, where: QRect, name: str) -> None:
        left = where.left()
        for text, slanted in runs(name):
            face = italic(self.font) if slanted else self.font
            self.write(QRect(left, where.top(), max(0, where.right() - left), where.height()), text, "text", face)
            left += QFontMetrics(face).horizontalAdvance(text)

    def mark(self, where: QRect, mark: Mark) -> None:
        top = where.center().y() - SIDE / 2 + 1
        draw_mark(self.painter, QRectF(where.left(), top, SIDE, SIDE), Mark(mark.shape, self.tone(mark.tone)))

    def sign(self, where: QRect, is_open: bool) -> None:
        """An angle that points right where more is folded away, down where it is unfolded."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        round_ = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(QPen(colour(self.tone("quiet")), 1.6, *round_))
        middle = where.center() - QPoint(2, 0)
        shape = [(-4, -2), (0, 2), (4, -2)] if is_open else [(-2, -4), (2, 0), (-2, 4)]
        self.painter.drawPolyline(QPolygon([middle + QPoint(x, y) for x, y in shape]))


def _left(line: Line) -> int:
    return GRID // 2 + line.depth * _STEP
