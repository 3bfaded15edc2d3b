"""The images of a record as a list to tick off, with their pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from curatorbench.ui.desk import Desk
from curatorbench.ui.parts.check_list import TILE, CheckList
from curatorbench.ui.parts.type_ahead import Choice


class ImageTicks(CheckList):
    """`ids` are SHA-256."""

    def __init__(self, desk: Desk, images: Sequence[str], ticked: Sequence[str]) -> None:
        super().__init__(self.tr("Images"))
        self._desk = desk
        self._images = tuple(images)
        said = self.tr("image {which} of {count}")
        choices = [Choice(sha256, said.format(which=n, count=len(images))) for n, sha256 in enumerate(images, 1)]
        self.show_choices(choices, ticked)
        desk.thumbnails.arrived.connect(self._show)
        for sha256 in images:
            self._show(sha256)

    def _show(self, sha256: str) -> None:
        if sha256 not in self._images:
            return
        image = self._desk.thumbnails.get(sha256)
        if image is not None and not image.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            small = image.scaled(2 * TILE, 2 * TILE, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            self.show_picture(sha256, QPixmap.fromImage(small))
