"""What is measured and what is demanded become a verdict, and sentences that say what to do."""

from dataclasses import replace

import pytest

from curatorbench.domain.pictures import CheckName, Verdict
from curatorbench.domain.profiles import DEMANDS, FADGI_2, FADGI_3, FADGI_4, Demand
from curatorbench.imaging.judgement import Measured, checks, verdict_of
from curatorbench.imaging.light import Exposure

GOOD = Measured(
    longest=6000,
    sharpness=0.92,
    exposure=Exposure(0.8, 0.0, 0.01),
    unevenness=2.0,
    has_target=True,
    mean_de2000=1.2,
    worst_de2000=3.0,
    white_balance=0.8,
    pixels_per_mm=16.0,
    skew=0.3,
    cut=0.0,
    codes=1,
    unread=0,
)


def only_wrong(seen: Measured, demand: Demand) -> dict[CheckName, Verdict]:
    return {check.name: check.verdict for check in checks(seen, demand) if check.verdict is not Verdict.PASS}


@pytest.mark.parametrize("demand", DEMANDS)
def test_a_good_picture_passes_every_level(demand: Demand) -> None:
    made = checks(GOOD, demand)
    assert [check.name for check in made] == list(CheckName)
    assert verdict_of(made) == (Verdict.PASS, ())


@pytest.mark.parametrize(
    ("wrong", "name", "verdict"),
    [
        ({"sharpness": 0.1}, CheckName.SHARPNESS, Verdict.FAIL),
        ({"sharpness": 0.5}, CheckName.SHARPNESS, Verdict.WARN),
        ({"exposure": Exposure(0.05, 0.1, 0.0)}, CheckName.EXPOSURE, Verdict.FAIL),
        ({"exposure": Exposure(0.99, 0.0, 0.2)}, CheckName.EXPOSURE, Verdict.FAIL),
        ({"exposure": Exposure(0.9, 0.0, 0.7)}, CheckName.EXPOSURE, Verdict.WARN),
        ({"unevenness": 55.0}, CheckName.LIGHT, Verdict.WARN),
        ({"longest": 500}, CheckName.RESOLUTION, Verdict.WARN),
        ({"skew": -4.0}, CheckName.SKEW, Verdict.WARN),
        ({"cut": 0.05}, CheckName.FRAME, Verdict.FAIL),
        ({"cut": 0.01}, CheckName.FRAME, Verdict.WARN),
        ({"unread": 2}, CheckName.CODES, Verdict.WARN),
    ],
)
def test_what_is_wrong_whatever_is_demanded(wrong: dict[str, object], name: CheckName, verdict: Verdict) -> None:
    seen = replace(GOOD, **wrong)  # type: ignore[arg-type]
    assert only_wrong(seen, Demand()) == {name: verdict}
    said, reasons = verdict_of(checks(seen, Demand()))
    assert said is verdict and len(reasons) == 1 and reasons[0].endswith(".")


def test_demands_that_are_missed_are_doubts_that_name_both_numbers() -> None:
    seen = replace(GOOD, mean_de2000=4.1, pixels_per_mm=10.0, unevenness=15.0)
    assert set(only_wrong(seen, FADGI_3)) == {CheckName.COLOUR, CheckName.RESOLUTION, CheckName.LIGHT}
    reasons = verdict_of(checks(seen, FADGI_3))[1]
    assert "4.1, allowed 3.5" in " ".join(reasons) and "10.0 pixels a millimetre" in " ".join(reasons)
    assert only_wrong(seen, FADGI_2) == {} and len(only_wrong(seen, FADGI_4)) == 3
    assert only_wrong(seen, Demand()) == {}


def test_greys_and_the_worst_patch_count_too() -> None:
    assert set(only_wrong(replace(GOOD, white_balance=5.0), FADGI_3)) == {CheckName.COLOUR}
    assert set(only_wrong(replace(GOOD, worst_de2000=15.5), FADGI_3)) == {CheckName.COLOUR}


def test_what_is_not_there_is_a_doubt_only_where_it_is_demanded() -> None:
    bare = replace(
        GOOD, has_target=False, mean_de2000=None, worst_de2000=None, white_balance=None, pixels_per_mm=None, skew=None
    )
    assert only_wrong(bare, Demand()) == {}
    assert only_wrong(bare, FADGI_3) == {CheckName.RESOLUTION: Verdict.WARN}, "it is not known"
    wanted = Demand(needs_target=True, needs_scale=True)
    assert only_wrong(bare, wanted) == {CheckName.COLOUR: Verdict.WARN, CheckName.SCALE: Verdict.WARN}


def test_reasons_come_worst_first() -> None:
    seen = replace(GOOD, sharpness=0.5, cut=0.05)
    verdict, reasons = verdict_of(checks(seen, Demand()))
    assert verdict is Verdict.FAIL and "cut by the frame" in reasons[0] and "soft" in reasons[1]


def test_higher_levels_demand_more() -> None:
    for lower, higher in zip((FADGI_2, FADGI_3), (FADGI_3, FADGI_4), strict=True):
        assert lower.pixels_per_mm < higher.pixels_per_mm and lower.mean_de2000 > higher.mean_de2000
        assert lower.white_balance > higher.white_balance and lower.unevenness > higher.unevenness
