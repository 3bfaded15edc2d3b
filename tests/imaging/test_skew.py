"""Skew in degrees clockwise: of a sheet on a table by its edges, of a sheet that fills the frame by its lines."""

import cv2
import numpy as np
import pytest

from curatorbench.imaging.pixels import Grey
from curatorbench.imaging.sheets import sheet
from curatorbench.imaging.skew import skew


def table(degrees: float) -> Grey:
    """A sheet with a plant and a label on a black table, turned clockwise."""
    grey = np.full((1500, 1050), 25, np.uint8)
    grey[120:1400, 110:940] = 225
    cv2.ellipse(grey, (500, 600), (60, 400), 20, 0, 360, 80, -1)
    cv2.rectangle(grey, (600, 1150), (900, 1350), 60, 2)
    return turned(grey, degrees, 25)


def turned(grey: Grey, degrees: float, border: int) -> Grey:
    high, wide = grey.shape
    where = cv2.getRotationMatrix2D((wide / 2, high / 2), -degrees, 1.0)
    made = cv2.warpAffine(grey, where, (wide, high), flags=cv2.INTER_AREA, borderValue=(border,))
    return np.asarray(made, dtype=np.uint8)


@pytest.mark.parametrize("degrees", [-6.0, -2.5, -0.4, 0.0, 0.8, 3.0, 7.0])
def test_a_sheet_on_a_table(degrees: float) -> None:
    grey = table(degrees)
    assert skew(grey, sheet(grey)) == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize("degrees", [-4.0, -1.0, 0.0, 2.0, 5.0])
def test_a_sheet_that_fills_the_frame(degrees: float) -> None:
    grey = np.full((1500, 1050), 228, np.uint8)
    cv2.rectangle(grey, (520, 1020), (980, 1380), 40, 3)
    cv2.rectangle(grey, (90, 1180), (380, 1380), 70, 2)
    cv2.ellipse(grey, (450, 500), (50, 380), 25, 0, 360, 90, -1)
    grey = turned(grey, degrees, 228)
    assert skew(grey, (0, 0, 1050, 1500)) == pytest.approx(degrees, abs=0.3)


def test_without_anything_straight_nothing_is_said() -> None:
    grey = np.full((1500, 1050), 228, np.uint8)
    for turn in range(0, 180, 25):
        cv2.ellipse(grey, (450, 700), (30, 380), turn + 7, 0, 360, 90, -1)
    assert skew(grey, (0, 0, 1050, 1500)) is None
    assert skew(np.full((60, 60), 128, np.uint8), (0, 0, 60, 60)) is None
