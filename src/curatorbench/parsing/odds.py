"""Shares as log odds, in which evidence adds up."""

from __future__ import annotations

import math

EDGE = 0.005
"""Nothing that was read by a machine is surer, or less sure, than this far from certainty."""


def log_odds(share: float) -> float:
    """Of a share (0-1), which counts as no nearer than `EDGE` to either end."""
    bounded = min(1 - EDGE, max(EDGE, share))
    return math.log(bounded / (1 - bounded))


def share_of(odds: float) -> float:
    """The share (0-1) that has these log odds."""
    return 1 / (1 + math.exp(-odds))
