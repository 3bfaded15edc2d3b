"""Paints one record in a narrow list in one go: a tile and two lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.look.language import status_mark, status_word
from curatorbench.ui.look.marks import SIDE, Mark, draw_mark
from curatorbench.ui.look.names import runs
from curatorbench.ui.look.palette import GRID, IMAGE_GREY, colour, italic, small, strong
from curatorbench.ui.look.wording import translate
from curatorbench.ui.records.records_model import RECORD_ROLE

TILE = 6 * GRID
ROW = TILE + GRID
_ROOM_FOR_WORD = 18 * GRID  # px from which the status is also said in a word; the form says it anyway
_ROOM_FOR_TILE = 22 * GRID  # px of a row from which the tile is as wide as it is high
_WORD = 10 * GRID  # px that the status takes with its word


class RecordDelegate(QStyledItemDelegate):
    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(25 * GRID, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        record: RecordSummary = index.data(RECORD_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        in_hand = chosen and isinstance(option.widget, QWidget) and option.widget.hasFocus()
        paint_record(painter, option.rect, option.font, record, self._thumbnails, chosen, in_hand)


def paint_record(
    painter: QPainter,
    where: QRect,
    font: QFont,
    record: RecordSummary,
    thumbnails: Thumbnails,
    is_chosen: bool,
    in_hand: bool,
) -> None:
    """A record in the row `where`; it is loud only where the keyboard is."""
    painter.save()
    if is_chosen:
        painter.fillRect(where, colour("accent" if in_hand else "chosen"))
    tile = QRect(where.left() + GRID // 2, where.top() + GRID // 2, _tile_width(where), TILE)
    paint_tile(painter, tile, thumbnails.get(record.asset_sha256) if record.asset_sha256 else None)
    _paint_words(_Pen(painter, font, in_hand), where, record)
    painter.restore()


def paint_tile(painter: QPainter, where: QRect, image: QImage | None) -> None:
    """A thumbnail on the grey that images stand on."""
    painter.fillRect(where, QColor(IMAGE_GREY))
    if image is not None and not image.isNull():
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_fitted(image, where), image)


def paint_waiting(painter: QPainter, where: QRect) -> None:
    """A row that is being read: where its words will stand."""
    tile = _tile_width(where)
    painter.fillRect(QRect(where.left() + GRID // 2, where.top() + GRID // 2, tile, TILE), colour("line"))
    left, width = where.left() + tile + 2 * GRID, where.width() // 3
    painter.fillRect(QRect(left, where.center().y() - GRID, width, GRID // 2), colour("line"))
    painter.fillRect(QRect(left, where.center().y() + GRID, 3 * width // 2, GRID // 2), colour("line"))


def _tile_width(row: QRect) -> int:
    """A narrow row needs its room for the words; a sheet is higher than wide anyway."""
    return TILE if row.width() >= _ROOM_FOR_TILE else TILE // 2


def _fitted(image: QImage, where: QRect) -> QRect:
    size = image.size().scaled(where.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = where.center() - QPoint(size.width() // 2 - 1, size.height() // 2 - 1)
    return QRect(corner, size)


class _Pen:
    """Writes text of a row in the colours that the row's state asks for."""

    def __init__(self, painter: QPainter, font: QFont, on_accent: bool) -> None:
        self.painter, self.font, self._on_accent = painter, font, on_accent

    def tone(self, name: str) -> str:
        return "on_accent" if self._on_accent else name

    def write(
        self,
        where: QRect,
        text: str,
        *,
        tone: str = "text",
        font: QFont | None = None,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        face = font or self.font
        self.painter.setFont(face)
        self.painter.setPen(colour(self.tone(tone)))
        shown = QFontMetrics(face).elidedText(text, cut, where.width())
        self.painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def write_name(self, where: QRect, name: str) -> None:
        left = where.left()
        for text, slanted in runs(name):
            face = italic(self.font) if slanted else self.font
            self.write(QRect(left, where.top(), max(0, where.right() - left), where.height()), text, font=face)
            left += QFontMetrics(face).horizontalAdvance(text)

    def mark(self, where: QRect, mark: Mark, word: str) -> None:
        top = where.center().y() - SIDE / 2 + 1
        shown = Mark(mark.shape, self.tone(mark.tone))
        draw_mark(self.painter, QRectF(where.left(), top, SIDE, SIDE), shown)
        self.write(where.adjusted(SIDE + GRID // 2, 0, 0, 0), word, tone="quiet", font=small(self.font))


def _paint_words(pen: _Pen, row: QRect, record: RecordSummary) -> None:
    text = row.adjusted(_tile_width(row) + 2 * GRID, GRID // 2, -GRID, -GRID // 2)
    upper, lower = text.adjusted(0, 0, 0, -text.height() // 2), text.adjusted(0, text.height() // 2, 0, 0)
    number = QFontMetrics(strong(pen.font)).horizontalAdvance(record.catalog_number or "")
    has_room = upper.width() >= max(_ROOM_FOR_WORD, number + _WORD)
    end = _WORD if has_room else SIDE + GRID
    _write_number(pen, upper.adjusted(0, 0, -end, 0), record)
    word = status_word(record.status) if has_room else ""
    pen.mark(upper.adjusted(upper.width() - end, 0, 0, 0), status_mark(record.status), word)
    _write_name_or_absence(pen, lower, record)


def _write_number(pen: _Pen, where: QRect, record: RecordSummary) -> None:
    if record.catalog_number:
        # the end of a number is what tells it from its neighbours
        pen.write(where, record.catalog_number, font=strong(pen.font), cut=Qt.TextElideMode.ElideLeft)
    else:
        pen.write(where, translate("RecordDelegate", "no number"), tone="quiet")


def _write_name_or_absence(pen: _Pen, where: QRect, record: RecordSummary) -> None:
    if record.scientific_name:
        pen.write_name(where, record.scientific_name)
    else:
        pen.write(where, translate("RecordDelegate", "no name yet"), tone="quiet")
