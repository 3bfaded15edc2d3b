"""Everything that the page of a record shows, read in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curatorbench.domain.errors import NotFound
from curatorbench.domain.record import RecordPage
from curatorbench.domain.steps import RecordStep
from curatorbench.domain.things import About
from curatorbench.ui.catalogue.record_history import MOST
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import enter, explore, storage
from curatorbench.workflow.workbench import Workbench


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record, what it is beside its fields, and what has happened to it, oldest first.

    `names` are what units and other records in that history are called, by UUID.
    """

    page: RecordPage
    about: About
    history: tuple[RecordStep, ...]
    names: Mapping[str, str]


def record_view(material_id: str) -> ReadOperation[RecordView]:
    return ReadOperation(lambda bench: _view(bench, material_id))


def _view(bench: Workbench, material_id: str) -> RecordView:
    page, about = explore.page(bench, material_id), enter.about(bench, material_id)
    history = tuple(explore.steps(bench, material_id))[-MOST:]
    return RecordView(page, about, history, {**_units(bench, history), **_records(bench, history)})


def _units(bench: Workbench, history: Iterable[RecordStep]) -> dict[str, str]:
    """What the storage units of a history are called; one that was removed keeps its UUID."""
    found = {}
    for unit in _said(history, "storageUnit"):
        try:
            found[unit] = str(storage.path_of(bench, unit))
        except NotFound:
            continue
    return found


def _records(bench: Workbench, history: Iterable[RecordStep]) -> dict[str, str]:
    """The numbers of the records that a history names."""
    wanted = [*_said(history, "mergedInto"), *_said(history, "relation")]
    rows = explore.rows(bench, explore.keys_of(bench, wanted)) if wanted else []
    return {
        row.summary.material_entity_id: row.summary.catalog_number or translate("record", "no number") for row in rows
    }


def _said(history: Iterable[RecordStep], what: str) -> list[str]:
    parts = (part for step in history for part in step.parts if what in (part.name, part.kind))
    return list(dict.fromkeys(value for part in parts for value in (part.before, part.after) if value))
