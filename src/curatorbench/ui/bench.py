"""A bench: the same three places everywhere. Left what is next, the middle the thing itself, right what it says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from curatorbench.ui.look.palette import GRID

# Widths of the side panes: a share of the window between a least and a most (px); the middle has the rest.
_LEFT, _LEAST_LEFT, _MOST_LEFT = 0.18, 16 * GRID, 30 * GRID
_RIGHT, _LEAST_RIGHT, _MOST_RIGHT = 0.28, 34 * GRID, 44 * GRID


class Bench(QWidget):
    """`id` names the bench in the table of actions; `title` stands on its tab."""

    id = ""
    places: tuple[QWidget, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self._was_moved = False
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setHandleWidth(GRID)
        self._panes.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, 0)
        layout.addWidget(self._panes)

    @property
    def title(self) -> str:
        raise NotImplementedError

    def arrive(self) -> None:
        """The bench comes to the front: put the focus where the work begins."""

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Put the keys of actions (by id) beside the words that do the same."""

    def leave(self) -> None:
        """The bench goes to the back."""

    def set_panes(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        self.places = (left, middle, right)
        for place in self.places:
            self._panes.addWidget(place)
        self._panes.setStretchFactor(1, 1)
        self._panes.splitterMoved.connect(self._on_moved)
        for place, least in zip(self.places, (_LEAST_LEFT, _LEAST_LEFT, _LEAST_RIGHT), strict=True):
            place.setMinimumWidth(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._was_moved:
            width = self._panes.width()
            left = round(min(max(_LEFT * width, _LEAST_LEFT), _MOST_LEFT))
            right = round(min(max(_RIGHT * width, _LEAST_RIGHT), _MOST_RIGHT))
            self._panes.setSizes([left, width - left - right, right])

    def _on_moved(self) -> None:
        """The person has chosen the widths; they stay."""
        self._was_moved = True

    def fold(self, place: int) -> None:
        """Hide or show the left (0) or the right (2) pane."""
        pane = self.places[place]
        pane.setVisible(pane.isHidden())

    def next_place(self) -> None:
        """The focus to the next of the three places."""
        shown = [place for place in self.places if not place.isHidden()]
        here = next((i for i, place in enumerate(shown) if place.isAncestorOf(self.focusWidget() or self)), -1)
        for step in range(1, len(shown) + 1):
            goal = first_stop(shown[(here + step) % len(shown)])
            if goal is not None:
                goal.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


def first_stop(place: QWidget) -> QWidget | None:
    """The first widget in `place` that can take the focus, `place` itself among them."""
    for widget in (place, *place.findChildren(QWidget)):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and widget.isEnabled():
            return widget
    return None


def pane(*parts: QWidget | tuple[QWidget, int], spacing: int = GRID) -> QWidget:
    """A column of widgets, each with its stretch."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        widget, stretch = part if isinstance(part, tuple) else (part, 0)
        layout.addWidget(widget, stretch)
    return column
