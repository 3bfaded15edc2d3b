"""Is a picture good enough to keep? Checked while the specimen still lies on the table.

Nothing here refuses a picture for what it shows: an old, foxed or empty sheet is as good as any. One view of 1600
pixels serves all checks but sharpness and the ruler, which need every pixel.
"""

from __future__ import annotations

import numpy as np

from curatorbench.domain.box import Box
from curatorbench.domain.measured_target import MeasuredTarget
from curatorbench.domain.pictures import Barcode, ColourTarget, QualityReport
from curatorbench.domain.profiles import Demand
from curatorbench.imaging.colour_target import FoundTarget, find_on_view
from curatorbench.imaging.edges import cut
from curatorbench.imaging.judgement import Measured, checks, verdict_of
from curatorbench.imaging.light import exposure, unevenness
from curatorbench.imaging.pixels import Grey, Mask, Pixels, grey_of, resized
from curatorbench.imaging.rulers import ruler
from curatorbench.imaging.sharpness import sharpness
from curatorbench.imaging.sheets import sheet
from curatorbench.imaging.skew import skew
from curatorbench.imaging.targets import targets

VIEW = 1600
UNKNOWN_CHART = "patches"


def inspect(
    pixels: Pixels, barcodes: tuple[Barcode, ...] = (), *, unread: tuple[Box, ...] = (), demand: Demand | None = None
) -> QualityReport:
    """The checks of an upright RGB image of shape (height, width, 3), judged by what the profile demands."""
    grey = grey_of(pixels)
    scale = min(1.0, VIEW / max(pixels.shape[:2]))
    view = resized(pixels, scale)
    found = find_on_view(view, scale)
    target = _target(found) if found else _unknown_chart(view)
    ticks = _ruler(grey, barcodes)
    per_mm = ticks[0] if ticks else found.pixels_per_mm if found else None
    known = [*([target.box] if target else []), *(ticks[1:] if ticks else ())]
    unread = tuple(box for box in unread if not _lies_on(box, known))
    small = grey_of(view)
    where = sheet(small)
    light = exposure(view, where)
    things = [*known, *(code.box for code in barcodes), *unread]
    seen = Measured(
        longest=max(pixels.shape[:2]),
        sharpness=sharpness(grey),
        exposure=light,
        unevenness=unevenness(view, where),
        has_target=target is not None,
        mean_de2000=found.mean_de2000 if found else None,
        worst_de2000=found.worst_de2000 if found else None,
        white_balance=found.white_balance if found else None,
        pixels_per_mm=per_mm,
        skew=skew(small, where),
        cut=cut(view, _mask(small, things)),
        codes=len(barcodes),
        unread=len(unread),
    )
    made = checks(seen, demand or Demand())
    verdict, reasons = verdict_of(made)
    return QualityReport(
        sharpness=seen.sharpness,
        exposure=light.mean,
        clipped_shadows=light.clipped_shadows,
        clipped_highlights=light.clipped_highlights,
        colour_target=target,
        pixels_per_mm=per_mm,
        barcodes=barcodes,
        verdict=verdict,
        reasons=reasons,
        checks=made,
        unread=unread,
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
    return any(box.overlap(other) > 0.25 * min(box.area, other.area) for other in known)


def _target(found: FoundTarget) -> MeasuredTarget:
    apart, balance = (found.mean_de2000, found.worst_de2000), found.white_balance
    return MeasuredTarget(found.kind, found.box, round(apart[0], 2), round(apart[1], 2), round(balance, 2))


def _unknown_chart(view: Pixels) -> ColourTarget | None:
    """A chart of another layout, by its squares: its colours are not known."""
    size = (view.shape[1], view.shape[0])
    strips = (found for found in targets(view) if found.coloured)
    return next((ColourTarget(UNKNOWN_CHART, Box.from_pixels(*found.rectangle, size)) for found in strips), None)


def _mask(grey: Grey, boxes: list[Box]) -> Mask:
    mask = np.zeros(grey.shape, np.uint8)
    for box in boxes:
        left, top, right, bottom = box.padded(0.01).to_pixels((grey.shape[1], grey.shape[0]))
        mask[top:bottom, left:right] = 255
    return mask
