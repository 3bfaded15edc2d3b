"""What slides in beside the work: a title, what is asked, Enter to do it, Esc to leave. Never a box over it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from curatorbench.ui.bench import first_stop
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, small, strong

_LEAST_HEIGHT = 24 * GRID  # px
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Panel(QFrame):
    """Knows its keys while the focus is in it, whatever they mean elsewhere."""

    left = Signal()  # the panel is done with, or the person wants none of it

    def __init__(self, desk: Desk, title: str, do_text: str, about: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.setAccessibleName(title)
        self.title = QLabel(title, wordWrap=True)
        self.title.setFont(strong(self.title.font()))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.about = quiet_label(about)
        if not about:
            self.about.hide()  # never shown by hand: without a parent yet it would be a window
        self.do_button = self._button(f"{do_text}  {self.do_key}", self.do)
        self.leave_button = self._button(self.tr("Leave  Esc"), self.leave)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self._lay_out()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @property
    def do_key(self) -> str:
        """The key that does it, as it is printed."""
        return self.tr("Enter")

    def add(self, *parts: QWidget) -> None:
        for part in parts:
            self.body.addWidget(part)

    def add_named(self, name: str, part: QWidget) -> QWidget:
        """A part with its name over it; returned as one widget, to be hidden together."""
        both = named(name, part)
        self.add(both)
        return both

    @property
    def is_at_work(self) -> bool:
        """Whether something is being done that its end is to be heard of."""
        return False

    def order_stops(self) -> None:
        """Tab goes through the parts as they are read, then to the keys."""
        stops = (part for part in self.inner.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        parts = [part for part in stops if part.window() is self.window()]  # a box's list is a window of its own
        for part, following in pairwise([*parts, self.do_button, self.leave_button]):
            QWidget.setTabOrder(part, following)

    def begin(self) -> None:
        """The focus to where the work begins."""
        first = first_stop(self.inner)
        (first or self.do_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def do(self) -> None:
        raise NotImplementedError

    def leave(self) -> None:
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where both keys have room, else one over the other: nothing is cut."""
        super().resizeEvent(event)
        needed = self.do_button.sizeHint().width() + self.leave_button.sizeHint().width() + 3 * GRID
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._keys_row.setDirection(across if event.size().width() >= needed else down)

    def minimumSizeHint(self) -> QSize:
        """What is inside scrolls."""
        return QSize(self.do_button.sizeHint().width() + 2 * GRID, _LEAST_HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Enter and Esc are the panel's, also where the bench has another meaning for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.wants(event):
            event.accept()
            return True
        return super().event(event)

    def wants(self, event: QKeyEvent) -> bool:
        return event.key() in (*_ENTER, Qt.Key.Key_Escape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.on_enter(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def on_enter(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return  # a hand that rests on Enter says yes once
        if self.leave_button.hasFocus():
            self.leave()
        else:
            self.do()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """What has the keyboard is seen, however the focus came there."""
        if now is not None and self.inner.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, 4 * GRID)

    def _lay_out(self) -> None:
        self.inner = QWidget()
        self.inner.setLayout(self.body)
        self.body.setContentsMargins(0, 0, GRID, 0)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(self.inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keys_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._keys_row.setSpacing(GRID)
        self._keys_row.addWidget(self.do_button, 1)
        self._keys_row.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._keys_row)

    @staticmethod
    def _button(text: str, pressed: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button


def named(name: str, part: QWidget) -> QWidget:
    """A part with its name over it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    label = QLabel(name, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(strong(small(label.font())))
    label.setBuddy(part)
    column.addWidget(label)
    column.addWidget(part)
    return both
