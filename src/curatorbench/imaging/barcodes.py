"""Machine-readable codes on an image: what is printed there, nothing invented.

A copy of about three megapixels is tried, then the image as it is; where neither shows a code, tiles
enlarged twice. Formats that carry no checksum are kept only if their text looks like a number of a
specimen; the weakest of them must also be seen on two copies of different size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Barcode
from curatorbench.imaging.pixels import Grey, Pixels, grey_of, resized

SMALL_PIXELS = 3_000_000
TILE = 1500  # pixels of the original, before enlarging
TILE_OVERLAP = 500  # longer than a code that only enlarging can read
MOST_ENLARGED_PIXELS = 12_000_000  # larger photographs show their codes without enlarging

_Formats = zxingcpp.BarcodeFormat
_CHECKED = (
    _Formats.Code128,
    _Formats.Code93,
    _Formats.DataMatrix,
    _Formats.QRCode,
    _Formats.MicroQRCode,
    _Formats.PDF417,
    _Formats.Aztec,
)
_WEAK = (_Formats.ITF, _Formats.Codabar)  # any ruler has stripes like theirs
_READ = zxingcpp.BarcodeFormats([*_CHECKED, _Formats.Code39, *_WEAK])
_FLAT = frozenset(("Code128", "Code93", "Code39", "ITF", "Codabar"))  # position is of a few scan lines only


@dataclass(frozen=True, slots=True)
class _Sighting:
    text: str
    format: str
    corners: tuple[tuple[float, float], ...]


def barcodes(pixels: Pixels) -> tuple[Barcode, ...]:
    """Codes on an RGB image of shape (height, width, 3), each once, from top to bottom."""
    grey = grey_of(pixels)
    seen = [*_scan(grey, _small_scale(grey)), *(_scan(grey, 1.0) if _small_scale(grey) < 1.0 else ())]
    if not seen and grey.size <= MOST_ENLARGED_PIXELS:
        seen = list(_scan_tiles(grey))
    weak = [s for s in seen if _is_weak(s.format)]
    confirmed = [s for s in _scan(grey, 1.4) if _is_weak(s.format)] if weak else []
    kept = [s for s in seen if _plausible(s, len([w for w in (*weak, *confirmed) if w.text == s.text]))]
    best = {(s.text, s.format): s for s in kept}  # the sharpest copy was scanned last
    found = [Barcode(s.text, s.format, _box(grey, s)) for s in best.values()]
    return tuple(sorted(found, key=lambda b: (b.box.y, b.box.x)))


def codes_in_view(pixels: Pixels) -> tuple[Barcode, ...]:
    """Codes on a frame of a live picture, of the kinds that carry a checksum or look like a number: one fast look."""
    grey = grey_of(pixels)
    seen = {s.text: s for s in _scan(grey, 1.0) if not _is_weak(s.format) and _plausible(s, 1)}
    return tuple(Barcode(s.text, s.format, _box(grey, s)) for s in seen.values())


def unread(pixels: Pixels, found: Sequence[Barcode]) -> tuple[Box, ...]:
    """Places that look like a code and are none of those `found`."""
    return ()


def _small_scale(grey: Grey) -> float:
    return min(1.0, math.sqrt(SMALL_PIXELS / max(1, grey.size)))


def _scan(grey: Grey, scale: float, origin: tuple[int, int] = (0, 0)) -> Iterator[_Sighting]:
    """What ZXing reads on `grey` brought to `scale`; corners in pixels of the whole image."""
    view = resized(grey, scale)
    for code in zxingcpp.read_barcodes(np.ascontiguousarray(view), formats=_READ):
        place = code.position
        points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        corners = tuple((p.x / scale + origin[0], p.y / scale + origin[1]) for p in points)
        yield _Sighting(code.text, str(code.format).replace(" ", ""), corners)


def _scan_tiles(grey: Grey) -> Iterator[_Sighting]:
    high, wide = grey.shape
    step = TILE - TILE_OVERLAP
    for top in range(0, max(1, high - TILE_OVERLAP), step):
        for left in range(0, max(1, wide - TILE_OVERLAP), step):
            yield from _scan(grey[top : top + TILE, left : left + TILE], 2.0, (left, top))


def _is_weak(name: str) -> bool:
    return name in ("ITF", "Codabar")


def _plausible(code: _Sighting, sightings: int) -> bool:
    digits = sum(ch.isdigit() for ch in code.text)
    if _is_weak(code.format):
        return digits >= 8 and sightings >= 2
    if code.format == "Code39":
        return len(code.text) >= 5 and digits >= 4
    return bool(code.text.strip()) and (code.format not in _FLAT or len(code.text) >= 3)


def _box(grey: Grey, code: _Sighting) -> Box:
    high, wide = grey.shape
    xs, ys = [x for x, _ in code.corners], [y for _, y in code.corners]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    if code.format in _FLAT:
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
