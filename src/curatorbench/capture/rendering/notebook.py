"""A page of a collector's notebook: ruled, written by hand, one day's gatherings, with the number of the page."""

from __future__ import annotations

from random import Random

import numpy as np
from PIL import Image, ImageDraw

from curatorbench.capture.rendering.chance import dice_of
from curatorbench.capture.rendering.fonts import Face, font
from curatorbench.capture.rendering.labels import BLUE_INK, number_sticker, position, written_date
from curatorbench.capture.rendering.paper import mount, paper
from curatorbench.capture.rendering.specimen import LOCALITIES, Specimen, draw_lots

PAGE_MM = (148.0, 210.0)
LINE_MM = 8.0
FIRST_MM = 22.0
MARGIN_MM = 22.0
NOTES = ("in flower", "fruit", "frequent", "rare, one plant seen", "on wet rock", "with moss", "duplicate for K")


def render_page(seed: int, number: str, per_mm: float) -> Image.Image:
    """An RGB picture of the page alone, 148 x 210 mm."""
    dice, noise, plant = dice_of(f"page {seed}"), np.random.default_rng(seed), draw_lots(seed)
    page = paper((round(PAGE_MM[0] * per_mm), round(PAGE_MM[1] * per_mm)), (242, 236, 216), noise, mottle=5)
    draw = ImageDraw.Draw(page)
    _rule(draw, page, per_mm)
    for index, (left, text) in enumerate(_rows(plant, dice)):
        face = font(Face.HAND, round(6.2 * per_mm * dice.uniform(0.97, 1.03)))
        foot = (FIRST_MM + LINE_MM * index - 1.2 + dice.uniform(-0.4, 0.4)) * per_mm
        draw.text((left * per_mm, foot), text, BLUE_INK, face, anchor="ls")
    sticker = number_sticker(number, per_mm, noise)
    at = page.width - sticker.width - round(5 * per_mm), page.height - sticker.height - round(3 * per_mm)
    mount(page, sticker, at, angle=dice.uniform(-1, 1), lift=1)
    return page


def _rule(draw: ImageDraw.ImageDraw, page: Image.Image, per_mm: float) -> None:
    thick = max(1, round(0.15 * per_mm))
    top = FIRST_MM
    while top < PAGE_MM[1] - 24:
        draw.line((0, top * per_mm, page.width, top * per_mm), fill=(186, 198, 214), width=thick)
        top += LINE_MM
    draw.line((MARGIN_MM * per_mm, 0, MARGIN_MM * per_mm, page.height), fill=(214, 160, 156), width=thick)


def _rows(plant: Specimen, dice: Random) -> list[tuple[float, str]]:
    """Where each row begins, in mm from the left, and what it says."""
    place = plant.locality
    head = [written_date(plant, dice), f"{place.locality},", f"{place.county_as_written}, {place.state}",
            f"{position(plant, dice)}   {plant.elevation} m", place.habitat]  # fmt: skip
    names = [name for name, _, _ in place.plants]
    names += [name for other in dice.sample(LOCALITIES, 4) for name, _, _ in other.plants]
    rows: list[tuple[float, str]] = [(MARGIN_MM + 3, text) for text in head] + [(MARGIN_MM + 3, "")]
    for index, name in enumerate(dict.fromkeys(names)):
        rows.append((4.0, f"{plant.number + index}   {name}, {dice.choice(NOTES)}"))
    return rows[: int((PAGE_MM[1] - FIRST_MM - 26) // LINE_MM)]
