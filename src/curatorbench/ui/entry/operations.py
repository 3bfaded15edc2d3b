"""What keyed entry asks and changes, as operations that have not run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import Change, ChangeOperation, ReadOperation
from curatorbench.workflow import enter, explore, settings
from curatorbench.workflow.workbench import Workbench

_PINNED = "entry.pinned"  # the setting that keeps them


@dataclass(frozen=True, slots=True)
class Keyed:
    """What stands in the form. A term that is None was looked for and is not there."""

    collection: str
    values: Mapping[str, str | None]
    kind: str = "specimen"
    quantity: int = 1
    storage_unit: str | None = None
    same_sheet_as: str | None = None
    is_other: bool = False  # the number differs from another's by spaces, commas or case only, and is meant so


@dataclass(frozen=True, slots=True)
class Holder:
    """The record that has a number already, and how it writes it."""

    material_id: str
    number: str


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
            similar_is_other=keyed.is_other,
        ),
        label=translate("changes", "enter the record"),
        changes=Change.RECORDS,
        can_be_undone=True,
    )


def holder(collection: str, number: str) -> ReadOperation[Holder | None]:
    """The record that has a number already, spaces, commas and case aside."""

    def work(bench: Workbench) -> Holder | None:
        found = enter.holder_of(bench, collection, number)
        return Holder(found, explore.page(bench, found).summary.catalog_number or "") if found else None

    return ReadOperation(work).newest("number holder")


def pinned() -> ReadOperation[dict[str, str]]:
    """What was pinned when records were keyed in last: terms and their values."""
    return ReadOperation(lambda bench: _read(str(settings.get(bench, _PINNED)))).newest("pinned fields")


def keep_pinned(values: Mapping[str, str]) -> ChangeOperation[None]:
    return changes.keep_setting(_PINNED, json.dumps(dict(values), ensure_ascii=False) if values else "")


def _read(kept: str) -> dict[str, str]:
    """What a setting says, whoever wrote it; nothing of it where it cannot be read."""
    try:
        found = json.loads(kept or "{}")
    except ValueError:
        return {}
    return {str(term): str(value) for term, value in found.items()} if isinstance(found, dict) else {}


def gone(material_ids: tuple[str, ...]) -> ReadOperation[frozenset[str]]:
    """Those of the records that are out of the catalogue: somebody took them back."""
    return ReadOperation(lambda bench: frozenset(m for m in material_ids if not _is_there(bench, m))).newest("gone")


def _is_there(bench: Workbench, material_id: str) -> bool:
    """What the last word on it was."""
    parts = (part for step in explore.steps(bench, material_id) for part in step.parts if part.name == "retired")
    return next((part.after is None for part in reversed(list(parts))), True)
