"""Surfaces: papers with their grain and tone, mounted on each other with a soft shadow."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

Colour = tuple[int, int, int]
Size = tuple[int, int]
Noise = np.random.Generator

EDGE = 2  # transparent pixels around a piece, so that its edges are smooth when turned
SHADOW = 0.45  # how dark the shadow of a thick paper is


def paper(size: Size, colour: Colour, noise: Noise, *, grain: float = 2.0, mottle: float = 3.0) -> Image.Image:
    """A sheet of `size` (width, height): fine grain and slow unevenness, both in grey levels."""
    wide, high = size
    fine = cv2.GaussianBlur(noise.standard_normal((high, wide), np.float32), (0, 0), 1.1) * np.float32(2.2 * grain)
    slow = clouds(size, noise, cells=6) * mottle
    tone = np.asarray(colour, np.float32) + (fine + slow)[..., None]
    return Image.fromarray(np.clip(tone, 0, 255).astype(np.uint8))


def clouds(size: Size, noise: Noise, *, cells: int) -> NDArray[np.float32]:
    """Smooth random values of about -1 to 1, shape (height, width), with about `cells` hills along a side."""
    coarse = noise.normal(0, 0.6, (cells, cells)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def mount(sheet: Image.Image, piece: Image.Image, at: tuple[int, int], *, angle: float = 0.0, lift: int = 3) -> None:
    """Lay `piece` (RGB or RGBA) on `sheet` with its upper left corner at `at`, turned by `angle` degrees
    counter-clockwise, with the shadow of something `lift` pixels thick."""
    turned = _turned(ImageOps.expand(piece.convert("RGBA"), EDGE, (0, 0, 0, 0)), angle)
    shade = Image.new("L", sheet.size, 0)
    shade.paste(turned.getchannel("A"), (at[0] + lift, at[1] + lift))
    area = _around(at, turned.size, 4 * lift, sheet.size)
    soft = cv2.GaussianBlur(np.asarray(shade.crop(area)), (0, 0), max(1.0, lift / 1.5)).astype(np.float32) / 255
    ground = np.asarray(sheet.crop(area)).astype(np.float32) * (1 - SHADOW * soft)[..., None]
    sheet.paste(Image.fromarray(ground.astype(np.uint8)), area[:2])
    sheet.paste(turned, at, turned)


def _turned(piece: Image.Image, angle: float) -> Image.Image:
    """All of it, on a canvas that grows with the turn. OpenCV takes a fifth of Pillow's time."""
    if not angle:
        return piece
    wide, high = piece.size
    turning = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    cosine, sine = abs(turning[0, 0]), abs(turning[0, 1])
    size = math.ceil(wide * cosine + high * sine), math.ceil(wide * sine + high * cosine)
    turning[:, 2] += (size[0] - wide) / 2, (size[1] - high) / 2
    return Image.fromarray(cv2.warpAffine(np.asarray(piece), turning, size, flags=cv2.INTER_CUBIC))


def foxing(sheet: Image.Image, noise: Noise, spots: int) -> None:
    """Small brown spots of age."""
    pixels = np.asarray(sheet).astype(np.float32)
    mask = np.zeros((sheet.height, sheet.width), np.float32)
    for _ in range(spots):
        x, y = int(noise.integers(sheet.width)), int(noise.integers(sheet.height))
        cv2.circle(mask, (x, y), int(noise.integers(2, 9)), float(noise.uniform(0.1, 0.5)), -1)
    soft = cv2.GaussianBlur(mask, (0, 0), 3)[..., None]
    stained = pixels * (1 - soft * np.asarray((0.15, 0.32, 0.55), np.float32))
    sheet.paste(Image.fromarray(np.clip(stained, 0, 255).astype(np.uint8)))


def mercury(sheet: Image.Image, plant: Image.Image, at: tuple[int, int], noise: Noise) -> None:
    """Simulated mercuric chloride: grey-brown haloes around the plant with uneven rims, as old treated sheets have."""
    mask = Image.new("L", sheet.size, 0)
    mask.paste(plant.getchannel("A"), at)
    near = cv2.GaussianBlur(np.asarray(mask).astype(np.float32) / 255, (0, 0), sheet.width / 45)
    reach = np.clip(near * 3.2 + 0.5 * clouds(sheet.size, noise, cells=22) - 0.15, 0, 1)
    rim = cv2.GaussianBlur((reach * (near > 0.02)).astype(np.float32), (0, 0), 4)[..., None]
    blots = np.clip(clouds(sheet.size, noise, cells=60) - 0.35, 0, 1)[..., None] * np.clip(near * 6, 0, 1)[..., None]
    weight = np.clip(0.62 * rim + 0.5 * blots, 0, 0.78)
    pixels = np.asarray(sheet).astype(np.float32)
    stained = pixels * (1 - weight) + np.asarray((72, 66, 62), np.float32) * weight
    sheet.paste(Image.fromarray(np.clip(stained, 0, 255).astype(np.uint8)))


def _around(at: tuple[int, int], size: Size, margin: int, limit: Size) -> tuple[int, int, int, int]:
    return (
        max(0, at[0] - margin),
        max(0, at[1] - margin),
        min(limit[0], at[0] + size[0] + margin),
        min(limit[1], at[1] + size[1] + margin),
    )
