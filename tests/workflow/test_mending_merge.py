"""Two records for one object become one, and one for two objects two."""

import pytest
from tests_mending import RULE, keys, picture, records, state, suggested, values

from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.mending import Part, TwoValues
from curatorbench.domain.record import Absence, RecordStatus, SourceKind
from curatorbench.models.records import catalogue
from curatorbench.workflow import enter, explore, mending, review, storage
from curatorbench.workflow.workbench import Workbench


def test_open_fields_go_over_and_conflicts_are_said(bench: Workbench) -> None:
    kept, other = records(
        bench,
        {"catalogNumber": "K-1", "country": "Peru", "county": "Lima"},
        {"catalogNumber": "O-1", "country": "Peru", "county": "Cusco", "recordedBy": "Weberbauer"},
    )
    review.set_value(bench, other, "habitat", "puna", "Bob")
    plan = mending.plan_merge(bench, kept, other)
    assert plan.conflicts == (
        TwoValues("catalogNumber", "K-1", "O-1", False), TwoValues("county", "Lima", "Cusco", False),
    )  # fmt: skip
    assert plan.name == "O-1 merged into K-1"
    before = state(bench)
    done = mending.merge(bench, kept, other, "Ann")
    page = explore.page(bench, kept)
    assert values(bench, kept) == {
        "catalogNumber": "K-1", "country": "Peru", "county": "Lima", "recordedBy": "Weberbauer", "habitat": "puna",
        "otherCatalogNumbers": "O-1",
    }  # fmt: skip
    habitat, collector = page.values["habitat"], page.values["recordedBy"]
    assert (habitat.source.name, habitat.operator, habitat.checked) == ("Bob", "Ann", True)
    assert (collector.source.kind, collector.checked) == (SourceKind.IMPORT, False)
    assert [record.material_entity_id for record in explore.records(bench)] == [kept]
    assert review.find(bench, other) == kept
    mending.take_back(bench, done.batch or "", "Ann")
    assert state(bench) == before
    assert review.find(bench, other) == other


def test_the_caller_chooses_theirs_per_term_and_the_number_that_gives_way_is_kept(bench: Workbench) -> None:
    kept, other = records(
        bench,
        {"catalogNumber": "K-1", "county": "Lima", "otherCatalogNumbers": "old 3"},
        {"catalogNumber": "O-1", "county": "Cusco"},
    )
    before = state(bench)
    theirs = {"catalogNumber", "county"}
    plan = mending.plan_merge(bench, kept, other, theirs)
    assert Part("county", "Lima", "Cusco") in plan.records[1].parts
    mending.merge(bench, kept, other, "Ann", theirs)
    assert values(bench, kept) == {"catalogNumber": "O-1", "county": "Cusco", "otherCatalogNumbers": "old 3 | K-1"}
    undone = review.undo(bench, "Ann")
    assert undone is not None and undone.records == 2
    assert state(bench) == before
    review.redo(bench, "Ann")
    assert values(bench, kept)["catalogNumber"] == "O-1"


@pytest.mark.parametrize("first", ["kept", "other"])
def test_a_number_goes_over_and_back_whichever_record_is_older(bench: Workbench, first: str) -> None:
    numbered, open_ = {"catalogNumber": "N-1"}, {}
    made = records(bench, *((open_, numbered) if first == "kept" else (numbered, open_)))
    kept, other = made if first == "kept" else reversed(made)
    before = state(bench)
    done = mending.merge(bench, kept, other, "Ann")
    assert values(bench, kept) == numbered
    assert mending.take_back(bench, done.batch or "", "Ann").skipped == ()
    assert state(bench) == before


def test_images_relations_determinations_identifiers_and_place_go_over(bench: Workbench) -> None:
    kept, other, third = records(bench, {}, {"scientificName": "Puya raimondii"}, {})
    image = picture(bench, other, 1, country="Peru")
    both = picture(bench, kept, 2)
    with bench.workspace.store.write() as session:
        catalogue.remember_import(session, other, "row 7")
    enter.another_sheet(bench, other, both, "Bob")
    enter.relate(bench, other, "part of", kept, "Bob")
    enter.relate(bench, other, "derived from", third, "Bob")
    enter.relate(bench, third, "duplicate of", other, "Bob")
    drawer = storage.add(bench, "drawer", "D 1", None, "Bob")
    storage.store(bench, keys(bench, [other]), drawer, "Bob")
    before = state(bench)
    done = mending.merge(bench, kept, other, "Ann")
    about = enter.about(bench, kept)
    assert {(r.kind, r.material_entity_id) for r in about.relations} == {
        ("derived from", third), ("duplicate of", third),
    }  # fmt: skip
    assert about.storage is not None and about.storage.names == ("D 1",)
    assert set(explore.page(bench, kept).assets) == {image, both}
    assert suggested(bench, kept) == {("country", "Peru")}
    with bench.workspace.store.read() as session:
        assert catalogue.find_imported(session, catalogue.collection_of(session, kept), "row 7") == kept
    mending.take_back(bench, done.batch or "", "Ann")
    assert state(bench) == before
    assert suggested(bench, other) == {("country", "Peru")}


def test_a_withheld_record_makes_what_it_becomes_part_of_withheld(bench: Workbench) -> None:
    kept, other = records(bench, {}, {})
    review.withhold(bench, other, "curator")
    plan = mending.plan_merge(bench, kept, other)
    assert (plan.withheld, Part("status", "captured", "withheld") in plan.records[1].parts) == (1, True)
    mending.merge(bench, kept, other, "Ann")
    assert explore.page(bench, kept).summary.status is RecordStatus.WITHHELD


def test_that_a_person_found_a_field_empty_contradicts_a_value(bench: Workbench) -> None:
    kept, other = records(bench, {}, {"county": "Lima"})
    review.set_value(bench, kept, "county", None, "Bob", absence=Absence.EMPTY)
    assert mending.plan_merge(bench, kept, other).conflicts == (TwoValues("county", None, "Lima", False),)
    mending.merge(bench, kept, other, "Ann")
    assert explore.page(bench, kept).values["county"].absence is Absence.EMPTY


def test_what_cannot_be_merged_is_refused(bench: Workbench) -> None:
    kept, other, third = records(bench, {"county": "Lima"}, {"county": "Lima"}, {})
    with pytest.raises(BadInput, match="one and the same"):
        mending.plan_merge(bench, kept, kept)
    with pytest.raises(BadInput, match="do not differ in county"):
        mending.merge(bench, kept, other, "Ann", {"county"})
    mending.merge(bench, kept, other, "Ann")
    with pytest.raises(Conflict, match="merged into"):
        mending.merge(bench, third, other, "Ann")


def test_a_merged_record_worked_on_since_keeps_that_work(bench: Workbench) -> None:
    kept, other = records(bench, {}, {"county": "Lima", "country": "Peru"})
    done = mending.merge(bench, kept, other, "Ann")
    review.set_value(bench, kept, "county", "Cusco", "Bob")
    back = mending.take_back(bench, done.batch or "", "Ann")
    assert [(skipped.material_entity_id, "Bob" in skipped.why) for skipped in back.skipped] == [(kept, True)]
    assert values(bench, kept) == {"county": "Cusco"}
    assert values(bench, other) == {"county": "Lima", "country": "Peru"}


def test_split_gives_the_second_object_its_images_and_copies(bench: Workbench) -> None:
    review.switch_rule(bench, RULE, True, "curator")
    (material,) = records(bench, {"catalogNumber": "S-1", "country": "Peru", "county": "Lima"})
    picture(bench, material, 1)
    second = picture(bench, material, 2, recordedBy="Weberbauer", eventDate="1903-05-01")
    before = state(bench)
    plan = mending.plan_split(bench, material, [second], ["country"])
    assert [record.material_entity_id for record in plan.records] == [None, material]
    done = mending.split(bench, material, [second], ["dwc:country"], "Ann")
    (made,) = done.made
    assert values(bench, made) == {
        "country": "Peru", "recordedBy": "Weberbauer", "eventDate": "1903-05-01", "verbatimEventDate": "1903-05-01",
    }  # fmt: skip
    assert explore.page(bench, made).assets == (second,)
    assert values(bench, material) == {"catalogNumber": "S-1", "country": "Peru", "county": "Lima"}
    assert explore.page(bench, made).values["country"].source.kind is SourceKind.IMPORT
    undone = review.undo(bench, "Ann")
    assert undone is not None and undone.batch == done.name
    assert state(bench) == before


def test_two_objects_on_one_sheet_share_its_image(bench: Workbench) -> None:
    (material,) = records(bench, {"catalogNumber": "S-1"})
    image = picture(bench, material, 1, country="Peru")
    before = state(bench)
    done = mending.split(bench, material, [image], [], "Ann", same_sheet=True)
    (made,) = done.made
    assert [(r.kind, r.material_entity_id) for r in enter.about(bench, made).relations] == [("same sheet", material)]
    assert explore.page(bench, made).assets == explore.page(bench, material).assets == (image,)
    assert suggested(bench, material) == suggested(bench, made) == {("country", "Peru")}
    mending.take_back(bench, done.batch or "", "Ann")
    assert state(bench) == before


def test_a_split_of_nothing_or_of_a_number_is_refused(bench: Workbench) -> None:
    (material,) = records(bench, {"catalogNumber": "S-1"})
    for images, terms in (([], []), ([], ["catalogNumber"]), ([], ["county"]), ([], ["colour"])):
        with pytest.raises(BadInput):
            mending.split(bench, material, images, terms, "Ann")
    assert mending.batches(bench) == []
