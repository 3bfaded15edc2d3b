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


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an image. `turn` is the clockwise turn in degrees that makes its text upright."""

    box: Box
    kind: RegionKind
    confidence: float = 1.0
    turn: int = 0

    def as_json(self) -> dict[str, object]:
        return {"box": self.box.as_list(), "kind": self.kind.value, "confidence": round(self.confidence, 4)}


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
    """A colour chart found on the image; dE2000 values are None when its patches cannot be compared."""

    kind: str
    box: Box
    mean_de2000: float | None = None
    worst_de2000: float | None = None


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The checks of one image. `sharpness` 0-1 independent of content; `exposure` is the mean
    lightness 0-1 with the clipped share of shadows and highlights; `pixels_per_mm` None if no
    scale was found. `reasons` are sentences, empty for a pass."""

    sharpness: float
    exposure: float
    clipped_shadows: float
    clipped_highlights: float
    colour_target: ColourTarget | None = None
    pixels_per_mm: float | None = None
    barcodes: tuple[Barcode, ...] = ()
    verdict: Verdict = Verdict.PASS
    reasons: tuple[str, ...] = field(default=())
