"""Sheets drawn for tests: paper, a branching plant, a label with print, a chart."""

import cv2
import numpy as np
from numpy.typing import NDArray

PAPER = (232, 226, 210)
PLANT = (84, 92, 48)


def sheet(*, plant: bool = True, stained: bool = False, label: str = "LYCOPODIACEAE") -> NDArray[np.uint8]:
    """RGB, 1200 x 800."""
    image = np.full((1200, 800, 3), (30, 30, 32), dtype=np.uint8)
    image[20:1150, 20:780] = PAPER
    if stained:
        cloud = np.zeros((1200, 800), dtype=np.float32)
        cv2.ellipse(cloud, (380, 480), (300, 380), 10, 0, 360, 1.0, -1)
        cloud = 0.5 * cv2.GaussianBlur(cloud, (0, 0), 45)[:, :, None]
        image[20:1150, 20:780] = (image * (1 - cloud))[20:1150, 20:780].astype(np.uint8)
    if plant:
        _branch(image, (380, 860), -np.pi / 2, 210.0, 14)
    cv2.rectangle(image, (480, 960), (760, 1120), (246, 244, 238), -1)
    cv2.rectangle(image, (480, 960), (760, 1120), (60, 60, 60), 2)
    for row, text in enumerate((label, "Alaska: Juneau", "leg. A. Smith 12")):
        cv2.putText(image, text, (495, 1000 + 40 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (20, 20, 20), 2)
    return image


def _branch(image: NDArray[np.uint8], start: tuple[int, int], turn: float, length: float, width: int) -> None:
    end = (round(start[0] + length * np.cos(turn)), round(start[1] + length * np.sin(turn)))
    cv2.line(image, start, end, PLANT, width)
    if length > 30:
        for side in (-0.5, 0.08, 0.55):
            _branch(image, end, turn + side, length * 0.68, max(3, width - 3))
