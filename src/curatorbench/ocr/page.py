"""How a whole picture is read: a label at once, a large sheet by its tiles and regions.

An engine chokes on a sheet of 21 megapixels, or shrinks it and loses its small print. So a sheet is read reduced
and again in overlapping tiles, so that nothing is missed; regions whose writing is turned are read upright.
What is seen twice is kept once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.pictures import Region, RegionKind
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.layout import reading_order
from curatorbench.ocr.port import Engine, Pixels
from curatorbench.ocr.windows import Window, tiles, turned

WRITTEN = frozenset({RegionKind.LABEL, RegionKind.SLIP, RegionKind.STAMP})
SAME_PLACE = 0.4
"""Two words are one when they share this part of the smaller one's area."""

NO_REGION = -1
COARSER = 0.03
"""A reading of the reduced view replaces one of the finer view only if its line is this much surer."""
_GAP = Line(())


@dataclass(frozen=True, slots=True)
class Plan:
    """At which sizes pictures are read, in pixels as the engine sees them.

    Small ones at their own size and `reduced`; those of more than `at_once` pixels in tiles of `tile` by
    `tile` that share `overlap`, at `scale`, and reduced to `at_once`. The smaller view finds large print that
    the finer one breaks up. Measured on 35 of the label images: both together find more than either. With
    rapidocr 3 megapixels at once take about 1 GB at the peak.
    """

    at_once: int = 3_000_000
    reduced: float = 0.7
    tile: int = 1900
    overlap: int = 260
    scale: float = 0.8


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or what is left of it, as read in one window. `rank` sorts the better readings first."""

    words: tuple[Word, ...]
    window: Window
    rank: tuple[int, float]

    @property
    def box(self) -> Box:
        return Box.around(word.box for word in self.words)


def read_page(engine: Engine, pixels: Pixels, regions: Sequence[Region] = (), plan: Plan | None = None) -> Reading:
    """Read an upright picture of shape (height, width, 3), RGB, of any size.

    `regions` are parts known to bear writing; others are read too. Lines come label by label from
    top to bottom, with an empty line between two labels. Raises `domain.errors.CuratorError` as the engine does.
    """
    high, wide = pixels.shape[:2]
    written = [region for region in regions if region.kind in WRITTEN and region.box.area]
    pieces: list[_Piece] = []
    for window, handicap in _windows((wide, high), written, plan or Plan()):
        pieces += _pieces(window, handicap, window.read(engine, pixels))
    return _composed(_once(pieces), written, wide / high)


def _windows(size: tuple[int, int], written: Sequence[Region], plan: Plan) -> Iterator[tuple[Window, float]]:
    """What is read, each with what its confidences are lowered by before they are compared with others."""
    wide, high = size
    if wide * high <= plan.at_once:
        yield Window(WHOLE), 0.0
        yield Window(WHOLE, plan.reduced), COARSER
    else:
        yield from ((tile, 0.0) for tile in tiles(size, plan.tile, plan.overlap, plan.scale))
        yield Window(WHOLE, sqrt(plan.at_once / (wide * high))), COARSER
    for region in written:
        if quarters := _quarters(region):
            yield Window(region.box, quarters=quarters), 0.0


def _quarters(region: Region) -> int:
    """Clockwise quarter turns, 0-3, that make the region's text upright."""
    return round(region.turn / 90) % 4


def _pieces(window: Window, handicap: float, reading: Reading) -> Iterator[_Piece]:
    """The lines of one window, words that its edges cut in pieces of their own."""
    for line in reading.lines:
        whole = tuple(word for word in line.words if not window.cuts(word))
        cut = tuple(word for word in line.words if window.cuts(word))
        if whole:
            yield _Piece(whole, window, (window.quarters == 0, handicap - line.confidence))
        for word in cut:
            yield _Piece((word,), window, (2, handicap - word.confidence))


def _once(pieces: list[_Piece]) -> list[_Piece]:
    """Without the words that a better piece of another window has already."""
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.rank):
        others = [word.box for other in kept if other.window != piece.window for word in other.words]
        words = tuple(word for word in piece.words if not any(_same(word.box, box) for box in others))
        if words:
            kept.append(_Piece(words, piece.window, piece.rank))
    return kept


def _same(one: Box, other: Box) -> bool:
    return one.overlap(other) > SAME_PLACE * min(one.area, other.area)


def _composed(pieces: list[_Piece], written: Sequence[Region], aspect: float) -> Reading:
    """The pieces as lines, region by region; what lies in no region is grouped by nearness."""
    groups: dict[int, list[_Piece]] = {}
    for piece in pieces:
        groups.setdefault(_region_of(piece, written), []).append(piece)
    blocks = _blocks(groups.pop(NO_REGION, []), aspect)
    for number, group in groups.items():
        blocks.append([line for block in _blocks(group, aspect, _quarters(written[number])) for line in block])
    blocks.sort(key=_corner)
    return Reading(tuple(line for number, block in enumerate(blocks) for line in ([_GAP] if number else []) + block))


def _region_of(piece: _Piece, written: Sequence[Region]) -> int:
    """Which region the piece stands in: the smallest that holds its middle, or none."""
    across, down = piece.box.centre
    around = [
        (region.box.area, number)
        for number, region in enumerate(written)
        if region.box.x <= across <= region.box.right and region.box.y <= down <= region.box.bottom
    ]
    return min(around)[1] if around else NO_REGION


def _blocks(pieces: list[_Piece], aspect: float, quarters: int = 0) -> list[list[Line]]:
    """The pieces as lines, by block, in the order of the picture after `quarters` clockwise quarter turns."""
    boxes = [turned(piece.box, quarters) for piece in pieces]
    order = reading_order(boxes, 1 / aspect if quarters % 2 else aspect)
    return [[Line(tuple(word for i in row for word in pieces[i].words)) for row in block] for block in order]


def _corner(block: list[Line]) -> tuple[float, float]:
    """Top, counted in fiftieths of the picture, then left."""
    around = Box.around(line.box for line in block)
    return round(around.y * 50), around.x
