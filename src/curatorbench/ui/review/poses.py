"""The states of the Review bench, for its pictures. Every sheet is answered, on a copy."""

from __future__ import annotations

from curatorbench.domain.judged import Answer
from curatorbench.ui.window import Window


def _sheet(window: Window) -> None:
    window.go_to("review")


def _empty(window: Window) -> None:
    while window.review.sheet is not None:
        window.review.answer(Answer.NO)


POSES = (("review-sheet", _sheet), ("review-empty", _empty))
