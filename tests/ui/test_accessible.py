"""A walk by Tab through every bench: all that can be used is reached, in order, named, and seen to have the focus."""

import itertools
import shutil
from collections.abc import Iterator

import pytest
from by_keys import settle
from drawn_sheets import OPERATOR, Sheets
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from curatorbench.bootstrap import parts
from curatorbench.ui import garbage
from curatorbench.ui.benches import BENCHES
from curatorbench.ui.look import palette as look
from curatorbench.ui.look.labels import ShortLabel
from curatorbench.ui.window import SIZE, Window
from curatorbench.workflow.workbench import Workbench

IDS = [known.id for known in BENCHES]
_MOST = 200  # stops; a walk that is longer goes in circles


@pytest.fixture(scope="module")
def shared(qapp: QApplication, template: Sheets, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for all walks: they change no record."""
    root = tmp_path_factory.mktemp("walked") / "workspace"
    shutil.copytree(template.root, root)
    opened = Workbench.open(root, parts())
    with garbage.collected_here():
        window = Window(opened, OPERATOR)
        yield window
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    opened.close()


@pytest.fixture(params=IDS)
def on(request: pytest.FixtureRequest, shared: Window, qtbot: QtBot) -> Window:
    """The window with each bench in front, as large as it was at first."""
    shared.resize(*SIZE)
    shared.show()
    shared.activateWindow()
    qtbot.waitUntil(shared.isActiveWindow)
    shared.go_to(request.param)
    settle(qtbot, shared)
    return shared


@pytest.fixture(params=IDS)
def newly_on(request: pytest.FixtureRequest, window: Window, qtbot: QtBot) -> Window:
    """A window of the test's own, for one that puts the focus where no key would."""
    window.go_to(request.param)
    settle(qtbot, window)
    return window


def stops(window: Window, qtbot: QtBot) -> Iterator[QWidget]:
    """Where Tab leads, from where the focus is until it is there again."""
    first = QApplication.focusWidget()
    assert first is not None
    at = first
    for _ in range(_MOST):
        yield at
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        if at is first:
            return
    pytest.fail(f"Tab never comes back; it goes round among {at}")


def of_tab(window: Window) -> set[QWidget]:
    """What can be used now and wants to be reached by Tab."""
    return {w for w in window.findChildren(QWidget) if w.isVisible() and w.isEnabled() and _takes_tab(w)}


def _takes_tab(widget: QWidget) -> bool:
    is_inner = isinstance(widget.parentWidget(), QWidget) and widget.parentWidget().focusProxy() is widget
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not is_inner and widget.focusProxy() is None


def test_everything_is_reached_by_tab(on: Window, qtbot: QtBot) -> None:
    missed = of_tab(on) - set(stops(on, qtbot))
    assert not [describe(widget) for widget in missed]


def test_every_stop_has_a_name_and_a_role(on: Window, qtbot: QtBot) -> None:
    for widget in stops(on, qtbot):
        told = QAccessible.queryAccessibleInterface(widget)
        assert told.text(QAccessible.Text.Name), describe(widget)
        is_plain = told.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        assert not is_plain or isinstance(widget, QScrollArea), describe(widget)


def test_tab_goes_from_the_left_to_the_right_and_down(on: Window, qtbot: QtBot) -> None:
    began: set[QWidget] = set()  # the places that have been entered: the walk may begin in the midst of one
    for before, after in itertools.pairwise(stops(on, qtbot)):
        place = next((p for p in on.bench.places if p.isAncestorOf(before) and p.isAncestorOf(after)), None)
        goes_back = place is not None and not _is_after(on, before, after)
        assert not goes_back or place not in began, f"{describe(before)}, then {describe(after)}"
        if goes_back and place is not None:
            began.add(place)


def _is_after(window: Window, before: QWidget, after: QWidget) -> bool:
    """As they stand while `after` has the focus: what scrolls has been scrolled."""
    one, other = (w.mapTo(window, QPoint(0, 0)) for w in (before, after))
    is_same_line = abs(one.y() - other.y()) < look.HIT
    return other.x() > one.x() if is_same_line else other.y() > one.y()


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_the_focus_is_seen(newly_on: Window, qtbot: QtBot, theme: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.dress(app, theme)
    for widget in list(stops(newly_on, qtbot)):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        frame = widget.parentWidget() or widget
        held = frame.grab().toImage()
        newly_on.setFocus()
        QApplication.processEvents()
        assert frame.grab().toImage() != held, describe(widget)


@pytest.mark.parametrize("larger", [1.0, 1.4])
def test_no_word_is_cut_at_two_hundred_percent(on: Window, qtbot: QtBot, larger: float) -> None:
    """1366 x 768 at a scale of two are 683 x 384 to the program; and then with the system's font made larger."""
    font = QApplication.font()
    bigger = QApplication.font()
    bigger.setPointSizeF(font.pointSizeF() * larger)
    QApplication.setFont(bigger)
    try:
        on.resize(683, 384)
        settle(qtbot, on)
        assert on.width() == 683
        assert on.height() == 384
        assert not [describe(widget) for widget in on.findChildren(QWidget) if widget.isVisible() and is_cut(widget)]
    finally:
        QApplication.setFont(font)


def is_cut(widget: QWidget) -> bool:
    """Whether words are cut. What shortens itself with dots, and says the rest in its tool tip, is not."""
    if isinstance(widget, ShortLabel):
        return False
    if isinstance(widget, QLabel) and widget.text():
        needs = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        return widget.height() < needs or (not widget.wordWrap() and widget.width() < widget.sizeHint().width())
    if isinstance(widget, QAbstractButton) and widget.text():
        needs_all = widget.minimumSizeHint()
        return widget.width() < needs_all.width() - 1 or widget.height() < needs_all.height() - 1  # 1 px is the frame's
    return False


def describe(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} “{said}” in {type(widget.parentWidget()).__name__}"
