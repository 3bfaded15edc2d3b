"""Every change the window makes, as a named function that returns an operation not yet run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from curatorbench.domain.record import Absence, FieldChange, Undone, UndoVerb
from curatorbench.domain.record_quality import Offer
from curatorbench.domain.suggestion import Suggestion
from curatorbench.ui.look.language import in_words, term_label
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation, LongOperation
from curatorbench.workflow import mending, review, settings, work
from curatorbench.workflow.mending import LargeStep
from curatorbench.workflow.workbench import Workbench

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


def take_amendment(
    material_id: str, offer: Offer, operator: str, *, written: Mapping[str, str], expected_revision: int | None
) -> ChangeOperation[FieldChange]:
    """What a test of BDQ offers, all of its values in one change; `written` is what the label has, by term."""
    return ChangeOperation(
        lambda bench: _take(bench, material_id, offer, operator, written, expected_revision),
        label=translate("changes", "amend {field}").format(field=term_label(offer.terms[0])),
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def _take(
    bench: Workbench,
    material_id: str,
    offer: Offer,
    operator: str,
    written: Mapping[str, str],
    expected_revision: int | None,
) -> FieldChange:
    from curatorbench.workflow import quality  # needs numpy, for which the first paint does not wait

    return quality.take(bench, material_id, offer, operator, written=written, expected_revision=expected_revision)


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
    return _move(material_id, operator, review.check, translate("changes", "mark the record as checked"))


def approve(material_id: str, operator: str) -> ChangeOperation[None]:
    return _move(material_id, operator, review.approve, translate("changes", "approve the record"))


def withhold(material_id: str, operator: str) -> ChangeOperation[None]:
    return _move(material_id, operator, review.withhold, translate("changes", "withhold the record"))


def _move(
    material_id: str, operator: str, verb: Callable[[Workbench, str, str], None], label: str
) -> ChangeOperation[None]:
    """The record to another status."""
    return ChangeOperation(
        lambda bench: verb(bench, material_id, operator),
        label=label,
        changes=_RECORD,
        material_id=material_id,
        can_be_undone=True,
    )


def retrace(operator: str, verb: UndoVerb, passing: Collection[int]) -> ChangeOperation[Undone | LargeStep | None]:
    """Undo or redo, after every save that was asked for before it. A large batch is only named: `retrace_large`.

    `passing` are the steps that were refused before and that the person wants to leave as they are.
    """
    past = frozenset(passing)
    return ChangeOperation(
        lambda bench: mending.retrace_small(bench, operator, verb, past), label=_retracing(verb), changes=_RECORD
    )


def retrace_large(large: LargeStep, operator: str, verb: UndoVerb) -> LongOperation[Undone]:
    """Beside the saves that go on meanwhile, in short turns, with progress and a way to stop."""
    return LongOperation(
        lambda bench, progress: mending.retrace_large(bench, large, operator, verb, progress),
        label=f"{_retracing(verb)}: {in_words(large.name)}",
        changes=_RECORD,
    )


def _retracing(verb: UndoVerb) -> str:
    return translate("changes", "undo") if verb is UndoVerb.UNDO else translate("changes", "redo")


def retry(job_id: int) -> ChangeOperation[None]:
    said = translate("changes", "retry the job")
    return ChangeOperation(lambda bench: work.retry(bench, job_id), label=said, changes=Change.JOBS)


def cancel(job_id: int) -> ChangeOperation[None]:
    said = translate("changes", "cancel the job")
    return ChangeOperation(lambda bench: work.cancel(bench, job_id), label=said, changes=Change.JOBS)


def keep_setting(name: str, new: settings.Value) -> ChangeOperation[None]:
    said = translate("changes", "keep the setting")
    return ChangeOperation(lambda bench: settings.put(bench, name, new), label=said, changes=Change.SETTINGS)
