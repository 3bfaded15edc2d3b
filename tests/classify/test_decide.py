"""Probabilities, ranks and abstention."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curatorbench.classify.decide import naming_decision, probabilities, ranked, stain_decision

LIMITS = {"flag": 0.8, "clear": 0.2}


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "clear"), (0.2, "clear"), (0.21, "unsure"), (0.79, "unsure"), (0.8, "flag"), (1.0, "flag")],
)
def test_a_stain_is_flagged_cleared_or_left_open(chance: float, said: str) -> None:
    assert stain_decision(chance, LIMITS) == said


def test_a_name_is_suggested_only_by_its_own_threshold() -> None:
    assert naming_decision((("Rosaceae", 0.7), ("Poaceae", 0.3)), {"Rosaceae": 0.6}) == "suggest"
    assert naming_decision((("Rosaceae", 0.5), ("Poaceae", 0.3)), {"Rosaceae": 0.6}) == "unsure"
    assert naming_decision((("Poaceae", 0.99),), {"Rosaceae": 0.6}) == "unsure"


@given(
    st.lists(st.floats(-1e4, 1e4, width=32), min_size=1, max_size=30),
    st.floats(0.05, 100),
)
def test_probabilities_are_probabilities(logits: list[float], temperature: float) -> None:
    chances = probabilities(np.array(logits, dtype=np.float32), temperature)
    assert chances.sum() == pytest.approx(1)
    assert np.all(chances >= 0)
    assert chances[int(np.argmax(logits))] == chances.max()


def test_heat_makes_it_say_less() -> None:
    logits = np.array([3, 1, 0], dtype=np.float32)
    assert probabilities(logits, 1).max() > probabilities(logits, 2).max() > probabilities(logits, 50).max()


def test_ranks_are_best_first_and_stable() -> None:
    assert ranked(("a", "b", "c"), np.array([0.25, 0.5, 0.25])) == (("b", 0.5), ("a", 0.25), ("c", 0.25))
