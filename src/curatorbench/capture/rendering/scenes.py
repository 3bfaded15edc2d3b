"""What can lie under a simulated camera, each with its number as a code, a ruler and a colour chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from curatorbench.capture.rendering import targets
from curatorbench.capture.rendering.chance import dice_of
from curatorbench.capture.rendering.drawer import render_drawer
from curatorbench.capture.rendering.labels import Style, number_sticker
from curatorbench.capture.rendering.notebook import render_page
from curatorbench.capture.rendering.packet import render_packet
from curatorbench.capture.rendering.paper import mount, paper
from curatorbench.capture.rendering.sheet import TABLE_MM, Look, render_sheet
from curatorbench.capture.rendering.slide import render_slide

STYLES = tuple(Style)
TABLE = (26, 26, 28)  # the colour of the stand's own
SOFT = 0.5  # pixels that a good lens blurs by

Millimetres = tuple[float, float]
Piece = tuple[Image.Image, Millimetres, float]
"""A picture, where its upper left corner lies on the table, and by how many degrees it is turned."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`render(seed, per_mm)` draws the thing of a seed, `mm` large (width, height), at pixels per millimetre; a shot
    has `per_mm` of them."""

    title: str
    mm: Millimetres
    per_mm: float
    render: Callable[[int, float], Image.Image]


def _sheet(seed: int, per_mm: float) -> Image.Image:
    return render_sheet(seed, Look(STYLES[seed % len(STYLES)]), per_mm=per_mm)[0]


def _drawer(seed: int, per_mm: float) -> Image.Image:
    drawer = render_drawer(seed)[0].resize((round(465 * per_mm), round(372 * per_mm)), Image.Resampling.BICUBIC)
    sticker = number_sticker(_number("CBD", seed), per_mm, np.random.default_rng(seed))
    beside = [(targets.colour_chart(per_mm), (12.0, 388.0), 0.2), (targets.ruler(per_mm), (90.0, 394.0), 0.0)]
    return _laid(DRAWER_MM, per_mm, seed, [(drawer, (10.0, 8.0), 0.0), *beside, (sticker, (230.0, 390.0), 0.3)])


def _slide(seed: int, per_mm: float) -> Image.Image:
    slide = render_slide(seed, _number("CBS", seed), per_mm)
    chart, ruler = targets.colour_chart(per_mm / 4), targets.ruler(per_mm, 60)
    return _laid(
        SLIDE_MM, per_mm, seed, [(slide, (12.0, 5.0), 0.4), (ruler, (5.0, 38.0), 0.0), (chart, (80.0, 39.0), 0.0)]
    )


def _page(seed: int, per_mm: float) -> Image.Image:
    page = render_page(seed, _number("CBN", seed), per_mm)
    chart, ruler = targets.colour_chart(per_mm * 0.7), targets.ruler(per_mm)
    return _laid(
        PAGE_MM, per_mm, seed, [(page, (13.0, 6.0), 0.3), (chart, (8.0, 220.0), 0.2), (ruler, (57.0, 228.0), 0.0)]
    )


def _packet(seed: int, per_mm: float) -> Image.Image:
    packet = render_packet(seed, _number("CBP", seed), per_mm)
    chart, ruler = targets.colour_chart(per_mm), targets.ruler(per_mm)
    return _laid(
        PACKET_MM, per_mm, seed, [(packet, (25.0, 8.0), -0.5), (chart, (8.0, 122.0), 0.2), (ruler, (76.0, 136.0), 0.0)]
    )


def _laid(mm: Millimetres, per_mm: float, seed: int, pieces: list[Piece]) -> Image.Image:
    """The pieces on the dark table of the stand, as its lens sees them."""
    table = paper((round(mm[0] * per_mm), round(mm[1] * per_mm)), TABLE, np.random.default_rng(seed), mottle=2.0)
    for picture, (x, y), angle in pieces:
        mount(table, picture, (round(x * per_mm), round(y * per_mm)), angle=angle)
    return Image.fromarray(cv2.GaussianBlur(np.asarray(table), (0, 0), SOFT))


def _number(prefix: str, seed: int) -> str:
    return f"{prefix}{dice_of(f'{prefix} {seed}').randint(100_000, 999_999):08d}"


DRAWER_MM, SLIDE_MM, PAGE_MM, PACKET_MM = (485.0, 436.0), (100.0, 56.0), (174.0, 254.0), (190.0, 170.0)
SCENES: Mapping[str, Scene] = {
    "sheet": Scene("herbarium sheets", TABLE_MM, 6.6, _sheet),
    "drawer": Scene("drawers", DRAWER_MM, 4.3, _drawer),
    "slide": Scene("slides", SLIDE_MM, 20.0, _slide),
    "page": Scene("notebook pages", PAGE_MM, 11.8, _page),
    "packet": Scene("packets", PACKET_MM, 11.8, _packet),
}
