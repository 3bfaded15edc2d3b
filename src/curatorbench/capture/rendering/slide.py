"""A microscope slide: a stained section under its cover slip, two labels, a DataMatrix."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from curatorbench.capture.rendering.chance import dice_of
from curatorbench.capture.rendering.fonts import Face, font
from curatorbench.capture.rendering.labels import INK, matrix_code
from curatorbench.capture.rendering.paper import Noise, clouds, mount, paper
from curatorbench.capture.rendering.specimen import draw_lots

GLASS_MM = (76.0, 26.0)
SLIP_MM = 22.0
LABEL_MM = (21.0, 24.0)
STAINS = ((176, 70, 120), (120, 70, 150), (70, 110, 150), (150, 60, 60))
ORGANS = ("stem t.s.", "leaf t.s.", "root t.s.", "sporangium", "anther")


def render_slide(seed: int, number: str, per_mm: float) -> Image.Image:
    """An RGB picture of the slide alone, 76 x 26 mm."""
    dice, noise, plant = dice_of(f"slide {seed}"), np.random.default_rng(seed), draw_lots(seed)
    glass = paper(_pixels(GLASS_MM, per_mm), (214, 222, 224), noise, grain=0.4, mottle=1.0)
    ImageDraw.Draw(glass).rectangle((0, 0, glass.width - 1, glass.height - 1), outline=(240, 246, 248), width=3)
    mount(glass, _section(dice, noise, per_mm), _pixels((28, 2), per_mm), lift=2)
    name, _, epithet = plant.name.partition(" ")
    rows = (name, epithet, dice.choice(ORGANS), plant.collector, str(plant.collected.year))
    mount(glass, _label(rows, per_mm, noise), _pixels((1.5, 1), per_mm), angle=dice.uniform(-1, 1), lift=2)
    mount(glass, _number(number, per_mm, noise), _pixels((53.5, 1), per_mm), angle=dice.uniform(-1, 1), lift=2)
    return glass


def _section(dice: Random, noise: Noise, per_mm: float) -> Image.Image:
    """A round organ cut across: rings of cells in one stain, under the slip with its rim."""
    side = round(SLIP_MM * per_mm)
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side - 0.5
    wobble = 0.03 * clouds((side, side), noise, cells=7)
    radius = np.hypot(x * dice.uniform(0.9, 1.2), y) + wobble
    cells = 0.5 + 0.5 * np.sin(radius * side / per_mm * 9) * np.sin(np.arctan2(y, x) * dice.randint(30, 60))
    rings = np.clip(
        0.35 + 0.4 * cells + 0.3 * (np.abs(radius - 0.2) < 0.02) + 0.3 * (np.abs(radius - 0.33) < 0.015), 0, 1
    )
    inside = cv2.GaussianBlur((radius < 0.36).astype(np.float32), (0, 0), 2)
    alpha = np.maximum(inside * rings, 0.06)
    tint = np.broadcast_to(np.asarray(dice.choice(STAINS), np.float32), (side, side, 3))
    picture = np.dstack([tint, alpha * 255]).astype(np.uint8)
    slip = Image.fromarray(picture)
    ImageDraw.Draw(slip).rectangle((0, 0, side - 1, side - 1), outline=(250, 252, 252, 160), width=2)
    return slip


def _label(rows: tuple[str, ...], per_mm: float, noise: Noise) -> Image.Image:
    label = paper(_pixels(LABEL_MM, per_mm), (246, 242, 230), noise, grain=0.8, mottle=1.5)
    draw = ImageDraw.Draw(label)
    for index, row in enumerate(rows):
        size = 2.6 * per_mm * min(1.0, 11 / max(1, len(row)))
        face = font(Face.HAND, round(1.3 * size))
        draw.text((1.2 * per_mm, (4.0 + 4.4 * index) * per_mm), row, INK, face, anchor="ls")
    return label


def _number(number: str, per_mm: float, noise: Noise) -> Image.Image:
    label = paper(_pixels(LABEL_MM, per_mm), (251, 251, 249), noise, grain=0.5, mottle=0.5)
    code = matrix_code(number, max(2, math.floor(0.6 * per_mm)))
    label.paste(code, ((label.width - code.width) // 2, round(1.5 * per_mm)))
    face = font(Face.SANS, round(2.2 * per_mm))
    ImageDraw.Draw(label).text((label.width / 2, 21.5 * per_mm), number, INK, face, anchor="ms")
    return label


def _pixels(mm: tuple[float, float], per_mm: float) -> tuple[int, int]:
    return round(mm[0] * per_mm), round(mm[1] * per_mm)
