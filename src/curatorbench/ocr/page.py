"""How a whole picture is read: a label at once, a large sheet by its tiles and regions.

An engine chokes on a sheet of 21 megapixels, or shrinks it and loses its small print. So a sheet is read reduced
and again in overlapping tiles, so that nothing is missed; regions whose writing is turned are read upright.
What is seen twice is kept once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.pictures import Region, RegionKind
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.certainty import weighed
from curatorbench.ocr.doubts import second_opinion
from curatorbench.ocr.fusing import Seen, fused
from curatorbench.ocr.layout import reading_order
from curatorbench.ocr.port import Engine, Pixels
from curatorbench.ocr.windows import Window, tiles, turned

WRITTEN = frozenset({RegionKind.LABEL, RegionKind.SLIP, RegionKind.STAMP})
NO_REGION = -1
COARSER, CUT = 0.03, 0.4
"""A word of the reduced view replaces one of the finer view only if it is this much surer; one that an edge of its
window cuts only if no other is there that is half-way sure."""
ONE_HEIGHT = 0.015
"""Labels whose tops differ by no more than this part of the picture's height stand side by side."""
TALL, LETTERS = 1.5, 3
"""A line of so many letters that is this many times higher than wide runs up or down: it shares no row with others."""
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
    """A line, or a part of one."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        return Box.around(word.box for word in self.words)

    def is_tall(self, aspect: float) -> bool:
        """Whether it runs up or down a picture that is `aspect` times wider than high."""
        letters = sum(len(word.text) for word in self.words)
        return letters >= LETTERS and self.box.height >= TALL * aspect * self.box.width


def read_page(
    engine: Engine,
    pixels: Pixels,
    regions: Sequence[Region] = (),
    plan: Plan | None = None,
    second: Engine | None = None,
) -> Reading:
    """Read an upright picture of shape (height, width, 3), RGB, of any size; `second` is asked about doubtful words.

    `regions` are parts known to bear writing; others are read too. Lines come label by label from
    top to bottom, with an empty line between two labels. Raises `domain.errors.CuratorError` as the engine does.
    """
    high, wide = pixels.shape[:2]
    written = [region for region in regions if region.kind in WRITTEN and region.box.area]
    seen: list[Seen] = []
    for number, (window, handicap) in enumerate(_windows((wide, high), written, plan or Plan())):
        seen += _seen(number, window, handicap, window.read(engine, pixels))
    reading = _composed(_pieces(seen, fused(seen)), written, wide / high)
    return weighed(second_opinion(second, pixels, reading) if second else reading)


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


def _seen(number: int, window: Window, handicap: float, reading: Reading) -> Iterator[Seen]:
    """The words of one window, those that its edges cut far behind the whole ones of others."""
    for line, content in enumerate(reading.lines):
        for word in content.words:
            yield Seen(word, number, line, handicap + CUT * window.cuts(word))


def _pieces(seen: Sequence[Seen], kept: Sequence[Seen]) -> list[_Piece]:
    """What stays of the lines: runs of words between which none of the line was lost to another reading."""
    staying = {id(word.word) for word in kept}
    lines = groupby(seen, key=lambda word: (word.reading, word.line))
    runs = (groupby(line, key=lambda word: id(word.word) in staying) for _, line in lines)
    return [_Piece(tuple(w.word for w in run)) for line in runs for stays, run in line if stays]


def _composed(pieces: list[_Piece], written: Sequence[Region], aspect: float) -> Reading:
    """The pieces as lines, region by region; what lies in no region is grouped by nearness."""
    groups: dict[tuple[int, int], list[_Piece]] = {}
    for piece in pieces:
        region = _region_of(piece, written)
        quarters = _quarters(written[region]) if region != NO_REGION else 0
        if piece.is_tall(aspect) != bool(quarters % 2):
            quarters = 1 - quarters % 2
        groups.setdefault((region, quarters), []).append(piece)
    blocks = _blocks(groups.pop((NO_REGION, 0), []), aspect)
    for (_, quarters), group in groups.items():
        blocks.append([line for block in _blocks(group, aspect, quarters) for line in block])
    return Reading(
        tuple(line for number, block in enumerate(_down(blocks)) for line in ([_GAP] if number else []) + block)
    )


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


def _down(blocks: list[list[Line]]) -> Iterator[list[Line]]:
    """From top to bottom, and from left to right those that begin at one height."""
    placed = sorted(((Box.around(line.box for line in block), block) for block in blocks), key=lambda pair: pair[0].y)
    while placed:
        level = [pair for pair in placed if pair[0].y <= placed[0][0].y + ONE_HEIGHT]
        placed = placed[len(level) :]
        yield from (block for _, block in sorted(level, key=lambda pair: pair[0].x))
