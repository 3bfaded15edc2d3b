"""Pressed plants, drawn: leafy shoots, grasses, clubmosses, cushions and rosettes."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from curatorbench.capture.rendering.paper import Noise, clouds

Point = tuple[float, float]
Draw = ImageDraw.ImageDraw
GREENS = ((92, 96, 48), (110, 104, 56), (84, 88, 52), (122, 106, 62), (98, 84, 50))
FINER = 2  # drawn at twice the size, so that stems are smooth


def pressed_plant(shape: str, size: tuple[int, int], dice: Random, noise: Noise) -> Image.Image:
    """An RGBA picture of `size` (width, height); transparent where there is no plant."""
    canvas = Image.new("RGBA", (size[0] * FINER, size[1] * FINER), (0, 0, 0, 0))
    _SHAPES[shape](ImageDraw.Draw(canvas), canvas.width, canvas.height, dice)
    plant = canvas.reduce(FINER)
    grain = 1.0 + 0.16 * clouds(size, noise, cells=90) + 0.12 * clouds(size, noise, cells=16)
    pixels = np.asarray(plant).copy()
    pixels[..., :3] = np.clip(pixels[..., :3] * grain[..., None], 0, 255)
    return Image.fromarray(pixels)


def _tone(dice: Random) -> tuple[int, int, int, int]:
    red, green, blue = dice.choice(GREENS)
    shift = dice.randint(-14, 14)
    return red + shift, green + shift, blue + shift, 255


def _along(start: Point, angle: float, length: float, bend: float, steps: int = 24) -> list[tuple[float, float, float]]:
    """Points (x, y, angle) of a curve that starts at `start`; angles in radians, 0 is right, up is -pi/2."""
    x, y = start
    points = []
    for _ in range(steps + 1):
        points.append((x, y, angle))
        angle += bend / steps
        x, y = x + math.cos(angle) * length / steps, y + math.sin(angle) * length / steps
    return points


def _stem(draw: Draw, curve: list[tuple[float, float, float]], width: float, colour: tuple[int, int, int, int]) -> None:
    for index, ((x0, y0, _), (x1, y1, _)) in enumerate(pairwise(curve)):
        thick = max(2, round(width * (1 - 0.7 * index / len(curve))))
        draw.line((x0, y0, x1, y1), fill=colour, width=thick)


def _leaf(draw: Draw, at: Point, angle: float, length: float, width: float, dice: Random) -> None:
    """A pointed leaf with its midrib."""
    outline = []
    for side in (1, -1):
        steps = range(11) if side == 1 else range(10, -1, -1)
        for step in steps:
            t = step / 10
            off = side * width * math.sin(math.pi * t**0.8) / 2
            outline.append(
                (
                    at[0] + math.cos(angle) * length * t - math.sin(angle) * off,
                    at[1] + math.sin(angle) * length * t + math.cos(angle) * off,
                )
            )
    tone = _tone(dice)
    draw.polygon(outline, fill=tone)
    tip = (at[0] + math.cos(angle) * length, at[1] + math.sin(angle) * length)
    rib = tuple(max(0, c - 26) for c in tone[:3])
    draw.line((*at, *tip), fill=(rib[0], rib[1], rib[2], 255), width=3)


def _leafy(draw: Draw, wide: int, high: int, dice: Random) -> None:
    for shoot in range(dice.randint(2, 3)):
        foot = (wide * (0.45 + 0.06 * shoot), high * 0.96)
        curve = _along(foot, -math.pi / 2 + (shoot - 1) * 0.26, high * 0.82, dice.uniform(-0.25, 0.25), 28)
        _stem(draw, curve, wide / 55, _tone(dice))
        for index, (x, y, angle) in enumerate(curve[4:-1:2]):
            size = wide * dice.uniform(0.11, 0.2) * (1 - 0.02 * index)
            side = 1 if index % 2 else -1
            _leaf(draw, (x, y), angle + side * dice.uniform(0.6, 1.2), size, size * dice.uniform(0.3, 0.45), dice)
        _flower(draw, curve[-1][:2], wide * 0.045, dice)


def _flower(draw: Draw, at: Point, size: float, dice: Random) -> None:
    hue = dice.choice(((150, 92, 120, 255), (168, 150, 90, 255), (120, 100, 140, 255)))
    for petal in range(6):
        angle = petal * math.pi / 3
        x, y = at[0] + math.cos(angle) * size * 0.7, at[1] + math.sin(angle) * size * 0.7
        draw.ellipse((x - size / 2, y - size / 2, x + size / 2, y + size / 2), fill=hue)


def _grass(draw: Draw, wide: int, high: int, dice: Random) -> None:
    for _ in range(dice.randint(26, 36)):
        foot = (wide * dice.gauss(0.5, 0.03), high * dice.uniform(0.9, 0.95))
        curve = _along(foot, -math.pi / 2 + dice.gauss(0, 0.2), high * dice.uniform(0.35, 0.85), dice.gauss(0, 0.5))
        _stem(draw, curve, wide / 110, _tone(dice))
        if dice.random() < 0.35:
            for x, y, angle in curve[-7:]:
                _leaf(draw, (x, y), angle + dice.uniform(-0.5, 0.5), wide / 28, wide / 90, dice)
    _roots(draw, (wide * 0.5, high * 0.93), wide, dice)


def _roots(draw: Draw, at: Point, wide: int, dice: Random) -> None:
    for _ in range(40):
        curve = _along(at, math.pi / 2 + dice.gauss(0, 0.7), wide * dice.uniform(0.04, 0.1), dice.gauss(0, 1.5), 8)
        _stem(draw, curve, 4, (104, 84, 58, 255))


def _clubmoss(draw: Draw, wide: int, high: int, dice: Random) -> None:
    creeping = _along((wide * 0.08, high * 0.7), -0.1, wide * 0.85, dice.uniform(-0.5, 0.2), 40)
    _scales(draw, creeping, wide / 60, dice)
    for x, y, angle in creeping[2::4]:
        turn = dice.choice((-1, -1, 1)) * dice.uniform(0.9, 1.5)
        shoot = _along((x, y), angle + turn, high * dice.uniform(0.15, 0.5), dice.uniform(-0.6, 0.6), 40)
        _scales(draw, shoot, wide / 52, dice)


def _scales(draw: Draw, curve: list[tuple[float, float, float]], size: float, dice: Random) -> None:
    for x, y, angle in curve:
        for side in (-1, 1):
            _leaf(draw, (x, y), angle + side * dice.uniform(0.3, 0.8), size * 1.7, size * 0.55, dice)


def _cushion(draw: Draw, wide: int, high: int, dice: Random) -> None:
    for centre in ((0.32, 0.35), (0.68, 0.55)):
        x, y = wide * centre[0], high * centre[1]
        for _ in range(240):
            angle, radius = dice.uniform(0, 2 * math.pi), abs(dice.gauss(0, 0.09)) * wide
            at = (x + math.cos(angle) * radius, y + math.sin(angle) * radius * 0.8)
            _leaf(draw, at, angle + dice.gauss(0, 0.4), wide * 0.045, wide * 0.014, dice)
        for _ in range(9):
            _flower(draw, (x + dice.gauss(0, 0.08) * wide, y + dice.gauss(0, 0.06) * wide), wide * 0.014, dice)
        _roots(draw, (x, y + wide * 0.12), wide, dice)


def _rosette(draw: Draw, wide: int, high: int, dice: Random) -> None:
    for index in range(3):
        x, y = wide * (0.22 + 0.28 * index), high * dice.uniform(0.62, 0.78)
        for leaf in range(11):
            angle = leaf * 2 * math.pi / 11 + dice.gauss(0, 0.15)
            _leaf(draw, (x, y), angle, wide * dice.uniform(0.09, 0.14), wide * 0.045, dice)
        stalk = _along((x, y), -math.pi / 2 + dice.gauss(0, 0.15), high * dice.uniform(0.25, 0.45), dice.gauss(0, 0.3))
        _stem(draw, stalk, wide / 90, _tone(dice))
        _flower(draw, stalk[-1][:2], wide * 0.035, dice)


_SHAPES: dict[str, Callable[[Draw, int, int, Random], None]] = {
    "leafy": _leafy,
    "grass": _grass,
    "clubmoss": _clubmoss,
    "cushion": _cushion,
    "rosette": _rosette,
}
