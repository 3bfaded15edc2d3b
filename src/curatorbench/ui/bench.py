"""A bench: the same three places everywhere. Left what is next, the middle the thing itself, right what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from curatorbench.ui.look.palette import GRID

if TYPE_CHECKING:
    from curatorbench.ui.actions.offer import Offer
    from curatorbench.ui.operations.reads import Pulse

# Widths of the side panes: a share of the window between a least and a most (px); the middle has the rest.
_LEFT, _LEAST_LEFT, _MOST_LEFT = 0.18, 16 * GRID, 30 * GRID
_RIGHT, _LEAST_RIGHT, _MOST_RIGHT = 0.28, 37 * GRID, 44 * GRID


class Bench(QWidget):
    """`id` names the bench in `benches.BENCHES` and in the table of actions. Made when first visited, with the desk."""

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
    def form_place(self) -> QWidget:
        """Where the keys of actions marked `in_form` are heard."""
        return self

    def arrive(self) -> None:
        """The bench comes to the front: put the focus where the work begins."""

    def show_record(self, material_id: str, term: str | None = None) -> None:
        """Bring a record before the eye, and its field of that term; a bench that shows no records stays as it is."""

    def keep_edits(self) -> None:
        """Keep what is being typed: the window asks before it takes anything back."""

    def undo(self, operator: str) -> bool:
        """Take back the bench's own last step (of a setting, say); False leaves it to the history of the records."""
        return False

    def redo(self, operator: str) -> bool:
        return False

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Put the keys of actions (by id) beside the words that do the same."""

    def show_motion(self, milliseconds: int) -> None:
        """How long a movement takes from now on; 0 is none."""

    def take_pulse(self, pulse: Pulse) -> None:
        """What worker processes have done, every other second."""

    def offers(self) -> Sequence[Offer]:
        """What else the palette finds by name, such as saved views, from whatever bench is in front."""
        return ()

    def grow(self) -> bool:
        """Make one more part of what takes long to make; False once the bench is whole. Nobody has to ask for it: what
        is used before it was made is made then."""
        return False

    def leave(self) -> None:
        """The bench goes to the back."""

    def end(self) -> None:
        """The window closes: let go of what outlives it."""

    def set_panes(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        self.places = (scrolled(left), scrolled(middle), scrolled(right))
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

    def arrangement(self) -> dict[str, list[int]]:
        """Widths of the panes where a person chose them (px), and which panes are folded: for the window's memory."""
        folded = [number for number, place in enumerate(self.places) if place.isHidden()]
        widths: list[int] = self._panes.sizes() if self._was_moved else []
        return {"widths": widths, "folded": folded}

    def arrange(self, kept: Mapping[str, list[int]]) -> None:
        """As it was left. Takes whatever a file says; what does not fit is passed over."""
        for number in kept.get("folded", []):
            if number in (0, 2) and number < len(self.places):
                self.places[number].hide()
        widths = kept.get("widths", [])
        if len(widths) == len(self.places) and any(widths):
            self._was_moved = True
            self._panes.setSizes(widths)

    def fold(self, place: int) -> None:
        """Hide or show the left (0) or the right (2) pane."""
        pane = self.places[place]
        if pane.isAncestorOf(self.focusWidget() or self):
            self.next_place()  # the focus must not be where nobody sees it
        pane.setVisible(pane.isHidden())

    def entry(self, place: QWidget) -> QWidget | None:
        """Where the focus goes when it comes to a place by key."""
        return first_stop(place)

    def next_place(self) -> None:
        """The focus to the next of the three places."""
        shown = [place for place in self.places if not place.isHidden()]
        here = next((i for i, place in enumerate(shown) if place.isAncestorOf(self.focusWidget() or self)), -1)
        for step in range(1, len(shown) + 1):
            goal = self.entry(shown[(here + step) % len(shown)])
            if goal is not None:
                goal.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


def first_stop(place: QWidget) -> QWidget | None:
    """The first widget in `place` that can take the focus, `place` itself among them."""
    for widget in (place, *place.findChildren(QWidget)):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and widget.isEnabled():
            return widget
    return None


def scrolled(place: QWidget) -> QWidget:
    """`place`, to be scrolled where the window is too low or its text too large for all of it."""
    area = Scrolled(widgetResizable=True)
    area.setWidget(place)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class Scrolled(QScrollArea):
    def minimumSizeHint(self) -> QSize:
        """It asks for as little as a scroll area can, and for the least width that was set."""
        return QSize(self.minimumWidth(), 6 * GRID)

    def sizeHint(self) -> QSize:
        held = self.widget()
        return held.sizeHint() if held else super().sizeHint()


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
