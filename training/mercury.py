"""Fit and try the head that looks for mercury stains."""

from __future__ import annotations

from typing import Any

import numpy as np
import sets
import stain
from cache import Cache, Trained
from heads import Matrix, Names, logistic
from numpy.typing import NDArray
from trials import calibration_error, held_out, share, softmax, temperature

STRENGTH = 0.0003
FALSE_FLAGS, MISSED = 0.01, 0.05  # of clean pictures flagged, of stained ones cleared: where the thresholds are set
SPLIT = "each of the 11 collections left out in turn; the stains are simulated in training and in the trial"


def mercury(index: list[sets.Sheet], stained: Cache) -> Trained:
    """Stained or clean, each collection left out in turn."""
    labels = ("clean", "stained")
    origin = np.array([s.collection for s in index])[stained["index"]]
    names = np.where(stained["kinds"] != "", "stained", "clean")
    x = stained.features
    logits = held_out(origin, labels, x, lambda rows: logistic(x[rows], names[rows], STRENGTH))
    is_stained = names == "stained"
    heat = temperature(logits, is_stained.astype(np.int64))
    chance = softmax(logits, heat)[:, 1]
    limits = {
        "flag": round(float(np.quantile(chance[~is_stained], 1 - FALSE_FLAGS)), 4),
        "clear": round(float(np.quantile(chance[is_stained], MISSED)), 4),
    }
    told = stain_figures(chance, is_stained, limits)
    as_they_are = stained["variant"] == 0
    told["unretouched_sheets_flagged"] = {
        name: share(chance[as_they_are & (origin == name)] >= limits["flag"]) for name in sorted(set(origin))
    }
    told["found_by_kind"] = {kind: share(chance[stained["kinds"] == kind] >= limits["flag"]) for kind in stain.KINDS}
    told["kind_never_trained"] = {kind: unseen_kind(kind, origin, names, stained, x) for kind in stain.KINDS}
    return Trained(logistic(x, names, STRENGTH), heat, limits, {"split": SPLIT, **told})


def stain_figures(chance: Matrix, is_stained: NDArray[np.bool_], limits: dict[str, float]) -> dict[str, Any]:
    right = (chance >= 0.5) == is_stained
    sure = (chance >= limits["flag"]) | (chance <= limits["clear"])
    return {
        "pictures": len(chance),
        "accuracy": share(right),
        "decided": share(sure),
        "accuracy_when_decided": share(right[sure]),
        "clean_flagged": share(chance[~is_stained] >= limits["flag"]),
        "stained_flagged": share(chance[is_stained] >= limits["flag"]),
        "stained_cleared": share(chance[is_stained] <= limits["clear"]),
        "calibration_error": calibration_error(np.maximum(chance, 1 - chance), right),
    }


def unseen_kind(kind: str, origin: Names, names: Names, stained: Cache, x: Matrix) -> float | None:
    """Recall at 0.5 of a kind of stain that the head never saw, on sheets of ALA that it never saw either."""
    with_kind = np.array([kind in kinds.split("+") for kinds in stained["kinds"]])
    rows, test = (origin != "ALA") & ~with_kind, (origin == "ALA") & (stained["kinds"] == kind)
    head = logistic(x[rows], names[rows], STRENGTH)
    return share(softmax(head(x[test]), 1.0)[:, 1] >= 0.5)
