"""Rectangles in fractions of the image."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curatorbench.domain.box import WHOLE, Box

_parts = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)
_boxes = st.builds(lambda x, y: Box(x[0], y[0], x[1] - x[0], y[1] - y[0]), _parts, _parts)
_sizes = st.tuples(st.integers(1, 20_000), st.integers(1, 20_000))


@given(_boxes, _sizes)
def test_pixels_and_back_is_within_a_pixel(box: Box, size: tuple[int, int]) -> None:
    again = Box.from_pixels(*box.to_pixels(size), size)
    for before, after, pixels in zip(
        (box.x, box.right, box.y, box.bottom), (again.x, again.right, again.y, again.bottom),
        (size[0], size[0], size[1], size[1]), strict=True,
    ):  # fmt: skip
        assert after == pytest.approx(before, abs=0.51 / pixels)


@given(st.lists(_boxes, min_size=1, max_size=5))
def test_around_holds_all_and_no_more(boxes: list[Box]) -> None:
    around = Box.around(boxes)
    assert around.x == min(box.x for box in boxes) and around.y == min(box.y for box in boxes)
    assert around.right == pytest.approx(max(box.right for box in boxes))
    for box in boxes:
        assert around.overlap(box) == pytest.approx(box.area)


@given(_boxes, _boxes)
def test_iou_is_a_fraction_and_the_same_both_ways(one: Box, two: Box) -> None:
    assert -1e-9 <= one.iou(two) <= 1 + 1e-9
    assert one.iou(two) == pytest.approx(two.iou(one))
    if one.area > 1e-6:
        assert one.iou(one) == pytest.approx(1)


@given(_boxes, _boxes)
def test_a_box_within_another_lies_in_it(inner: Box, outer: Box) -> None:
    placed = inner.within(outer)
    assert placed.overlap(outer) == pytest.approx(placed.area, abs=1e-9)
    assert inner.within(WHOLE) == inner


@given(_boxes, st.floats(0, 2))
def test_padding_stays_on_the_image(box: Box, margin: float) -> None:
    padded = box.padded(margin)
    assert padded.x >= 0 and padded.y >= 0 and padded.right <= 1 + 1e-9 and padded.bottom <= 1 + 1e-9
    assert padded.overlap(box) == pytest.approx(box.area)


@given(_boxes)
def test_the_list_form_is_exact_to_a_millionth(box: Box) -> None:
    again = Box.from_list(box.as_list())
    assert again.as_list() == box.as_list()
    assert again.x == pytest.approx(box.x, abs=1e-6) and again.width == pytest.approx(box.width, abs=1e-6)


def test_what_lies_outside_is_clipped() -> None:
    assert Box.from_pixels(-10, -10, 50, 200, (100, 100)) == Box(0, 0, 0.5, 1)
    assert Box.from_pixels(150, 150, 200, 200, (100, 100)).area == 0
    with pytest.raises(ValueError, match="no boxes"):
        Box.around([])
    assert Box(0, 0, 0, 0).iou(Box(0, 0, 0, 0)) == 0
