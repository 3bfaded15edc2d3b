"""Sheets with codes whose module size, turn and blur are known: printed on toned, grained paper with writing beside."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Format = zxingcpp.BarcodeFormat
FORMATS = {
    "Code128": (Format.Code128, "CBH{:08d}"),
    "Code39": (Format.Code39, "H{:08d}"),
    "DataMatrix": (Format.DataMatrix, "BM{:09d}"),
    "QRCode": (Format.QRCode, "http://id.example/{:08d}"),
    "PDF417": (Format.PDF417, "NHMUK{:09d}"),
}
LINEAR = ("Code128", "Code39")
LINEAR_HEIGHT = 30  # modules: printed ones are from 20 to 50 high
FINE = 16  # pixels a module of the drawing that is sampled
OVER = 4  # samples a pixel and side
INK, PAPER = 35.0, 238.0  # grey levels
GRAIN = 3.0  # grey levels, sigma
COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A code on a sheet: `module` and `blur` (sigma) in pixels, `turn` in degrees, `centre` in pixels."""

    text: str
    format: str
    module: float
    turn: float
    blur: float
    centre: tuple[int, int]


def modules_of(text: str, name: str) -> NDArray[np.uint8]:
    """The code with its quiet zone, a pixel a module (bars LINEAR_HEIGHT high), 0 or 255."""
    drawn = np.asarray(zxingcpp.create_barcode(text, FORMATS[name][0]).to_image(scale=1))
    if name in LINEAR:
        row = drawn[drawn.shape[0] // 2]
        drawn = np.vstack([np.full((4, row.size), 255), np.tile(row, (LINEAR_HEIGHT, 1)), np.full((4, row.size), 255)])
    return drawn.astype(np.uint8)


def seen(text: str, name: str, module: float, turn: float, blur: float) -> NDArray[np.float32]:
    """The code as a camera sees it, turned, each pixel the mean of what lies in it, then blurred.

    Shape (height, width, 2): how light it is, ink 0 to paper 1, and how much of the pixel its label covers.
    """
    fine = cv2.resize(modules_of(text, name), None, fx=FINE, fy=FINE, interpolation=cv2.INTER_NEAREST)
    scale = module * OVER / FINE
    high, wide = fine.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, scale)
    cos, sin = np.abs(matrix[0, :2]) / OVER
    size = [math.ceil(wide * cos + high * sin) + 2, math.ceil(wide * sin + high * cos) + 2]
    matrix[:, 2] += np.array(size) * OVER / 2 - np.array([wide, high]) / 2
    softened = cv2.blur(fine, (max(1, round(1 / scale)),) * 2)
    both = np.dstack([softened, np.full_like(softened, 255)])
    drawn = cv2.warpAffine(both, matrix, [s * OVER for s in size], flags=cv2.INTER_LINEAR)
    view = cv2.resize(drawn, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return cv2.GaussianBlur(view, (0, 0), blur) if blur > 0.05 else view


def paper(wide: int, high: int, dice: np.random.Generator) -> NDArray[np.float32]:
    """Toned paper of shape (height, width): uneven light, foxing and lines of print."""
    sheet = np.full((high, wide), 222, np.uint8)
    for _ in range(wide * high // 400_000):
        place = [int(v) for v in dice.integers((0, 0), (wide, high))]
        cv2.circle(sheet, place, int(dice.integers(3, 14)), int(dice.integers(120, 200)), -1, cv2.LINE_AA)
    for _ in range(wide * high // 100_000):
        place = [int(v) for v in dice.integers((0, 20), (wide, high))]
        words = "".join(dice.choice(list("abcdefghijklmnop    0123456789"), 24))
        cv2.putText(sheet, words, place, cv2.FONT_HERSHEY_DUPLEX, float(dice.uniform(0.3, 1.0)), 50, 1, cv2.LINE_AA)
    tone = cv2.resize(dice.normal(0, 6, (6, 4)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    return sheet + tone


def code_sheet(
    seed: int, module: float, turn: float, blur: float, *, names: tuple[str, ...] = tuple(FORMATS), cell: int = 0
) -> tuple[NDArray[np.uint8], list[Printed]]:
    """RGB of a sheet with one code of each of `names`, and what is printed there; `blur` is in modules.

    `cell` is the side in pixels of the square in which a code lies somewhere, 0 for as much as it needs.
    """
    dice = np.random.default_rng(seed)
    cell = cell or max(600, int(330 * module))
    sheet = paper(COLUMNS * cell, math.ceil(len(names) / COLUMNS) * cell, dice)
    printed = []
    for i, name in enumerate(names):
        text = FORMATS[name][1].format(int(dice.integers(0, 99_999_999)))
        view = seen(text, name, module, turn, blur * module)
        high, wide = view.shape[:2]
        row, column = divmod(i, COLUMNS)
        left, top = dice.integers((0, 0), (cell - wide, cell - high)) + np.array([column, row]) * cell
        _paste(sheet[top : top + high, left : left + wide], view)
        printed.append(Printed(text, name, module, turn, blur * module, (int(left + wide / 2), int(top + high / 2))))
    grained = sheet + dice.normal(0, GRAIN, sheet.shape)
    grey = np.clip(grained, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2), printed


def _paste(part: NDArray[np.float32], view: NDArray[np.float32]) -> None:
    light, cover = view[..., 0], view[..., 1]
    part[:] = part * (1 - cover) + INK * cover + (PAPER - INK) * light
