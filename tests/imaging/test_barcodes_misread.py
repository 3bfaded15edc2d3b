"""Bars at the edge of what can be read: the checksum of Code 128 lets one wrong reading in a hundred pass."""

import cv2
import numpy as np
import pytest
import zxingcpp

from curatorbench.imaging.barcodes import barcodes

MISREAD = 383  # ZXing's one look says "BH26998712, with a right checksum


@pytest.mark.parametrize("seed", [MISREAD, *range(25)])
def test_bars_too_small_to_read_are_not_read_wrongly(seed: int) -> None:
    number, page = _page(seed)
    assert {code.text for code in barcodes(page)} <= {number}


def _page(seed: int) -> tuple[str, np.ndarray]:
    """A number, and a small piece of paper with it in modules of about a pixel, soft and noisy."""
    chance = np.random.default_rng(seed)
    number = f"CBH{chance.integers(0, 10**8):08d}"
    drawn = np.asarray(zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.Code128).to_image(scale=8))
    module = chance.uniform(0.9, 1.4)
    size = (int(drawn.shape[1] / 8 * module), int(40 * module))
    bars = cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)
    paper = np.full((160, 500), 235, np.uint8)
    paper[60 : 60 + size[1], 60 : 60 + size[0]] = bars
    soft = cv2.GaussianBlur(paper, (0, 0), chance.uniform(0.3, 0.7))
    noisy = np.clip(soft + chance.normal(0, chance.uniform(2, 8), soft.shape), 0, 255).astype(np.uint8)
    return number, cv2.cvtColor(noisy, cv2.COLOR_GRAY2RGB)
