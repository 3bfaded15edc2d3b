"""A whole herbarium sheet on its copy stand, with what is true of it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from PIL import Image

from curatorbench.capture.rendering import labels, targets
from curatorbench.capture.rendering.chance import dice_of
from curatorbench.capture.rendering.paper import foxing, mercury, mount, paper
from curatorbench.capture.rendering.plants import pressed_plant
from curatorbench.capture.rendering.specimen import Specimen, draw_lots

PER_MM = 6.6
TABLE_MM = (300, 455)
SHEET_MM = (285, 395)
TONES = ((244, 240, 228), (248, 246, 240), (238, 230, 210), (232, 222, 198))


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet looks. `blur` is the sigma in pixels of a picture out of focus."""

    style: labels.Style = labels.Style.PRINTED
    stained: bool = False
    second_number: bool = False
    blur: float = 0.0


def render_sheet(seed: int, look: Look | None = None, *, per_mm: float = PER_MM) -> tuple[Image.Image, dict[str, str]]:
    """An RGB picture of about 2000 x 3000 pixels and the Darwin Core values of the specimen on it.

    The same seed and look give the same picture on one machine (print depends on the fonts installed).
    """
    look = look or Look()
    dice, noise = dice_of(f"sheet {seed}"), np.random.default_rng(seed)
    plant = draw_lots(seed, second_number=look.second_number)
    table = paper(_pixels(TABLE_MM, per_mm), (26, 26, 28), noise, grain=2.5, mottle=2.0)
    mount(table, _mounted(plant, look, per_mm, dice, noise), _pixels((7.5, 4), per_mm), angle=dice.uniform(-0.3, 0.3))
    mount(table, targets.colour_chart(per_mm), _pixels((12, 407), per_mm), angle=dice.uniform(-0.4, 0.4))
    mount(table, targets.ruler(per_mm), _pixels((95, 415), per_mm), angle=0.0)
    picture = Image.fromarray(cv2.GaussianBlur(np.asarray(table), (0, 0), look.blur or 0.55))
    return picture, {term: value for term, value in plant.terms.items() if value}


def _mounted(plant: Specimen, look: Look, per_mm: float, dice: Random, noise: np.random.Generator) -> Image.Image:
    """The sheet with plant, label, slip and stickers."""
    sheet = paper(_pixels(SHEET_MM, per_mm), dice.choice(TONES), noise)
    foxing(sheet, noise, dice.randint(0, 25))
    shoot = pressed_plant(plant.shape, _pixels((dice.uniform(205, 235), 255), per_mm), dice, noise)
    at = _pixels((dice.uniform(15, 35), 22), per_mm)
    if look.stained:
        mercury(sheet, shoot, at, noise)
    mount(sheet, shoot, at, angle=dice.uniform(-4, 4), lift=4)
    label = labels.main_label(plant, look.style, per_mm, dice, noise)
    slip = labels.determination_slip(plant, _slip_style(look), per_mm, dice, noise)
    foot, right = sheet.height - round(6 * per_mm), sheet.width - round(6 * per_mm)
    mount(sheet, label, (right - label.width, foot - label.height), angle=dice.uniform(-0.6, 0.6))
    mount(sheet, slip, (round(10 * per_mm), foot - slip.height - round(24 * per_mm)), angle=dice.uniform(-1, 1))
    for index, number in enumerate((plant.catalog_number, *plant.others)):
        sticker = labels.number_sticker(number, per_mm, noise)
        mount(sheet, sticker, _pixels((10 + 66 * index, SHEET_MM[1] - 25), per_mm), lift=1)
    return sheet


def _slip_style(look: Look) -> labels.Style:
    return labels.Style.PRINTED if look.style is labels.Style.WRITTEN else look.style


def _pixels(mm: tuple[float, float], per_mm: float) -> tuple[int, int]:
    return round(mm[0] * per_mm), round(mm[1] * per_mm)
