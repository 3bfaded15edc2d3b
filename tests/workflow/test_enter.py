"""Keyed entry: one step for all that is known, with or without an image, and how things belong together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.domain.record import Absence, RecordStatus
from curatorbench.domain.things import NumberTaken
from curatorbench.workflow import enter, explore, ingest, review, storage
from curatorbench.workflow.workbench import Workbench

Draw = Callable[..., Path]


def key_in(bench: Workbench, number: str | None = None, **more: object) -> str:
    values = {"catalogNumber": number} if number else {"country": "Peru"}
    return enter.enter(bench, "HERB", values, "Ann", **more)  # type: ignore[arg-type]


@pytest.fixture
def photographed(bench: Workbench, tmp_path: Path, draw: Draw) -> tuple[str, str]:
    """(materialEntityID, SHA-256) of a record that was taken in by its image."""
    (taken,) = ingest.take_in(bench, [draw(tmp_path / "a.png")], collection="HERB", operator="Ann")
    assert taken.material_entity_id and taken.sha256
    return taken.material_entity_id, taken.sha256


def test_a_record_is_entered_whole_and_undone_whole(bench: Workbench) -> None:
    room = storage.add(bench, "room", "Room 1", None, "Ann")
    values = {"dwc:catalogNumber": " H-1 ", "country": "Peru", "habitat": "", "individualCount": "5"}
    made = enter.enter(bench, "HERB", values, "Ann", kind="lot", quantity=12, storage_unit=room)
    page, about = explore.page(bench, made), enter.about(bench, made)
    assert {term: change.value for term, change in page.values.items()} == {
        "catalogNumber": "H-1", "country": "Peru", "habitat": None, "individualCount": "5",
    }  # fmt: skip
    assert page.values["habitat"].absence is Absence.EMPTY
    assert page.values["country"].checked and page.summary.status is RecordStatus.CAPTURED
    assert (about.kind, about.quantity, str(about.storage)) == ("lot", 12, "Room 1")
    assert len({change.revision for change in explore.changes(bench, made)}) == 1
    undone = review.undo(bench, "Ann")
    assert undone and (undone.catalog_number, undone.what, undone.is_there) == ("H-1", "retired", False)
    assert explore.records(bench) == []
    assert storage.tree(bench)[0].records == 0
    assert enter.holder_of(bench, "HERB", "H-1") is None
    redone = review.redo(bench, "Ann")
    assert redone and (redone.catalog_number, redone.what, redone.is_there) == ("H-1", "retired", True)
    assert [record.catalog_number for record in explore.records(bench)] == ["H-1"]
    assert enter.about(bench, made) == about


def test_a_number_that_exists_is_said_before_anything_is_saved(bench: Workbench) -> None:
    first = key_in(bench, "H-1")
    with pytest.raises(NumberTaken) as refused:
        key_in(bench, "H-1")
    assert (refused.value.material_entity_id, refused.value.exact) == (first, True)
    with pytest.raises(NumberTaken) as refused:
        key_in(bench, "h - 1")
    assert not refused.value.exact
    assert enter.holder_of(bench, "HERB", "h-1") == first
    assert enter.holder_of(bench, "nowhere", "H-1") is None
    assert len(explore.records(bench)) == 1
    assert key_in(bench, "h - 1", similar_is_other=True) != first
    assert enter.enter(bench, "OTHER", {"catalogNumber": "H-1"}, "Ann") != first


@pytest.mark.parametrize("written", ["s.n.", "S. N.", "sine numero", "no number", "-", "n/a"])
def test_a_placeholder_is_no_number(bench: Workbench, written: str) -> None:
    with pytest.raises(BadInput, match="no catalogue number"):
        key_in(bench, written)
    first, second = (enter.enter(bench, "HERB", {"catalogNumber": None}, "Ann") for _ in range(2))
    assert first != second
    assert enter.about(bench, first).numberless
    assert not enter.about(bench, key_in(bench)).numberless


@pytest.mark.parametrize("term", ["materialEntityID", "dwc:occurrenceID", "nonsense"])
def test_what_nobody_may_write_is_refused(bench: Workbench, term: str) -> None:
    with pytest.raises(BadInput):
        enter.enter(bench, "HERB", {term: "x"}, "Ann")
    assert explore.records(bench) == []


@pytest.mark.parametrize(
    "wrong", [{"quantity": 0}, {"kind": "planet"}, {"image": "0" * 64}, {"storage_unit": "no"}, {"same_sheet_as": "no"}]
)
def test_nothing_is_kept_of_an_entry_that_cannot_be(bench: Workbench, wrong: dict[str, object]) -> None:
    with pytest.raises((BadInput, NotFound)):
        key_in(bench, "H-1", **wrong)
    assert explore.records(bench) == []


def test_two_taxa_on_one_sheet_share_its_image(bench: Workbench, photographed: tuple[str, str]) -> None:
    first, sha256 = photographed
    second = enter.another_on_sheet(bench, first, {"scientificName": "Carex nigra"}, "Ann")
    third = enter.another_on_sheet(bench, second, {"scientificName": "Poa annua"}, "Ann")
    (image,) = enter.about(bench, third).images
    assert (image.sha256, set(image.others)) == (sha256, {first, second})
    shared = {(r.kind, r.material_entity_id, r.stated) for r in enter.about(bench, first).relations}
    assert shared == {("same sheet", second, True), ("same sheet", third, False)}
    review.undo(bench, "Ann")
    assert [r.material_entity_id for r in enter.about(bench, first).relations] == [second]
    assert enter.about(bench, second).images[0].others == (first,)


def test_one_specimen_on_several_sheets(bench: Workbench, photographed: tuple[str, str]) -> None:
    (first, sha256), second = photographed, key_in(bench, "H-2")
    enter.another_sheet(bench, second, sha256, "Ann", role="back")
    enter.another_sheet(bench, second, sha256, "Ann", role="back")
    assert [(i.role, i.others) for i in enter.about(bench, second).images] == [("back", (first,))]
    slide = enter.another_part(bench, second, {"catalogNumber": "S-1"}, "Ann", relation="derived from", kind="slide")
    assert [(r.kind, r.catalog_number) for r in enter.about(bench, slide).relations] == [("derived from", "H-2")]
    assert [(r.kind, r.catalog_number) for r in enter.about(bench, second).relations] == [("source of", "S-1")]
    for _ in range(2):
        review.undo(bench, "Ann")
    assert enter.about(bench, second).images == enter.about(bench, second).relations == ()


def test_relations_are_said_once_and_taken_back(bench: Workbench) -> None:
    leaf, tree, herbivore = (key_in(bench, number) for number in ("L", "T", "B"))
    for _ in range(2):
        enter.relate(bench, leaf, "part of", tree, "Ann")
    enter.relate(bench, tree, "has part", leaf, "Ann")
    enter.relate(bench, herbivore, "hosted on", tree, "Ann")
    assert [(r.kind, r.catalog_number) for r in enter.about(bench, tree).relations] == [
        ("has part", "L"), ("host of", "B"),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        enter.relate(bench, tree, "part of", leaf, "Ann")
    with pytest.raises(BadInput):
        enter.relate(bench, tree, "part of", tree, "Ann")
    with pytest.raises(BadInput):
        enter.relate(bench, tree, "fond of", leaf, "Ann")
    enter.unrelate(bench, tree, "has part", leaf, "Ann")
    assert enter.about(bench, leaf).relations == ()
    with pytest.raises(NotFound):
        enter.unrelate(bench, leaf, "part of", tree, "Ann")
    review.undo(bench, "Ann")
    assert [r.catalog_number for r in enter.about(bench, leaf).relations] == ["T"]


def test_what_is_shared_is_taken_away_from_either_side(bench: Workbench) -> None:
    one, two = key_in(bench, "1"), key_in(bench, "2")
    enter.relate(bench, one, "same individual", two, "Ann")
    enter.relate(bench, two, "same individual", one, "Ann")
    assert len(enter.about(bench, one).relations) == 1
    enter.unrelate(bench, two, "same individual", one, "Ann")
    assert enter.about(bench, one).relations == ()


def test_quantity_and_kind_are_steps_of_their_own(bench: Workbench) -> None:
    made = key_in(bench, "H-1")
    enter.set_kind(bench, made, "lot", "Ann")
    enter.set_quantity(bench, made, 40, "Ann")
    enter.set_quantity(bench, made, 40, "Ann")
    assert (enter.about(bench, made).kind, enter.about(bench, made).quantity) == ("lot", 40)
    review.undo(bench, "Ann")
    assert enter.about(bench, made).quantity == 1
    review.undo(bench, "Ann")
    assert enter.about(bench, made).kind == "specimen"
    for wrong in (0, -1, 10**12):
        with pytest.raises(BadInput):
            enter.set_quantity(bench, made, wrong, "Ann")
    with pytest.raises(BadInput):
        enter.set_kind(bench, made, "planet", "Ann")


def test_records_are_stored_as_one_batch_and_one_undo_takes_it_back(bench: Workbench) -> None:
    room = storage.add(bench, "room", "Room 1", None, "Ann")
    keys = explore.keys_of(bench, [key_in(bench, f"H-{number}") for number in range(5)])
    stored = storage.store(bench, keys, room, "Ann")
    assert (stored.records, stored.name) == (5, "5 records into Room 1")
    assert storage.tree(bench)[0].records == 5
    assert storage.store(bench, keys, room, "Ann").batch is None
    undone = review.undo(bench, "Ann")
    assert undone is not None and undone.records == 5
    assert storage.tree(bench)[0].records == 0
    with pytest.raises(NotFound):
        storage.store(bench, keys, "nowhere", "Ann")
