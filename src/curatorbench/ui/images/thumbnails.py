"""Small images for lists: asked for while painting, loaded one by one, the latest asked for first."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from curatorbench.ui.operations import reads
from curatorbench.ui.operations.operations import Operations

_KEPT = 500  # of 256 px: 100 MB at most
_WANTED = 60  # two screens of a list; what was scrolled past longer ago is forgotten


class Thumbnails(QObject):
    """`arrived` tells lists to paint again."""

    arrived = Signal(str)  # sha256

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._wanted: list[str] = []
        self._loading = ""

    @property
    def is_quiet(self) -> bool:
        return not self._loading

    def get(self, sha256: str) -> QImage | None:
        """The thumbnail if it is at hand (a null image if it cannot be made), else None; it will arrive."""
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            return self._kept[sha256]
        if sha256 != self._loading:
            self._want(sha256)
        return None

    def _want(self, sha256: str) -> None:
        if sha256 in self._wanted:
            self._wanted.remove(sha256)
        self._wanted.append(sha256)
        del self._wanted[:-_WANTED]
        self._load_next()

    def _load_next(self) -> None:
        if self._loading or not self._wanted:
            return
        sha256 = self._loading = self._wanted.pop()
        reading = reads.picture(sha256, reads.THUMBNAIL)
        reading.success(lambda image: self._keep(sha256, image))
        # A list shows a plain tile for what cannot be shown; the bench says why when the record is opened.
        self._operations.run(reading.failure(lambda _: self._keep(sha256, QImage())), self)

    def _keep(self, sha256: str, image: QImage) -> None:
        self._kept[sha256] = image
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self._loading = ""
        self.arrived.emit(sha256)
        self._load_next()
