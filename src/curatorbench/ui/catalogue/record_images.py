"""The images of a record: one large, all as a strip with what each shows; arrows turn to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.suggestion import Suggestion
from curatorbench.domain.things import ShownImage
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import STEP, ImageView
from curatorbench.ui.look.palette import GRID, IMAGE_GREY, glide_time
from curatorbench.ui.look.rows import Rows

_TILE, _SMALL_TILE = 6 * GRID, 3 * GRID
_ROOM_FOR_WORDS = 4 * GRID  # px that the line needs which stands in the place of an image
_ROOM = 22 * GRID  # px of height from which the strip has large pictures
_ZOOM = {"+": STEP, "=": STEP, "-": 1 / STEP}


class Strip(QListWidget):
    """A row of thumbnails with the role of each; Left and Right walk, the page hears the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Images of the record"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setItemDelegate(Rows(self))
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.be_high(_TILE)

    def be_high(self, tile: int) -> None:
        """`tile` px for a picture: less where there is little room."""
        self.setIconSize(QSize(tile, tile))
        self.setFixedHeight(tile + 2 * GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}.get(Qt.Key(event.key()))
        if walk is not None:
            self.focusNextPrevChild(walk)
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)


class RecordImages(QWidget):
    """Turns to the image that words were read on, and outlines them there."""

    turned = Signal(str)  # SHA-256 of the image that is seen

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._images: tuple[ShownImage, ...] = ()
        self._record_words = ""
        self._is_waiting = False
        self._lit: Suggestion | None = None
        self.view = ImageView(self.tr("Choose a record; its image appears here."))
        self.view.setMinimumHeight(_ROOM_FOR_WORDS)
        self.strip = Strip()
        self.strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)
        self.strip.currentRowChanged.connect(lambda _: self._load())
        desk.thumbnails.arrived.connect(self._on_thumbnail)

    @property
    def sha256(self) -> str:
        """Of the image that is seen or on its way; empty without one."""
        row = self.strip.currentRow()
        return self._images[row].sha256 if 0 <= row < len(self._images) else ""

    @property
    def all(self) -> tuple[str, ...]:
        """SHA-256 of every image of the record, in order."""
        return tuple(image.sha256 for image in self._images)

    @property
    def count(self) -> int:
        return len(self._images)

    def show_images(self, images: Sequence[ShownImage], record: str) -> None:
        """`record` names the record for those who hear its images. The image that is seen stays if it is among them."""
        is_same = tuple(images) == self._images and record == self._record_words
        if is_same and not self._is_waiting:
            return
        before, self._is_waiting = self.sha256, False
        self._images, self._record_words = tuple(images), record
        self._lit = None
        self._fill_strip()
        rows = [image.sha256 for image in images]
        self.strip.setCurrentRow(rows.index(before) if before in rows else 0)
        self.strip.blockSignals(False)
        if self.sha256 != before or not self.sha256:
            self._load()

    def wait(self) -> None:
        """Another record is on its way: the image of the one before would be worse than none."""
        self._images, self._lit, self._is_waiting = (), None, True
        self.view.wait_for_image()

    def show_nothing(self) -> None:
        self._images, self._lit, self._is_waiting = (), None, False
        self.strip.clear()
        self.strip.hide()
        self.view.show_nothing()
        self.turned.emit("")

    def turn(self, by: int) -> bool:
        """To the next image or the one before; False if there is no other."""
        if self.count < 2:
            return False
        self.strip.setCurrentRow((self.strip.currentRow() + by) % self.count)
        return True

    def light_up(self, source: Suggestion | None) -> None:
        """Outline the words that a value rests on, on the image that has them."""
        self._lit = source
        rows = [image.sha256 for image in self._images]
        if source and source.asset_sha256 in rows and source.asset_sha256 != self.sha256:
            self.strip.setCurrentRow(rows.index(source.asset_sha256))
        else:
            self._outline()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.be_high(_TILE if event.size().height() >= _ROOM else _SMALL_TILE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in _ZOOM:
            self.view.zoom(_ZOOM[event.text()])
        elif event.text() == "0":
            self.view.fit()
        else:
            super().keyPressEvent(event)

    def _fill_strip(self) -> None:
        self.strip.blockSignals(True)
        self.strip.clear()
        for number, image in enumerate(self._images, 1):
            item = QListWidgetItem(image.role or self.tr("image {n}").format(n=number))
            item.setIcon(QIcon(self._tile(image.sha256)))
            shared = self.tr(", shows {n} more records").format(n=len(image.others)) if image.others else ""
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}{shared}")
            item.setToolTip(f"{item.text()}{shared}")
            self.strip.addItem(item)
        self.strip.setVisible(self.count > 1)

    def _tile(self, sha256: str) -> QPixmap:
        """The thumbnail, or a plain tile until it comes."""
        image = self._desk.thumbnails.get(sha256)
        if image is None or image.isNull():
            plain = QPixmap(_TILE, _TILE)
            plain.fill(IMAGE_GREY)
            return plain
        smooth = Qt.TransformationMode.SmoothTransformation
        return QPixmap.fromImage(image.scaled(2 * _TILE, 2 * _TILE, Qt.AspectRatioMode.KeepAspectRatio, smooth))

    def _on_thumbnail(self, sha256: str) -> None:
        for row, image in enumerate(self._images):
            if image.sha256 == sha256 and self.count > 1:
                self.strip.item(row).setIcon(QIcon(self._tile(sha256)))

    def _load(self) -> None:
        sha256 = self.sha256
        self.turned.emit(sha256)
        if not sha256:
            self.view.show_nothing(self.tr("This record has no image."))
            return
        self.view.wait_for_image()
        self._desk.pictures.get(sha256, lambda image: self._show(sha256, image))

    def _show(self, sha256: str, image: QImage | CuratorError) -> None:
        if sha256 != self.sha256:
            return  # the person has gone on
        if isinstance(image, CuratorError):
            self.view.show_nothing(f"{image.message}\n{image.hint}")
            return
        self.view.glide_time = glide_time(self._desk.animate)
        self.view.show_image(image)
        self.view.setAccessibleName(self.tr("Image of {record}").format(record=self._record_words))
        self._outline()

    def _outline(self) -> None:
        lies_here = self._lit is not None and self._lit.asset_sha256 == self.sha256
        self.view.show_words(self._lit.evidence if self._lit and lies_here else ())
