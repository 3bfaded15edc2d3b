"""Lines of a record to walk through by arrows: what it says, and on demand who said it, when and from what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from curatorbench.ui.look.marks import SIDE, Mark, draw_mark
from curatorbench.ui.look.palette import GRID, HIT, colour, small

_LINE_ROLE = Qt.ItemDataRole.UserRole
_NAMES = 15 * GRID  # px for the names of the fields
_NARROW = 32 * GRID  # px under which a name stands over its value
_PAD = 5
_FOLLOW = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Line:
    """`html` is what it says (class `quiet` is its quiet part) and `spoken` the same in plain words; `name` stands
    before it. `detail` is shown on demand. `goal` is what Enter leads to, `lights` what is lit up on the image."""

    html: str
    spoken: str
    name: str = ""
    mark: Mark | None = None
    detail: str = ""
    goal: Any = None
    lights: Any = None


class _Delegate(QStyledItemDelegate):
    """Draws a line in as many rows as its words need: nothing is cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = option.widget
        assert isinstance(lines, Lines)
        width = lines.viewport().width()
        words = _document(lines, index, width, ("text", "quiet"))
        return QSize(width, max(HIT - GRID, round(words.size().height()) + 2 * _PAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        lines = option.widget
        assert isinstance(lines, Lines)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and lines.hasFocus()
        tones = ("on_accent", "on_accent") if chosen else ("text", "quiet")
        painter.save()
        if chosen:
            painter.fillRect(option.rect, colour("accent"))
        line: Line = index.data(_LINE_ROLE)
        if line.mark:
            where = QRectF(option.rect.x() + 2, option.rect.y() + _PAD + 3, SIDE, SIDE)
            draw_mark(painter, where, Mark(line.mark.shape, "on_accent") if chosen else line.mark)
        painter.translate(option.rect.x() + lines.indent, option.rect.y() + _PAD)
        _document(lines, index, option.rect.width(), tones).drawContents(painter)
        painter.restore()


class Lines(QListWidget):
    """As high as its lines: the page scrolls, not the list. Space tells more of a line, Enter follows it."""

    followed = Signal(object)  # what the line leads to
    lit = Signal(object)  # what the line rests on
    reached = Signal(int, int)  # top and bottom (px in this list) of the line the keyboard is on

    def __init__(self, name: str) -> None:
        super().__init__()
        self._told: set[int] = set()
        self._tells_all = False
        self.indent = SIDE + GRID
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("lines")
        self.itemDoubleClicked.connect(lambda _: self.follow())
        self.currentRowChanged.connect(lambda _: self._on_current())

    @property
    def lines(self) -> list[Line]:
        return [self.item(row).data(_LINE_ROLE) for row in range(self.count())]

    @property
    def line(self) -> Line | None:
        item = self.currentItem()
        return item.data(_LINE_ROLE) if item else None

    def tells(self, row: int) -> bool:
        """Whether the detail of a line is shown."""
        return self._tells_all or row in self._told

    def show_lines(self, lines: Sequence[Line]) -> None:
        """The line that was current stays so by its place."""
        if list(lines) == self.lines:
            return
        row = max(0, self.currentRow())
        self.blockSignals(True)
        self.clear()
        self._told.clear()
        for line in lines:
            item = QListWidgetItem()
            item.setData(_LINE_ROLE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(line))
            self.addItem(item)
        self.setCurrentRow(min(row, len(lines) - 1))
        self.blockSignals(False)
        self.fit()

    def tell(self) -> None:
        """Show or hide the detail of the current line."""
        self._told ^= {self.currentRow()}
        self.fit()

    def tell_all(self, tells: bool) -> None:
        self._tells_all = tells
        self._told.clear()
        self.fit()

    def follow(self) -> None:
        if self.line and self.line.goal is not None:
            self.followed.emit(self.line.goal)

    def fit(self) -> None:
        """As high as what is in it."""
        self.scheduleDelayedItemsLayout()
        high = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(high + 2 * self.frameWidth() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and not 0 <= self.currentRow() + step < self.count():
            self.focusNextPrevChild(step > 0)
        elif event.key() == Qt.Key.Key_Space:
            self.tell()
        elif event.key() in _FOLLOW and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.follow()
        elif event.text().isprintable() and event.text().strip():
            event.ignore()  # a letter is the bench's
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.setCurrentRow(0)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.setCurrentRow(self.count() - 1)
        self._on_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def _on_current(self) -> None:
        if self.hasFocus() and self.line:
            where = self.visualItemRect(self.currentItem())
            self.reached.emit(where.top(), where.bottom())
            self.lit.emit(self.line.lights)


def spoken(line: Line) -> str:
    """A line for those who hear it, with its detail."""
    said = f"{line.name}: {line.spoken}" if line.name else line.spoken
    return f"{said}. {line.detail}" if line.detail else said


def _document(
    lines: Lines, index: QModelIndex | QPersistentModelIndex, width: int, tones: tuple[str, str]
) -> QTextDocument:
    line: Line = index.data(_LINE_ROLE)
    text, quiet = (QColor(colour(tone)).name() for tone in tones)
    words = QTextDocument()
    words.setDocumentMargin(0)
    words.setDefaultFont(lines.font())
    words.setDefaultStyleSheet(f".quiet {{ color: {quiet}; }}")
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    words.setDefaultTextOption(option)
    words.setTextWidth(max(1, width - lines.indent - GRID))
    words.setHtml(_html(line, text, quiet, small(lines.font()).pointSizeF(), width < _NARROW, lines.tells(index.row())))
    return words


def _html(line: Line, text: str, quiet: str, smaller: float, is_narrow: bool, tells: bool) -> str:
    style = f"color:{quiet}; font-size:{smaller}pt"
    value = f"<span style='color:{text}'>{line.html}</span>"
    if tells and line.detail:
        value += f"<div style='{style}'>{escape(line.detail)}</div>"
    if not line.name:
        return value
    name = f"<span style='{style}'>{escape(line.name)}</span>"
    if is_narrow:
        return f"<div>{name}</div><div>{value}</div>"
    return (
        f"<table cellspacing=0 cellpadding=0 width='100%'><tr><td width='{_NAMES}'>{name}</td>"
        f"<td>{value}</td></tr></table>"
    )
