"""Confidence: earned shares, the score of grounds, and the curve that makes it a probability."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curatorbench.parsing.confidence import Grounds, calibrated, curve, earned, on_curve

SHARES = st.floats(0, 1)


def test_what_a_rule_has_earned_lies_between_its_guess_and_its_record() -> None:
    assert earned(0.5, 0, 0) == 0.5
    assert 0.5 < earned(0.5, 3, 3) < earned(0.5, 100, 100) < 1


def test_the_shipped_curve_rises_from_nothing_to_certainty_and_is_not_bold_at_the_top() -> None:
    knots = curve()
    assert (knots[0][0], knots[-1][0]) == (0.0, 1.0)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(knots))
    assert all(confidence <= score for score, confidence in knots if score >= 0.9)


@pytest.mark.parametrize(("score", "height"), [(0.0, 0.1), (0.25, 0.3), (0.5, 0.5), (1.0, 0.9), (0.75, 0.7)])
def test_a_curve_is_straight_between_its_knots(score: float, height: float) -> None:
    assert on_curve(score, ((0.0, 0.1), (0.5, 0.5), (1.0, 0.9))) == pytest.approx(height)


@given(SHARES, SHARES, SHARES, st.integers(0, 50))
def test_any_grounds_give_a_probability_that_rivals_lower(share: float, least: float, more: float, rivals: int) -> None:
    mean = least + (1 - least) * more
    alone, among = (calibrated(Grounds(share, least, mean, rivals=count)) for count in (0, rivals))
    assert 0 <= among <= alone <= 1


def test_no_words_no_confidence() -> None:
    assert calibrated(Grounds(0.99, 0.0, 0.0)) == 0.0
