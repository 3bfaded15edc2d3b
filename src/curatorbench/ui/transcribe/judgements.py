"""What the checks found wrong with the images, and what the classifiers think of the specimen."""

from __future__ import annotations

from collections.abc import Sequence

from curatorbench.domain.suggestion import Judgement
from curatorbench.ui.look.language import judgement_mark, judgement_words
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.signs import Signs


class Judgements(Signs):
    """One line a judgement. Nothing at all where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(GRID, 0, GRID, 0)

    def show_judgements(self, judgements: Sequence[Judgement], faults: Sequence[str] = ()) -> None:
        """`faults` are sentences and come first: an image to be taken anew is not worth transcribing."""
        lines = [(Mark(Shape.WARNING, "doubt"), fault) for fault in faults]
        self.show_signs([*lines, *((judgement_mark(j), judgement_words(j)) for j in judgements)])
