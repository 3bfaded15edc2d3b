"""How sure a value is: what its rule has earned, seen through the words that it rests on.

`resources/reference/rules.csv` holds every rule once: a guess made before measuring (`prior`), and on how many
labels it was seen as the best finding of its term and was right (`seen`, `right`). The guess weighs as much as
`PRIOR_WEIGHT` labels, so that a rule seen three times is not yet believed. `python -m benchmarks.fields
--calibrate` writes the counts.

`resources/reference/calibration.csv` holds a rising curve from the score of `Grounds` to the share of values that were
right at that score: each set of labels was scored with the shares that rules earned on the other sets. Near the top the
curve stays at or below the score, so that what is called sure has margin on labels of institutions not yet seen.
`python -m benchmarks.fields --calibrate` writes it, `benchmarks/RESULTS.md` says how well it carries.
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from curatorbench.domain.resources import resource
from curatorbench.parsing.odds import log_odds, share_of

PRIOR_WEIGHT = 4.0
Knots = tuple[tuple[float, float], ...]
_RIVAL = 0.5  # log odds that the first rival takes, by ln 2; fitted


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a value rests on: the `share` its rule is right (0-1), the confidence of its `least` sure word and the
    `mean` of its words (0-1), whether it was `corrected`, and how many `rivals` the label has for its term."""

    share: float
    least: float
    mean: float
    corrected: bool = False
    rivals: int = 0

    @property
    def certainty(self) -> float:
        """How far the words can be trusted: a value is no surer than its least sure word, but engines are timid about
        short words, so the mean counts for half."""
        return (self.least + self.mean) / 2

    @property
    def score(self) -> float:
        """0-1, rises with the chance of being right but is not yet that chance."""
        return share_of(log_odds(self.share * self.certainty) - _RIVAL * math.log1p(self.rivals))


def calibrated(grounds: Grounds) -> float:
    """The probability that a value is right, 0-1; nothing where no word was read for it."""
    return on_curve(grounds.score, curve()) if grounds.mean else 0.0


def on_curve(score: float, knots: Knots) -> float:
    """The height of the curve at `score`, straight between its knots."""
    at = min(len(knots) - 1, max(1, bisect_left(knots, (score, 0.0))))
    (left, low), (right, high) = knots[at - 1], knots[at]
    part = min(1.0, max(0.0, (score - left) / (right - left)))
    return low + part * (high - low)


@cache
def curve() -> Knots:
    """(score, probability) of each knot, both rising."""
    with resource("reference", "calibration.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((float(row["score"]), float(row["confidence"])) for row in csv.DictReader(lines))


def confidence_of(rule: str) -> float:
    """0-1; raises KeyError for a rule that is not in the table."""
    return confidences()[rule]


@cache
def confidences() -> dict[str, float]:
    """Rule -> confidence, from the table."""
    return {row["rule"]: earned(float(row["prior"]), int(row["right"]), int(row["seen"])) for row in _rows()}


def prior_of_rules() -> dict[str, float]:
    """Rule -> the guess made before measuring."""
    return {row["rule"]: float(row["prior"]) for row in _rows()}


def earned(prior: float, right: int, seen: int) -> float:
    return (right + PRIOR_WEIGHT * prior) / (seen + PRIOR_WEIGHT)


def _rows() -> list[dict[str, str]]:
    with resource("reference", "rules.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
