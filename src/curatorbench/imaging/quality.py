"""Is a picture good enough to keep? Checked while the specimen still lies on the table.

Nothing here refuses a picture for what it shows: an old, foxed or empty sheet is as good as any. One view of 1600
pixels serves all checks but sharpness and the ruler, which need every pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Barcode, ColourTarget, QualityReport
from curatorbench.domain.profiles import Demand
from curatorbench.imaging.colour_target import FoundTarget, find_on_view
from curatorbench.imaging.edges import cut
from curatorbench.imaging.judgement import Measured, checks, verdict_of
from curatorbench.imaging.light import exposure, unevenness
from curatorbench.imaging.pixels import Grey, Mask, Pixels, Rectangle, grey_of, view_of
from curatorbench.imaging.rulers import ruler
from curatorbench.imaging.sharpness import sharpness
from curatorbench.imaging.sheets import sheet
from curatorbench.imaging.skew import skew
from curatorbench.imaging.targets import square_groups, targets_among

VIEW = 1600
UNKNOWN_CHART = "patches"
ON_KNOWN = 0.25  # of what looks like a code: it is a part of a chart or ruler


@dataclass(frozen=True, slots=True)
class _Views:
    """What the checks look at: every pixel in grey, the view in colour and grey, and where the sheet is on it."""

    grey: Grey
    view: Pixels
    small: Grey
    scale: float
    where: Rectangle

    @classmethod
    def of(cls, pixels: Pixels) -> _Views:
        scale = min(1.0, VIEW / max(pixels.shape[:2]))
        view = view_of(pixels, VIEW)
        small = grey_of(view)
        return cls(grey_of(pixels), view, small, scale, sheet(small))


@dataclass(frozen=True, slots=True)
class _Aids:
    """What lies beside a specimen to measure by: `chart` if its colours are known, `target` for any, the ruler."""

    chart: FoundTarget | None
    target: ColourTarget | None
    ruler: tuple[float, Box] | None

    @property
    def pixels_per_mm(self) -> float | None:
        if self.ruler:
            return self.ruler[0]
        return self.chart.pixels_per_mm if self.chart else None

    @property
    def boxes(self) -> list[Box]:
        return [*([self.target.box] if self.target else []), *([self.ruler[1]] if self.ruler else [])]


def inspect(
    pixels: Pixels, barcodes: tuple[Barcode, ...] = (), *, unread: tuple[Box, ...] = (), demand: Demand | None = None
) -> QualityReport:
    """The checks of an upright RGB image of shape (height, width, 3), judged by what the profile demands.

    `barcodes` are the codes read on it, `unread` places that look like one; those on its chart or ruler do not count.
    """
    views = _Views.of(pixels)
    aids = _aids(views, barcodes)
    unread = tuple(box for box in unread if not _lies_on(box, aids.boxes))
    seen = _measured(views, aids, barcodes, unread)
    made = checks(seen, demand or Demand())
    verdict, reasons = verdict_of(made)
    return QualityReport(
        sharpness=seen.sharpness,
        exposure=seen.exposure.mean,
        clipped_shadows=seen.exposure.clipped_shadows,
        clipped_highlights=seen.exposure.clipped_highlights,
        colour_target=aids.target,
        pixels_per_mm=seen.pixels_per_mm,
        barcodes=barcodes,
        verdict=verdict,
        reasons=reasons,
        checks=made,
        unread=unread,
    )


def _aids(views: _Views, barcodes: tuple[Barcode, ...]) -> _Aids:
    squares = square_groups(views.view)
    chart = find_on_view(views.view, views.scale, squares)
    target = _target(chart) if chart else _unknown_chart(views.view, squares)
    return _Aids(chart, target, _ruler(views.grey, barcodes))


def _measured(views: _Views, aids: _Aids, barcodes: tuple[Barcode, ...], unread: tuple[Box, ...]) -> Measured:
    things = [*aids.boxes, *(code.box for code in barcodes), *unread]
    return Measured(
        longest=max(views.grey.shape),
        sharpness=sharpness(views.grey),
        exposure=exposure(views.view, views.where),
        unevenness=unevenness(views.view, views.where),
        has_target=aids.target is not None,
        mean_de2000=aids.chart.mean_de2000 if aids.chart else None,
        worst_de2000=aids.chart.worst_de2000 if aids.chart else None,
        white_balance=aids.chart.white_balance if aids.chart else None,
        pixels_per_mm=aids.pixels_per_mm,
        skew=skew(views.small, views.where),
        cut=cut(views.view, _mask(views.small, things)),
        codes=len(barcodes),
        unread=len(unread),
    )


def _ruler(grey: Grey, barcodes: tuple[Barcode, ...]) -> tuple[float, Box] | None:
    """Pixels of a millimetre and where, unless the even stripes are a barcode's."""
    found = ruler(grey)
    if found is None:
        return None
    box = Box.from_pixels(*found.rectangle, (grey.shape[1], grey.shape[0]))
    return None if any(box.overlap(code.box) > 0 for code in barcodes) else (found.pixels_per_mm, box)


def _lies_on(box: Box, known: list[Box]) -> bool:
    """Whether what looks like a code is a chart or a ruler."""
    return any(box.overlap(other) > ON_KNOWN * min(box.area, other.area) for other in known)


def _target(found: FoundTarget) -> ColourTarget:
    apart, balance = (found.mean_de2000, found.worst_de2000), found.white_balance
    return ColourTarget(found.kind, found.box, round(apart[0], 2), round(apart[1], 2), round(balance, 2))


def _unknown_chart(view: Pixels, squares: list[NDArray[np.int32]]) -> ColourTarget | None:
    """A chart of another layout, by its squares: its colours are not known."""
    size = (view.shape[1], view.shape[0])
    strips = (found for found in targets_among(view, squares) if found.coloured)
    return next((ColourTarget(UNKNOWN_CHART, Box.from_pixels(*found.rectangle, size)) for found in strips), None)


def _mask(grey: Grey, boxes: list[Box]) -> Mask:
    mask = np.zeros(grey.shape, np.uint8)
    for box in boxes:
        left, top, right, bottom = box.padded(0.01).to_pixels((grey.shape[1], grey.shape[0]))
        mask[top:bottom, left:right] = 255
    return mask
