"""Rows of the Safety page: what does not fit gives way to the figure at its right end."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QStyleOptionViewItem

from curatorbench.ui.look.marks import SIDE
from curatorbench.ui.look.palette import GRID, HIT
from curatorbench.ui.look.rows import END_ROLE, MARK_ROLE, Rows, TwoEnds

Index = QModelIndex | QPersistentModelIndex


class Shortened(TwoEnds):
    """Two ends that never meet: the left one is shortened."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        metrics = QFontMetrics(option.font)
        taken = metrics.horizontalAdvance(index.data(END_ROLE) or "") + 3 * GRID
        taken += SIDE + GRID if index.data(MARK_ROLE) else 0
        option.text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, option.rect.width() - taken)


class TwoLines(Rows):
    """The name, and below it how it is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = f"{option.text}\u2028{index.data(END_ROLE) or ''}"  # what Qt breaks a row at

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 2 * QFontMetrics(option.font).height()
        return QSize(super().sizeHint(option, index).width(), max(HIT, lines + 2 * GRID))


def rows_list(name: str, rows: Rows | None = None) -> QListWidget:
    """A list of such rows, of that accessible name; nothing in it has to be scrolled sideways."""
    made = QListWidget()
    made.setAccessibleName(name)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    delegate = rows or Shortened()
    delegate.setParent(made)
    made.setItemDelegate(delegate)
    return made
