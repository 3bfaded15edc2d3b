"""Captured things that have no number yet."""

from __future__ import annotations

from curatorbench.domain.errors import BadInput
from curatorbench.domain.record import RecordSummary, Source, SourceKind
from curatorbench.models.finding import listing
from curatorbench.models.history import changes
from curatorbench.models.history.changes import Step
from curatorbench.models.history.content import NewValue
from curatorbench.models.records import numbers
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.workflow.values import check, one_line
from curatorbench.workflow.workbench import Workbench


def without_number(bench: Workbench, *, limit: int = 200) -> list[RecordSummary]:
    """Things captured here whose number is still to be given: those with a code that could not be read first."""
    with bench.workspace.store.read() as session:
        found = [key for key, _, _ in numbers.numberless(session, limit)]
        return [row.summary for row in listing.rows(session, found, ())]


def give_number(bench: Workbench, material_id: str, number: str, operator: str) -> None:
    """A person gives a thing its number. Raises BadInput for what is none, NotFound, Conflict naming whose it is."""
    said = one_line(number)
    if said is None:
        raise BadInput("A number is missing.", "Type what stands on the label, or scan it.")
    check("catalogNumber", said)
    with bench.workspace.store.write() as session:
        person = operator_of(session, operator)
        step = Step("values", Source(SourceKind.PERSON, person.name), person.key)
        value = NewValue("catalogNumber", said, checked=True)
        changes.record(session, material_key(session, material_id), step, [value])
