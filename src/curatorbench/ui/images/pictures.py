"""The few large images in use: loaded one by one off the UI thread, the latest asked for first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from curatorbench.domain.errors import CuratorError
from curatorbench.ui.operations import reads
from curatorbench.ui.operations.operations import Operations

_KEPT = 4  # images of 2,400 px take 10-23 MB each
_WANTED = 6  # what was gone past while others were loaded is forgotten, as with a hand that rests on an arrow

Heard = Callable[[QImage | CuratorError], None]


class Pictures(QObject):
    """Images by the SHA-256 of their original."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._waiting: OrderedDict[str, list[Heard]] = OrderedDict()  # the latest asked for last
        self._loading = ""

    def get(self, sha256: str, heard: Heard) -> None:
        """`heard` gets the image or the reason why there is none, at once if the image is at hand; nothing if so many
        others were asked for meanwhile that nobody looks for it any more."""
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            heard(self._kept[sha256])
            return
        self._waiting.setdefault(sha256, []).append(heard)
        self._waiting.move_to_end(sha256)
        self._forget_the_oldest()
        self._load_next()

    def prepare(self, sha256: str) -> None:
        """Load an image that is likely to be asked for next, after those that are asked for now."""
        if sha256 not in self._kept and sha256 not in self._waiting:
            self._waiting[sha256] = []
            self._waiting.move_to_end(sha256, last=False)
            self._load_next()

    def _forget_the_oldest(self) -> None:
        while len(self._waiting) > _WANTED:
            del self._waiting[next(sha256 for sha256 in self._waiting if sha256 != self._loading)]

    def _load_next(self) -> None:
        if self._loading or not self._waiting:
            return
        sha256 = self._loading = next(reversed(self._waiting))
        reading = reads.picture(sha256)
        reading.success(lambda image: self._keep(sha256, image))
        self._operations.run(reading.failure(lambda error: self._tell(sha256, error)), self)

    def _keep(self, sha256: str, image: QImage) -> None:
        self._kept[sha256] = image
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self._tell(sha256, image)

    def _tell(self, sha256: str, outcome: QImage | CuratorError) -> None:
        self._loading = ""
        for heard in self._waiting.pop(sha256, ()):
            heard(outcome)
        self._load_next()
