"""What the networks are shown: sizes, what is masked, and that no image is too odd."""

import numpy as np
import pytest
from drawn_for_judging import sheet

from curatorbench.classify.paper import paper_extent
from curatorbench.classify.preprocess import PAPER_GREY, SHEET_VIEW, SPECIMEN_VIEW, WORKING, reduced, views


def test_views_have_the_sizes_of_the_card() -> None:
    seen = views(sheet())
    assert seen.sheet.shape == (*SHEET_VIEW, 3)
    assert seen.specimen.shape == (*SPECIMEN_VIEW, 3)
    assert seen.sheet.dtype == seen.specimen.dtype == np.uint8


def test_the_label_does_not_reach_the_specimen_view() -> None:
    one, other = views(sheet(label="LYCOPODIACEAE")), views(sheet(label="ROSACEAE"))
    assert np.abs(one.specimen.astype(int) - other.specimen).max() <= 6  # the paper's tone is measured on it too
    assert not np.array_equal(one.sheet, other.sheet)


def test_the_specimen_view_is_grey_and_keeps_the_plant() -> None:
    seen = views(sheet())
    assert np.ptp(seen.specimen, axis=2).max() == 0
    assert 0.01 < seen.covered < 0.3
    assert (seen.specimen < 150).mean() > 0.05


def test_tone_of_the_paper_and_light_do_not_reach_the_specimen_view() -> None:
    plain = sheet()
    toned = (plain * np.array([0.9, 0.8, 0.6])).astype(np.uint8)
    assert np.abs(views(plain).specimen.astype(int) - views(toned).specimen).mean() < 4


def test_without_a_plant_there_is_only_paper() -> None:
    seen = views(sheet(plant=False))
    assert seen.covered < 0.001
    assert np.all(seen.specimen > PAPER_GREY - 30)


def test_the_table_around_the_sheet_is_cut_away() -> None:
    rows, columns = paper_extent(reduced(sheet(), WORKING))
    assert rows.start > 5
    assert columns.start > 5
    assert columns.stop < 336


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((400, 300, 3), np.uint8),
        np.full((400, 300, 3), 255, np.uint8),
        np.zeros((3, 2000, 3), np.uint8),
        np.full((2000, 1, 3), 90, np.uint8),
        np.random.default_rng(1).integers(0, 256, (500, 400, 3), np.uint8),
        np.tile(np.array([[[255, 0, 0], [0, 0, 255]]], np.uint8), (200, 150, 1)),
    ],
    ids=["one pixel", "black", "white", "a line", "a column", "noise", "stripes"],
)
def test_no_image_is_too_odd(pixels: np.ndarray) -> None:
    seen = views(pixels)
    assert seen.sheet.shape == (*SHEET_VIEW, 3)
    assert seen.specimen.shape == (*SPECIMEN_VIEW, 3)
