"""Reviewing: people make suggestions, corrections and decisions the record's. Every change can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from curatorbench.domain.errors import Conflict
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import Absence, FieldChange, RecordStatus, Source, SourceKind, Undone, UndoVerb
from curatorbench.domain.suggestion import AcceptanceRule, Suggestion
from curatorbench.domain.terms import VERBATIM_OF, term_name
from curatorbench.models.history import fields, history
from curatorbench.models.history.content import NewValue
from curatorbench.models.records import catalogue, rules
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.store import Session
from curatorbench.workflow import mending
from curatorbench.workflow.values import check as check_value
from curatorbench.workflow.values import clean
from curatorbench.workflow.workbench import Workbench


def accept(
    bench: Workbench, material_id: str, suggestion: Suggestion, operator: str, *, expected_revision: int | None = None
) -> FieldChange:
    """A person makes a suggestion the record's value, and its wording that of the term that keeps it, in one change.

    Raises Conflict if `expected_revision` is no longer the field's.
    """
    with bench.workspace.store.write() as session:
        return _accept(
            session,
            material_id,
            suggestion,
            source=Source(SourceKind.PERSON, operator),
            operator=operator,
            checked=True,
            expected_revision=expected_revision,
        )


def set_value(
    bench: Workbench,
    material_id: str,
    term: str,
    value: str | None,
    operator: str,
    *,
    verbatim: str | None = None,
    expected_revision: int | None = None,
    absence: Absence | None = None,
) -> FieldChange:
    """A person writes a value, or says why there is none.

    `verbatim` is what the label has; without it a corrected value keeps what the one before had, for the label
    did not change. A field without a value has none.

    Raises BadInput for a name that is no term or a value that cannot be one, Conflict if
    `expected_revision` is no longer the field's.
    """
    name, kept = term_name(term), clean(value)
    check_value(name, kept)
    with bench.workspace.store.write() as session:
        return history.set_value(
            session,
            material_id,
            name,
            kept,
            verbatim=_as_written(session, material_id, name, clean(verbatim)) if kept else None,
            source=Source(SourceKind.PERSON, operator),
            operator=operator,
            checked=True,
            absence=absence,
            expected_revision=expected_revision,
        )


def set_status(bench: Workbench, material_id: str, status: RecordStatus, operator: str) -> None:
    """A person moves a record to any status."""
    with bench.workspace.store.write() as session:
        catalogue.set_status(session, material_id, status, operator)


def find(bench: Workbench, identifier: str, collection: str | None = None) -> str:
    """The record with that catalogue number or UUID; raises NotFound, or Conflict if several have the number."""
    with bench.workspace.store.read() as session:
        return catalogue.find_material(session, identifier, collection)


def check(bench: Workbench, material_id: str, operator: str) -> None:
    """A person has looked at every field and found it right."""
    set_status(bench, material_id, RecordStatus.CHECKED, operator)


def approve(bench: Workbench, material_id: str, operator: str) -> None:
    """A curator signs the record off for publication."""
    set_status(bench, material_id, RecordStatus.APPROVED, operator)


def withhold(bench: Workbench, material_id: str, operator: str) -> None:
    """The record is not to leave the house."""
    set_status(bench, material_id, RecordStatus.WITHHELD, operator)


def undo(
    bench: Workbench, operator: str, *, passing: Collection[int] = (), progress: Progress = silent
) -> Undone | None:
    """Take back the operator's last step that was not yet taken back, a batch as one; None if there is none.

    Raises Overtaken if somebody has changed the same thing since; with its `step` in `passing`, goes on to the
    change before it.
    """
    return mending.retrace(bench, operator, UndoVerb.UNDO, passing, progress)


def redo(
    bench: Workbench, operator: str, *, passing: Collection[int] = (), progress: Progress = silent
) -> Undone | None:
    """Do again what was last taken back; None if there is nothing. Raises Overtaken as `undo` does."""
    return mending.retrace(bench, operator, UndoVerb.REDO, passing, progress)


def rules_of(bench: Workbench) -> list[tuple[AcceptanceRule, bool]]:
    """Every acceptance rule, and whether it is on."""
    with bench.workspace.store.read() as session:
        return rules.all_rules(session)


def switch_rule(bench: Workbench, rule: AcceptanceRule, on: bool, operator: str) -> None:
    """A person switches a rule on, so that it accepts what is suggested from now on, or off."""
    with bench.workspace.store.write() as session:
        rules.switch_rule(session, rule, on, operator)


def apply_rules(session: Session, material_id: str, suggestions: Sequence[Suggestion]) -> None:
    """Let every rule that is on accept what it may of `suggestions` (best first), and mark the record as read.

    A field that has a value or an absence already is left alone, whoever made it; so is a field that a person
    has emptied, and a catalogue number that another record has. What is refused is left to a person: no lesser
    suggestion takes its place. A second call with the same suggestions changes nothing.
    """
    settled = set(history.current_values(session, material_id))
    for rule, switched_on_by in rules.rules(session):
        for suggestion in suggestions:
            if suggestion.term not in settled and rule.accepts(suggestion):
                settled |= _accept_by_rule(session, material_id, suggestion, rule, switched_on_by)
    catalogue.mark_read(session, material_id)


def _accept_by_rule(
    session: Session, material_id: str, suggestion: Suggestion, rule: AcceptanceRule, operator: str
) -> set[str]:
    """Accept a suggestion as a rule does; returns the terms now settled, also where it was refused."""
    with suppress(Conflict):
        _accept(
            session,
            material_id,
            suggestion,
            source=Source(SourceKind.RULE, rule.name),
            operator=operator,
            checked=False,
            batch=rules.batch_of(session, rule),
        )
    return {suggestion.term, VERBATIM_OF.get(suggestion.term, suggestion.term)}


def _accept(
    session: Session,
    material_id: str,
    suggestion: Suggestion,
    *,
    source: Source,
    operator: str,
    checked: bool,
    batch: str | None = None,
    expected_revision: int | None = None,
) -> FieldChange:
    """The one way in which a suggestion becomes a record's value, whoever lets it: see `_wording`."""
    return history.set_value(
        session,
        material_id,
        suggestion.term,
        suggestion.value,
        verbatim=suggestion.verbatim,
        source=source,
        operator=operator,
        checked=checked,
        batch=batch,
        expected_revision=expected_revision,
        along=[
            NewValue(term, suggestion.verbatim, suggestion.verbatim, checked=checked)
            for term in _wording(session, material_id, suggestion)
        ],
    )


def _wording(session: Session, material_id: str, suggestion: Suggestion) -> Iterator[str]:
    """The term that keeps a suggestion as it is written on the label, if it may be set along with the value.

    It may where nobody has said anything of it, and where what it says is the wording of the value that is replaced:
    both came in one change.
    """
    term, key = VERBATIM_OF.get(suggestion.term), material_key(session, material_id).id
    if term is None or not suggestion.verbatim:
        return
    held, replaced = (fields.current_one(session, key, name) for name in (term, suggestion.term))
    is_open = held is None or not (held.is_set or held.is_a_persons)
    came_with_it = held and replaced and held.is_set and held.change.revision == replaced.change.revision
    if is_open or came_with_it:
        yield term


def _as_written(session: Session, material_id: str, term: str, verbatim: str | None) -> str | None:
    """`verbatim`, else what the field's current value has."""
    if verbatim:
        return verbatim
    current = history.current_value(session, material_id, term)
    return current.verbatim if current else None
