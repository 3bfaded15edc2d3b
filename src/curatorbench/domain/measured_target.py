"""A colour chart whose colours are known, as a picture shows it."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.pictures import ColourTarget


@dataclass(frozen=True, slots=True)
class MeasuredTarget(ColourTarget):
    """`white_balance` is how far the chart's neutral greys are from grey: mean distance in a and b (CIE Lab, D50)."""

    white_balance: float | None = None
