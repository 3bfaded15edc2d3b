"""Learning through the workspace: persons teach, machines do not; what was learned is seen, forgotten, taken back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.errors import NotFound
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.domain.record import Absence, RecordStatus, Source, SourceKind
from curatorbench.domain.suggestion import Suggestion
from curatorbench.models.history import history
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.workflow import explore, ingest, learn, review, settings
from curatorbench.workflow.workbench import Workbench

Label = Callable[..., str]


@pytest.fixture
def label(bench: Workbench, draw: Callable[..., Path], tmp_path: Path) -> Label:
    """`label("text", recordedBy="A. Name")` is a record whose image was read so and suggests these values."""
    numbers = count()

    def make(text: str, **values: str) -> str:
        name = f"{next(numbers)}.png"
        (taken,) = ingest.take_in(bench, [draw(tmp_path / name, name)], operator="Ada", collection="HERB")
        assert taken.material_entity_id and taken.sha256
        rule = "collector, named"
        said = [Suggestion(term, v, v, (Box(0, 0, 1, 1),), 0.7, "page", "1", rule) for term, v in values.items()]
        with bench.workspace.store.write() as session:
            asset = assets.asset_by_hash(session, taken.sha256)
            assert asset
            readings.save_reading(session, asset.id, _reading(text), "page", "1")
            readings.save_suggestions(session, asset.id, taken.material_entity_id, said)
        return taken.material_entity_id

    return make


def _reading(text: str) -> Reading:
    """Every line has a height of its own, so that a word's box tells where it stood."""
    lines = enumerate(text.split("\n"))
    return Reading(
        tuple(
            Line(tuple(Word(word, Box(0.1, 0.1 * at, 0.2, 0.05), 0.9) for word in line.split())) for at, line in lines
        )
    )


def _first(bench: Workbench, material: str, term: str = "recordedBy") -> Suggestion | None:
    found = explore.page(bench, material).suggestions
    return next((one for one in found if one.term == term), None)


def _teach(bench: Workbench, label: Label, times: int = 3) -> None:
    for _ in range(times):
        taught = label("Coll. Maria Lindqvist", recordedBy="Maria Lindqvist")
        found = _first(bench, taught)
        assert found
        review.accept(bench, taught, found, "Ada")


def test_a_misread_collector_is_shown_as_the_known_one(bench: Workbench, label: Label) -> None:
    early = label("Coll. Maria Lindqvlst", recordedBy="Maria Lindqvlst")
    before = _first(bench, early)
    assert before and before.value == "Maria Lindqvlst" and not before.corrected
    _teach(bench, label)
    after = _first(bench, early)
    assert after and after.value == "Maria Lindqvist" and after.corrected and after.verbatim == "Maria Lindqvlst"
    assert after.rule == "collector, named, learned from 3 records, corrected"


def test_what_rules_and_imports_set_teaches_nothing(bench: Workbench, label: Label) -> None:
    for kind in (SourceKind.RULE, SourceKind.IMPORT, SourceKind.CAPTURE):
        for _ in range(3):
            material = label("x", recordedBy="Maria Lindqvist")
            with bench.workspace.store.write() as session:
                history.set_value(
                    session, material, "recordedBy", "Maria Lindqvist", source=Source(kind, "one"), operator="Ada"
                )
    assert learn.learned(bench) == []


def test_what_was_undone_or_corrected_since_is_not_known(bench: Workbench, label: Label) -> None:
    material = label("x", recordedBy="Maria Lindqvist")
    review.set_value(bench, material, "recordedBy", "Maria Lindqvist", "Ada")
    assert [item.id for item in learn.learned(bench) if item.kind == "value"] == ["value:recordedBy:marialindqvist"]
    review.undo(bench, "Ada")
    assert learn.learned(bench) == []
    review.redo(bench, "Ada")
    review.set_value(bench, material, "recordedBy", "Karin Berg", "Ada")
    assert [item.said for item in learn.learned(bench) if item.kind == "value"] == ["Karin Berg"]


def test_refusals_are_counted(bench: Workbench, label: Label) -> None:
    for _ in range(2):
        review.set_value(bench, label("x", recordedBy="Herbarium Lund"), "recordedBy", "Karin Berg", "Ada")
    nobody = label("x", recordedBy="Herbarium Lund")
    review.set_value(bench, nobody, "recordedBy", None, "Ada", absence=Absence.EMPTY)
    passed = label("x", recordedBy="Herbarium Lund", country="Sweden")
    review.set_value(bench, passed, "country", "Sweden", "Ada")
    review.set_status(bench, passed, RecordStatus.CHECKED, "Ada")
    (item,) = (item for item in learn.learned(bench) if item.kind == "refused")
    assert (item.said, item.records) == ("Herbarium Lund", 4)
    found = _first(bench, label("x", recordedBy="Herbarium Lund"))
    assert found and found.confidence < 0.55 and found.rule.endswith("learned from 4 records")


def test_a_record_does_not_vouch_for_itself(bench: Workbench, label: Label) -> None:
    material = label("x", recordedBy="Maria Lindqvist")
    found = _first(bench, material)
    assert found
    review.accept(bench, material, found, "Ada")
    again = _first(bench, material)
    assert again and again.confidence == found.confidence and "learned" not in again.rule


def test_a_known_collector_is_found_where_no_rule_found_one_with_the_words_that_say_so(
    bench: Workbench, label: Label
) -> None:
    _teach(bench, label)
    found = _first(bench, label("Plantae Suecicae\nMaria Lindqvist"))
    assert found and found.value == "Maria Lindqvist" and found.rule == "learned: known from 3 records"
    (box,) = found.evidence  # both words lie on the second line
    assert box.as_list() == pytest.approx([0.1, 0.1, 0.2, 0.05], abs=1e-4) and found.confidence < 0.9


def test_switched_off_everything_is_as_the_parser_said_it(bench: Workbench, label: Label) -> None:
    _teach(bench, label)
    misread = label("Coll. Maria Lindqvlst", recordedBy="Maria Lindqvlst")
    learn.switch(bench, False)
    found = _first(bench, misread)
    assert found and found.value == "Maria Lindqvlst" and found.confidence == 0.7
    assert learn.learned(bench)  # what would be used can still be looked at
    learn.switch(bench, True)
    found = _first(bench, misread)
    assert found and found.value == "Maria Lindqvist"


def test_what_is_forgotten_is_not_used_until_it_is_remembered(bench: Workbench, label: Label) -> None:
    _teach(bench, label)
    misread, item = label("x", recordedBy="Maria Lindqvlst"), "value:recordedBy:marialindqvist"
    learn.forget(bench, item)
    found = _first(bench, misread)
    assert found and found.value == "Maria Lindqvlst"
    assert [known.forgotten for known in learn.learned(bench) if known.id == item] == [True]
    learn.remember(bench, item)
    found = _first(bench, misread)
    assert found and found.value == "Maria Lindqvist"
    assert settings.get(bench, learn.FORGOTTEN) == ""
    with pytest.raises(NotFound, match="Nothing was learned"):
        learn.forget(bench, "value:recordedBy:nobody")


def test_another_collection_is_not_taught(bench: Workbench, label: Label, draw: Callable[..., Path]) -> None:
    _teach(bench, label)
    other = bench.workspace.root.parent / "other.png"
    (taken,) = ingest.take_in(bench, [draw(other, "other")], operator="Ada", collection="MOSS")
    assert taken.material_entity_id and taken.sha256
    with bench.workspace.store.write() as session:
        asset = assets.asset_by_hash(session, taken.sha256)
        assert asset
        readings.save_reading(session, asset.id, _reading("Maria Lindqvist"), "page", "1")
    assert _first(bench, taken.material_entity_id) is None


def test_a_record_that_was_learned_one_by_one_is_known_as_one_that_was_learned_with_others(
    bench: Workbench, label: Label
) -> None:
    for _ in range(3):
        _teach(bench, label, 1)
        learn.learned(bench)
    step_by_step = learn.learned(bench)
    other = Workbench.open(bench.workspace.root, bench.parts)
    assert [i for i in learn.learned(other) if i.kind != "trust"] == [i for i in step_by_step if i.kind != "trust"]
    other.close()
