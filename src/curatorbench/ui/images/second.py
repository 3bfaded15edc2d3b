"""The image on a second screen: a window of its own that follows the record in hand."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView


class SecondScreen(QObject):
    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.window: ImageWindow | None = None
        desk.in_hand.image_changed.connect(self._follow)

    @property
    def is_open(self) -> bool:
        return self.window is not None and self.window.isVisible()

    def toggle(self) -> None:
        """Open it, full on another screen than the first or as a window beside it; or close it."""
        if self.is_open:
            self.close()
            return
        self.window = self.window or ImageWindow()
        other = _other_screen()
        if other:
            self.window.setGeometry(other.availableGeometry())
            self.window.showFullScreen()
        else:
            self.window.resize(800, 600)
            self.window.show()
        self._follow(self._desk.in_hand.sha256)

    def close(self) -> None:
        if self.window:
            self.window.close()

    def _follow(self, sha256: str) -> None:
        if self.window is None or not self.is_open:
            return
        if not sha256:
            self.window.image.show_nothing()
            return
        self.window.image.wait_for_image()
        self._desk.pictures.get(sha256, lambda image: self._show(sha256, image))

    def _show(self, sha256: str, image: QImage | CuratorError) -> None:
        if self.window is None or sha256 != self._desk.in_hand.sha256:
            return
        if isinstance(image, CuratorError):
            self.window.image.show_nothing(f"{image.message}\n{image.hint}")
        else:
            self.window.image.show_image(image)


class ImageWindow(QWidget):
    """Nothing but the image. The keys stay with the first window."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Image"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.image = ImageView(self.tr("The image of the record in hand appears here."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.image)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.image.show_nothing()
        super().closeEvent(event)


def _other_screen() -> QScreen | None:
    first = QGuiApplication.primaryScreen()
    return next((screen for screen in QGuiApplication.screens() if screen is not first), None)
