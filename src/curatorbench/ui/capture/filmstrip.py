"""The last exposures side by side, as on a film: a picture, its view and number, and what the checks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from curatorbench.domain.captures import Exposure
from curatorbench.domain.pictures import QualityReport
from curatorbench.ui.capture.words import borne_words, verdict_mark, view_word
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.look.marks import SIDE, draw_mark
from curatorbench.ui.look.palette import GRID, colour, small, strong
from curatorbench.ui.records.record_delegate import paint_tile

_EXPOSURE = Qt.ItemDataRole.UserRole
_REPORT = Qt.ItemDataRole.UserRole + 1
_LEAST_WIDE, _MOST_WIDE = 8 * GRID, 16 * GRID  # px of one frame
_TILE = 8 * GRID  # px, height of the picture
_FRAMES = 8

Index = QModelIndex | QPersistentModelIndex


class FilmModel(QAbstractListModel):
    """The oldest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[Exposure, ...] = ()
        self._reports: Mapping[str, QualityReport] = {}

    @property
    def rows(self) -> tuple[Exposure, ...]:
        return self._rows

    def show(self, rows: Sequence[Exposure], reports: Mapping[str, QualityReport]) -> None:
        if [row.id for row in rows] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows, self._reports = tuple(rows), dict(reports)
            self.endResetModel()
            return
        self._rows, self._reports = tuple(rows), dict(reports)
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def report(self, exposure: Exposure) -> QualityReport | None:
        return self._reports.get(exposure.sha256 or "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        exposure = self._rows[index.row()]
        if role == _EXPOSURE:
            return exposure
        if role == _REPORT:
            return self.report(exposure)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(exposure)
        return None

    def _said(self, exposure: Exposure) -> str:
        number = borne_words(exposure) or self.tr("no number yet")
        word = verdict_mark(exposure, self.report(exposure))[1]
        return ", ".join(filter(None, (view_word(exposure.view), number, word)))


class _Frames(QStyledItemDelegate):
    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        strip = self.parent()
        wide = strip.frame_width if isinstance(strip, Filmstrip) else _MOST_WIDE
        return QSize(wide, frame_height(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        exposure: Exposure = index.data(_EXPOSURE)
        strip = option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        in_hand = chosen and isinstance(strip, Filmstrip) and strip.hasFocus()
        painter.save()
        if chosen:
            painter.fillRect(option.rect, colour("accent" if in_hand else "chosen"))
        inner = option.rect.adjusted(GRID // 2, GRID // 2, -GRID // 2, -GRID // 2)
        tile = QRect(inner.left(), inner.top(), inner.width(), _TILE)
        paint_tile(painter, tile, self._thumbnails.get(exposure.sha256) if exposure.sha256 else None)
        words = QRect(inner.left(), tile.bottom() + 2, inner.width(), inner.bottom() - tile.bottom() - 1)
        self._paint_words(painter, option, words, exposure, index.data(_REPORT), "on_accent" if in_hand else "")
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        where: QRect,
        exposure: Exposure,
        report: QualityReport | None,
        tone: str,
    ) -> None:
        """The mark and the view, under them the end of the number: that is what tells it from its neighbours."""
        mark, word = verdict_mark(exposure, report)
        half = where.height() // 2
        upper, lower = where.adjusted(0, 0, 0, half - where.height()), where.adjusted(0, half, 0, 0)
        middle = upper.center().y() - SIDE / 2 + 1
        shown = type(mark)(mark.shape, tone) if tone else mark
        draw_mark(painter, QRectF(where.left(), middle, SIDE, SIDE), shown)
        said = view_word(exposure.view) or word
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for place, text, face, shade, cut in (
            (upper.adjusted(SIDE + GRID // 2, 0, 0, 0), said, small(option.font), "quiet", Qt.TextElideMode.ElideRight),
            (lower, borne_words(exposure) or "–", strong(small(option.font)), "text", Qt.TextElideMode.ElideLeft),
        ):
            painter.setFont(face)
            painter.setPen(colour(tone or shade))
            painter.drawText(place, left, QFontMetrics(face).elidedText(text, cut, place.width()))


class Filmstrip(QListView):
    """Left and Right walk, Enter opens the record."""

    chosen = Signal(object)  # Exposure: the person wants to see it
    entered = Signal()  # Enter was pressed here

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._asked: str | None = None  # id of the exposure that a question is about
        self._model = FilmModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Frames(thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Last exposures"))
        self.setFixedHeight(frame_height(self.fontMetrics()) + 2 * self.frameWidth() + 2)
        thumbnails.arrived.connect(lambda _: self.viewport().update())

    @property
    def frame_width(self) -> int:
        """Eight frames fill the strip, as long as each can still be read."""
        return min(max(self.viewport().width() // _FRAMES, _LEAST_WIDE), _MOST_WIDE)

    @property
    def exposures(self) -> tuple[Exposure, ...]:
        """The oldest first."""
        return self._model.rows

    @property
    def exposure(self) -> Exposure | None:
        """The one that the keyboard is on."""
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def report(self, exposure: Exposure) -> QualityReport | None:
        return self._model.report(exposure)

    def show_exposures(
        self, newest_first: Sequence[Exposure], reports: Mapping[str, QualityReport], asked: str | None = None
    ) -> None:
        """A new one becomes the current one, else the current one stays. The one that is `asked` about (its id), if it
        was not before, goes before all: nobody answers blind."""
        before, known = self.exposure, {exposure.id for exposure in self.exposures}
        rows = tuple(reversed(newest_first))
        self._model.show(rows, reports)
        place = next((at for at, row in enumerate(rows) if before and row.id == before.id), len(rows) - 1)
        if rows and rows[-1].id not in known:
            place = len(rows) - 1
        if asked != self._asked:
            place = next((at for at, row in enumerate(rows) if row.id == asked), place)
        self._asked = asked
        self._go(place)
        self.setAccessibleDescription("; ".join(self._model.data(self._model.index(at)) for at in range(len(rows))))

    def show_asked(self) -> bool:
        """Bring what is asked about before the eye. False where it was there already, or is not on the film."""
        place = next((at for at, row in enumerate(self.exposures) if row.id == self._asked), -1)
        return self._go(place)

    def _go(self, place: int) -> bool:
        is_elsewhere = 0 <= place != self.currentIndex().row()
        if is_elsewhere:
            self.setCurrentIndex(self._model.index(place))
        return is_elsewhere

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(_EXPOSURE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.exposures:
            painter = QPainter(self.viewport())
            painter.setPen(colour("quiet"))
            room = self.viewport().rect().adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
            words = self.tr("The last exposures come here, each with its checks and its number.")
            painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter, words)


def frame_height(metrics: QFontMetrics) -> int:
    return _TILE + 2 * metrics.height() + GRID + 4
