"""Machine-readable codes on an image: every one that is printed there, nothing invented.

A copy of about three megapixels is read as a whole; then every place that looks like a code and has not been read is
turned upright and enlarged (`code_places`, `code_reading`), so that small, turned and soft codes are read beside large
ones. Only where nothing was found is the image read as it is. Bars must say the same on two copies of different size:
the checksum of Code 128 lets one wrong reading in a hundred pass. Formats without a checksum are kept only if their
text looks like a number of a specimen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Barcode
from curatorbench.imaging.code_places import Corners, Place, places, views
from curatorbench.imaging.code_reading import LINEAR, MATRIX, Sighting, likely_code, read_place, scan
from curatorbench.imaging.pixels import Grey, Pixels, grey_of, resized

SMALL_PIXELS = 3_000_000
_LOOKS = (1.4, 1.0, 0.8)  # scales of a second look at bars
_ANOTHER = 0.1  # by how much the scale of two looks differs at least
FINE = 0.5  # scale of views on which squares may go unread: larger ones are always read, and look like print

_WEAK = (zxingcpp.BarcodeFormat.ITF, zxingcpp.BarcodeFormat.Codabar)  # any ruler has stripes like theirs
_READ = zxingcpp.BarcodeFormats([*LINEAR, *MATRIX, *_WEAK])
_FLAT = frozenset(("Code128", "Code93", "Code39", "ITF", "Codabar"))  # position is of a few scan lines only


class CodeSearch:
    """The search for codes on an RGB image of shape (height, width, 3): what it has once looked at serves all that is
    asked of it, and it looks for nothing before it is asked. Holds about 1.4 bytes a pixel."""

    def __init__(self, pixels: Pixels) -> None:
        self._grey = grey_of(pixels)

    @cached_property
    def codes(self) -> tuple[Barcode, ...]:
        """Codes on the image, each once, from top to bottom."""
        grey = self._grey
        small = min(1.0, math.sqrt(SMALL_PIXELS / max(1, grey.size)))
        seen = _kept(grey, small)
        seen += _at_places(self._places, seen)
        if not seen and small < 1.0:
            seen = _kept(grey, 1.0)
        best = {(s.text, s.format): s for s in seen}
        found = [Barcode(s.text, s.format, _box(grey, s)) for s in best.values()]
        return tuple(sorted(found, key=lambda b: (b.box.y, b.box.x)))

    def unread(self, found: Iterable[Barcode] | None = None) -> tuple[Box, ...]:
        """Places that look like a code and are none of those `found` (else of `codes`), from top to bottom."""
        size = (self._grey.shape[1], self._grey.shape[0])
        known, boxes = [code.box for code in (self.codes if found is None else found)], list[Box]()
        for scale, view, place in self._places:
            whole = likely_code(view, place) if place.is_bars or scale >= FINE else None
            if whole is not None:
                box = _around(_scaled(whole.corners, 1 / scale), size)
                if not any(_is_same(box, other) for other in (*known, *boxes)):
                    boxes.append(box)
        return tuple(sorted(boxes, key=lambda box: (box.y, box.x)))

    @cached_property
    def _places(self) -> tuple[tuple[float, Grey, Place], ...]:
        """What may be a code: the scale of a view, the view, and the place on it."""
        return tuple((scale, view, place) for scale, view in views(self._grey) for place in places(view))


def barcodes(pixels: Pixels) -> tuple[Barcode, ...]:
    """Codes on an RGB image of shape (height, width, 3), each once, from top to bottom."""
    return CodeSearch(pixels).codes


def codes_in_view(pixels: Pixels) -> tuple[Barcode, ...]:
    """Codes on a frame of a live picture: one fast look, without the kinds that need a second one."""
    grey = grey_of(pixels)
    seen = {s.text: s for s in _scan(grey, 1.0) if not _is_weak(s) and _is_plausible(s)}
    return tuple(Barcode(s.text, s.format, _box(grey, s)) for s in seen.values())


def _is_same(box: Box, other: Box) -> bool:
    """Whether the middle of one box lies in the other, or just beside: bars go on where no line was scanned."""
    return _holds(box.padded(0.01), other.centre) or _holds(other.padded(0.01), box.centre)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box.x <= point[0] <= box.right and box.y <= point[1] <= box.bottom


def _around(corners: Corners, size: tuple[int, int]) -> Box:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box.from_pixels(min(xs), min(ys), max(xs), max(ys), size)


def _scan(grey: Grey, scale: float) -> list[Sighting]:
    """What ZXing reads on all of `grey` brought to `scale`; corners in pixels of `grey`."""
    found = scan(resized(grey, scale), _READ)
    return [replace(code, corners=_scaled(code.corners, 1 / scale)) for code in found]


def _at_places(where: Iterable[tuple[float, Grey, Place]], seen: Iterable[Sighting]) -> list[Sighting]:
    """What can be read at places where nothing has been seen yet; corners in pixels of the whole image."""
    known, found = [s.corners for s in seen], list[Sighting]()
    for scale, view, place in where:
        if not _is_known(place, scale, known):
            code = read_place(view, place)
            if code and _is_plausible(code):
                found.append(replace(code, corners=_scaled(code.corners, 1 / scale)))
                known.append(found[-1].corners)
    return found


def _is_known(place: Place, scale: float, known: Iterable[Corners]) -> bool:
    """Whether the middle of a place lies on a code that was read, or the middle of that code on the place."""
    middle = (place.centre[0] / scale, place.centre[1] / scale)
    around = np.array(_scaled(place.corners, 1 / scale), np.float32)
    return any(_reaches(corners, middle) or _lies_on(around, corners) for corners in known)


def _reaches(corners: Corners, point: tuple[float, float]) -> bool:
    """Whether a point lies on a code, or above or below the lines of it that were scanned."""
    code = np.array(corners, np.float32)
    return cv2.pointPolygonTest(code, point, True) > -0.25 * float(np.ptp(code, axis=0).max())


def _lies_on(around: NDArray[np.float32], corners: Corners) -> bool:
    x, y = np.mean(corners, axis=0)
    return cv2.pointPolygonTest(around, (float(x), float(y)), False) >= 0


def _scaled(corners: Corners, scale: float) -> Corners:
    return tuple((x * scale, y * scale) for x, y in corners)


def _kept(grey: Grey, scale: float) -> list[Sighting]:
    """What is read on all of the image brought to `scale`, and on another look at its place where it is bars."""
    seen = [code for code in _scan(grey, scale) if _is_plausible(code)]
    return [code for code in seen if code.format not in _FLAT or _is_confirmed(grey, code, scale)]


def _is_weak(code: Sighting) -> bool:
    return code.format in ("ITF", "Codabar")


def _is_confirmed(grey: Grey, code: Sighting, seen_at: float) -> bool:
    """Whether the same is read on a copy of another size of that part of the image."""
    xs, ys = [int(x) for x, _ in code.corners], [int(y) for _, y in code.corners]
    margin = 40 + (max(xs) - min(xs) + max(ys) - min(ys)) // 4
    part = grey[max(0, min(ys) - margin) : max(ys) + margin, max(0, min(xs) - margin) : max(xs) + margin]
    others = (scale for scale in _LOOKS if abs(scale / seen_at - 1) > _ANOTHER)
    return any(code.text == again.text for scale in others for again in _scan(part, scale))


def _is_plausible(code: Sighting) -> bool:
    digits = sum(ch.isdigit() for ch in code.text)
    if _is_weak(code):
        return digits >= 8
    if code.format == "Code39":
        return len(code.text) >= 5 and digits >= 4
    return bool(code.text.strip()) and (code.format not in _FLAT or len(code.text) >= 3)


def _box(grey: Grey, code: Sighting) -> Box:
    high, wide = grey.shape
    xs, ys = [x for x, _ in code.corners], [y for _, y in code.corners]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    if code.format in _FLAT and not code.is_whole:
        (x0, y0), (x1, y1) = code.corners[0], code.corners[1]
        if abs(x1 - x0) >= abs(y1 - y0):
            top, bottom = _stretch(grey, int(left), int(right), int(top), int(bottom))
        else:
            left, right = _stretch(grey.T, int(top), int(bottom), int(left), int(right))
    return Box.from_pixels(left, top, right + 1, bottom + 1, (wide, high))


def _stretch(grey: Grey, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The rows around `first`..`last` that show the same bars between columns `start` and `end`.

    ZXing gives the scan lines it read; the bars go on above and below them.
    """
    limit = (end - start) // 2
    above, below = max(0, first - limit), min(len(grey), last + limit)
    band = grey[above:below, max(0, start) : end + 1].astype(np.float32)
    if band.size == 0 or band.shape[1] < 8:
        return first, last
    band -= band.mean(axis=1, keepdims=True)
    middle = (first + last) // 2 - above
    bars = band[max(0, middle - 1) : middle + 2].mean(axis=0)
    likeness = band @ bars / (np.linalg.norm(band, axis=1) * np.linalg.norm(bars) + 1e-6)
    same = cv2.blur(likeness.reshape(-1, 1), (1, 5)).ravel() > 0.5
    upper = middle - int(np.argmin(np.append(same[: middle + 1][::-1], False)))
    lower = middle + int(np.argmin(np.append(same[middle:], False)))
    return min(first, above + upper + 1), max(last, above + lower - 1)
