"""A drawer of pinned beetles in unit trays, with the rectangles that are true of it."""

from __future__ import annotations

from random import Random

import numpy as np
from PIL import Image, ImageDraw

from curatorbench.capture.rendering.chance import dice_of
from curatorbench.capture.rendering.fonts import Face, font
from curatorbench.capture.rendering.paper import clouds, mount, paper
from curatorbench.domain.box import Box

SIZE = (2000, 1600)
TRAYS = (5, 2)
FRAME = 90
SHELLS = ((46, 34, 30), (58, 38, 26), (34, 34, 38), (64, 50, 30))


def render_drawer(seed: int) -> tuple[Image.Image, list[Box]]:
    """An RGB picture of a drawer and the boxes of its beetles, as fractions of the picture."""
    dice, noise = dice_of(f"drawer {seed}"), np.random.default_rng(seed)
    picture = paper(SIZE, (196, 172, 132), noise, grain=3, mottle=6)
    boxes = []
    wide, high = ((SIZE[i] - 2 * FRAME) // TRAYS[i] for i in (0, 1))
    for row in range(TRAYS[1]):
        for column in range(TRAYS[0]):
            corner = (FRAME + column * wide, FRAME + row * high)
            mount(picture, _tray((wide - 8, high - 8), dice, noise), corner, lift=2)
            boxes += _fill(picture, corner, (wide - 8, high - 8), dice, noise)
    return picture, boxes


def _tray(size: tuple[int, int], dice: Random, noise: np.random.Generator) -> Image.Image:
    tray = paper(size, (226, 228, 226), noise, grain=1.5, mottle=2)
    draw = ImageDraw.Draw(tray)
    draw.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=(250, 250, 250), width=6)
    middle = size[0] / 2
    draw.rectangle((middle - 80, size[1] - 62, middle + 80, size[1] - 14), fill=(250, 250, 246))
    name = dice.choice(("Lucanus", "Dorcus", "Carabus", "Cetonia", "Geotrupes"))
    draw.text((middle, size[1] - 38), name, (30, 30, 30), font(Face.SERIF, 26), anchor="mm")
    return tray


def _fill(
    picture: Image.Image, corner: tuple[int, int], size: tuple[int, int], dice: Random, noise: np.random.Generator
) -> list[Box]:
    boxes = []
    columns, rows = dice.choice(((2, 3), (2, 2), (1, 2), (2, 3)))
    for index in range(columns * rows):
        beetle = _beetle(dice, noise, dice.uniform(0.6, 0.85))
        cell = (size[0] / columns, (size[1] - 80) / rows)
        left = corner[0] + round(cell[0] * (index % columns + 0.5) - beetle.width / 2 + dice.uniform(-6, 6))
        top = corner[1] + round(cell[1] * (index // columns + 0.5) - beetle.height / 2 + dice.uniform(-6, 6))
        mount(picture, beetle, (left, top), lift=5)
        boxes.append(Box.from_pixels(left, top, left + beetle.width, top + beetle.height, SIZE))
    return boxes


def _beetle(dice: Random, noise: np.random.Generator, scale: float) -> Image.Image:
    """Seen from above, head up, cut to its legs."""
    canvas = Image.new("RGBA", (400, 520), (0, 0, 0, 0))
    draw = ImageDraw.Draw(canvas)
    shell = dice.choice(SHELLS)
    for side in (-1, 1):
        for at, slope in ((170, -0.8), (250, 0.15), (300, 0.8)):
            knee = (200 + side * 90, at + slope * 60)
            foot = (200 + side * dice.uniform(115, 140), knee[1] + slope * 70 + 20)
            draw.line((200 + side * 30, at, *knee, *foot), fill=(*shell, 255), width=9, joint="curve")
        draw.line((200 + side * 20, 110, 200 + side * 70, 40), fill=(*shell, 255), width=4)
    for left, top, right, bottom in ((128, 190, 272, 420), (140, 120, 260, 210), (165, 75, 235, 135)):
        draw.ellipse((left, top, right, bottom), fill=(*shell, 255), outline=(14, 12, 12, 255), width=3)
    draw.line((200, 205, 200, 415), fill=(14, 12, 12, 255), width=3)
    for step in range(9):
        light = tuple(min(255, c + 60 - 6 * step) for c in shell)
        x = 165 - step
        draw.ellipse((x, 240 + step * 4, x + 18 - step, 330 - step * 4), fill=(light[0], light[1], light[2], 255))
    beetle = canvas.crop(canvas.getchannel("A").getbbox())
    beetle = beetle.resize((round(beetle.width * 0.62 * scale), round(beetle.height * 0.62 * scale)))
    pixels = np.asarray(beetle).copy()
    pixels[..., :3] = np.clip(pixels[..., :3] * (1 + 0.1 * clouds(beetle.size, noise, cells=20))[..., None], 0, 255)
    return Image.fromarray(pixels)
