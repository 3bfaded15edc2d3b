"""Every change of the Catalogue bench, as a named function that returns an operation not yet run."""

from __future__ import annotations

from curatorbench.domain.found import View
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation
from curatorbench.workflow import explore

ViewChange = ChangeOperation[None]


def save_view(view: View, operator: str) -> ViewChange:
    return ChangeOperation(
        lambda bench: explore.save_view(bench, view, operator),
        label=translate("changes", "keep the view {name}").format(name=view.name),
        changes=Change.SETTINGS,
    )


def delete_view(name: str) -> ViewChange:
    return ChangeOperation(
        lambda bench: explore.delete_view(bench, name),
        label=translate("changes", "forget the view {name}").format(name=name),
        changes=Change.SETTINGS,
    )
