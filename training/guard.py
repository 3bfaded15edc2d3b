"""Fit and try the head that tells a herbarium sheet from anything else."""

from __future__ import annotations

from typing import Any

import numpy as np
from cache import Cache, Trained
from heads import logistic
from trials import held_out, share, softmax, temperature

STRENGTH = 0.001
TURNED_AWAY = 0.01  # of the sheets: where the threshold is set
CHOSEN = (0, 1, 5, 9)  # variants of each sheet: as it is, by another camera, and two stained ones
SPLIT = "each kind of other thing (packet, insect, drawer, drawn) left out in turn, with a share of the sheets"


def guard(stained: Cache, others: Cache) -> Trained:
    """Sheet or something else; each kind of other thing left out in turn, with as large a part of the sheets."""
    ours = np.isin(stained["variant"], CHOSEN)
    foreign = others["kind"] != "sheet"
    x = np.vstack([stained.features[ours], others.features[foreign]])
    names = np.array(["sheet"] * int(ours.sum()) + ["other"] * int(foreign.sum()))
    kinds = sorted(set(others["kind"][foreign]))
    folds = np.concatenate([np.array(kinds)[stained["index"][ours] // 23 % len(kinds)], others["kind"][foreign]])
    logits = held_out(folds, ("other", "sheet"), x, lambda rows: logistic(x[rows], names[rows], STRENGTH))
    heat = temperature(logits, (names == "sheet").astype(np.int64), np.ones(len(x)))
    chance = softmax(logits, heat)[:, 1]
    limit = round(float(np.quantile(chance[names == "sheet"], TURNED_AWAY)), 4)
    other = names == "other"
    told: dict[str, Any] = {
        "split": SPLIT,
        "pictures": len(x),
        "sheets_let_through": share(chance[~other] >= limit),
        "others_let_through": {kind: share(chance[other & (folds == kind)] >= limit) for kind in kinds},
    }
    head = logistic(x, names, STRENGTH)
    further = others.features[~foreign]
    told["further_sheets_let_through"] = share(softmax(head(further), heat)[:, 1] >= limit)
    return Trained(head, heat, {"sheet": limit}, told)
