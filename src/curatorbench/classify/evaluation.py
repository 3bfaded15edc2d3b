"""How well a classifier does on images whose answer is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curatorbench.classify.decide import UNSURE
from curatorbench.classify.port import Classifier, Pixels
from curatorbench.domain.suggestion import Judgement

BINS = 10
STAIN = {"flag": "stained", "clear": "clean"}  # what a stain model's decision says of the sheet

Truth = Mapping[str, str]  # model -> the right label; a model that is left out is not tried on that image


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose stated probability lies from `low` up to `high`: how many, how sure, how often right."""

    low: float
    high: float
    count: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One model. `accuracy` is of its best answer on all images; `coverage` the share it did not abstain on,
    `accuracy_when_sure` its accuracy there (None if it always abstained); `top3` how often the right label was
    among the first three (None for stains); `calibration_error` the mean gap between stated and true, weighted."""

    model: str
    images: int
    accuracy: float
    coverage: float
    accuracy_when_sure: float | None
    top3: float | None
    calibration_error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A judgement against the truth. `probability` is that of the best answer."""

    right: bool
    among_three: bool
    sure: bool
    probability: float


def evaluate(classifier: Classifier, images: Iterable[tuple[Pixels, Truth]]) -> tuple[Figures, ...]:
    """Figures for each model that any truth names, in the order of first mention; images are held one at a time."""
    answers: dict[str, list[Answer]] = {}
    stains: set[str] = set()
    for pixels, truth in images:
        for judgement in classifier.judge(pixels):
            if judgement.model in truth:
                answers.setdefault(judgement.model, []).append(answer(judgement, truth[judgement.model]))
                stains |= {judgement.model} if judgement.probability is not None else set()
    return tuple(figures(model, given, naming=model not in stains) for model, given in answers.items())


def answer(judgement: Judgement, truth: str) -> Answer:
    """How one judgement stands against the right label ("stained" or "clean" for a stain model)."""
    if judgement.probability is None:
        names = [label for label, _ in judgement.top]
        chance = judgement.top[0][1] if judgement.top else 0.0
        return Answer(names[:1] == [truth], truth in names[:3], judgement.decision != UNSURE, chance)
    stained = judgement.probability >= 0.5
    said = STAIN.get(judgement.decision, "stained" if stained else "clean")
    chance = max(judgement.probability, 1 - judgement.probability)
    return Answer(said == truth, True, judgement.decision != UNSURE, chance)


def figures(model: str, answers: list[Answer], *, naming: bool = True) -> Figures:
    """Summed up; raises ValueError without answers."""
    if not answers:
        raise ValueError("no answers to sum up")
    sure = [a for a in answers if a.sure]
    bins = tuple(b for b in (_bin(answers, i) for i in range(BINS)) if b.count)
    return Figures(
        model=model,
        images=len(answers),
        accuracy=_share(answers),
        coverage=len(sure) / len(answers),
        accuracy_when_sure=_share(sure) if sure else None,
        top3=sum(a.among_three for a in answers) / len(answers) if naming else None,
        calibration_error=sum(b.count * abs(b.stated - b.right) for b in bins) / len(answers),
        bins=bins,
    )


def _bin(answers: list[Answer], number: int) -> Bin:
    inside = [a for a in answers if min(BINS - 1, int(a.probability * BINS)) == number]
    stated = sum(a.probability for a in inside) / len(inside) if inside else 0.0
    return Bin(number / BINS, (number + 1) / BINS, len(inside), stated, _share(inside) if inside else 0.0)


def _share(answers: list[Answer]) -> float:
    return sum(a.right for a in answers) / len(answers)
