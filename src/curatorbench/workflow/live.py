"""The live picture of a device: what is drawn over it, and the code whose coming into view releases the shutter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from curatorbench.capture.port import Frame
from curatorbench.domain.errors import DeviceError
from curatorbench.imaging import live
from curatorbench.imaging.barcodes import codes_in_view
from curatorbench.imaging.pixels import Pixels, grey_of

STILL = 6.0  # mean change in grey levels between two frames of a table on which nothing moves
CLEAR_FRAMES = 25  # about a second without a code: the table was cleared
NEAR = 0.01  # of the frame's width and height: how far a code that lies still seems to move
THUMB = (96, 54)  # pixels of the frames that are compared

Place = tuple[float, float]
"""The middle of a code, fractions of the frame."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """What a person wants drawn over the live picture."""

    peaking: bool = False
    zebra: bool = False
    histogram: bool = False


@dataclass(frozen=True, slots=True)
class LivePictureView:
    """A frame ready to be shown: `rgb` is width * height * 3 bytes; `histogram` red, green, blue in 64 bins each.

    `sharpness` 0-1 is that of the middle: to be compared with itself while the lens is turned.
    """

    width: int
    height: int
    rgb: bytes
    histogram: live.Histogram | None
    sharpness: float


def look(frame: Frame, view: LiveView, *, phase: int = 0) -> LivePictureView:
    """The frame with what `view` asks for drawn on it; `phase` moves the zebra. Raises DeviceError if it is broken."""
    seen = pixels_of(frame)
    half = live.halved(seen)
    sharpness = live.focus(grey_of(seen))
    counts = live.histogram(half) if view.histogram else None
    shown = _drawn(seen, half, view, phase) if view.peaking or view.zebra else seen
    return LivePictureView(shown.shape[1], shown.shape[0], shown.tobytes(), counts, sharpness)


def _drawn(seen: Pixels, half: Pixels, view: LiveView, phase: int) -> Pixels:
    shown = seen.copy()
    if view.peaking:
        live.peaking(shown, grey_of(half))
    if view.zebra:
        live.zebra(shown, half, phase)
    return shown


def pixels_of(frame: Frame) -> Pixels:
    """RGB of shape (height, width, 3), not to be written to. Raises DeviceError for a frame that came broken."""
    if frame.encoding == "jpeg":
        decoded = live.decoded(frame.data)
        if decoded is not None:
            return decoded
    elif frame.width > 0 and frame.height > 0 and len(frame.data) == frame.width * frame.height * 3:
        return np.frombuffer(frame.data, np.uint8).reshape(frame.height, frame.width, 3)
    raise DeviceError("A frame of the live picture came broken.", "The next one may be whole; else connect anew.")


class CodeTrigger:
    """Watches the live picture for a code to release the shutter on.

    `seen` tells a code once: when it is read at one place in two frames that follow each other and between which
    nothing moved, and was not in view at the last release. It may be told again after other codes, or after the table
    has been clear of codes for a while.
    """

    def __init__(self) -> None:
        self._thumb: Pixels | None = None
        self._places: Mapping[str, Place] = {}
        self._told: frozenset[str] = frozenset()
        self._clear = 0

    def seen(self, frame: Frame) -> str | None:
        """A new code in view, None while there is none. Raises DeviceError for a frame that came broken."""
        pixels = pixels_of(frame)
        is_still = self._holds_still(pixels)
        places = {code.text: code.box.centre for code in codes_in_view(pixels)}
        before, self._places = self._places, places
        steady = [text for text in places if is_still and _is_near(places[text], before.get(text))]
        new = [text for text in steady if text not in self._told]
        self._remember(places, bool(new))
        return new[0] if new else None

    def _holds_still(self, pixels: Pixels) -> bool:
        thumb = np.asarray(cv2.resize(pixels, THUMB, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        before, self._thumb = self._thumb, thumb
        return before is not None and float(cv2.absdiff(before, thumb).mean()) < STILL

    def _remember(self, places: Mapping[str, Place], is_release: bool) -> None:
        """A code that could not be read for a moment is not yet gone; one that was gone for a while is new."""
        self._clear = 0 if places else self._clear + 1
        if is_release:
            self._told = frozenset(places)
        elif self._clear >= CLEAR_FRAMES:
            self._told = frozenset()


def _is_near(place: Place, before: Place | None) -> bool:
    return before is not None and max(abs(place[0] - before[0]), abs(place[1] - before[1])) < NEAR
