"""From logits to a decision that may be to abstain. Pure arithmetic on numpy arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

UNSURE = "unsure"


def probabilities(logits: NDArray[np.float32], temperature: float) -> NDArray[np.float64]:
    """Softmax of (labels,) logits divided by `temperature`; above 1 it says less than the network does."""
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max())
    return np.asarray(powers / powers.sum())


def ranked(labels: Sequence[str], chances: NDArray[np.float64]) -> tuple[tuple[str, float], ...]:
    """(label, probability), best first; equal ones in the order of the labels."""
    order = np.argsort(-chances, kind="stable")
    return tuple((labels[i], float(chances[i])) for i in order)


def stain_decision(probability: float, thresholds: Mapping[str, float]) -> str:
    """`flag` from the upper threshold on, `clear` up to the lower one, `unsure` between."""
    if probability >= thresholds["flag"]:
        return "flag"
    return "clear" if probability <= thresholds["clear"] else UNSURE


def naming_decision(top: tuple[tuple[str, float], ...], thresholds: Mapping[str, float]) -> str:
    """`suggest` where the best label has a threshold of its own and reaches it."""
    label, probability = top[0]
    least = thresholds.get(label)
    return "suggest" if least is not None and probability >= least else UNSURE
