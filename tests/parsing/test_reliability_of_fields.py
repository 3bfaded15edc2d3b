"""How the curve of confidence is fitted and how far off it is, on cases whose answer is known."""

import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

from curatorbench.parsing.confidence import Grounds, on_curve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def reliability(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    for name in [name for name in sys.modules if name.split(".")[0] == "benchmarks"]:
        monkeypatch.delitem(sys.modules, name)
    from benchmarks import reliability

    return reliability


def test_a_timid_score_is_raised_below_the_top_and_left_alone_there(
    reliability: ModuleType, dice: random.Random
) -> None:
    grounds = [Grounds(dice.random(), 1.0, 1.0) for _ in range(3000)]
    cases = [reliability.Case(one, dice.random() < one.score**0.5, "set", "term") for one in grounds]
    knots = reliability.fitted(cases)
    assert on_curve(0.36, knots) == pytest.approx(0.6, abs=0.08)
    assert on_curve(0.95, knots) == pytest.approx(0.95)
    assert reliability.calibration_error(reliability.said(cases, knots)) < 0.05


def test_the_error_of_one_who_is_always_too_sure(reliability: ModuleType) -> None:
    assert reliability.calibration_error([(0.95, True), (0.95, False)]) == pytest.approx(0.45)
    assert reliability.calibration_error([]) == 0.0


def test_the_diagram_is_whole(reliability: ModuleType) -> None:
    drawn = reliability.diagram([(0.95, True), (0.35, False)], "a title")
    assert drawn.startswith("<svg")
    assert drawn.count("<rect") == 3
    assert "a title" in drawn
