"""Rows of lists and tables: the chosen one is loud only where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from curatorbench.ui.look.marks import SIDE, Mark, mark_picture
from curatorbench.ui.look.palette import GRID, colour

ID_ROLE = Qt.ItemDataRole.UserRole
END_ROLE = Qt.ItemDataRole.UserRole + 1
MARK_ROLE = Qt.ItemDataRole.UserRole + 2


class Rows(QStyledItemDelegate):
    """The chosen row stands on the accent while its list has the focus, else on a quiet ground."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # the row says it; no second frame in it
        if not _has_keyboard(option):
            option.palette.setColor(QPalette.ColorRole.Highlight, colour("chosen"))
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour("text"))
        mark = index.data(MARK_ROLE)
        if isinstance(mark, Mark):
            _put_mark(option, mark)


class TwoEnds(Rows):
    """Draws what a row holds under `END_ROLE` at its right end; the words before it are shortened to make room."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        taken = option.fontMetrics.horizontalAdvance(str(index.data(END_ROLE) or "")) + 3 * GRID
        room = option.rect.width() - min(taken, option.rect.width() // 2)
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        in_hand = chosen and _has_keyboard(option)
        painter.setPen(colour("on_accent" if in_hand else "text" if chosen else "quiet"))
        words = option.fontMetrics.horizontalAdvance(index.data(Qt.ItemDataRole.DisplayRole) or "")
        place = option.rect.adjusted(min(words + 3 * GRID, option.rect.width() // 2), 0, -GRID, 0)
        end = option.fontMetrics.elidedText(index.data(END_ROLE) or "", Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, end)


def _put_mark(option: QStyleOptionViewItem, mark: Mark) -> None:
    on_accent = option.state & QStyle.StateFlag.State_Selected and _has_keyboard(option)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
    option.icon = QIcon(mark_picture(Mark(mark.shape, "on_accent" if on_accent else mark.tone)))
    option.decorationSize = QSize(SIDE, SIDE)


def _has_keyboard(option: QStyleOptionViewItem) -> bool:
    return isinstance(option.widget, QWidget) and option.widget.hasFocus()


def say(item: QListWidgetItem, words: str, end: str) -> None:
    """Put both ends into a row, also for those who hear it."""
    item.setText(words)
    item.setData(END_ROLE, end)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {end}" if end else words)
