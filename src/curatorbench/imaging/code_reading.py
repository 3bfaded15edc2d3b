"""Reading one place that may be a code: turned upright, enlarged, in several ways until two agree or one is proof."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from curatorbench.imaging.code_places import Corners, Place
from curatorbench.imaging.pixels import Grey

Format = zxingcpp.BarcodeFormat
LINEAR = (Format.Code128, Format.Code93, Format.Code39)
MATRIX = (Format.DataMatrix, Format.QRCode, Format.MicroQRCode, Format.PDF417, Format.Aztec)
_LINEAR = zxingcpp.BarcodeFormats([*LINEAR])
_MATRIX = zxingcpp.BarcodeFormats([*MATRIX])
_LOCAL, _GLOBAL = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram

QUIET = 14  # pixels without an edge end a code: ten modules of white are prescribed
MOST_GROWTH = 1200  # pixels to each side
MOST_PIXELS = 3_000_000  # of an enlarged place
FEWEST_BARS = 16  # edges of bars: the shortest Code 39 has 30


@dataclass(frozen=True, slots=True)
class Sighting:
    """A text that ZXing read; `corners` in pixels of the picture that it was read on, clockwise from the upper left.

    `is_whole` says that the corners go around all of the code and not around the lines that were scanned.
    """

    text: str
    format: str
    corners: Corners
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """What the profile across a place says: how many `edges` it has, how much of its contrast is that of bars (0-1)
    and how much their widths differ (standard deviation over mean: 0 for a ruler)."""

    edges: int
    purity: float
    variety: float


def scan(picture: Grey, formats: zxingcpp.BarcodeFormats, **options: object) -> list[Sighting]:
    """What ZXing reads on a picture."""
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture), formats=formats, **options)
    return [Sighting(code.text, str(code.format).replace(" ", ""), _corners(code.position)) for code in found]


def _corners(place: zxingcpp.Position) -> Corners:
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((float(p.x), float(p.y)) for p in points)


def read_place(view: Grey, place: Place) -> Sighting | None:
    """The code at a place of a view, corners in pixels of the view; None where there is none that can be read."""
    if place.is_bars:
        grown = grown_along(view, place)
        if bars_of(view, grown).edges < FEWEST_BARS:
            return None
        return _read_bars(view, grown) or _read_squares(view, grown)
    return _read_squares(view, place)


def _read_bars(view: Grey, place: Place) -> Sighting | None:
    """Bars have a weak checksum or none: two ways of looking must tell the same."""
    told: set[tuple[str, str]] = set()
    for look in _BAR_LOOKS:
        found = {(s.text, s.format) for s in look(view, place)}
        agreed = sorted(found & told)
        if agreed:
            text, name = agreed[0]
            return Sighting(text, name, place.corners, is_whole=True)
        told |= found
    return None


def _read_squares(view: Grey, place: Place) -> Sighting | None:
    """Codes of squares correct errors and carry proof: one look is enough."""
    return next((found for look in _SQUARE_LOOKS for found in look(view, place)), None)


def _look_at_bars(zoom: int, share: float, binarizer: zxingcpp.Binarizer) -> Callable[[Grey, Place], list[Sighting]]:
    """A way to look at bars: enlarged, and averaged along them over a share of their height."""

    def look(view: Grey, place: Place) -> list[Sighting]:
        picture, _ = upright(view, place, zoom)
        rows = max(1, int(picture.shape[0] * share))
        smooth = cast(Grey, cv2.blur(picture, (1, rows)))
        return scan(smooth, _LINEAR, binarizer=binarizer, try_downscale=False, try_invert=False, try_rotate=False)

    return look


def _look_at_squares(zoom: int, edge: float, binarizer: zxingcpp.Binarizer) -> Callable[[Grey, Place], list[Sighting]]:
    """A way to look at squares: enlarged, with blur taken back where `edge` is above 0."""

    def look(view: Grey, place: Place) -> list[Sighting]:
        picture, matrix = upright(view, place, zoom)
        if edge:
            soft = cv2.GaussianBlur(picture, (0, 0), float(zoom))
            picture = cast(Grey, cv2.addWeighted(picture, 1 + edge, soft, -edge, 0))
        found = scan(picture, _MATRIX, binarizer=binarizer, try_downscale=False, try_invert=False)
        back = cv2.invertAffineTransform(matrix)
        return [replace(s, corners=_moved(s.corners, back), is_whole=True) for s in found]

    return look


_BAR_LOOKS = (
    _look_at_bars(3, 0.0, _LOCAL),
    _look_at_bars(3, 0.25, _LOCAL),
    _look_at_bars(4, 0.0, _LOCAL),
    _look_at_bars(4, 0.25, _GLOBAL),
    _look_at_bars(2, 0.25, _LOCAL),
)
_SQUARE_LOOKS = (
    _look_at_squares(3, 1.5, _LOCAL),
    _look_at_squares(3, 0.0, _LOCAL),
    _look_at_squares(4, 1.5, _GLOBAL),
    _look_at_squares(4, 0.0, _LOCAL),
)


def upright(view: Grey, place: Place, zoom: float, margin: float | None = None) -> tuple[Grey, NDArray[np.float64]]:
    """A place turned back and enlarged, with a margin in pixels of the view; and the matrix that did it."""
    wide, high = (side + 2 * (max(12.0, 0.12 * max(place.size)) if margin is None else margin) for side in place.size)
    zoom = min(zoom, math.sqrt(MOST_PIXELS / (wide * high)))
    cos, sin = math.cos(math.radians(place.turn)) * zoom, math.sin(math.radians(place.turn)) * zoom
    turn = np.array([[cos, sin], [-sin, cos]])
    shift = np.array([wide, high]) * zoom / 2 - turn @ np.array(place.centre)
    matrix = np.hstack([turn, shift[:, None]])
    size = (max(1, round(wide * zoom)), max(1, round(high * zoom)))
    turned = cv2.warpAffine(view, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return cast(Grey, turned), matrix


def _moved(corners: Corners, matrix: NDArray[np.float64]) -> Corners:
    points = np.array(corners) @ matrix[:, :2].T + matrix[:, 2]
    return tuple((float(x), float(y)) for x, y in points)


def grown_along(view: Grey, place: Place) -> Place:
    """The place as long as its bars go on: wide bars and gaps are less dense than narrow ones."""
    reach = min(MOST_GROWTH, 2 * max(place.size))
    profile = _profile(view, replace(place, size=(place.size[0] + 2 * reach, place.size[1])))
    change = np.abs(np.diff(profile, append=profile[-1:]))
    first, last = int(reach), int(reach + place.size[0])
    busy = change > 0.2 * float(np.percentile(change[first : last + 1], 90))
    left, right = first - _run(busy[:first][::-1]), last + _run(busy[last:])
    shift = (left + right) / 2 - (first + last) / 2
    cos, sin = math.cos(math.radians(place.turn)), math.sin(math.radians(place.turn))
    centre = (place.centre[0] + shift * cos, place.centre[1] + shift * sin)
    return replace(place, centre=centre, size=(float(right - left), place.size[1]))


def _run(busy: NDArray[np.bool_]) -> int:
    """How many pixels from the beginning there is no quiet zone."""
    places = np.append(np.flatnonzero(busy), len(busy) + QUIET)
    gaps = np.diff(places, prepend=0)
    stop = int(np.argmax(gaps >= QUIET))
    return 0 if stop == 0 else int(places[stop - 1])


def _profile(view: Grey, place: Place) -> NDArray[np.float32]:
    """The mean along the bars of the inner half of a place, one value a pixel."""
    inner = replace(place, size=(place.size[0], max(2.0, place.size[1] / 2)))
    return np.asarray(upright(view, inner, 1, 0)[0].mean(axis=0), dtype=np.float32)


def bars_of(view: Grey, place: Place) -> Bars:
    """How much a place looks like a code of bars."""
    inner = replace(place, size=(place.size[0], max(2.0, place.size[1] / 2)))
    picture = upright(view, inner, 1, 0)[0].astype(np.float32)
    profile = picture.mean(axis=0)
    high = profile - cv2.blur(profile.reshape(1, -1), (15, 1)).ravel()
    strong = np.abs(high) > 0.25 * float(np.percentile(np.abs(high), 90))
    signs = np.sign(high[strong])
    turns = np.flatnonzero(np.diff(signs))
    widths = np.diff(np.flatnonzero(strong)[turns]) if len(turns) > 2 else np.ones(1)
    purity = float(profile.var() / max(1.0, float(picture.var())))
    return Bars(len(turns), purity, float(widths.std() / max(1e-6, widths.mean())))
