"""How each head does on what it has not seen: whole collections, or blocks of catalogue numbers, left out in turn.

Never a random split: twins of one specimen, one collector's series and one afternoon's light would be on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from heads import Linear, Matrix, Names
from numpy.typing import NDArray

Fit = Callable[[NDArray[np.bool_]], Linear]


def held_out(folds: Names, labels: tuple[str, ...], features: Matrix, fit: Fit) -> Matrix:
    """Logits (pictures, labels) of every picture by a head that `fit(rows)` made without the picture's fold.

    A label that a fold's head does not know gets a logit far below the others.
    """
    logits = np.full((len(folds), len(labels)), -50.0)
    for fold in sorted(set(folds)):
        test = folds == fold
        head = fit(~test)
        columns = [labels.index(label) for label in head.labels]
        logits[np.ix_(np.flatnonzero(test), columns)] = head(features[test])
    return logits


def blocks(catalog: list[str], count: int) -> Names:
    """Folds of neighbouring catalogue numbers: sheets collected, mounted and photographed together stay together."""
    keys = [(("V" in text), int("".join(re.findall(r"\d+", text)) or 0)) for text in catalog]
    order = sorted(range(len(keys)), key=lambda i: keys[i])
    folds = np.empty(len(keys), dtype="U16")
    for place, index in enumerate(order):
        folds[index] = f"block {place * count // len(keys)}"
    return folds


def temperature(logits: Matrix, truth: NDArray[np.int64]) -> float:
    """The divisor of the logits with the least negative log-likelihood, from a grid up to 1000."""
    tried = np.geomspace(0.2, 1000, 80)
    losses = [-np.log(softmax(logits, t)[np.arange(len(truth)), truth] + 1e-12).sum() for t in tried]
    return round(float(tried[int(np.argmin(losses))]), 4)


def softmax(logits: Matrix, divisor: float) -> Matrix:
    powers = np.exp((logits - logits.max(axis=1, keepdims=True)) / divisor)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def naming_figures(chances: Matrix, truth: Names, labels: tuple[str, ...], sure: NDArray[np.bool_]) -> dict[str, Any]:
    """Accuracy, the first three, the mean over labels, and what abstention leaves. `sure` marks suggestions."""
    best = np.array(labels)[chances.argmax(axis=1)]
    three = np.array(labels)[np.argsort(-chances, axis=1)[:, :3]]
    right = best == truth
    return {
        "pictures": len(truth),
        "accuracy": share(right),
        "among_first_three": share((three == truth[:, None]).any(axis=1)),
        "mean_accuracy_by_label": share(np.array([right[truth == name].mean() for name in sorted(set(truth))])),
        "suggested": share(sure),
        "accuracy_of_suggestions": share(right[sure]),
        "calibration_error": calibration_error(chances.max(axis=1), right),
    }


def least_for(best: Names, chance: Matrix, truth: Names, label: str, precision: float, least: int) -> float | None:
    """The lowest probability from which `label` is right with `precision` and `least` true ones; or None."""
    mine = best == label
    order = np.argsort(-chance[mine], kind="stable")
    right = (truth[mine][order] == label).astype(float)
    kept = np.cumsum(right)
    good = (kept / np.arange(1, len(right) + 1) >= precision) & (kept >= least)
    return round(float(chance[mine][order][np.flatnonzero(good)[-1]]), 4) if good.any() else None


def calibration_error(stated: Matrix, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Mean gap between stated and true share, weighted by how many."""
    place = np.minimum((stated * bins).astype(int), bins - 1)
    gaps = [abs(stated[place == b].mean() - right[place == b].mean()) * (place == b).sum() for b in set(place)]
    return round(float(sum(gaps)) / len(stated), 4)


def share(flags: NDArray[Any]) -> float | None:
    """The mean, or None of nothing."""
    return round(float(flags.mean()), 4) if len(flags) else None
