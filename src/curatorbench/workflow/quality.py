"""The quality of a record: tested as it stands, or as it would be with what is being typed. Asking changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from curatorbench.domain.publication import Dataset
from curatorbench.domain.record import FieldChange, RecordPage, Source, SourceKind
from curatorbench.domain.record_quality import Answer, Fault, Missing, Offer, RecordQuality
from curatorbench.domain.suggestion import Suggestion
from curatorbench.domain.terms import VERBATIM_OF
from curatorbench.models.history import history
from curatorbench.models.history.content import NewValue
from curatorbench.models.records import catalogue
from curatorbench.quality.bdq.parameters import Parameters
from curatorbench.quality.bdq.registry import catalogue as bdq_tests
from curatorbench.quality.bdq.registry import run_all
from curatorbench.quality.bdq.responses import Response
from curatorbench.quality.contradictions.contradiction import Contradiction, Surroundings
from curatorbench.quality.contradictions.finding import contradictions
from curatorbench.quality.mids import completeness
from curatorbench.workflow import explore, review
from curatorbench.workflow.values import check, clean
from curatorbench.workflow.workbench import Workbench

ENGINE, VERSION = "bdq", "2025-03-07"  # as a suggestion names who made it
# What is missing is MIDS's to say; that something was made vague or grown in a garden is no fault.
_NOT_A_FAULT = ("_NOTEMPTY",)
# Guesses for whoever uses the data, and what an archive says by itself: no person need be asked.
_NOT_OFFERED = frozenset(
    {
        "AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT",
        "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT",
        "AMENDMENT_EVENT_FROM_EVENTDATE",
        "AMENDMENT_COUNTRYCODE_FROM_COORDINATES",
    }
)


def of_record(bench: Workbench, material_id: str, typed: Mapping[str, str] | None = None) -> RecordQuality:
    """The quality of one record, with the values `typed` in place of its own; raises NotFound."""
    return of_page(bench, explore.page(bench, material_id), typed)


def of_page(
    bench: Workbench,
    page: RecordPage,
    typed: Mapping[str, str] | None = None,
    proposed: Mapping[str, str] | None = None,
) -> RecordQuality:
    """As `of_record`, of a page that was read already; see `judged` for what is only `proposed`."""
    with bench.workspace.store.read() as session:
        material = page.summary.material_entity_id
        dataset = catalogue.describe_collection(session, catalogue.collection_of(session, material))
    return judged(as_published(page, dataset) | dict(typed or {}), proposed=proposed)


def as_published(page: RecordPage, dataset: Dataset) -> dict[str, str]:
    """The record's values, and beside them what an archive of it says."""
    own = {term: change.value for term, change in page.values.items() if change.value}
    beside = {
        "materialEntityID": page.summary.material_entity_id,
        "occurrenceID": page.summary.material_entity_id,  # it has one of its own, minted with the other
        "institutionCode": dataset.institution_code,
        "collectionCode": dataset.collection_code,
        "license": dataset.licence,
        "basisOfRecord": "PreservedSpecimen",
        "modified": max((change.at for change in page.values.values()), default=dataset.modified),
        "associatedMedia": " | ".join(page.assets),
    }
    return {term: value for term, value in (beside | own).items() if value}


def judged(
    values: Mapping[str, str], today: date | None = None, *, proposed: Mapping[str, str] | None = None
) -> RecordQuality:
    """The quality of values by plain Darwin Core name; pure, some 20 ms once the outlines are read.

    What is only `proposed` makes no record more complete, but its faults are found before a person agrees to it.
    """
    day = today or date.today()
    tested = {**values, **(proposed or {})}
    answers = run_all(tested, Parameters(today=day))
    against = contradictions(tested, Surroundings(today=day))
    complete = completeness(values)
    return RecordQuality(
        level=complete.level,
        missing=tuple(Missing(one.name, one.label, one.alternatives) for one in complete.missing),
        faults=(*map(_contradiction, against), *_failed(answers, against)),
        offers=tuple(_offer(label, said) for label, said in answers.items() if said.changes and _is_offered(label)),
        answers=tuple(_answer(label, said) for label, said in answers.items()),
    )


def take(
    bench: Workbench,
    material_id: str,
    offer: Offer,
    operator: str,
    *,
    written: Mapping[str, str] | None = None,
    expected_revision: int | None = None,
) -> FieldChange:
    """A person takes an amendment: its values become the record's in one change, which can be undone as one.

    `written` is what the label has, by term, where the person saw it and the record does not hold it yet.

    `expected_revision` is that of the first field that the offer changes. Raises Conflict as `review.accept` does.
    """
    values = explore.page(bench, material_id).values
    seen = written or {}
    first, *others = (
        _suggestion(term, value, offer, values, seen.get(term, "")) for term, value in offer.changes.items()
    )
    if not others:
        return review.accept(bench, material_id, first, operator, expected_revision=expected_revision)
    for one in (first, *others):
        check(one.term, clean(one.value))
    with bench.workspace.store.write() as session:
        return history.set_value(
            session,
            material_id,
            first.term,
            first.value,
            verbatim=first.verbatim or None,
            source=Source(SourceKind.PERSON, operator),
            operator=operator,
            checked=True,
            expected_revision=expected_revision,
            along=[NewValue(one.term, one.value, one.verbatim or None, checked=True) for one in others],
        )


def _suggestion(term: str, value: str, offer: Offer, values: Mapping[str, FieldChange], seen: str) -> Suggestion:
    """The amendment as any other suggestion; what the label has stays with the field."""
    held, as_written = values.get(term), values.get(VERBATIM_OF.get(term, ""))
    verbatim = (held.verbatim if held else None) or (as_written.value if as_written else None) or seen
    return Suggestion(
        term=term,
        value=value,
        verbatim=verbatim,
        evidence=(),
        confidence=1.0,
        engine=ENGINE,
        version=VERSION,
        rule=offer.rule,
    )


def _contradiction(found: Contradiction) -> Fault:
    return Fault(found.terms, found.words)


def _failed(answers: Mapping[str, Response], against: tuple[Contradiction, ...]) -> list[Fault]:
    """Tests that failed, but for those that a contradiction says better, with its likely cause."""
    said = {term for one in against for term in one.terms}
    faults = []
    for label, response in answers.items():
        test = bdq_tests()[label]
        if response.found_fault and not label.endswith(_NOT_A_FAULT) and not said.intersection(test.terms):
            faults.append(Fault(test.terms, response.comment, test.guid, label))
    return faults


def _is_offered(label: str) -> bool:
    return label not in _NOT_OFFERED


def _offer(label: str, said: Response) -> Offer:
    return Offer(said.changes, said.comment, bdq_tests()[label].guid, label)


def _answer(label: str, said: Response) -> Answer:
    return Answer(bdq_tests()[label].guid, label, said.status.value, said.result, said.comment, said.changes)
