"""The image by itself: zoomed, moved and fitted by keys, wheel and hand."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.domain.box import Box
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.images.viewport import Viewport
from curatorbench.ui.look.palette import IMAGE_GREY


@pytest.fixture
def view(qtbot: QtBot) -> ImageView:
    shown = ImageView("Nothing here yet.")
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    image = QImage(1600, 1600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    shown.show_image(image)
    return shown


def test_an_image_comes_fitted_on_neutral_grey(view: ImageView) -> None:
    seen = view.grab().toImage()
    assert seen.pixelColor(10, 300) == QColor(IMAGE_GREY)
    assert seen.pixelColor(400, 300) == QColor("white")


def test_it_stays_fitted_when_the_pane_changes(view: ImageView) -> None:
    view.resize(400, 300)
    assert view.viewport == Viewport.fit((1600, 1600), (400, 300))


def test_arrow_keys_move_it(view: ImageView, qtbot: QtBot) -> None:
    view.zoom(4)
    before = view.viewport
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.viewport.x > before.x
    assert view.viewport.y > before.y
    view.fit()
    assert view.viewport == Viewport.fit((1600, 1600), (800, 600))


def test_the_wheel_zooms_where_the_pointer_is(view: ImageView) -> None:
    view.zoom(4)
    at = QPointF(500, 200)
    before = view.viewport.to_image(500, 200, (800, 600))
    no_button, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(at, at, QPoint(), QPoint(0, 120), no_button, none, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view, turn)
    assert view.viewport.to_image(500, 200, (800, 600)) == pytest.approx(before, abs=0.5)


def test_the_hand_moves_it(view: ImageView, qtbot: QtBot) -> None:
    view.zoom(4)
    before = view.viewport
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    qtbot.mouseMove(view, QPoint(380, 300))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(380, 300))
    view.push(-20, 0)
    assert view.viewport.x > before.x


def test_it_is_never_lost_from_sight(view: ImageView) -> None:
    view.zoom(4)
    for _ in range(100):
        view.push(-500, -500)
    right, bottom = view.viewport.to_view(1600, 1600, (800, 600))
    assert (right, bottom) == pytest.approx((800, 600))


def test_waiting_is_said_after_a_moment_and_the_old_image_is_gone(view: ImageView, qtbot: QtBot) -> None:
    view.wait_for_image()
    assert not view.has_image
    assert view.text == ""
    qtbot.waitUntil(lambda: "loaded" in view.text, timeout=2000)


def test_nothing_teaches(view: ImageView) -> None:
    view.show_words([Box(0.1, 0.1, 0.1, 0.1)])
    view.show_nothing()
    assert view.text == "Nothing here yet."
    assert view.outlines == ()
    assert view.accessibleDescription() == "Nothing here yet."


def test_words_that_come_before_the_image_are_kept(view: ImageView) -> None:
    view.show_nothing()
    view.show_words([Box(0.1, 0.1, 0.1, 0.1)])
    assert view.outlines == (Box(0.1, 0.1, 0.1, 0.1),)
