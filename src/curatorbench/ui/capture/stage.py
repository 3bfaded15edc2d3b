"""The middle of the bench: the live picture or an exposure, what is said of it, and the film of the last eight."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from curatorbench.domain.box import Box
from curatorbench.domain.errors import CuratorError
from curatorbench.ui.capture.filmstrip import Filmstrip
from curatorbench.ui.capture.live_view import LiveView
from curatorbench.ui.capture.saying import Question, Saying
from curatorbench.ui.images.image_view import STEP, ImageView
from curatorbench.ui.images.pictures import Pictures
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.look.palette import GRID


class ShotView(ImageView):
    """An exposure. Enter shows it one to one, and whole again."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def toggle_pixels(self) -> None:
        """One px of the picture for one of the screen, or all of it."""
        if self.viewport.scale >= 1 / self.devicePixelRatioF():
            self.fit()
        else:
            self.zoom(1 / (self.viewport.scale * self.devicePixelRatioF()))


class Stage(QWidget):
    """Two thirds of the window. Enter and the two keys of zooming mean whichever picture is there."""

    def __init__(self, pictures: Pictures, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._pictures = pictures
        self.shown = ""  # SHA-256 of the exposure before the eye; empty for none
        self.image, self.live = ShotView(), LiveView()
        self._views = QStackedWidget()
        self._views.addWidget(self.image)
        self._views.addWidget(self.live)
        self.question, self.saying = Question(), Saying()
        self.strip = Filmstrip(thumbnails)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._views, 1)
        column.addWidget(self.question)
        column.addWidget(self.saying)
        column.addWidget(self.strip)

    def heightForWidth(self, width: int) -> int:
        """The picture takes what is left: the pane scrolls only where not even the least of it fits."""
        return self.minimumSizeHint().height()

    @property
    def current(self) -> ShotView | LiveView:
        """The picture before the eye."""
        return self.live if self.shows_live else self.image

    @property
    def shows_live(self) -> bool:
        return self._views.currentWidget() is self.live

    def show_live(self, wanted: bool) -> None:
        had_focus = self.current.hasFocus()
        self._views.setCurrentWidget(self.live if wanted else self.image)
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        self.current.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_exposure(self, sha256: str | None, empty_text: str, outlines: tuple[Box, ...] = ()) -> None:
        """The image of an exposure, with places outlined; without one, why there is none."""
        if sha256 is None:
            self.show_nothing(empty_text)
        elif sha256 != self.shown or not self.image.has_image:
            self.shown = sha256
            self.image.wait_for_image()
            self._pictures.get(sha256, self._heard(sha256, outlines))

    def show_nothing(self, text: str) -> None:
        self.shown = ""
        self.image.show_nothing(text)

    def zoom(self, step: int) -> None:
        """One step larger or smaller; 0 goes from all of it to one to one and back."""
        if self.shows_live:
            self.live.zoom(step)
        elif step:
            self.image.zoom(STEP**step)
        else:
            self.image.toggle_pixels()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self.question.show_keys(keys)

    def _heard(self, sha256: str, outlines: tuple[Box, ...]) -> Callable[[QImage | CuratorError], None]:
        def heard(image: QImage | CuratorError) -> None:
            if self.shown != sha256:
                return
            if isinstance(image, CuratorError):
                self.image.show_nothing(f"{image.message}\n{image.hint}")
            else:
                self.image.show_image(image)
                if outlines:
                    self.image.show_words(outlines)

        return heard
