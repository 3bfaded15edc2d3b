"""What keyed entry asks and changes, as operations that have not run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation, ReadOperation
from curatorbench.workflow import describe, enter, explore
from curatorbench.workflow.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Keyed:
    """What stands in the form. A term that is None was looked for and is not there."""

    collection: str
    values: Mapping[str, str | None]
    kind: str = "specimen"
    quantity: int = 1
    storage_unit: str | None = None
    same_sheet_as: str | None = None


def keep(keyed: Keyed, operator: str) -> ChangeOperation[str]:
    """The new record's materialEntityID."""
    return ChangeOperation(
        lambda bench: enter.enter(
            bench,
            keyed.collection,
            keyed.values,
            operator,
            kind=keyed.kind,
            quantity=keyed.quantity,
            storage_unit=keyed.storage_unit,
            same_sheet_as=keyed.same_sheet_as,
        ),
        label=translate("changes", "enter the record"),
        changes=Change.RECORDS,
        can_be_undone=True,
    )


def codes() -> ReadOperation[list[str]]:
    """Codes of the collections."""
    return ReadOperation(describe.codes)


def holder(collection: str, number: str) -> ReadOperation[str | None]:
    """The record that has a number already."""
    return ReadOperation(lambda bench: enter.holder_of(bench, collection, number)).newest("number holder")


def gone(material_ids: tuple[str, ...]) -> ReadOperation[frozenset[str]]:
    """Those of the records that are out of the catalogue: somebody took them back."""
    return ReadOperation(lambda bench: frozenset(m for m in material_ids if not _is_there(bench, m))).newest("gone")


def _is_there(bench: Workbench, material_id: str) -> bool:
    """What the last word on it was."""
    parts = (part for step in explore.steps(bench, material_id) for part in step.parts if part.name == "retired")
    return next((part.after is None for part in reversed(list(parts))), True)
