"""What can be done on the Review bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.domain.judged import Answer
from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.review.bench import Review

_REVIEW: Group[Review] = Group("review", noop("actions", "Review"))

ACTIONS: tuple[Action, ...] = _REVIEW.of(
    ("review.yes", noop("actions", "Stained"), "Y", lambda b: b.answer(Answer.YES)),
    ("review.no", noop("actions", "Clean"), "N", lambda b: b.answer(Answer.NO)),
    ("review.cannot_tell", noop("actions", "Cannot tell"), "U", lambda b: b.answer(Answer.CANNOT_TELL)),
)
