"""From a photograph to what the networks see. Training and judging both go through here, so they cannot differ.

Two views of one image. The *sheet view* keeps everything that lies on the paper, its tone and light evened out and
its contrast raised: stains are looked for there, and in the *tones*, a count of how dark and how warm the paper is.
The *specimen view* keeps the plant alone, grey on an even white ground, cut to its own extent. A collection has
its paper, its chart, its camera and its labels; a network that sees them learns the collection instead of the
plant, and reads the family from the label. Nothing outside the image (no file name) is ever used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.classify.paper import Plane, even_lightness, mean_of_channels, paper_extent, paper_surface
from curatorbench.classify.plant import Mask, specimen_mask
from curatorbench.classify.port import Pixels

VERSION = 1  # goes into every card; raise it when any number here, in paper.py or plant.py changes
WORKING = 512  # longest side, pixels, at which the sheet is measured
DETAIL = 1024  # and from which the plant is cut
SHEET_VIEW = (320, 224)  # height, width of the sheet view: multiples of 32
SPECIMEN_VIEW = (320, 320)
PAPER_GREY = 235.0  # what paper becomes in the specimen view
_BLACK, _SPAN = 0.45, 0.6  # of the paper's lightness: what is shown black, and from there to white
_TONE_SIDES = (64, 256)  # rows on which the tones are counted: broad darkening, fine darkening
_DARKNESS = (0, 0.02, 0.04, 0.06, 0.09, 0.12, 0.16, 0.20, 0.26, 0.34, 0.45)  # bounds, shares of the paper's lightness
_WARMTH = (-0.03, 0, 0.03, 0.07, 0.12, 0.20)  # bounds, red above blue in the same measure
TONES = len(_TONE_SIDES) * (len(_DARKNESS) + 1) * (len(_WARMTH) + 1)


@dataclass(frozen=True, slots=True)
class Views:
    """`sheet` uint8 SHEET_VIEW + (3,), `tones` float32 (TONES,), `specimen` uint8 SPECIMEN_VIEW + (3,); `covered`
    is the share of the sheet that the specimen takes, 0 where none was found."""

    sheet: Pixels
    tones: Plane
    specimen: Pixels
    covered: float


def views(pixels: Pixels) -> Views:
    """Both views of an image of shape (height, width, 3), RGB, of any size."""
    fine = reduced(pixels, DETAIL)
    small = reduced(fine, WORKING)
    rows, columns = paper_extent(small)
    sheet = small[rows, columns]
    ground = paper_surface(sheet)
    clean = even_lightness(sheet, ground)
    mask = specimen_mask(clean)
    plant = specimen_view(_same_part(fine, small, rows, columns), ground, mask)
    return Views(*sheet_view(clean, mask), plant, float(mask.mean()))


def sheet_view(clean: Plane, mask: Mask) -> tuple[Pixels, Plane]:
    """The whole paper with its contrast raised, uint8 SHEET_VIEW + (3,), and its tones, float32 (TONES,)."""
    tones = np.concatenate([_tones(clean, mask, side) for side in _TONE_SIDES])
    return _fit(_contrasted(clean), SHEET_VIEW), tones


def specimen_view(sheet: Pixels, ground: Plane, mask: Mask) -> Pixels:
    """The plant alone: grey, on even paper, cut square around it; without a plant the empty paper.

    `sheet` (height, width, 3) shows the paper finely; `ground` and `mask` may be coarser.
    """
    if not mask.any():
        return np.full((*SPECIMEN_VIEW, 3), PAPER_GREY, dtype=np.uint8)
    rows, columns = _bounds(mask, 1), _bounds(mask, 0)
    part = _same_part(sheet, mask, rows, columns)
    lightness = _spread(mean_of_channels(ground[rows, columns]), part)
    cover = np.clip(2 * _spread(mask[rows, columns].astype(np.float32), part), 0, 1)
    grey = mean_of_channels(part.astype(np.float32)) * (PAPER_GREY / np.maximum(lightness, 16))
    plane = np.clip(PAPER_GREY + cover * (grey - PAPER_GREY), 0, 255).astype(np.uint8)
    return np.repeat(_fit(_squared(plane), SPECIMEN_VIEW)[:, :, None], 3, axis=2)


def reduced(pixels: Pixels, longest: int) -> Pixels:
    """The image with its longer side at `longest` pixels; area-averaged, so that print does not turn to noise."""
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=kind), dtype=np.uint8)


def _contrasted(clean: Plane) -> Pixels:
    """Paper near white, and what is half as light near black: a faint stain is seen as well as a strong one."""
    return np.asarray(np.clip((clean - _BLACK) * (255 / _SPAN), 0, 255), dtype=np.uint8)


def _tones(clean: Plane, mask: Mask, side: int) -> Plane:
    """Square roots of the shares of the paper that are so dark and so warm, measured on `side` rows; sums to 1 squared.

    Outside the specimen; everywhere if the specimen takes all.
    """
    size = (round(0.7 * side), side)
    paper = cv2.resize(clean, size, interpolation=cv2.INTER_AREA)
    free = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) < 0.1
    counted = free if free.sum() >= 20 else np.ones_like(free)
    dark = np.searchsorted(_DARKNESS, 1 - mean_of_channels(paper)[counted])
    warm = np.searchsorted(_WARMTH, (paper[:, :, 0] - paper[:, :, 2])[counted])
    width = len(_WARMTH) + 1
    counts = np.bincount(dark * width + warm, minlength=(len(_DARKNESS) + 1) * width)
    return np.sqrt(counts / len(dark)).astype(np.float32)


def _squared(plane: Pixels) -> Pixels:
    """In the middle of a square of paper, with a fortieth of margin on the longer side."""
    height, width = plane.shape
    side = int(1.05 * max(height, width)) + 2
    square = np.full((side, side), PAPER_GREY, dtype=np.uint8)
    down, over = (side - height) // 2, (side - width) // 2
    square[down : down + height, over : over + width] = plane
    return square


def _same_part(fine: Pixels, coarse: NDArray[Any], rows: slice, columns: slice) -> Pixels:
    """The part of `fine` that shows what `rows` and `columns` are of `coarse`; both show the same."""
    down, over = fine.shape[0] / coarse.shape[0], fine.shape[1] / coarse.shape[1]
    return fine[
        int(rows.start * down) : max(1, round(rows.stop * down)),
        int(columns.start * over) : max(1, round(columns.stop * over)),
    ]


def _spread(plane: Plane, over: Pixels) -> Plane:
    """`plane` enlarged to the height and width of `over`."""
    return np.asarray(cv2.resize(plane, over.shape[1::-1], interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _bounds(mask: Mask, axis: int) -> slice:
    """From the first True to the last, looking along `axis`."""
    places = np.flatnonzero(mask.any(axis=axis))
    return slice(int(places[0]), int(places[-1]) + 1)


def _fit(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Stretched to `size` (height, width)."""
    height, width = size
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
