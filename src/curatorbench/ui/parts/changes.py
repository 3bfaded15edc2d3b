"""What pickers make."""

from __future__ import annotations

from curatorbench.domain.things import UnitPath
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation
from curatorbench.workflow import storage
from curatorbench.workflow.workbench import Workbench


def make_unit(text: str, kind: str, operator: str) -> ChangeOperation[UnitPath]:
    """`text` is its name, or the way down to it: Room 1 / Cabinet 14. What is to hold it must be there."""

    def work(bench: Workbench) -> UnitPath:
        above, _, name = text.rpartition("/")
        parent = storage.find_one(bench, above.strip()).id if above.strip() else None
        return storage.path_of(bench, storage.add(bench, kind, name.strip(), parent, operator))

    return ChangeOperation(
        work,
        label=translate("changes", "make {unit}").format(unit=text),
        changes=Change.RECORDS,
        can_be_undone=True,
    )
