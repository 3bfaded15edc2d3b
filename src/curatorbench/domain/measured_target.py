"""A colour chart whose colours are known, as a picture shows it."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.pictures import ColourTarget


@dataclass(frozen=True, slots=True)
class MeasuredTarget(ColourTarget):
    """`white_balance` is the mean chroma (CIE Lab, D50) of the chart's greys: 0 is neutral."""

    white_balance: float | None = None
