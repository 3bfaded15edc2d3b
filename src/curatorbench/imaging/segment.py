"""From an upright image to the regions worth looking at: what is it, and where?

A herbarium sheet has labels, slips, stamps, codes, a target, a scale and one plant; a packet or a
pinned insect has labels and perhaps a scale; a drawer has specimens and labels. Boxes are of the
whole image. A label too many costs a second of reading, one too few costs the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Barcode, Region, RegionKind
from curatorbench.imaging.barcodes import barcodes
from curatorbench.imaging.drawers import Body, bodies, crowded, grown
from curatorbench.imaging.frames import stamps
from curatorbench.imaging.handwriting import SURE, lines_by_hand
from curatorbench.imaging.labels import Block, blocks
from curatorbench.imaging.pixels import Grey, Mask, Pixels, Rectangle, grey_of, resized
from curatorbench.imaging.rulers import ruler
from curatorbench.imaging.sheets import plant, sheet
from curatorbench.imaging.stripes import stripes
from curatorbench.imaging.targets import Target, targets
from curatorbench.imaging.text_lines import text_lines

VIEW = 1600  # pixels of the longer side of the view that is looked at
SLIP_SHARE = 0.35  # of the largest label's writing: a paper with less is a slip
DARKEST_PAPER = 0.68  # of the sheet: a small block on something darker is on a leaf or a ruler
PACKET_SHARE = 0.33  # of the image: where writing takes more, it is a packet and shows no specimen
MANY_MARKS = 30
PUREST, MOST_PURE = 252, 0.1  # grey level that no paper reaches; share of a photograph that may
CAPTION_GROUND = 0.33  # of a row of writing that was drawn into the picture
FEWEST_IN_DRAWER = 10
MOST_ENLARGED = 2.0


def segment(pixels: Pixels, codes: tuple[Barcode, ...] | None = None) -> tuple[Region, ...]:
    """Regions of an RGB image of shape (height, width, 3), by kind, each kind best first.

    `codes` are those already read on it; without them they are looked for.
    """
    view = resized(pixels, min(MOST_ENLARGED, VIEW / max(pixels.shape[:2])))
    grey = grey_of(view)
    where = sheet(grey)
    striped = _codes(grey, barcodes(pixels) if codes is None else codes)
    charts = _charts(targets(view), grey) + [r for r in _scale(grey) if not _meets(r.box, striped)]
    flat = _without_grain(grey_of(pixels))
    found = [_told_captions(flat, *said) for said in _written(grey, where, charts + striped)]
    written = [_told_by_hand(pixels, *said) for said in found]
    taken = _mask(grey, [region.box for region in (*written, *striped, *charts)])
    return (*written, *striped, *charts, *_things(view, where, taken))


def _charts(found: Iterable[Target], grey: Grey) -> list[Region]:
    kinds = {True: RegionKind.COLOUR_TARGET, False: RegionKind.SCALE}
    return [Region(_box(t.rectangle, grey), kinds[t.coloured], min(0.95, 0.5 + t.squares / 40)) for t in found]


def _scale(grey: Grey) -> list[Region]:
    found = ruler(grey)
    return [Region(_box(found.rectangle, grey), RegionKind.SCALE, 0.9)] if found else []


def _codes(grey: Grey, read: Iterable[Barcode]) -> list[Region]:
    """Codes that were read, and stripes that look like one and were not."""
    sure = [Region(code.box, RegionKind.BARCODE, 1.0) for code in read]
    seen = [_box(rectangle, grey) for rectangle in stripes(grey)]
    return sure + [Region(box, RegionKind.BARCODE, 0.6) for box in seen if not _meets(box, sure)]


def _written(grey: Grey, where: Rectangle, others: list[Region]) -> list[tuple[Region, list[Box]]]:
    """Labels and slips by how much is written on them, and stamps; each with its rows of writing."""
    seals = [Region(_box(rectangle, grey), RegionKind.STAMP, 0.7) for rectangle in stamps(grey)]
    papers = [b for b in blocks(grey, text_lines(grey)) if _on_paper(grey, b, where)]
    most = max((b.marks for b in papers), default=0)
    regions: list[tuple[Region, list[Box]]] = []
    for block in papers:
        box = _box(block.rectangle, grey)
        if any(_inside(box, other.box) for other in (*others, *seals)):
            continue
        kind = RegionKind.LABEL if block.marks >= SLIP_SHARE * most else RegionKind.SLIP
        rows = [_box((row.left, row.top, row.right, row.bottom), grey) for row in block.lines]
        regions.append((Region(box, kind, _confidence(block)), rows))
    return regions + [(seal, list[Box]()) for seal in seals]


def _without_grain(grey: Grey) -> Mask:
    """Where an image is purely white or black, 1; nowhere if much of it is, as in a scan that was overexposed."""
    flat = ((grey >= PUREST) | (grey <= 255 - PUREST)).astype(np.uint8)
    return flat if flat.mean() < MOST_PURE else np.zeros_like(flat)


def _told_captions(flat: Mask, region: Region, rows: list[Box]) -> tuple[Region, list[Box]]:
    """What is written on no paper is a caption: drawn into the picture, its ground has no grain."""
    parts = [row.to_pixels((flat.shape[1], flat.shape[0])) for row in rows]
    shares = [
        float(flat[top:bottom, left:right].mean())
        for left, top, right, bottom in parts
        if right > left and bottom > top
    ]
    is_caption = bool(shares) and min(shares) > CAPTION_GROUND
    return (replace(region, kind=RegionKind.CAPTION) if is_caption else region), rows


def _told_by_hand(pixels: Pixels, region: Region, rows: list[Box]) -> Region:
    """The region with the share of its rows, by length, that look written by hand; None if none is large enough."""
    told = [(likely > SURE, row.width) for likely, row in zip(lines_by_hand(pixels, rows), rows, strict=True) if likely]
    whole = sum(length for _, length in told)
    by_hand = sum(length for is_by_hand, length in told if is_by_hand)
    return replace(region, handwritten=round(by_hand / whole, 3)) if whole else region


def _on_paper(grey: Grey, block: Block, where: Rectangle) -> bool:
    """Whether a block is written on something as bright as paper, and not beside the sheet."""
    part = grey[block.top : block.bottom, block.left : block.right]
    left, top, right, bottom = where
    middle = ((block.left + block.right) / 2, (block.top + block.bottom) / 2)
    inside = left <= middle[0] <= right and top <= middle[1] <= bottom
    paper = float(np.percentile(grey[top:bottom:4, left:right:4], 80))
    tone = float(np.percentile(part, 80)) / max(1.0, paper)
    return inside and (tone > DARKEST_PAPER or (tone > 0.4 and block.marks > MANY_MARKS and len(block.lines) > 2))


def _confidence(block: Block) -> float:
    """Grows with the number of rows and marks: one short row may be a twig."""
    return round(1.0 - 0.7 / (1.0 + block.marks / 12.0 + 0.5 * (len(block.lines) - 1)), 3)


def _things(view: Pixels, where: Rectangle, taken: Mask) -> list[Region]:
    """The specimens of a drawer, or the one plant of a sheet; a closed packet shows none."""
    found = bodies(view, taken)
    if _is_drawer(found, view):
        return [Region(_box(grown(body), view), RegionKind.SPECIMEN, 0.85) for body in found]
    if float(taken.mean()) / 255 > PACKET_SHARE:
        return []
    around = plant(view, where, taken)
    return [Region(_box(around, view), RegionKind.SPECIMEN, 0.7)] if around else []


def _is_drawer(found: list[Body], view: Pixels) -> bool:
    """Many things, apart from each other, all over an image that is no upright sheet."""
    high, wide = view.shape[:2]
    if len(found) < FEWEST_IN_DRAWER or wide < 0.85 * high:
        return False
    cells = {(4 * (b.left + b.right) // (2 * wide), 4 * (b.top + b.bottom) // (2 * high)) for b in found}
    largest = found[0].area / sum(b.area for b in found)
    return len(cells) >= 9 and largest < 0.2 and crowded(found) < 0.35


def _box(rectangle: Rectangle, image: Pixels | Grey) -> Box:
    return Box.from_pixels(*rectangle, (image.shape[1], image.shape[0]))


def _mask(grey: Grey, boxes: Iterable[Box]) -> Mask:
    mask = np.zeros(grey.shape, np.uint8)
    for box in boxes:
        left, top, right, bottom = box.to_pixels((grey.shape[1], grey.shape[0]))
        mask[top:bottom, left:right] = 255
    return mask


def _meets(box: Box, others: Iterable[Region]) -> bool:
    return any(box.overlap(other.box) > 0.4 * min(box.area, other.box.area) for other in others)


def _inside(box: Box, outer: Box) -> bool:
    return box.overlap(outer) > 0.7 * box.area
