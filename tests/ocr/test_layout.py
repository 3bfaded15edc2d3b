"""Reading order from boxes alone."""

import itertools
import random

from curatorbench.domain.box import Box
from curatorbench.ocr.layout import reading_order

LINE = 0.03


def row(x: float, y: float, wide: float = 0.2) -> Box:
    return Box(x, y, wide, LINE)


def flat(boxes: list[Box], aspect: float = 1.0) -> list[int]:
    return [i for block in reading_order(boxes, aspect) for line in block for i in line]


def test_nothing_has_no_order() -> None:
    assert reading_order([], 1.0) == []


def test_rows_from_top_to_bottom_and_pieces_of_a_row_from_left_to_right() -> None:
    boxes = [row(0.35, 0.104), row(0.1, 0.14), row(0.1, 0.1, 0.24)]
    assert reading_order(boxes, 1.0) == [[[2, 0], [1]]]


def test_a_wide_gap_in_a_row_starts_another_line() -> None:
    boxes = [row(0.1, 0.1, 0.8), row(0.1, 0.14), row(0.6, 0.14)]
    assert reading_order(boxes, 1.0) == [[[0], [1], [2]]]


def test_labels_side_by_side_are_not_mixed() -> None:
    left, right = [row(0.1, y) for y in (0.1, 0.14, 0.18)], [row(0.6, y) for y in (0.1, 0.14, 0.18)]
    mixed = [box for pair in zip(right, left, strict=True) for box in pair]
    assert [mixed[i] for i in flat(mixed)] == left + right


def test_a_gap_of_rows_makes_two_blocks() -> None:
    assert len(reading_order([row(0.1, 0.1), row(0.1, 0.14), row(0.1, 0.4)], 1.0)) == 2


def test_gaps_count_in_heights_whatever_the_shape_of_the_picture() -> None:
    """The same print on a picture twice as wide as high: fractions across are halved, the order is the same."""
    square = [row(0.1, 0.1, 0.2), row(0.32, 0.1, 0.2), row(0.1, 0.14, 0.2)]
    wide = [Box(box.x / 2, box.y, box.width / 2, box.height) for box in square]
    assert reading_order(square, 1.0) == reading_order(wide, 2.0) == [[[0, 1], [2]]]


def test_every_piece_comes_once_and_the_order_given_does_not_matter(dice: random.Random) -> None:
    boxes = [Box(dice.random() * 0.9, dice.random() * 0.9, 0.1, dice.uniform(0.005, 0.05)) for _ in range(80)]
    order = flat(boxes, 0.7)
    assert sorted(order) == list(range(80))
    shuffled = list(range(80))
    dice.shuffle(shuffled)
    again = [shuffled[i] for i in flat([boxes[i] for i in shuffled], 0.7)]
    assert [boxes[i] for i in again] == [boxes[i] for i in order]


def test_boxes_without_extent_do_no_harm() -> None:
    boxes = [Box(0.5, 0.5, 0, 0), Box(0.5, 0.5, 0, 0), row(0.1, 0.1)]
    assert sorted(itertools.chain(flat(boxes))) == [0, 1, 2]
