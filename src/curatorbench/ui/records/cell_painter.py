"""Draws cells of a table: texts are laid out once, however often they are scrolled past."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QStaticText

from curatorbench.ui.look.marks import SIDE, Mark, mark_picture
from curatorbench.ui.look.names import runs
from curatorbench.ui.look.palette import GRID, colour, italic, strong

PAD = GRID  # px on either side of a text
_KEPT = 6000  # texts; values of a collection repeat themselves, so that these are many thousand rows

_Piece = tuple[float, QStaticText, QFont]  # px from the left, what stands there, and how


class CellPainter:
    """Made for one font; tones are looked up once a painting (`begin`), so that a change of theme is seen."""

    def __init__(self, font: QFont) -> None:
        self._plain, self._slanted, self._strong = font, italic(font), strong(font)
        self._texts: dict[tuple[str, int, str], list[_Piece]] = {}
        self._marks: dict[Mark, QPixmap] = {}
        self._tones: dict[str, QColor] = {}
        self._height = QFontMetrics(font).height()

    def begin(self, painter: QPainter) -> None:
        self._tones = {name: colour(name) for name in ("text", "quiet", "line", "accent", "chosen", "on_accent")}
        if len(self._texts) > _KEPT:
            self._texts.clear()
        if len(self._marks) > 50:
            self._marks.clear()

    def tone(self, name: str) -> QColor:
        return self._tones[name]

    def text(self, painter: QPainter, where: QRect, text: str, tone: str) -> None:
        self._draw(painter, where, self._pieces(text, where.width(), "plain"), tone)

    def strong(self, painter: QPainter, where: QRect, text: str, tone: str) -> None:
        self._draw(painter, where, self._pieces(text, where.width(), "strong"), tone)

    def name(self, painter: QPainter, where: QRect, text: str, tone: str) -> None:
        """A scientific name: genus and epithets in italics, authors not."""
        self._draw(painter, where, self._pieces(text, where.width(), "name"), tone)

    def mark(self, painter: QPainter, where: QRect, mark: Mark, word: str, tone: str) -> None:
        """A shape and its word."""
        picture = self._marks.get(mark)
        if picture is None:
            picture = self._marks[mark] = mark_picture(mark)
        painter.drawPixmap(where.left() + PAD, where.top() + (where.height() - SIDE) // 2, picture)
        shift = SIDE + GRID // 2
        self.text(painter, where.adjusted(shift, 0, 0, 0), word, tone)

    def waiting(self, painter: QPainter, where: QRect) -> None:
        """Where a text will stand that is still being read."""
        width = max(0, min(where.width() - 2 * PAD, 8 * GRID))
        painter.fillRect(where.left() + PAD, where.center().y() - 2, width, 4, self._tones["line"])

    def _draw(self, painter: QPainter, where: QRect, pieces: list[_Piece], tone: str) -> None:
        painter.setPen(self._tones[tone])
        top = where.top() + (where.height() - self._height) // 2
        for left, text, font in pieces:
            painter.setFont(font)
            painter.drawStaticText(QPointF(where.left() + PAD + left, top), text)

    def _pieces(self, text: str, width: int, style: str) -> list[_Piece]:
        key = (text, width, style)
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._laid_out(text, width - 2 * PAD, style)
        return found

    def _laid_out(self, text: str, width: int, style: str) -> list[_Piece]:
        """What of `text` has room, in one line, ending in dots where there is more."""
        if not text or width <= 0:
            return []
        parts = runs(_one_line(text)) if style == "name" else [(_one_line(text), False)]
        pieces: list[_Piece] = []
        left = 0.0
        for part, slanted in parts:
            font = self._slanted if slanted else self._strong if style == "strong" else self._plain
            metrics = QFontMetrics(font)
            room = width - round(left)
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
            pieces.append((left, _static(shown, font), font))
            if shown != part:
                break
            left += metrics.horizontalAdvance(part)
        return pieces


def _one_line(text: str) -> str:
    return text.replace("\n", " ") if "\n" in text else text


def _static(text: str, font: QFont) -> QStaticText:
    laid_out = QStaticText(text)
    laid_out.setTextFormat(Qt.TextFormat.PlainText)
    laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    laid_out.prepare(font=font)
    return laid_out
