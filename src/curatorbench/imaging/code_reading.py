"""Reading one place that may be a code: turned upright, enlarged, in several ways until two agree or one is proof."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from curatorbench.imaging.code_places import SMALLEST, Corners, Place
from curatorbench.imaging.pixels import Grey

Format = zxingcpp.BarcodeFormat
Matrix = NDArray[np.floating] | cv2.typing.MatLike
LINEAR = (Format.Code128, Format.Code93, Format.Code39)
MATRIX = (Format.DataMatrix, Format.QRCode, Format.MicroQRCode, Format.PDF417, Format.Aztec)
_LINEAR = zxingcpp.BarcodeFormats([*LINEAR])
_MATRIX = zxingcpp.BarcodeFormats([*MATRIX])
_LOCAL, _GLOBAL = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram

QUIET = 24  # pixels without an edge end a code: twice the widest gap of a code of three pixels a module
MOST_GROWTH = 1200  # pixels to each side
MOST_PIXELS = 700_000  # of an enlarged place
FEWEST_BARS = 16  # edges of bars: the shortest Code 39 has 30
HIGHEST = 60.0  # pixels of bars that are looked at: more only shows how askew they are
STRAIGHT = 0.6  # squareness of printed bars, which are straight; foliage has 0.3
FILLED = 0.4  # least share of a rectangle that is dense, of codes of squares
PURE, REGULAR = 0.7, 0.15  # purity and variety of what is most likely bars of a code and no ruler
BAR_ZOOMS = (3, 4, 2)
SQUARE_LOOKS = ((3, _LOCAL), (3, _GLOBAL), (4, _GLOBAL), (4, _LOCAL))
LEAST_CONTRAST = 40.0  # grey levels
MIXED = (0.45, 0.8)  # purity of bars below which they are none, and of PDF417 above which it is bars alone


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


def scan(
    picture: Grey, formats: zxingcpp.BarcodeFormats, binarizer: zxingcpp.Binarizer = _LOCAL, *, is_place: bool = False
) -> list[Sighting]:
    """What ZXing reads on a picture. `is_place` says that it holds one code, dark on light and large enough."""
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(picture),
        formats=formats,
        binarizer=binarizer,
        try_downscale=not is_place,
        try_invert=not is_place,
    )
    return [Sighting(code.text, str(code.format).replace(" ", ""), _corners(code.position)) for code in found]


def _corners(place: zxingcpp.Position) -> Corners:
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((float(p.x), float(p.y)) for p in points)


def read_place(view: Grey, place: Place) -> Sighting | None:
    """The code at a place of a view, corners in pixels of the view; None where there is none that can be read."""
    if not place.is_bars:
        return _read_squares(view, place) if _may_be_squares(view, place) else None
    if place.squareness < STRAIGHT:
        return None
    grown = grown_along(view, place)
    bars = bars_of(view, grown)
    if bars.edges < FEWEST_BARS:
        return None
    is_likely = bars.purity > PURE and bars.variety > REGULAR
    found = _read_bars(view, grown, BAR_ZOOMS if is_likely else BAR_ZOOMS[:1]) if bars.purity > MIXED[0] else None
    return found or (_read_squares(view, grown) if bars.purity < MIXED[1] else None)


def _may_be_squares(view: Grey, place: Place) -> bool:
    """Whether a place is worth reading: as much ink as a code has, changing often both across and down."""
    if place.filled < FILLED or max(place.size) > 8 * min(place.size):
        return False
    ink, across, down = _ink_of(view, place)
    return 0.2 < ink < 0.8 and min(across, down) > 0.05 and 0.4 < across / down < 2.5


def _read_bars(view: Grey, place: Place, zooms: Sequence[int]) -> Sighting | None:
    """Bars have a weak checksum or none: two ways of looking must tell the same."""
    told: set[tuple[str, str]] = set()
    band = replace(place, size=(place.size[0], min(place.size[1], HIGHEST)))
    for zoom in zooms:
        picture, _ = upright(view, band, zoom)
        for share in (0.0, 0.25):  # of the height: averaged along the bars, grain and dirt fall out
            smooth = cast(Grey, cv2.blur(picture, (1, max(1, int(picture.shape[0] * share)))))
            found = {(s.text, s.format) for s in scan(smooth, _LINEAR, is_place=True)}
            if found & told:
                text, name = min(found & told)
                return Sighting(text, name, place.corners, is_whole=True)
            told |= found
    return None


def _read_squares(view: Grey, place: Place) -> Sighting | None:
    """Codes of squares correct errors and carry proof: one look is enough; most looks are for what is most likely."""
    looks = SQUARE_LOOKS if _looks_like_squares(view, place, 0.07) else SQUARE_LOOKS[:1]
    for zoom, binarizer in looks:
        picture, matrix = upright(view, place, zoom)
        for look in (_crisp(picture, zoom), picture):
            for found in scan(look, _MATRIX, binarizer, is_place=True):
                back = cv2.invertAffineTransform(matrix)
                return replace(found, corners=_moved(found.corners, back), is_whole=True)
    return None


def _crisp(picture: Grey, zoom: float) -> Grey:
    """Blur taken back, so that the smallest modules reach the contrast of large ones."""
    soft = cv2.GaussianBlur(picture, (0, 0), float(zoom))
    return cast(Grey, cv2.addWeighted(picture, 2.5, soft, -1.5, 0))


def upright(view: Grey, place: Place, zoom: float, margin: float | None = None) -> tuple[Grey, Matrix]:
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


def _moved(corners: Corners, matrix: Matrix) -> Corners:
    points = np.array(corners) @ matrix[:, :2].T + matrix[:, 2]
    return tuple((float(x), float(y)) for x, y in points)


def grown_along(view: Grey, place: Place) -> Place:
    """The place as long as its bars go on: wide bars and gaps are less dense than narrow ones."""
    reach = min(MOST_GROWTH, 10 * max(place.size))
    profile = _profile(view, replace(place, size=(place.size[0] + 2 * reach, place.size[1])))
    change = np.abs(np.diff(profile, append=profile[-1:]))
    first, last = int(reach), int(reach + place.size[0])
    busy = change > 0.08 * float(np.percentile(change[first : last + 1], 90))
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
    relief = profile - cv2.blur(profile.reshape(1, -1), (15, 1)).ravel()
    strong = np.flatnonzero(np.abs(relief) > 0.25 * float(np.percentile(np.abs(relief), 90)))
    turns = strong[1:][np.diff(np.sign(relief[strong])) != 0]
    purity = float(profile.var() / max(1.0, float(picture.var())))
    return Bars(len(turns), purity, _variety(np.diff(turns)))


def _variety(widths: NDArray[np.intp]) -> float:
    """How much dark and light widths, which follow each other, differ among themselves: the lesser of the two."""
    if len(widths) < 4:
        return 0.0
    return float(min(part.std() / part.mean() for part in (widths[::2], widths[1::2])))


def likely_code(view: Grey, place: Place) -> Place | None:
    """The whole of what a person would take for a code, even where it cannot be read; None where nobody would.

    Far stricter than what is worth a reading: every alarm costs a person's look.
    """
    return _likely_bars(view, place) if place.is_bars else _likely_squares(view, place)


def _likely_bars(view: Grey, place: Place) -> Place | None:
    if min(place.coherence, place.squareness) < 0.8 or min(place.size) < SMALLEST:
        return None
    grown = grown_along(view, place)
    bars = bars_of(view, grown)
    is_shaped = grown.size[1] < 2 * grown.size[0] < 40 * grown.size[1]
    return grown if is_shaped and bars.edges >= 24 and bars.purity > 0.88 and 0.3 < bars.variety < 1.0 else None


def _likely_squares(view: Grey, place: Place) -> Place | None:
    if place.squareness < 0.13 or place.filled < 0.7 or not _looks_like_squares(view, place, 0.12):
        return None
    ink, across, down = _ink_of(view, place)
    is_square = place.squareness + 2 * min(across, down) > 0.46  # blur and turn take of either, seldom of both
    return place if is_square and 0.37 <= ink < 0.62 else None


def _looks_like_squares(view: Grey, place: Place, changes: float) -> bool:
    """A full square with as many changes across as down, about half of it ink."""
    wide, high = place.size
    if place.squareness < 0.1 or place.filled < 0.6 or max(wide, high) > 1.4 * min(wide, high):
        return False
    ink, across, down = _ink_of(view, place)
    return 0.3 < ink < 0.7 and 0.6 < across / max(down, 1e-6) < 1.6 and min(across, down) > changes


def _ink_of(view: Grey, place: Place) -> tuple[float, float, float]:
    """The share of ink within a place, and of pixels (at twice the size) where it changes across and down.

    All are 0 where there is too little contrast for a print.
    """
    picture = upright(view, place, 2, -2)[0]
    dark, light = np.percentile(picture, (8, 92))
    if light - dark < LEAST_CONTRAST:
        return 0.0, 0.0, 0.0
    ink = picture < (dark + light) / 2
    return float(ink.mean()), float((ink[:, 1:] != ink[:, :-1]).mean()), float((ink[1:] != ink[:-1]).mean())
