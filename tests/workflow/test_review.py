"""People decide; rules only where people let them; everything can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.record import RecordStatus, SourceKind
from curatorbench.domain.suggestion import AcceptanceRule, Suggestion
from curatorbench.workflow import explore, ingest, review
from curatorbench.workflow.workbench import Workbench

Draw = Callable[..., Path]


def suggestion(term: str, value: str, confidence: float = 0.97) -> Suggestion:
    return Suggestion(term, value, value, (Box(0.1, 0.1, 0.2, 0.1),), confidence, "rapidocr", "3", "test")


@pytest.fixture
def record(bench: Workbench, tmp_path: Path, draw: Draw) -> str:
    (taken,) = ingest.take_in(bench, [draw(tmp_path / "a.png")], collection="C", operator="technician")
    assert taken.material_entity_id is not None
    return taken.material_entity_id


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
    review.take_back(bench, batch, "curator")
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
    assert "country" in (review.undo(bench, "curator") or "")
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
