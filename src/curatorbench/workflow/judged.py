"""Looking at what a classifier flagged: a person answers, and the answer is kept beside the machine's opinion."""

from __future__ import annotations

from curatorbench.domain.judged import Answer, Pile
from curatorbench.models.opinions import judged
from curatorbench.workflow.workbench import Workbench

AHEAD = 200


def pile(bench: Workbench, limit: int = AHEAD) -> Pile:
    """The next sheets that wait for an answer, the surest flags first."""
    with bench.workspace.store.read() as session:
        return judged.pile(session, limit)


def answer(bench: Workbench, material_id: str, said: Answer, operator: str) -> None:
    """A person says whether the sheet is stained. Undo takes it back, and the sheet waits again."""
    with bench.workspace.store.write() as session:
        judged.answer(session, material_id, said, operator)
