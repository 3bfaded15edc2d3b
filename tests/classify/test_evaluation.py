"""Figures of a classifier against known answers."""

from collections.abc import Sequence

import numpy as np
import pytest
from drawn_for_judging import sheet

from curatorbench.classify.evaluation import answer, evaluate, figures
from curatorbench.classify.onnx import OnnxClassifiers
from curatorbench.domain.suggestion import Judgement


def naming(decision: str, top: Sequence[tuple[str, float]]) -> Judgement:
    return Judgement("family", decision, None, tuple(top), "0", "real")


def stain(decision: str, probability: float) -> Judgement:
    return Judgement("mercury", decision, probability, (), "0", "simulated")


def test_names_are_counted_with_and_without_abstention() -> None:
    given = [
        answer(naming("suggest", [("Rosaceae", 0.95), ("Poaceae", 0.05)]), "Rosaceae"),
        answer(naming("unsure", [("Rosaceae", 0.45), ("Poaceae", 0.40), ("Fabaceae", 0.15)]), "Fabaceae"),
        answer(naming("suggest", [("Poaceae", 0.75)]), "Rosaceae"),
        answer(naming("unsure", [("Poaceae", 0.48), ("Rosaceae", 0.42)]), "Poaceae"),
    ]
    told = figures("family", given)
    assert (told.images, told.accuracy, told.coverage, told.accuracy_when_sure, told.top3) == (4, 0.5, 0.5, 0.5, 0.75)
    assert [(b.low, b.count, b.right) for b in told.bins] == [(0.4, 2, 0.5), (0.7, 1, 0.0), (0.9, 1, 1.0)]
    assert told.calibration_error == pytest.approx((2 * 0.035 + 0.75 + 0.05) / 4)


def test_stains_count_by_their_side_of_a_half_when_unsure() -> None:
    assert answer(stain("flag", 0.9), "stained").right
    assert answer(stain("unsure", 0.4), "clean").right
    assert not answer(stain("clear", 0.1), "stained").right
    assert not answer(stain("unsure", 0.4), "clean").sure


def test_always_abstaining_has_no_accuracy_when_sure() -> None:
    told = figures("mercury", [answer(stain("unsure", 0.4), "clean")], naming=False)
    assert told.coverage == 0
    assert told.accuracy_when_sure is None
    assert told.top3 is None


def test_nothing_cannot_be_summed_up() -> None:
    with pytest.raises(ValueError, match="no answers"):
        figures("family", [])


def test_only_models_with_a_truth_are_tried(classifiers: OnnxClassifiers) -> None:
    noise = np.zeros((60, 60, 3), dtype=np.uint8)
    told = evaluate(classifiers, [(sheet(), {"family": "Rosaceae"}), (noise, {"mercury": "clean"}), (noise, {})])
    assert {f.model: f.images for f in told} == {"family": 1, "mercury": 1}
    assert evaluate(classifiers, []) == ()
