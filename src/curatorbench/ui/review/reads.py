"""What the Review bench asks."""

from __future__ import annotations

from curatorbench.domain.judged import Pile
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import judged


def pile() -> ReadOperation[Pile]:
    return ReadOperation(judged.pile)
