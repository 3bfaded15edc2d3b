"""People decide; rules only where people let them; everything can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.errors import BadInput, Conflict, Overtaken
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.domain.record import Absence, RecordStatus, SourceKind, Undone, UndoVerb
from curatorbench.domain.suggestion import AcceptanceRule, Suggestion
from curatorbench.models.finding import explore as models
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.workflow import explore, ingest, mending, review, suggest
from curatorbench.workflow.workbench import Workbench

Draw = Callable[..., Path]


def suggestion(term: str, value: str, confidence: float = 0.97) -> Suggestion:
    return Suggestion(term, value, value, (Box(0.1, 0.1, 0.2, 0.1),), confidence, "rapidocr", "3", "test")


def written(*lines: str) -> Reading:
    """Lines as an engine reads them, one below the other and sure of every word."""
    return Reading(
        tuple(
            Line(
                tuple(
                    Word(word, Box(0.1 + 0.1 * x, 0.1 + 0.1 * y, 0.09, 0.05), 1.0)
                    for x, word in enumerate(line.split())
                )
            )
            for y, line in enumerate(lines)
        )
    )


def take_in(bench: Workbench, picture: Path) -> str:
    (taken,) = ingest.take_in(bench, [picture], collection="C", operator="technician")
    assert taken.material_entity_id is not None
    return taken.material_entity_id


@pytest.fixture
def record(bench: Workbench, tmp_path: Path, draw: Draw) -> str:
    return take_in(bench, draw(tmp_path / "a.png"))


RULE = AcceptanceRule("sure", frozenset({"country", "eventDate"}), 0.9)


def apply(bench: Workbench, record: str, *suggestions: Suggestion) -> None:
    with bench.workspace.store.write() as session:
        review.apply_rules(session, record, suggestions)


def test_without_a_rule_nothing_is_accepted(bench: Workbench, record: str) -> None:
    apply(bench, record, suggestion("country", "Peru"))
    page = explore.page(bench, record)
    assert page.values == {}
    assert page.summary.status is RecordStatus.READ


def test_a_rule_accepts_what_it_may_and_leaves_it_unchecked(bench: Workbench, record: str) -> None:
    review.switch_rule(bench, RULE, True, "curator")
    apply(
        bench, record, suggestion("country", "Peru"), suggestion("county", "Lima"), suggestion("eventDate", "1943", 0.8)
    )
    values = explore.page(bench, record).values
    assert set(values) == {"country"}
    assert (values["country"].source.kind, values["country"].source.name) == (SourceKind.RULE, "sure")
    assert not values["country"].checked


def test_what_a_rule_accepted_is_taken_back_as_one_batch(bench: Workbench, record: str) -> None:
    review.switch_rule(bench, RULE, True, "curator")
    apply(bench, record, suggestion("country", "Peru"), suggestion("eventDate", "1943-10"))
    values = explore.page(bench, record).values
    assert set(values) == {"country", "eventDate", "verbatimEventDate"}
    (batch,) = {change.batch for change in values.values()}
    assert batch is not None
    mending.take_back(bench, batch, "curator")
    assert explore.page(bench, record).values == {}


def test_a_rule_never_overrules_a_person(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "country", "Chile", "curator")
    review.set_value(bench, record, "eventDate", None, "curator")
    review.switch_rule(bench, RULE, True, "curator")
    apply(bench, record, suggestion("country", "Peru"))
    assert explore.page(bench, record).values["country"].value == "Chile"


def test_accepting_is_the_person_s_own_and_is_undone_and_redone(bench: Workbench, record: str) -> None:
    review.accept(bench, record, suggestion("country", "Peru"), "curator")
    change = explore.page(bench, record).values["country"]
    assert (change.source.kind, change.checked) == (SourceKind.PERSON, True)
    undone = review.undo(bench, "curator")
    assert undone is not None and (undone.material_entity_id, undone.term) == (record, "country")
    assert "country" not in explore.page(bench, record).values
    assert review.redo(bench, "curator")
    assert explore.page(bench, record).values["country"].value == "Peru"
    assert [c.term for c in explore.changes(bench, record)] == ["country"] * 3


def test_a_value_seen_earlier_is_not_overwritten_unseen(bench: Workbench, record: str) -> None:
    first = review.set_value(bench, record, "country", "Peru", "one", expected_revision=0)
    review.set_value(bench, record, "country", "Chile", "two", expected_revision=first.revision)
    with pytest.raises(Conflict):
        review.set_value(bench, record, "country", "Brazil", "one", expected_revision=first.revision)
    assert explore.page(bench, record).values["country"].value == "Chile"


@pytest.mark.parametrize("term", ["nonsense", "RecordedBy", ""])
def test_only_darwin_core_terms_are_fields(bench: Workbench, record: str, term: str) -> None:
    with pytest.raises(BadInput):
        review.set_value(bench, record, term, "x", "curator")


def test_control_characters_do_not_reach_a_value(bench: Workbench, record: str) -> None:
    change = review.set_value(bench, record, "locality", " near\x00 the\x1b[31m bridge ", "curator")
    assert change.value == "near the[31m bridge"
    with pytest.raises(BadInput):
        review.set_value(bench, record, "locality", "x" * 20_000, "curator")


def test_a_verbatim_that_a_person_set_stays_and_the_value_beside_it_is_accepted(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "verbatimEventDate", "X.1943", "curator")
    review.switch_rule(bench, RULE, True, "curator")
    apply(bench, record, suggestion("eventDate", "1943-10", 0.98), suggestion("eventDate", "1934-10", 0.95))
    values = explore.page(bench, record).values
    assert {term: values[term].value for term in values} == {"eventDate": "1943-10", "verbatimEventDate": "X.1943"}


def test_a_verbatim_that_a_person_emptied_stays_empty(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "verbatimEventDate", "X.1943", "curator")
    review.set_value(bench, record, "verbatimEventDate", None, "curator")
    review.switch_rule(bench, RULE, True, "curator")
    apply(bench, record, suggestion("eventDate", "1943-10", 0.98), suggestion("eventDate", "1934-10", 0.95))
    values = explore.page(bench, record).values
    assert {term: values[term].value for term in values} == {"eventDate": "1943-10"}


def test_a_field_that_a_person_emptied_gets_no_verbatim_either(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "eventDate", "1943", "curator")
    review.set_value(bench, record, "eventDate", None, "curator")
    review.switch_rule(bench, RULE, True, "curator")
    apply(bench, record, suggestion("eventDate", "1943-10"))
    assert explore.page(bench, record).values == {}


def test_a_number_that_another_record_has_is_left_to_a_person(
    bench: Workbench, record: str, tmp_path: Path, draw: Draw
) -> None:
    review.set_value(bench, take_in(bench, draw(tmp_path / "b.png", "b")), "catalogNumber", "B1", "curator")
    review.switch_rule(bench, AcceptanceRule("numbers", frozenset({"catalogNumber"}), 0.9), True, "curator")
    apply(bench, record, suggestion("catalogNumber", "B1", 0.99), suggestion("catalogNumber", "1951", 0.95))
    assert explore.page(bench, record).values == {}


def test_rules_applied_twice_change_nothing(bench: Workbench, record: str) -> None:
    review.switch_rule(bench, RULE, True, "curator")
    found = [suggestion("country", "Peru"), suggestion("country", "Chile", 0.92), suggestion("eventDate", "1943-10")]
    apply(bench, record, *found)
    before = explore.changes(bench, record), explore.page(bench, record)
    apply(bench, record, *found)
    assert (explore.changes(bench, record), explore.page(bench, record)) == before


def test_a_suggest_job_run_twice_is_one(bench: Workbench, record: str) -> None:
    review.switch_rule(bench, RULE, True, "curator")
    (sha256,) = explore.page(bench, record).assets
    with bench.workspace.store.write() as session:
        stored = assets.asset_by_hash(session, sha256)
        assert stored is not None
        readings.save_reading(session, stored.id, written("PERU", "18.VII.1951"), "drawn", "1")
    seen = []
    for _ in range(2):
        outcome = suggest.suggest_job(bench, {"asset": stored.id, "sha256": sha256})
        with bench.workspace.store.write() as session:
            outcome.write(session)
        with bench.workspace.store.read() as session:
            seen.append((explore.page(bench, record), models.changes_since(session, 0)))
    assert seen[0] == seen[1]
    assert {"country", "eventDate", "verbatimEventDate"} <= seen[0][0].values.keys()
    assert {s.asset_sha256 for s in seen[0][0].suggestions} == {sha256}


def test_accepting_does_not_overwrite_what_a_colleague_wrote_unseen(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "country", "Chile", "colleague")
    with pytest.raises(Conflict, match="colleague"):
        review.accept(bench, record, suggestion("country", "Peru"), "curator", expected_revision=0)
    assert explore.page(bench, record).values["country"].value == "Chile"


def test_a_corrected_value_keeps_what_the_label_says(bench: Workbench, record: str) -> None:
    review.accept(bench, record, replace(suggestion("eventDate", "1951-07-18"), verbatim="18.VII.1951"), "curator")
    review.set_value(bench, record, "eventDate", "1951-07-19", "curator")
    assert explore.page(bench, record).values["eventDate"].verbatim == "18.VII.1951"
    review.set_value(bench, record, "eventDate", "1951-07-19", "curator", verbatim="19.VII.1951")
    assert explore.page(bench, record).values["eventDate"].verbatim == "19.VII.1951"
    review.set_value(bench, record, "eventDate", None, "curator", absence=Absence.EMPTY)
    assert explore.page(bench, record).values["eventDate"].verbatim is None


def test_undo_says_which_record_and_what_is_so_again(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "catalogNumber", "B1", "curator")
    review.set_value(bench, record, "country", "Peru", "curator")
    review.set_value(bench, record, "country", "Chile", "curator")
    review.approve(bench, record, "curator")
    said = [review.undo(bench, "curator") for _ in range(4)]
    assert said[:2] == [
        Undone(record, "B1", UndoVerb.UNDO, status=RecordStatus.CAPTURED),
        Undone(record, "B1", UndoVerb.UNDO, "country", "Peru"),
    ]
    assert said[3] == Undone(record, None, UndoVerb.UNDO, "catalogNumber", None)
    assert review.undo(bench, "curator") is None
    assert [review.redo(bench, "curator") for _ in range(4)][-1] == Undone(
        record, "B1", UndoVerb.REDO, status=RecordStatus.APPROVED
    )


def test_a_step_that_a_colleague_built_on_is_refused_once_and_then_passed_over(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "county", "Lima", "curator")
    review.set_value(bench, record, "country", "Peru", "curator")
    review.set_value(bench, record, "country", "Chile", "colleague")
    with pytest.raises(Overtaken, match="colleague") as refused:
        review.undo(bench, "curator")
    assert (refused.value.material_entity_id, refused.value.term) == (record, "country")
    undone = review.undo(bench, "curator", passing={refused.value.step})
    assert undone is not None and undone.term == "county"
    assert explore.page(bench, record).values.keys() == {"country"}


def dated(value: str, wording: str) -> Suggestion:
    return replace(suggestion("eventDate", value), verbatim=wording)


def plain(bench: Workbench, record: str) -> dict[str, str | None]:
    return {term: change.value for term, change in explore.page(bench, record).values.items()}


def test_a_person_s_accepting_sets_the_wording_too_in_one_step(bench: Workbench, record: str) -> None:
    review.accept(bench, record, dated("1951-07-18", "18.VII.1951"), "curator")
    assert plain(bench, record) == {"eventDate": "1951-07-18", "verbatimEventDate": "18.VII.1951"}
    assert len({change.revision for change in explore.changes(bench, record)}) == 1
    undone = review.undo(bench, "curator")
    assert undone is not None and undone.term == "eventDate"
    assert plain(bench, record) == {}
    review.redo(bench, "curator")
    assert plain(bench, record) == {"eventDate": "1951-07-18", "verbatimEventDate": "18.VII.1951"}


def test_another_suggestion_brings_its_own_wording(bench: Workbench, record: str) -> None:
    review.accept(bench, record, dated("1951-07-18", "18.VII.1951"), "curator")
    review.accept(bench, record, dated("1952-08-01", "1.VIII.1952"), "curator")
    assert plain(bench, record) == {"eventDate": "1952-08-01", "verbatimEventDate": "1.VIII.1952"}
    review.undo(bench, "curator")
    assert plain(bench, record) == {"eventDate": "1951-07-18", "verbatimEventDate": "18.VII.1951"}


def test_a_wording_that_a_person_wrote_or_emptied_stays(bench: Workbench, record: str) -> None:
    review.set_value(bench, record, "verbatimEventDate", "X.1943", "curator")
    review.accept(bench, record, dated("1943-10", "Oct. 1943"), "curator")
    review.accept(bench, record, dated("1943-11", "Nov. 1943"), "curator")
    assert plain(bench, record) == {"eventDate": "1943-11", "verbatimEventDate": "X.1943"}
    review.set_value(bench, record, "verbatimEventDate", None, "curator")
    review.accept(bench, record, dated("1943-12", "Dec. 1943"), "curator")
    assert plain(bench, record) == {"eventDate": "1943-12"}


def test_a_wording_that_two_values_share_is_written_once(bench: Workbench, record: str) -> None:
    for term, metres in (("minimumElevationInMeters", "100"), ("maximumElevationInMeters", "200")):
        review.accept(bench, record, replace(suggestion(term, metres), verbatim="100-200 m"), "curator")
    assert plain(bench, record) == {
        "minimumElevationInMeters": "100", "maximumElevationInMeters": "200", "verbatimElevation": "100-200 m",
    }  # fmt: skip
