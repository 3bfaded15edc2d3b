"""The values of records: set by people, rules and imports, never overwritten, always to be taken back.

A field's history is a list of rows that only grows. Order is the record's revision, which every change
of the record raises by one; no clock has a say. What a machine proposes never replaces what a person
wrote, checked, or said to be empty or unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence

from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.record import Absence, FieldChange, Source
from curatorbench.domain.terms import term_name
from curatorbench.models.history import fields
from curatorbench.models.history.batches import BatchRevert, BatchView, batches, new_batch, revert_batch
from curatorbench.models.history.bulk import new_materials_bulk, set_values_bulk
from curatorbench.models.history.changes import NewValue, Step, record
from curatorbench.models.history.fields import MACHINES, Field
from curatorbench.models.history.steps import steps
from curatorbench.models.history.undo import redo_last, undo_last
from curatorbench.models.store.keys import batch_key, material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session

__all__ = [
    "BatchRevert",
    "BatchView",
    "MachineOverPerson",
    "batches",
    "current_value",
    "current_values",
    "history",
    "new_batch",
    "new_materials_bulk",
    "redo_last",
    "revert_batch",
    "set_value",
    "set_values_bulk",
    "steps",
    "undo_last",
]


class MachineOverPerson(Conflict):
    """A rule or device tried to replace what a person wrote, checked or left empty."""


def set_value(
    session: Session,
    material_id: str,
    term: str,
    value: str | None,
    *,
    source: Source,
    operator: str,
    verbatim: str | None = None,
    absence: Absence | None = None,
    checked: bool = False,
    batch: str | None = None,
    expected_revision: int | None = None,
    along: Sequence[NewValue] = (),
) -> FieldChange:
    """Make `value` the field's current one by a new row; setting what is there already adds none.

    Fields `along` with it are set in the same change, as they are given.

    `operator` is an identifier or a name. `value` None with an `absence` says why there is none; without,
    it withdraws. `expected_revision` is the field's revision that the caller has seen, 0 for none.

    Raises NotFound for an unknown record or batch, BadInput for an unknown term or a value with an absence,
    Conflict if the field has changed since `expected_revision` or the catalogue number is another
    record's, MachineOverPerson if a rule or device is about to replace a person's word.
    """
    term = term_name(term)
    if value is not None and absence is not None:
        raise BadInput(f"{term} cannot have a value and be {absence.value}.", "Give one of the two.")
    material = material_key(session, material_id)
    current = fields.current_one(session, material.id, term)
    _check_expected(term, current, expected_revision)
    if source.kind in MACHINES and current is not None and current.is_a_persons:
        raise MachineOverPerson(
            f"{term} was {'set' if current.is_set else 'emptied'} by {current.change.operator}; "
            f"{source.name} may not change it.",
            "Accept the suggestion by hand if it is better.",
        )
    new = NewValue(term, value, verbatim, absence, checked)
    if current is not None and _says_the_same(current, new, source):
        return current.change
    person = operator_of(session, operator)
    step = Step("values", source, person.key, batch_key(session, batch) if batch else None)
    made = record(session, material, step, [new, *along])
    return FieldChange(term, value, verbatim, absence, made.revision, source, checked, made.at, person.name, batch)


def current_values(session: Session, material_id: str) -> dict[str, FieldChange]:
    """The current value, or said absence, of every field that has one, by term. Raises NotFound."""
    key = material_key(session, material_id).id
    return {field.change.term: field.change for field in fields.current(session, key) if field.is_set}


def current_value(session: Session, material_id: str, term: str) -> FieldChange | None:
    """The current value, or said absence, of one field; None if it has neither. Raises NotFound."""
    field = fields.current_one(session, material_key(session, material_id).id, term)
    return field.change if field is not None and field.is_set else None


def history(session: Session, material_id: str) -> list[FieldChange]:
    """Every row of a record's history, in the order of revisions. Raises NotFound."""
    return [field.change for field in fields.every(session, material_key(session, material_id).id)]


def _check_expected(term: str, current: Field | None, expected: int | None) -> None:
    """0 is also right where a value was withdrawn: a person who saw no value was right."""
    if expected is None or (current.change.revision if current else 0) == expected:
        return
    if expected == 0 and (current is None or not current.is_set):
        return
    said = current.change if current else None
    now_is = repr(said.value) if said and said.value is not None else "without a value"
    by = f" by {said.operator}" if said else ""
    raise Conflict(
        f"{term} was changed{by} since you read it; it is now {now_is}.", "Look at it, then change it again."
    )


def _says_the_same(current: Field, new: NewValue, source: Source) -> bool:
    """After an undo back to nothing the field is nobody's: to empty it is to say something."""
    if current.restores == 0:
        return False
    said = current.change
    return (said.value, said.verbatim, said.absence, said.checked, said.source) == (
        new.value, new.verbatim, new.absence, new.checked, source,
    )  # fmt: skip
