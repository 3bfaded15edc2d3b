"""What the Review bench does."""

from __future__ import annotations

from curatorbench.domain.judged import Answer
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation
from curatorbench.workflow import judged


def answer(material_id: str, said: Answer, operator: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: judged.answer(bench, material_id, said, operator),
        label=translate("changes", "answer about the stain"),
        changes=Change.RECORDS,
        material_id=material_id,
        can_be_undone=True,
    )
