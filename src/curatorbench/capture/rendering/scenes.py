"""What can lie under a simulated camera, each with its number as a code, a ruler and a colour chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image

from curatorbench.capture.rendering.drawer import render_drawer
from curatorbench.capture.rendering.labels import Style
from curatorbench.capture.rendering.sheet import TABLE_MM, Look, render_sheet

STYLES = tuple(Style)
TABLE = (26, 26, 28)  # the colour of the stand's own


@dataclass(frozen=True, slots=True)
class Scene:
    """`render(seed, per_mm)` draws the thing of a seed, `mm` large (width, height), at pixels per millimetre; a shot
    has `per_mm` of them."""

    title: str
    mm: tuple[float, float]
    per_mm: float
    render: Callable[[int, float], Image.Image]


def _sheet(seed: int, per_mm: float) -> Image.Image:
    return render_sheet(seed, Look(STYLES[seed % len(STYLES)]), per_mm=per_mm)[0]


def _drawer(seed: int, per_mm: float) -> Image.Image:
    return render_drawer(seed)[0]


SCENES: Mapping[str, Scene] = {
    "sheet": Scene("herbarium sheets", TABLE_MM, 6.6, _sheet),
    "drawer": Scene("drawers", (465, 372), 4.3, _drawer),
    "slide": Scene("slides", TABLE_MM, 6.6, _sheet),
    "page": Scene("notebook pages", TABLE_MM, 6.6, _sheet),
    "packet": Scene("packets", TABLE_MM, 6.6, _sheet),
}
