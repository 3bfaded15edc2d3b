"""What pickers ask: records and storage units that match what is typed."""

from __future__ import annotations

from curatorbench.domain.record import RecordSummary
from curatorbench.domain.things import UnitPath
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import describe, enter, explore, storage
from curatorbench.workflow.workbench import Workbench

_OFFERED = 8  # records or units that match what was typed


def records_like(text: str, near: RecordSummary | None) -> ReadOperation[list[RecordSummary]]:
    """Records to choose from: the one with that number first, the one that is `near` never."""
    return ReadOperation(lambda bench: _records_like(bench, text, near)).newest("records like")


def units_like(text: str) -> ReadOperation[list[UnitPath]]:
    """Storage units by barcode or name."""
    return ReadOperation(lambda bench: storage.find(bench, text, _OFFERED)).newest("units like")


def codes() -> ReadOperation[list[str]]:
    """Codes of the collections."""
    return ReadOperation(describe.codes)


def _records_like(bench: Workbench, text: str, near: RecordSummary | None) -> list[RecordSummary]:
    found = explore.records(bench, text=text, limit=_OFFERED)
    holder = enter.holder_of(bench, near.collection, text) if near else None
    if holder:
        exact = explore.page(bench, holder).summary
        found = [exact, *(record for record in found if record != exact)]
    return [record for record in found if near is None or record.material_entity_id != near.material_entity_id]
