"""Is a picture good enough to keep? Checked while the specimen still lies on the table.

Nothing here refuses a picture for what it shows: an old, foxed or empty sheet is as good as any.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Barcode, ColourTarget, QualityReport, Verdict
from curatorbench.imaging.pixels import Grey, Pixels, grey_of, resized
from curatorbench.imaging.rulers import ruler
from curatorbench.imaging.sharpness import sharpness
from curatorbench.imaging.sheets import sheet
from curatorbench.imaging.targets import targets

VIEW = 1600
SOFT, BLURRED = 0.68, 0.25  # sharpness below which a picture is doubtful, and lost
DARK, BRIGHT = 0.12, 0.985  # mean lightness of the sheet
BURNT, DROWNED = 0.5, 0.5  # share of the sheet without any drawing in the lights, in the shadows
SMALLEST_SIDE = 600  # pixels


@dataclass(frozen=True, slots=True)
class Exposure:
    """Mean lightness 0-1 of the sheet (not of the table) and the shares of it that are clipped."""

    mean: float
    clipped_shadows: float
    clipped_highlights: float


def inspect(pixels: Pixels, barcodes: tuple[Barcode, ...] = ()) -> QualityReport:
    """The checks of an upright RGB image of shape (height, width, 3)."""
    grey = grey_of(pixels)
    sharp, light = sharpness(grey), exposure(pixels)
    target, scale = colour_target(pixels), _scale(grey, barcodes)
    verdict, reasons = judge(grey.shape, sharp, light)
    return QualityReport(
        sharpness=sharp,
        exposure=light.mean,
        clipped_shadows=light.clipped_shadows,
        clipped_highlights=light.clipped_highlights,
        colour_target=target,
        pixels_per_mm=scale,
        barcodes=barcodes,
        verdict=verdict,
        reasons=reasons,
    )


def _scale(grey: Grey, barcodes: tuple[Barcode, ...]) -> float | None:
    """Pixels of a millimetre, unless the even stripes are a barcode's."""
    found = ruler(grey)
    if found is None:
        return None
    box = Box.from_pixels(*found.rectangle, (grey.shape[1], grey.shape[0]))
    return None if any(box.overlap(code.box) > 0 for code in barcodes) else found.pixels_per_mm


def exposure(pixels: Pixels) -> Exposure:
    """Lightness is CIE L* / 100; a pixel is clipped where all three channels are at an end of their range."""
    view = resized(pixels, min(1.0, VIEW / max(pixels.shape[:2])))
    left, top, right, bottom = sheet(grey_of(view))
    part = view[top:bottom, left:right]
    lightness = cv2.cvtColor(part, cv2.COLOR_RGB2LAB)[..., 0]
    return Exposure(
        float(lightness.mean()) / 255.0,
        float((part.max(axis=2) <= 2).mean()),
        float((part.min(axis=2) >= 254).mean()),
    )


def colour_target(pixels: Pixels) -> ColourTarget | None:
    """The colour chart: a 4 x 6 ColorChecker by OpenCV's detector, any other layout by its squares."""
    view = resized(pixels, min(1.0, VIEW / max(pixels.shape[:2])))
    strips = [found for found in targets(view) if found.coloured]
    if not strips:
        return None
    size = (view.shape[1], view.shape[0])
    box = Box.from_pixels(*strips[0].rectangle, size)
    return ColourTarget("ColorChecker 24" if _is_checker(view, box) else "patches", box)


def _is_checker(view: Pixels, box: Box) -> bool:
    """Whether OpenCV finds a 4 x 6 chart there; only the neighbourhood is looked at, which is fast."""
    left, top, right, bottom = box.padded(0.02).to_pixels((view.shape[1], view.shape[0]))
    part = resized(np.ascontiguousarray(view[top:bottom, left:right, ::-1]), 2.0)
    detector = cv2.mcc.CCheckerDetector.create()
    detector.setColorChartType(cv2.mcc.MCC24)
    return bool(detector.process(part, 1))


def judge(shape: tuple[int, ...], sharp: float, light: Exposure) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and a sentence of what to do for every doubt; `shape` is (height, width)."""
    fails = [sentence for wrong, sentence in _failures(sharp, light) if wrong]
    doubts = [sentence for wrong, sentence in _doubts(shape, sharp, light) if wrong]
    verdict = Verdict.FAIL if fails else Verdict.WARN if doubts else Verdict.PASS
    return verdict, tuple(fails or doubts)


def _failures(sharp: float, light: Exposure) -> list[tuple[bool, str]]:
    return [
        (sharp < BLURRED, "The picture is blurred: focus again, let the stand come to rest, and take it anew."),
        (light.mean < DARK, "The picture is far too dark: check the lights and the exposure, and take it anew."),
        (light.mean > BRIGHT, "The picture is far too bright: lower the exposure and take it anew."),
    ]


def _doubts(shape: tuple[int, ...], sharp: float, light: Exposure) -> list[tuple[bool, str]]:
    return [
        (sharp < SOFT, "The picture is a little soft: check the focus before the next one."),
        (light.clipped_highlights > BURNT, "Large parts are pure white: lower the exposure a little."),
        (light.clipped_shadows > DROWNED, "Large parts are pure black: raise the exposure a little."),
        (max(shape[:2]) < SMALLEST_SIDE, "The picture is very small: writing on it may not be readable."),
    ]
