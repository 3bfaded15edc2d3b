"""Every change the window makes, as a named function that returns an operation not yet run."""

from __future__ import annotations

from collections.abc import Collection

from curatorbench.domain.record import Absence, FieldChange, Undone
from curatorbench.domain.suggestion import Suggestion
from curatorbench.ui.look.language import term_label
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation
from curatorbench.workflow import review, settings, work

_RECORD = Change.RECORDS | Change.FIELDS


def accept(
    material_id: str, suggestion: Suggestion, operator: str, *, expected_revision: int | None
) -> ChangeOperation[FieldChange]:
    return ChangeOperation(
        lambda bench: review.accept(bench, material_id, suggestion, operator, expected_revision=expected_revision),
        label=translate("changes", "accept {field}").format(field=term_label(suggestion.term)),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def set_value(
    material_id: str, term: str, value: str, operator: str, *, verbatim: str | None, expected_revision: int | None
) -> ChangeOperation[FieldChange]:
    """`verbatim` is what the label has where the person saw it; None leaves it as it is."""
    return ChangeOperation(
        lambda bench: review.set_value(
            bench, material_id, term, value, operator, verbatim=verbatim, expected_revision=expected_revision
        ),
        label=translate("changes", "change {field}").format(field=term_label(term)),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def mark_absent(
    material_id: str, term: str, absence: Absence, operator: str, *, expected_revision: int | None
) -> ChangeOperation[FieldChange]:
    """A person looked: there is nothing, or it cannot be read."""
    return ChangeOperation(
        lambda bench: review.set_value(
            bench, material_id, term, None, operator, expected_revision=expected_revision, absence=absence
        ),
        label=translate("changes", "mark {field}").format(field=term_label(term)),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def check(material_id: str, operator: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: review.check(bench, material_id, operator),
        label=translate("changes", "mark the record as checked"),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def approve(material_id: str, operator: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: review.approve(bench, material_id, operator),
        label=translate("changes", "approve the record"),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def withhold(material_id: str, operator: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: review.withhold(bench, material_id, operator),
        label=translate("changes", "withhold the record"),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def undo(operator: str, passing: Collection[int]) -> ChangeOperation[Undone | None]:
    """`passing` are the steps that were refused before and that the person wants to leave as they are."""
    said, past = translate("changes", "undo"), frozenset(passing)
    return ChangeOperation(lambda bench: review.undo(bench, operator, passing=past), label=said, changes=_RECORD)


def redo(operator: str, passing: Collection[int]) -> ChangeOperation[Undone | None]:
    said, past = translate("changes", "redo"), frozenset(passing)
    return ChangeOperation(lambda bench: review.redo(bench, operator, passing=past), label=said, changes=_RECORD)


def retry(job_id: int) -> ChangeOperation[None]:
    said = translate("changes", "retry the job")
    return ChangeOperation(lambda bench: work.retry(bench, job_id), label=said, changes=Change.JOBS)


def cancel(job_id: int) -> ChangeOperation[None]:
    said = translate("changes", "cancel the job")
    return ChangeOperation(lambda bench: work.cancel(bench, job_id), label=said, changes=Change.JOBS)


def keep_setting(name: str, new: settings.Value) -> ChangeOperation[None]:
    said = translate("changes", "keep the setting")
    return ChangeOperation(lambda bench: settings.put(bench, name, new), label=said, changes=Change.SETTINGS)
