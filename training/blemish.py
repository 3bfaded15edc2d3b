"""What looks like a mercury stain and is none: drawn on clean sheets, and on stained ones too.

Foxing is rust-coloured and spotted; toned paper is even and warm; a shadow has a straight or parallel edge;
tape and old labels are rectangles; water leaves a thin yellowish line around a clear field.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator
from patterns import Pixels, Plane, blots, blurred, box, clouds, darken, shifted

Kind = Callable[[Generator, Pixels, Plane], Pixels]


def foxing(dice: Generator, sheet: Pixels, plant: Plane) -> Pixels:
    spots = np.zeros(plant.shape, dtype=np.float32)
    largest = dice.uniform(1.0, 7.0)
    for _ in range(int(dice.integers(15, 300))):
        centre = int(dice.integers(plant.shape[1])), int(dice.integers(plant.shape[0]))
        cv2.circle(spots, centre, int(1 + largest * dice.random() ** 3), float(dice.uniform(0.3, 1)), -1)
    rust = np.array([dice.uniform(0.25, 0.45), dice.uniform(0.65, 0.85), dice.uniform(1.0, 1.3)])
    return darken(sheet, blurred(spots, dice.uniform(0.7, 1.8)) * np.float32(dice.uniform(0.15, 0.55)), rust)


def toned(dice: Generator, sheet: Pixels, plant: Plane) -> Pixels:
    """Yellowed to brown paper, darker towards the edges."""
    y, x = np.meshgrid(np.linspace(-1, 1, plant.shape[0]), np.linspace(-1, 1, plant.shape[1]), indexing="ij")
    edge = np.clip(np.maximum(abs(x), abs(y)), 0, 1) ** dice.uniform(3, 12)
    amount = dice.uniform(0.08, 0.45) + dice.uniform(0.0, 0.25) * edge + 0.06 * clouds(dice, plant.shape, 2)
    warm = np.array([dice.uniform(0.3, 0.6), dice.uniform(0.6, 0.85), dice.uniform(1.0, 1.25)])
    return darken(sheet, amount.astype(np.float32), warm)


def shadow(dice: Generator, sheet: Pixels, plant: Plane) -> Pixels:
    """Light that falls off to one side, or the straight edge of something above the sheet."""
    y, x = np.meshgrid(np.linspace(-1, 1, plant.shape[0]), np.linspace(-1, 1, plant.shape[1]), indexing="ij")
    turn = dice.uniform(0, 2 * np.pi)
    along = np.cos(turn) * x + np.sin(turn) * y
    edge = np.clip((along - dice.uniform(-0.3, 0.9)) / dice.uniform(0.03, 1.5), 0, 1)
    return darken(sheet, (edge * dice.uniform(0.1, 0.45)).astype(np.float32), np.ones(3))


def cast(dice: Generator, sheet: Pixels, plant: Plane) -> Pixels:
    """The specimen's own shadow: narrow, to one side, parallel to it."""
    moved = shifted(plant, dice.uniform(-6, 6, 2)) * (1 - plant)
    return darken(sheet, blurred(moved, dice.uniform(0.8, 2.5)) * np.float32(dice.uniform(0.15, 0.5)), np.ones(3))


def tape(dice: Generator, sheet: Pixels, plant: Plane) -> Pixels:
    for _ in range(int(dice.integers(1, 5))):
        yellow = np.array([dice.uniform(0.3, 0.7), dice.uniform(0.6, 0.9), 1.0])
        sheet = darken(sheet, box(dice, plant.shape, 0.02, 0.25, 20) * np.float32(dice.uniform(0.08, 0.4)), yellow)
    return sheet


def water(dice: Generator, sheet: Pixels, plant: Plane) -> Pixels:
    """A thin yellow-brown line around a field that is as pale as the rest."""
    field = blurred(blots(dice, plant.shape, dice.uniform(0.1, 0.5)), 2.0)
    line = np.exp(-(((field - 0.5) / 0.25) ** 2)).astype(np.float32)
    brown = np.array([dice.uniform(0.4, 0.6), dice.uniform(0.7, 0.9), 1.1])
    return darken(sheet, line * np.float32(dice.uniform(0.06, 0.22)), brown)


KINDS: dict[str, Kind] = {kind.__name__: kind for kind in (foxing, toned, shadow, cast, tape, water)}


def blemish(dice: Generator, sheet: Pixels, plant: Plane) -> Pixels:
    """One or two blemishes of different kinds."""
    for name in dice.choice(list(KINDS), int(dice.integers(1, 3)), replace=False):
        sheet = KINDS[str(name)](dice, sheet, plant)
    return sheet


def camera(dice: Generator, image: Pixels) -> Pixels:
    """Another camera: exposure, contrast, colour balance, sometimes grey, and compression."""
    plane = (image.astype(np.float32) / 255) ** dice.uniform(0.8, 1.25)
    plane *= dice.uniform(0.85, 1.08) * dice.uniform(0.94, 1.06, 3).astype(np.float32)
    if dice.random() < 0.15:
        plane = np.repeat(plane.mean(axis=2, keepdims=True), 3, axis=2)
    pixels = np.clip(plane * 255, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(dice.integers(60, 96))])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
