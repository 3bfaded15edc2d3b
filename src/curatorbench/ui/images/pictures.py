"""The few large images in use: loaded off the UI thread, the next one before it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from curatorbench.domain.errors import CuratorError
from curatorbench.ui.operations import reads
from curatorbench.ui.operations.operations import Operations

_KEPT = 4  # images of 2,400 px take 10-23 MB each

Heard = Callable[[QImage | CuratorError], None]


class Pictures(QObject):
    """Images by the SHA-256 of their original."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._waiting: dict[str, list[Heard]] = {}

    def get(self, sha256: str, heard: Heard) -> None:
        """`heard` gets the image or the reason why there is none, at once if the image is at hand."""
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            heard(self._kept[sha256])
        elif sha256 in self._waiting:
            self._waiting[sha256].append(heard)
        else:
            self._waiting[sha256] = [heard]
            self._load(sha256)

    def prepare(self, sha256: str) -> None:
        """Load an image that is likely to be asked for next."""
        self.get(sha256, lambda _: None)

    def _load(self, sha256: str) -> None:
        reading = reads.picture(sha256)
        reading.success(lambda image: self._keep(sha256, image))
        self._operations.run(reading.failure(lambda error: self._tell(sha256, error)), self)

    def _keep(self, sha256: str, image: QImage) -> None:
        self._kept[sha256] = image
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self._tell(sha256, image)

    def _tell(self, sha256: str, outcome: QImage | CuratorError) -> None:
        for heard in self._waiting.pop(sha256, ()):
            heard(outcome)
