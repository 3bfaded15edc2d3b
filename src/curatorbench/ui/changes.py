"""Every change the window makes, as a named function that returns an operation not yet run."""

from __future__ import annotations

from curatorbench.domain.record import Absence, FieldChange
from curatorbench.domain.suggestion import Suggestion
from curatorbench.ui.language import term_label
from curatorbench.ui.operations import Change, ChangeOperation
from curatorbench.ui.wording import translate
from curatorbench.workflow import review, settings, work

_RECORD = Change.RECORDS | Change.FIELDS


def accept(material_id: str, suggestion: Suggestion, operator: str) -> ChangeOperation[FieldChange]:
    return ChangeOperation(
        lambda bench: review.accept(bench, material_id, suggestion, operator),
        label=translate("changes", "accept {field}").format(field=term_label(suggestion.term)),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def set_value(
    material_id: str, term: str, value: str | None, operator: str, *, expected_revision: int | None
) -> ChangeOperation[FieldChange]:
    return ChangeOperation(
        lambda bench: review.set_value(bench, material_id, term, value, operator, expected_revision=expected_revision),
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
    )


def approve(material_id: str, operator: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: review.approve(bench, material_id, operator),
        label=translate("changes", "approve the record"),
        changes=_RECORD,
        material_id=material_id,
    )


def withhold(material_id: str, operator: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: review.withhold(bench, material_id, operator),
        label=translate("changes", "withhold the record"),
        changes=_RECORD,
        material_id=material_id,
    )


def undo(operator: str) -> ChangeOperation[str | None]:
    said = translate("changes", "undo")
    return ChangeOperation(lambda bench: review.undo(bench, operator), label=said, changes=_RECORD)


def redo(operator: str) -> ChangeOperation[str | None]:
    said = translate("changes", "redo")
    return ChangeOperation(lambda bench: review.redo(bench, operator), label=said, changes=_RECORD)


def retry(job_id: int) -> ChangeOperation[None]:
    said = translate("changes", "retry the job")
    return ChangeOperation(lambda bench: work.retry(bench, job_id), label=said, changes=Change.JOBS)


def cancel(job_id: int) -> ChangeOperation[None]:
    said = translate("changes", "cancel the job")
    return ChangeOperation(lambda bench: work.cancel(bench, job_id), label=said, changes=Change.JOBS)


def keep_setting(name: str, new: settings.Value) -> ChangeOperation[None]:
    said = translate("changes", "keep the setting")
    return ChangeOperation(lambda bench: settings.put(bench, name, new), label=said, changes=Change.SETTINGS)
