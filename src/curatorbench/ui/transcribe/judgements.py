"""What the checks found wrong with the images, and what the classifiers think of the specimen."""

from __future__ import annotations

from collections.abc import Sequence

from curatorbench.domain.suggestion import Judgement
from curatorbench.ui.look.language import judged_word, judgement_mark, judgement_words
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.signs import Sign, Signs
from curatorbench.ui.look.wording import translate

_SAID = ("flag", "clear", "suggest")


class Judgements(Signs):
    """One line a classifier, whatever the number of images, and one for all that cannot say: the fields need the
    room. The record's page has them in full."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(GRID, 0, GRID, 0)

    def show_judgements(self, judgements: Sequence[Judgement], faults: Sequence[str] = ()) -> None:
        """`faults` are sentences and come first: an image to be taken anew is not worth transcribing."""
        lines = [(Mark(Shape.WARNING, "doubt"), fault) for fault in faults]
        self.show_signs([*lines, *judgement_signs(most_telling(judgements))])


def judgement_signs(judgements: Sequence[Judgement]) -> list[Sign]:
    """What they say, then in one line those that cannot say."""
    said = [(judgement_mark(j), judgement_words(j)) for j in judgements if j.decision in _SAID]
    silent = ", ".join(judged_word(j) for j in judgements if j.decision not in _SAID)
    words = translate("language", "Cannot be said from the image: {names}").format(names=silent)
    return [*said, (Mark(Shape.HOLLOW, "quiet"), words)] if silent else said


def most_telling(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Of each classifier what it is surest of on any image, a stain before the want of one."""
    kept: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=_weight, reverse=True):
        kept.setdefault(judgement.model, judgement)
    return [judgement for judgement in judgements if kept.get(judgement.model) is judgement]


def _weight(judgement: Judgement) -> tuple[bool, float]:
    said = judgement.decision in ("flag", "suggest")
    return said, judgement.probability or max((share for _, share in judgement.top), default=0.0)
