"""Collections, records, images: made, found, moved, led together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests_models import RULE, person

from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.domain.record import RecordStatus
from curatorbench.domain.suggestion import AcceptanceRule, Suggestion
from curatorbench.models.finding import explore
from curatorbench.models.history import bulk, content, history
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, catalogue, rules
from curatorbench.models.store import preferences
from curatorbench.models.store.operators import default_operator, ensure_operator
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace


def _asset(session: Session, workspace: Workspace, path: Path, **more: str) -> str:
    original = workspace.originals.take_in(path)
    return assets.add_asset(
        session, original, original_name=path.name, format="image/jpeg", width=30, height=40, **more
    )  # fmt: skip


def test_identifiers_are_minted_and_apart(session: Session, collection: str) -> None:
    materials = {catalogue.new_material(session, collection, catalog_number=f"B {n}") for n in range(20)}
    occurrences = {record.occurrence_id for record in explore.published(session, collection)}
    assert len(materials) == len(occurrences) == 20 and not materials & occurrences


def test_a_collection_is_made_once_and_described(session: Session, collection: str) -> None:
    assert catalogue.ensure_collection(session, "HERB", "MUS") == collection
    assert catalogue.ensure_collection(session, "HERB") == collection
    assert catalogue.ensure_collection(session, "HERB", "OTHER") != collection
    described = catalogue.describe_collection(session, collection)
    assert (described.title, described.collection_code, described.institution_code) == ("Herbarium", "HERB", "MUS")
    assert catalogue.find_collection(session, "NONE") is None
    with pytest.raises(NotFound):
        catalogue.describe_collection(session, "no such")


def test_a_record_is_found_by_uuid_or_number(session: Session, collection: str) -> None:
    material = catalogue.new_material(session, collection, catalog_number="NY 1,234")
    for identifier in (material, material.upper(), "NY 1,234", "ny1234", " NY1234 "):
        assert catalogue.find_material(session, identifier) == material
    for identifier in ("NY 999", "", "NY%", "' OR 1=1 --"):
        with pytest.raises(NotFound):
            catalogue.find_material(session, identifier)
    birds = catalogue.ensure_collection(session, "BIRDS")
    other = catalogue.new_material(session, birds, catalog_number="NY 1,234")
    with pytest.raises(Conflict):
        catalogue.find_material(session, "NY 1,234")
    assert catalogue.find_material(session, "NY 1,234", "BIRDS") == other
    assert catalogue.find_by_catalog_number(session, collection, "ny 1234") == material
    assert catalogue.collection_of(session, other) == birds


def test_near_numbers_are_not_guessed(session: Session, collection: str) -> None:
    first = catalogue.new_material(session, collection, catalog_number="1,23")
    catalogue.new_material(session, collection, catalog_number="12,3")
    assert catalogue.find_by_catalog_number(session, collection, "1,23") == first
    with pytest.raises(Conflict):
        catalogue.find_by_catalog_number(session, collection, "123")
    assert catalogue.find_by_catalog_number(session, collection, "4") is None


def test_status_moves_are_in_the_outbox(session: Session, material: str) -> None:
    catalogue.mark_read(session, material)
    catalogue.set_status(session, material, RecordStatus.APPROVED, "Ann")
    catalogue.set_status(session, material, RecordStatus.APPROVED, "Ann")
    catalogue.mark_read(session, material)  # an approved record stays approved
    moves = [content.parse(change.content) for change in explore.changes_since(session) if change.kind == "status"]
    facts = [move.facts["status"] for move in moves]
    assert [(fact.before, fact.after) for fact in facts] == [("captured", "read"), ("read", "approved")]
    assert explore.status_counts(session) == {"captured": 0, "read": 0, "checked": 0, "approved": 1, "withheld": 0}


def test_an_image_on_the_wrong_record_is_moved_with_what_it_suggests(
    session: Session, workspace: Workspace, collection: str, a_file: Callable[..., Path]
) -> None:
    wrong, right = (catalogue.new_material(session, collection) for _ in range(2))
    asset = _asset(session, workspace, a_file(), exposure_key="e1")
    stored = assets.asset_by_hash(session, workspace.originals.take_in(a_file()).sha256)
    assert stored is not None and (stored.id, stored.exposure_key, stored.width) == (asset, "e1", 30)
    for _ in range(2):
        assets.attach(session, asset, wrong)
    readings.save_suggestions(session, asset, wrong, [Suggestion("country", "Peru", "Peru", (), 0.9, "e", "1", "r")])
    assets.move_subject(session, asset, wrong, right, "Ann")
    assert (assets.assets_of(session, wrong), assets.assets_of(session, right)) == ((), (stored.sha256,))
    assert assets.materials_of(session, stored.sha256) == (right,)
    assert [s.value for s in readings.suggestions_for(session, right)] == ["Peru"]
    assert readings.suggestions_for(session, wrong) == ()
    with pytest.raises(NotFound):
        assets.move_subject(session, asset, wrong, right)


def test_a_placeholder_gives_its_image_to_the_record_with_the_number(
    session: Session, workspace: Workspace, collection: str, a_file: Callable[..., Path]
) -> None:
    existing = catalogue.new_material(session, collection, catalog_number="N 1")
    placeholder = catalogue.new_material(session, collection)
    asset = _asset(session, workspace, a_file())
    assets.attach(session, asset, placeholder)
    assert catalogue.merge_placeholder(session, placeholder, existing)
    assert len(assets.assets_of(session, existing)) == 1
    assert [s.material_entity_id for s in explore.summaries(session)] == [existing]
    assert [r.material_entity_id for r in explore.published(session, collection)] == [existing]
    worked_on = catalogue.new_material(session, collection)
    history.set_value(session, worked_on, "country", "Peru", source=person(), operator="Ann")
    assert not catalogue.merge_placeholder(session, worked_on, existing)


def test_what_an_import_brought_is_met_again(session: Session, collection: str, material: str) -> None:
    for _ in range(2):
        catalogue.remember_import(session, material, "urn:x:1")
    assert catalogue.find_imported(session, collection, "urn:x:1") == material
    assert catalogue.find_imported(session, collection, "urn:x:2") is None


def test_quarantine_is_a_list_without_doubles(session: Session) -> None:
    for reason in ("no image", "no image", "too large"):
        assets.add_quarantined(session, "/tmp/a.jpg", reason, "look at it")
    assert [(q.file, q.reason) for q in assets.quarantined(session)] == [
        ("/tmp/a.jpg", "no image"),
        ("/tmp/a.jpg", "too large"),
    ]


def test_operators_are_known_by_name_or_identifier(session: Session, material: str) -> None:
    ann = ensure_operator(session, "Ann Lee", "AL")
    assert ensure_operator(session, " Ann Lee ") == ann
    change = history.set_value(session, material, "country", "Peru", source=person(), operator=ann)
    assert change.operator == "Ann Lee"
    assert default_operator(session) != ann
    with pytest.raises(BadInput):
        ensure_operator(session, "  ")


def test_a_rule_counts_while_it_is_on(session: Session) -> None:
    rule = AcceptanceRule("sure", frozenset({"country", "county"}), 0.8)
    assert rules.rules(session) == []
    rules.switch_rule(session, rule, True, "Ann")
    batch = rules.batch_of(session, rule)
    rules.switch_rule(session, rule, True, "Bo")  # on already: stays Ann's
    assert rules.rules(session) == [(rule, "Ann")] and rules.batch_of(session, rule) == batch
    rules.switch_rule(session, rule, False, "Bo")
    assert rules.rules(session) == [] and rules.all_rules(session) == [(rule, False)]
    rules.switch_rule(session, rule, True, "Bo")
    assert rules.batch_of(session, rule) != batch  # a new batch, to be taken back by itself
    told = [change.content for change in explore.changes_since(session) if change.subject == "rule:sure"]
    assert [(content.parse(said).note or "").partition(":")[0] for said in told] == ["on", "off", "on"]
    with pytest.raises(NotFound):
        rules.batch_of(session, AcceptanceRule("never", frozenset(), 1.0))


def test_settings_are_kept_with_their_type(session: Session) -> None:
    for value in (True, 3, 0.5, "dark"):
        preferences.save(session, "a.b", value)
        kept = preferences.load(session, "a.b")
        assert kept == value and type(kept) is type(value)
    assert preferences.load(session, "none") is None


def test_records_in_bulk_are_as_those_made_one_by_one(workspace: Workspace) -> None:
    said = [{"catalogNumber": f"N {n}", "country": "Peru", "eventDate": f"19{n:02}-03"} for n in range(30)] + [{}]
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        batch = history.new_batch(session, "import", "Ann")
        made = bulk.new_materials_bulk(session, collection, said, source=person(), operator="Ann", batch=batch)
        assert [history.current_values(session, m).keys() for m in (made[3], made[30])] == [said[3].keys(), {}.keys()]
        assert len(explore.summaries(session, text="peru", filters={"year": "1907"})) == 1
        changed = [(made[0], {"country": "Chile", "catalogNumber": "N 0"}), (made[30], {"country": "Kenya"})]
        assert bulk.set_values_bulk(session, changed, source=person(), operator="Ann") == 2
        assert explore.count_by(session, "country") == [("Peru", 29), ("Chile", 1), ("Kenya", 1)]
        with pytest.raises(BadInput):
            bulk.set_values_bulk(session, changed, source=RULE, operator="Ann")
    for wrong, error in (
        ([{"nonsense": "x"}], BadInput),
        ([said[3]], Conflict),
        ([{"catalogNumber": "X"}] * 2, Conflict),
    ):
        with pytest.raises(error), workspace.store.write() as session:
            bulk.new_materials_bulk(session, collection, wrong, source=person(), operator="Ann")
    from curatorbench.models.keeping import safety

    assert all(checked.ok for checked in safety.verify(workspace))
