"""Live pictures off the UI thread: one is asked for when the last is painted, so that the newest wins by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from curatorbench.domain.errors import CuratorError
from curatorbench.ui.operations.operations import Lane, Operations, ReadOperation

if TYPE_CHECKING:
    from curatorbench.workflow.capture import Station

_PACE = 40  # ms between two pictures: 25 a second
_LATE = 2_000  # ms after which a picture that does not come is said
_AGAIN = 3_000  # ms until a device that showed nothing is asked again

_STRIPES = 20  # px a second that the zebra moves

Histogram = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Overlays:
    """What lies over the live picture. `grid` is drawn by the view, the others into the picture."""

    peaking: bool = False
    zebra: bool = False
    grid: bool = False
    histogram: bool = False

    @classmethod
    def read(cls, text: str) -> Overlays:
        """From the words of a setting; a word that is none is passed over."""
        words = text.split()
        return cls(*(name in words for name in cls.__dataclass_fields__))

    def text(self) -> str:
        return " ".join(name for name in self.__dataclass_fields__ if getattr(self, name))

    def toggled(self, name: str) -> Overlays:
        return replace(self, **{name: not getattr(self, name)})


@dataclass(frozen=True, slots=True)
class LiveImage:
    """A picture ready to be painted: the `part` (px of the frame, of `size`) that is seen, at most as many px as the
    view has. `code` is a new one in view. `is_old`: the device has shown no newer one for a while."""

    image: QImage
    size: QSize
    part: QRect
    histogram: Histogram | None
    sharpness: float
    code: str | None = None
    is_old: bool = False


class Newest:
    """Since when a frame is the newest: a device that hangs gives its last one again and again."""

    def __init__(self) -> None:
        self._frame: Any = None
        self._since = 0.0

    def is_old(self, frame: Any) -> bool:
        now = time.monotonic()
        if frame is not self._frame:
            self._frame, self._since = frame, now
        return now - self._since > _LATE / 1000


class Watching:
    """Looks for new codes in the live pictures. What that needs is loaded when the first picture comes, on the thread
    that looks at it."""

    def __init__(self) -> None:
        self._seen: Callable[[Any], str | None] | None = None

    def seen(self, frame: Any) -> str | None:
        from curatorbench.workflow import live

        self._seen = self._seen or live.CodeTrigger().seen
        return self._seen(frame)


class LiveFeed(QObject):
    """Asks while it is on, the view is seen and nothing exposes; else it does no work at all."""

    arrived = Signal(object)  # LiveImage
    code_seen = Signal(str)
    failed = Signal(object)  # CuratorError
    late = Signal()  # the device is asked, and silent
    switched = Signal()

    def __init__(self, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self._station: Station | None = None
        self._trigger: Watching | None = None
        self._newest = Newest()
        self._is_asked = self._is_looking = False
        self._asked_at = 0.0
        self._complaint = ""  # of the device, in place of the last picture
        self.is_on = self.is_seen = self.is_paused = False
        self.overlays = Overlays()
        self.room = QSize(1, 1)  # device px of the view
        self.part: QRect | None = None  # px of the frame that are seen; None for all
        self._next = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._ask)
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self._on_late)

    @property
    def watches_codes(self) -> bool:
        return self._trigger is not None

    @property
    def is_at_work(self) -> bool:
        """Whether a picture is asked for, or will be."""
        return self._is_asked or self._next.isActive()

    def show(self, station: Station | None) -> None:
        """Of which station; None for none."""
        if station is None:
            self.switch(False)
        self._station = station
        self.go_on()

    def switch(self, on: bool) -> None:
        self.is_on = on
        if not on:
            self._trigger = None
        self.switched.emit()
        self.go_on()

    def watch_codes(self, wanted: bool) -> None:
        """Tell of new codes in view; that needs live pictures."""
        self._trigger = Watching() if wanted else None
        if wanted and not self.is_on:
            self.switch(True)
        else:
            self.switched.emit()

    def go_on(self) -> None:
        """What it depends on has changed: begin to ask, or stop."""
        if not self._wanted:
            self._next.stop()
            self._rest()
        elif not self.is_at_work:
            self._next.start(0)

    def _rest(self) -> None:
        """The device may rest, too, unless it only waits for an exposure to end."""
        station, is_looking = self._station, self._is_looking
        if station is not None and is_looking and not (self.is_on and self.is_seen):
            self._is_looking = False
            resting = ReadOperation(lambda _: station.device.stop_live())
            resting.lane = Lane.LIVE
            self._operations.run(resting.failure(lambda _: None), self)

    @property
    def _wanted(self) -> bool:
        return self._station is not None and self.is_on and self.is_seen and not self.is_paused

    def _ask(self) -> None:
        station = self._station
        if station is None or not self._wanted or self._is_asked:
            return
        self._is_asked, self._is_looking, self._asked_at = True, True, time.monotonic()
        overlays, room, part, trigger = self.overlays, self.room, self.part, self._trigger
        asked = ReadOperation(lambda _: look(station, overlays, room, part, trigger, self._newest))
        asked.lane = Lane.LIVE
        asked.success(partial(self._on_picture, station)).failure(partial(self._on_failed, station))
        self._operations.run(asked, self)
        self._late.start()

    def _on_late(self) -> None:
        if self._is_asked and self._wanted:
            self.late.emit()

    def _on_picture(self, station: Station, picture: LiveImage) -> None:
        self._is_asked = False
        self._late.stop()
        if station is not self._station:  # that of another session
            self.go_on()
            return
        self._complaint = ""
        if self._wanted:
            self.arrived.emit(picture)
            spent = round(1000 * (time.monotonic() - self._asked_at))
            self._next.start(max(1, _PACE - spent))
        if picture.code and self._trigger and not self.is_paused:
            self.code_seen.emit(picture.code)

    def _on_failed(self, station: Station, error: CuratorError) -> None:
        """It is asked again and again; the same is said once."""
        self._is_asked = False
        self._late.stop()
        if station is not self._station:
            self.go_on()
        elif self._wanted:
            if error.message != self._complaint:
                self._complaint = error.message
                self.failed.emit(error)
            self._next.start(_AGAIN)


def look(
    station: Station,
    overlays: Overlays,
    room: QSize,
    part: QRect | None,
    trigger: Watching | None,
    newest: Newest,
) -> LiveImage:
    """The newest picture as the view paints it: `part` of it (px), fitted into `room` (px), in the screen's format."""
    from curatorbench.workflow import live

    frame = station.device.frame()
    is_old = newest.is_old(frame)
    code = trigger.seen(frame) if trigger else None
    seen = live.look(frame, live.LiveView(overlays.peaking, overlays.zebra, overlays.histogram), phase=phase())
    whole = QImage(seen.rgb, seen.width, seen.height, 3 * seen.width, QImage.Format.Format_RGB888)
    shown = QRect(0, 0, seen.width, seen.height) if part is None else part.intersected(whole.rect())
    if shown.isEmpty():
        shown = whole.rect()
    cut = whole.copy(shown)  # its own pixels: those of `seen` go with it
    return LiveImage(fitted(cut, room), whole.size(), shown, seen.histogram, seen.sharpness, code, is_old)


def phase() -> int:
    """Where the zebra's stripes are now: they move, so that nobody takes them for a part of the thing."""
    return int(time.monotonic() * _STRIPES)


def fitted(image: QImage, room: QSize) -> QImage:
    """As large as `room` allows, never enlarged; 32 bits a pixel, which the screen takes without converting."""
    if image.width() > room.width() or image.height() > room.height():
        image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
    return image.convertToFormat(QImage.Format.Format_RGB32)
