"""Fit and try the heads that propose names: families, and the genera of the clubmosses."""

from __future__ import annotations

from typing import Any

import numpy as np
import sets
from cache import Cache, Trained
from heads import Linear, Matrix, Names, discriminant, logistic
from numpy.typing import NDArray
from trials import blocks, held_out, least_for, naming_figures, share, softmax, temperature

CLUBMOSSES = "Lycopodiaceae"
FEWEST = 8  # sheets of a family that may be named
PRECISION, TRUE_ONES = 0.95, 5  # a label is suggested from where this share is right, with so many true ones
BLOCKS = 5
SHRINK = 0.6
BY_COLLECTION = (
    "each collection left out in turn; ALA, the only collection with Lycopodiaceae and with nothing else, "
    "by five blocks of neighbouring catalogue numbers"
)
BY_BLOCK = "five blocks of neighbouring catalogue numbers of one institution (ALA), each left out in turn"


def family(index: list[sets.Sheet], cache: Cache) -> Trained:
    """Families with at least FEWEST sheets. The others teach the head how collections differ, and to abstain."""
    rows = cache["index"]
    names, origin = np.array([s.family for s in index])[rows], np.array([s.collection for s in index])[rows]
    first, known = cache["turned"] == 0, names != ""
    labels = tuple(name for name in sorted(set(names[known])) if np.sum(first & (names == name)) >= FEWEST)
    x = cache.features
    folds = np.where(origin == "ALA", numbered(index)[rows], origin)

    def fit(chosen: NDArray[np.bool_]) -> Linear:
        use = chosen & known
        present = tuple(label for label in labels if label in set(names[use]))
        return discriminant(x[use], names[use], origin[use], present, SHRINK)

    logits = held_out(folds, labels, x, fit)[first & known]
    trained = summed(labels, logits, names[first & known], fit(np.ones(len(x), dtype=bool)), BY_COLLECTION)
    trained.evaluation.update(across(labels, logits, names[first & known], origin[first & known], trained))
    trained.evaluation["collection_recognised_from_specimen_view"] = betrayed(x[first], origin[first])
    return trained


def genus(index: list[sets.Sheet], cache: Cache) -> Trained:
    """The five genera of clubmosses that the sheets of ALA show."""
    rows = cache["index"]
    mine = np.array([s.family == CLUBMOSSES for s in index])[rows]
    names = np.array([s.genus for s in index])[rows][mine]
    folds, first = numbered(index)[rows][mine], (cache["turned"] == 0)[mine]
    x = cache.features[mine]
    labels = tuple(sorted(set(names)))

    def fit(chosen: NDArray[np.bool_]) -> Linear:
        return discriminant(x[chosen], names[chosen], folds[chosen], labels, SHRINK)

    logits = held_out(folds, labels, x, fit)
    return summed(labels, logits[first], names[first], fit(np.ones(len(x), dtype=bool)), BY_BLOCK)


def summed(labels: tuple[str, ...], logits: Matrix, names: Names, head: Linear, split: str) -> Trained:
    """Calibrate on the held-out logits and set a threshold for each label that earns one.

    `names` may hold names that are no label: they count against every suggestion, and not in the temperature.
    """
    named = np.isin(names, labels)
    truth = np.array([labels.index(name) for name in names[named]])
    heat = temperature(logits[named], truth)
    chances = softmax(logits, heat)
    best, chance = np.array(labels)[chances.argmax(axis=1)], chances.max(axis=1)
    found = {label: least_for(best, chance, names, label, PRECISION, TRUE_ONES) for label in labels}
    limits = {label: least for label, least in found.items() if least is not None}
    sure = suggested(best, chance, limits)
    told = naming_figures(chances[named], names[named], labels, sure[named])
    told["suggestions_right"] = share((best == names)[sure])
    told["suggestions"] = int(sure.sum())
    return Trained(head, heat, limits, {"split": split, **told})


def across(labels: tuple[str, ...], logits: Matrix, names: Names, origin: Names, trained: Trained) -> dict[str, Any]:
    """What can be said between institutions: families that a second collection has, and clubmosses found elsewhere."""
    chances = softmax(logits, trained.temperature)
    best, chance = np.array(labels)[chances.argmax(axis=1)], chances.max(axis=1)
    sure = suggested(best, chance, trained.thresholds)
    shared = np.array([bool(((names == n) & (origin != o)).any()) for n, o in zip(names, origin, strict=True)])
    shared &= np.isin(names, labels)
    others, ours = origin != "ALA", names == CLUBMOSSES
    return {
        "unseen_institution": naming_figures(chances[shared], names[shared], labels, sure[shared]),
        "other_sheets_suggested_as_clubmoss": share((sure & (best == CLUBMOSSES))[others]),
        "clubmoss_sheets_suggested_as_clubmoss": share((sure & (best == CLUBMOSSES))[ours]),
        "clubmosses_of_an_unseen_institution": None,
    }


def betrayed(x: Matrix, origin: Names) -> float | None:
    """How often a head can still tell the collection from the specimen view: what is left of the confound.

    Some of it is the plants themselves, as collections differ in what they hold.
    """
    folds = np.array([f"fold {number % 5}" for number in range(len(x))])
    labels = tuple(sorted(set(origin)))
    logits = held_out(folds, labels, x, lambda rows: logistic(x[rows], origin[rows], 0.003))
    return share(np.array(labels)[logits.argmax(axis=1)] == origin)


def suggested(best: Names, chance: Matrix, limits: dict[str, float]) -> NDArray[np.bool_]:
    return chance >= np.array([limits.get(str(label), np.inf) for label in best])


def numbered(index: list[sets.Sheet]) -> Names:
    """The block of each sheet of ALA; "" for others."""
    mine = [number for number, sheet in enumerate(index) if sheet.collection == "ALA"]
    folds = np.full(len(index), "", dtype="U16")
    folds[mine] = blocks([index[number].catalog for number in mine], BLOCKS)
    return folds
