"""How far suggestions of one class were right in this collection, and by how much that moves a confidence.

A class is a term and how well its value is known here, or a rule. For each the confidences that were stated are
summed beside how often people agreed. The shift is the difference of the two in log odds, as if `WEIGHT` more
suggestions had been seen that were right as often as was stated: a class seen twice moves little. It is the
same measure as that of calibration, taken on the labels of one collection, each judged before it was learned from.
No confidence is raised above the share that its class has earned here (`Tally.earned`, by Laplace's rule with a wrong
one more), so that what is called sure still is.
"""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.parsing.odds import log_odds, share_of

WEIGHT = 16.0
MOST = 1.5  # log odds that one class may move a confidence by
LEAST = 0.01


@dataclass(slots=True)
class Tally:
    """`seen` suggestions of a class, `right` of them agreed to, `stated` the sum of their confidences."""

    seen: int = 0
    right: int = 0
    stated: float = 0.0

    def count(self, confidence: float, right: bool, sign: int = 1) -> None:
        self.seen += sign
        self.right += sign * right
        self.stated += sign * confidence

    def shift(self, prior: float = 0.0) -> float:
        """Log odds to add to a confidence; `prior` is what to add before anything was seen."""
        if not self.seen:
            return prior
        mean = moved(self.stated / self.seen, prior)
        share = (self.right + WEIGHT * mean) / (self.seen + WEIGHT)
        return _bounded(prior + log_odds(share) - log_odds(mean))

    @property
    def earned(self) -> float:
        """The share that is right, as cautious as few cases ask for: 0.33 of none, 0.94 of 30 of 30."""
        return (self.right + 1) / (self.seen + 3)


def moved(confidence: float, shift: float, most: float = 1.0) -> float:
    """A confidence with log odds added to it; `most` is as high as it may be raised."""
    new = share_of(log_odds(confidence) + shift)
    return min(max(most, confidence), max(min(LEAST, confidence), new))


def _bounded(shift: float) -> float:
    return min(MOST, max(-MOST, shift))
