"""Everything that the page of a record shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.record import FieldChange, RecordPage
from curatorbench.domain.things import About
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import enter, explore
from curatorbench.workflow.workbench import Workbench


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record, what it is beside its fields, and what has happened to it, oldest first."""

    page: RecordPage
    about: About
    history: tuple[FieldChange, ...]


def record_view(material_id: str) -> ReadOperation[RecordView]:
    return ReadOperation(lambda bench: _view(bench, material_id))


def _view(bench: Workbench, material_id: str) -> RecordView:
    page, about = explore.page(bench, material_id), enter.about(bench, material_id)
    return RecordView(page, about, tuple(explore.changes(bench, material_id)))
