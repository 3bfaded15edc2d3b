"""What is seen on an image before anybody reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from curatorbench.domain.box import Box


class RegionKind(StrEnum):
    SPECIMEN = "specimen"
    LABEL = "label"
    SLIP = "slip"
    STAMP = "stamp"
    BARCODE = "barcode"
    TRAY = "tray"
    COLOUR_TARGET = "colour target"
    SCALE = "scale"
    CAPTION = "caption"
    """Text that whoever made the picture set into it: it names what is shown and tells nothing of how it was found."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an image. `turn` is the clockwise turn in degrees that makes its text upright.

    `handwritten` is the share of its writing, by length, that looks written by hand; None where nobody looked.
    """

    box: Box
    kind: RegionKind
    confidence: float = 1.0
    turn: int = 0
    handwritten: float | None = None

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {
            "box": self.box.as_list(),
            "kind": self.kind.value,
            "confidence": round(self.confidence, 4),
        }
        return said if self.handwritten is None else said | {"handwritten": round(self.handwritten, 2)}


@dataclass(frozen=True, slots=True)
class Barcode:
    """A decoded machine-readable code; `format` as ZXing names it (Code128, DataMatrix, QRCode, ...)."""

    text: str
    format: str
    box: Box

    def as_json(self) -> dict[str, object]:
        return {"text": self.text, "format": self.format, "box": self.box.as_list()}


class Verdict(StrEnum):
    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class ColourTarget:
    """A colour chart found on the image; the figures are None where its patches cannot be compared.

    `white_balance` is how far the chart's neutral greys are from grey: mean distance in a and b (CIE Lab, D50).
    """

    kind: str
    box: Box
    mean_de2000: float | None = None
    worst_de2000: float | None = None
    white_balance: float | None = None


class CheckName(StrEnum):
    """The checks of an image, in the order in which a person reads them."""

    SHARPNESS = "sharpness"
    EXPOSURE = "exposure"
    LIGHT = "even light"
    COLOUR = "colour"
    SCALE = "scale"
    RESOLUTION = "resolution"
    SKEW = "skew"
    FRAME = "frame"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `value` in the unit that its name implies (sharpness 0-1, mean lightness 0-1, unevenness in per cent,
    mean dE2000, pixels per mm twice, degrees, share of the border touched, number of codes), None where it could not be
    measured; `reason` says in a sentence what is wrong and what to do, empty for a pass."""

    name: CheckName
    verdict: Verdict
    value: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The checks of one image. `sharpness` 0-1 independent of content; `exposure` is the mean
    lightness 0-1 with the clipped share of shadows and highlights; `pixels_per_mm` None if no
    scale was found. `reasons` are sentences, empty for a pass. `unread` are places that look like a code that
    could not be decoded."""

    sharpness: float
    exposure: float
    clipped_shadows: float
    clipped_highlights: float
    colour_target: ColourTarget | None = None
    pixels_per_mm: float | None = None
    barcodes: tuple[Barcode, ...] = ()
    verdict: Verdict = Verdict.PASS
    reasons: tuple[str, ...] = field(default=())
    checks: tuple[Check, ...] = ()
    unread: tuple[Box, ...] = ()
