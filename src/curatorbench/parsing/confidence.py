"""How often each rule is right: the confidence of its findings.

`resources/reference/rules.csv` holds every rule once: a guess made before measuring (`prior`), and on how many
labels it was seen as the best finding of its term and was right (`seen`, `right`). The guess weighs as much as
`PRIOR_WEIGHT` labels, so that a rule seen three times is not yet believed. `python -m benchmarks.fields
--calibrate` writes the counts.
"""

from __future__ import annotations

import csv
from functools import cache

from curatorbench.domain.resources import resource

PRIOR_WEIGHT = 4.0


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
