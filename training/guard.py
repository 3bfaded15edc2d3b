"""Fit and try the head that tells a herbarium sheet from anything else."""

from __future__ import annotations

from typing import Any

import numpy as np
import sets
from cache import Cache, Trained
from heads import Linear, logistic
from numpy.typing import NDArray
from trials import held_out, share, softmax, temperature

STRENGTH = 0.001
TURNED_AWAY = 0.02  # of the sheets: where the threshold is set
CHOSEN = (0, 1, 5, 9)  # variants of each sheet: as it is, by another camera, and two stained ones
SPLIT = (
    "each kind of other thing (packets of one institution, insects, each drawer with its parts, composed drawers, "
    "noise) and each collection of sheets left out in turn"
)


def guard(index: list[sets.Sheet], stained: Cache, others: Cache) -> Trained:
    """Sheet or something else; both weigh the same."""
    ours = np.isin(stained["variant"], CHOSEN)
    foreign = others["kind"] != "sheet"
    x = np.vstack([stained.features[ours], others.features[foreign]])
    names = np.array(["sheet"] * int(ours.sum()) + ["other"] * int(foreign.sum()))
    kinds = sorted(set(others["kind"][foreign]))
    collections = np.array([s.collection for s in index])[stained["index"][ours]]
    folds = np.concatenate([collections, others["kind"][foreign]])

    def fit(rows: NDArray[np.bool_]) -> Linear:
        weight = np.where(
            names[rows] == "sheet", 1 / (names[rows] == "sheet").sum(), 1 / (names[rows] != "sheet").sum()
        )
        return logistic(x[rows], names[rows], STRENGTH, weight / weight.mean())

    logits = held_out(folds, ("other", "sheet"), x, fit)
    heat = temperature(logits, (names == "sheet").astype(np.int64))
    chance = softmax(logits, heat)[:, 1]
    limit = round(float(np.quantile(chance[names == "sheet"], TURNED_AWAY)), 4)
    other = names == "other"
    told: dict[str, Any] = {
        "split": SPLIT,
        "pictures": len(x),
        "sheets_let_through": share(chance[~other] >= limit),
        "sheets_let_through_by_collection": {
            name: share(chance[~other & (folds == name)] >= limit) for name in sorted(set(collections))
        },
        "others_let_through": {kind: share(chance[other & (folds == kind)] >= limit) for kind in kinds},
    }
    head = fit(np.ones(len(x), dtype=bool))
    further = others.features[~foreign]
    told["further_sheets_let_through"] = share(softmax(head(further), heat)[:, 1] >= limit)
    return Trained(head, heat, {"sheet": limit}, told)
