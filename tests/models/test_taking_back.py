"""One inverse for everything: facts, links, records made, batches as one step, units; and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests_models import RULE, person

from curatorbench.domain.errors import BadInput, Conflict, NotFound, Overtaken
from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.domain.suggestion import Suggestion
from curatorbench.models.finding import explore
from curatorbench.models.history import changes, history
from curatorbench.models.history.changes import Link, NewValue, Step
from curatorbench.models.keeping import safety
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import batch_key, material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace

# Every table that facts and links write to, as the outside sees its rows.
_STATE = (
    "SELECT material_entity_id, status, object_quantity, kind, retired, catalog_number, storage_unit_id, merged_into_id"
    " FROM material_entity ORDER BY id",
    "SELECT document FROM accepted ORDER BY material_id",
    "SELECT asset_id, material_id, region_id, role FROM asset_subject ORDER BY 2, 1",
    "SELECT subject_id, kind, related_id FROM material_relation ORDER BY 1, 3",
    "SELECT material_id, scientific_name, identified_by FROM identification ORDER BY 1, 2",
    "SELECT material_id, identifier_type, identifier FROM identifier ORDER BY 1, 3",
    "SELECT storage_unit_id, name, parent_id, retired FROM storage_unit ORDER BY id",
    "SELECT topic, opinion_id FROM current_opinion ORDER BY 1",
)


def state(session: Session) -> list[list[tuple[Any, ...]]]:
    return [driver(session).execute(question).fetchall() for question in _STATE]


def step(session: Session, who: str = "Ann", batch: str | None = None, source: Source | None = None) -> Step:
    key = batch_key(session, batch) if batch else None
    return Step("values", source or person(who), operator_of(session, who).key, key)


def record(session: Session, material: str, who: str = "Ann", batch: str | None = None, **said: Any) -> None:
    changes.record(session, material_key(session, material), step(session, who, batch), **said)


def put(session: Session, material: str, term: str, value: str | None, who: str = "Ann") -> None:
    history.set_value(session, material, term, value, source=person(who), operator=who)


@pytest.fixture
def asset(session: Session, workspace: Workspace, a_file: Callable[..., Path]) -> str:
    original = workspace.originals.take_in(a_file())
    return assets.add_asset(session, original, original_name="a", format="image/jpeg", width=1, height=1)


def image(asset: str, role: str = "sheet") -> Link:
    return Link("image", {"asset": asset, "region": None, "role": role})


def unit(session: Session, name: str, who: str = "Ann", **facts: Any) -> str:
    identifier = mint()
    facts = {"kind": "drawer", "name": name, "retired": False, **facts}
    changes.record_subject(session, f"storage:{identifier}", step(session, who), facts)
    return identifier


def link_of(kind: str, session: Session, collection: str, asset: str) -> Link:
    other = catalogue.new_material(session, collection)
    return {
        "image": image(asset),
        "relation": Link("relation", {"kind": "same sheet", "related": other}),
        "identification": Link(
            "identification", {"identification_id": mint(), "verbatim_identification": "Abies", "identified_by": "K"}
        ),
        "identifier": Link("identifier", {"identifier": "MN1", "identifier_type": "GenBank"}),
        "assertion": Link(
            "assertion",
            {"assertion_id": mint(), "assertion_type": "stain", "value": "yes", "made_by": "Ann", "made": "2026"},
        ),
    }[kind]


@pytest.mark.parametrize("kind", ["image", "relation", "identification", "identifier", "assertion"])
def test_every_kind_of_link_is_taken_back_and_done_again(
    session: Session, collection: str, material: str, asset: str, kind: str
) -> None:
    link = link_of(kind, session, collection, asset)
    bare = state(session)
    record(session, material, added=[link])
    linked = state(session)
    for _ in range(2):
        undone = history.undo_last(session, "Ann")
        assert undone is not None and undone.what == kind and state(session) == bare
        assert history.redo_last(session, "Ann") is not None and state(session) == linked
    record(session, material, removed=[Link(kind, {n: v for n, v in link.values.items() if n != "role"})])
    assert state(session) == bare
    history.undo_last(session, "Ann")
    assert state(session) == linked  # all that it was, though only what names it was given
    with pytest.raises(Conflict):
        record(session, material, added=[link])


def test_a_link_that_a_colleague_took_away_or_made_again_stays(session: Session, material: str, asset: str) -> None:
    record(session, material, added=[image(asset)])
    record(session, material, "Bo", removed=[image(asset)])
    with pytest.raises(Overtaken, match=r"image was taken away by Bo"):
        history.undo_last(session, "Ann")
    record(session, material, "Bo", added=[image(asset)])  # the same again, but Bo's
    with pytest.raises(Overtaken, match="Bo"):
        history.undo_last(session, "Ann")
    for _ in range(2):
        history.undo_last(session, "Bo")
    assert history.undo_last(session, "Ann") is not None
    assert assets.assets_of(session, material) == ()


def test_a_role_is_changed_and_changed_back(session: Session, material: str, asset: str) -> None:
    record(session, material, added=[image(asset, "front")])
    front = state(session)
    record(session, material, removed=[image(asset)], added=[image(asset, "back")])
    back = state(session)
    history.undo_last(session, "Ann")
    assert state(session) == front
    history.redo_last(session, "Ann")
    assert state(session) == back
    (shown,) = [part for told in history.steps(session, material)[2:3] for part in told.parts]
    assert (shown.kind, shown.before, shown.after) == ("image", "front", "back")


def test_facts_are_taken_back_and_guarded(session: Session, material: str) -> None:
    drawer = unit(session, "Drawer 1")
    record(session, material, facts={"storageUnit": drawer, "objectQuantity": 12, "kind": "lot"})
    record(session, material, facts={"objectQuantity": 12})  # so already: nothing to say, nothing to take back
    kept = state(session)
    history.undo_last(session, "Ann")
    history.undo_last(session, "Ann")
    assert state(session)[0][0][2:4] == (1, "specimen")
    history.redo_last(session, "Ann")
    assert state(session) == kept
    record(session, material, "Bo", facts={"objectQuantity": 13})
    with pytest.raises(Overtaken, match=r"objectQuantity was changed by Bo since; it is now 13"):
        history.undo_last(session, "Ann")
    with pytest.raises(BadInput):
        record(session, material, facts={"colour": "red"})
    with pytest.raises(NotFound):
        record(session, material, facts={"storageUnit": mint()})


def test_the_making_of_a_record_is_taken_back_and_its_number_is_free(session: Session, collection: str) -> None:
    made = catalogue.new_material(session, collection, catalog_number="N 1", source=person(), operator="Ann")
    undone = history.undo_last(session, "Ann")
    assert undone is not None and undone.material_entity_id == made
    assert explore.summaries(session) == [] and explore.status_counts(session)["captured"] == 0
    other = catalogue.new_material(session, collection, catalog_number="N 1")
    with pytest.raises(Overtaken, match="N 1"):
        history.redo_last(session, "Ann")
    put(session, other, "catalogNumber", "N 2", "Bo")
    assert history.redo_last(session, "Ann") is not None
    assert catalogue.find_by_catalog_number(session, collection, "N 1") == made


@pytest.mark.parametrize("work", ["value", "image", "status"])
def test_a_record_that_others_worked_on_is_not_undone_away(
    session: Session, collection: str, asset: str, work: str
) -> None:
    made = catalogue.new_material(session, collection, source=person(), operator="Ann")
    if work == "value":
        put(session, made, "country", "Peru", "Bo")
    elif work == "image":
        assets.attach(session, asset, made)
    else:
        catalogue.set_status(session, made, RecordStatus.APPROVED, "Bo")
    with pytest.raises(Overtaken, match="worked on"):
        history.undo_last(session, "Ann")
    assert [found.material_entity_id for found in explore.summaries(session)] == [made]


def test_a_batch_of_a_person_is_one_step_of_undo(session: Session, collection: str) -> None:
    made = [catalogue.new_material(session, collection) for _ in range(20)]
    put(session, made[0], "county", "before")
    before = state(session)
    batch = history.new_batch(session, "all to Peru", "Ann")
    for material in made:
        said = [NewValue("country", "Peru", checked=True)]
        record(session, material, batch=batch, fields=said, facts={"status": "checked"})
    after = state(session)
    put(session, made[0], "county", "after it")
    history.undo_last(session, "Ann")
    for _ in range(2):
        undone = history.undo_last(session, "Ann")
        assert undone is not None and (undone.batch, undone.records, undone.skipped) == ("all to Peru", 20, 0)
        assert undone.material_entity_id in made and state(session) == before
        redone = history.redo_last(session, "Ann")
        assert redone is not None and (redone.batch, redone.records) == ("all to Peru", 20)
        assert state(session) == after
    assert history.redo_last(session, "Ann") is not None  # and the step after it
    assert history.redo_last(session, "Ann") is None


def test_what_others_changed_of_a_batch_stays_and_is_counted(session: Session, collection: str) -> None:
    made = [catalogue.new_material(session, collection) for _ in range(3)]
    batch = history.new_batch(session, "all to Peru", "Ann")
    for material in made:
        record(session, material, batch=batch, fields=[NewValue("country", "Peru")])
    put(session, made[0], "country", "Chile", "Bo")
    undone = history.undo_last(session, "Ann")
    assert undone is not None and (undone.records, undone.skipped) == (2, 1)
    for material in made[1:]:
        put(session, material, "country", "Chile", "Bo")
    with pytest.raises(Overtaken, match="all to Peru") as refused:
        history.redo_last(session, "Ann")
    assert history.redo_last(session, "Ann", passing={refused.value.step}) is None


def test_batches_of_imports_and_rules_are_no_steps_but_their_reverts_are(session: Session, collection: str) -> None:
    batch = history.new_batch(session, "import of a.csv", "Ann", SourceKind.IMPORT)
    source = Source(SourceKind.IMPORT, "a.csv")
    rows = [{"catalogNumber": f"N {n}", "country": "Peru"} for n in range(3)]
    history.new_materials_bulk(session, collection, rows, source=source, operator="Ann", batch=batch)
    there = state(session)
    assert history.undo_last(session, "Ann") is None
    taken = history.revert_batch(session, batch, "Ann")
    assert (taken.records, taken.skipped, explore.summaries(session)) == (3, (), [])
    assert [(view.name, view.is_revert, bool(view.reverted_by)) for view in history.batches(session)] == [
        ("revert of import of a.csv", True, False),
        ("import of a.csv", False, True),
    ]
    undone = history.undo_last(session, "Ann")
    assert undone is not None and undone.batch == "revert of import of a.csv"
    assert state(session) == there
    assert [view.reverted_by for view in history.batches(session)][-1] is None
    assert [view.name for view in history.batches(session, limit=1, after=history.batches(session)[0].batch_id)] == [
        "revert of import of a.csv"
    ]


def test_a_record_of_an_import_that_was_worked_on_stays_with_that_work(session: Session, collection: str) -> None:
    batch = history.new_batch(session, "import", "Ann", SourceKind.IMPORT)
    source = Source(SourceKind.IMPORT, "a.csv")
    made = history.new_materials_bulk(
        session, collection, [{"country": "Peru"}] * 2, source=source, operator="Ann", batch=batch
    )
    put(session, made[0], "county", "Lima", "Bo")
    taken = history.revert_batch(session, batch, "Ann")
    assert taken.skipped == ((made[0], "retired"),)
    assert [found.material_entity_id for found in explore.summaries(session)] == [made[0]]
    assert {term: v.value for term, v in history.current_values(session, made[0]).items()} == {"county": "Lima"}


def test_numbers_that_were_exchanged_are_given_back(session: Session, collection: str) -> None:
    one, two = (catalogue.new_material(session, collection, catalog_number=f"N {n}") for n in (1, 2))
    before = state(session)
    batch = history.new_batch(session, "exchange", "Ann")
    for material, number in ((one, None), (two, None), (one, "N 2"), (two, "N 1")):
        record(session, material, batch=batch, fields=[NewValue("catalogNumber", number)])
    exchanged = state(session)
    assert history.undo_last(session, "Ann") is not None and state(session) == before
    assert history.redo_last(session, "Ann") is not None and state(session) == exchanged


def test_an_image_moved_and_moved_back_takes_what_it_suggests_along(
    session: Session, collection: str, asset: str
) -> None:
    wrong, right = (catalogue.new_material(session, collection) for _ in range(2))
    assets.attach(session, asset, wrong)
    readings.save_suggestions(session, asset, wrong, [Suggestion("country", "P", "P", (), 0.9, "e", "1", "r")])
    before = state(session)
    assets.move_subject(session, asset, wrong, right, "Ann")
    assert [len(readings.suggestions_for(session, m)) for m in (wrong, right)] == [0, 1]
    undone = history.undo_last(session, "Ann")
    assert undone is not None and undone.records == 2
    assert state(session) == before


def test_a_placeholder_that_met_its_record_is_parted_from_it(session: Session, collection: str, asset: str) -> None:
    existing = catalogue.new_material(session, collection, catalog_number="N 1")
    placeholder = catalogue.new_material(session, collection)
    assets.attach(session, asset, placeholder)
    before = state(session)
    catalogue.merge_placeholder(session, placeholder, existing)
    assert catalogue.find_material(session, placeholder) == existing
    (view,) = history.batches(session)
    assert (view.source, view.records) == (SourceKind.CAPTURE, 2)
    assert history.undo_last(session, view.operator) is None
    history.revert_batch(session, view.batch_id, "Ann")
    assert state(session) == before
    history.undo_last(session, "Ann")
    assert catalogue.find_material(session, placeholder) == existing


def test_a_storage_unit_is_made_renamed_and_taken_back(session: Session) -> None:
    cabinet = unit(session, "Cabinet")
    drawer = unit(session, "Drawer", parent=cabinet)
    changes.record_subject(session, f"storage:{drawer}", step(session), {"name": "Drawer 7"})
    renamed = state(session)
    undone = history.undo_last(session, "Ann")
    assert undone is not None and (undone.material_entity_id, undone.what) == ("", "name")
    changes.record_subject(session, f"storage:{cabinet}", step(session, "Bo"), {"name": "Cabinet A"})
    assert history.redo_last(session, "Ann") is not None
    assert [row[1] for row in state(session)[6]] == ["Cabinet A", "Drawer 7"]
    for _ in range(2):
        history.undo_last(session, "Ann")
    assert [bool(row[3]) for row in state(session)[6]] == [False, True]
    with pytest.raises(Overtaken, match="Bo"):
        history.undo_last(session, "Ann")
    history.undo_last(session, "Bo")
    for _ in range(2):
        history.redo_last(session, "Ann")
    assert state(session) == renamed


def test_a_record_that_was_read_meanwhile_does_not_go_back_to_captured(
    session: Session, collection: str, asset: str
) -> None:
    material = catalogue.new_material(session, collection)
    assets.attach(session, asset, material)
    catalogue.set_status(session, material, RecordStatus.CHECKED, "Ann")
    readings.save_suggestions(session, asset, material, [])
    catalogue.mark_read(session, material)  # it is checked: that stays
    for _ in range(2):
        undone = history.undo_last(session, "Ann")
        assert undone is not None and undone.status is RecordStatus.READ
        assert explore.page(session, material).summary.status is RecordStatus.READ
        redone = history.redo_last(session, "Ann")
        assert redone is not None and redone.status is RecordStatus.CHECKED


def test_steps_say_what_was_so_before_and_after(session: Session, collection: str, material: str, asset: str) -> None:
    history.set_value(session, material, "country", "Peru", source=RULE, operator="Ann")
    batch = history.new_batch(session, "corrections", "Bo")
    history.set_value(session, material, "country", "Chile", source=person("Bo"), operator="Bo", batch=batch)
    assets.attach(session, asset, material)
    catalogue.set_status(session, material, RecordStatus.CHECKED, "Ann")
    history.undo_last(session, "Ann")
    told = history.steps(session, material)
    assert [said.revision for said in told] == [1, 2, 3, 4, 5, 6]
    parts = [(part.kind, part.name, part.before, part.after) for said in told for part in said.parts]
    (sha256,) = assets.assets_of(session, material)
    assert parts == [
        ("fact", "retired", "yes", None),
        ("field", "country", None, "Peru"),
        ("field", "country", "Peru", "Chile"),
        ("image", sha256, None, "sheet"),
        ("fact", "status", "captured", "checked"),
        ("fact", "status", "checked", "captured"),
    ]
    assert (told[1].source, told[2].operator, told[2].batch_name) == (RULE, "Bo", "corrections")
    assert [said.action for said in told[-2:]] == ["do", "undo"]
    with pytest.raises(NotFound):
        history.steps(session, mint())


def test_all_of_it_is_sealed(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    original = workspace.originals.take_in(a_file())
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        one, two = (catalogue.new_material(session, collection, catalog_number=f"N {n}") for n in (1, 2))
        asset = assets.add_asset(session, original, original_name="a", format="image/jpeg", width=1, height=1)
        assets.attach(session, asset, one)
        assets.move_subject(session, asset, one, two, "Ann")
        record(session, one, facts={"objectQuantity": 3}, added=[link_of("identifier", session, collection, asset)])
        for _ in range(2):
            history.undo_last(session, "Ann")
        history.redo_last(session, "Ann")
    assert all(checked.ok for checked in safety.verify(workspace))
