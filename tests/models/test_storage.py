"""The storage tree: what is where, and that every step can be taken back without ever breaking the tree."""

from __future__ import annotations

import pytest

from curatorbench.domain.errors import BadInput, Conflict, NotFound, Overtaken
from curatorbench.models.history import batches, history
from curatorbench.models.records import catalogue, mending_back, placing, storage
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.store import Session


@pytest.fixture
def room(session: Session) -> str:
    return storage.add(session, "room", "Room 1", None, "Ann")


@pytest.fixture
def drawer(session: Session, room: str) -> str:
    cabinet = storage.add(session, "cabinet", "Cabinet 2", room, "Ann")
    return storage.add(session, "drawer", "14", cabinet, "Ann", identifier="D-0014")


def put(session: Session, material: str, unit: str | None, operator: str = "Ann") -> str:
    key = material_key(session, material).id
    batch = batches.new_batch(session, placing.batch_name(session, 1, unit), operator)
    placing.place(session, [key], unit, operator, batch)
    return batch


def names(session: Session, parent: str | None = None) -> list[str]:
    return [view.name for view in storage.children(session, parent)]


def test_a_tree_counts_what_lies_in_units_and_below(session: Session, collection: str, room: str, drawer: str) -> None:
    records = [catalogue.new_material(session, collection) for _ in range(3)]
    put(session, records[0], drawer)
    put(session, records[1], drawer)
    put(session, records[2], room)
    (top,) = storage.children(session, None)
    assert (top.name, top.units, top.records) == ("Room 1", 1, 3)
    (cabinet,) = storage.children(session, room)
    assert (cabinet.units, cabinet.records, cabinet.parent) == (1, 2, room)
    (inside,) = storage.children(session, cabinet.id)
    assert (inside.identifier, inside.units, inside.records) == ("D-0014", 0, 2)


def test_a_name_with_letters_beyond_ascii_is_found_and_is_one_units(session: Session, room: str) -> None:
    unit = storage.add(session, "cabinet", "Österreich Ost", room, "Ann")
    for wanted in ("Österreich Ost", "Österreich OST", "room 1 / Österreich Ost"):
        assert storage.find_one(session, wanted).id == unit
    with pytest.raises(Conflict, match="already"):
        storage.add(session, "cabinet", "Österreich Ost", room, "Ann")


def test_a_unit_is_found_by_barcode_path_and_name(session: Session, room: str, drawer: str) -> None:
    assert storage.path_of(session, drawer).names == ("Room 1", "Cabinet 2", "14")
    for wanted in ("D-0014", "room 1 / cabinet 2/14", "14", drawer):
        assert storage.find_one(session, wanted).id == drawer
    assert [found.id for found in storage.find(session, "abine", 5)] == [storage.children(session, room)[0].id]
    assert storage.find(session, "100%", 5) == []
    with pytest.raises(NotFound):
        storage.find_one(session, "15")
    other = storage.add(session, "cabinet", "Cabinet 3", room, "Ann")
    storage.add(session, "drawer", "14", other, "Ann")
    with pytest.raises(Conflict, match="Cabinet 3 / 14"):
        storage.find_one(session, "14")


def test_units_stand_in_the_order_of_their_positions(session: Session, room: str) -> None:
    for name in ("B", "A", "C"):
        storage.add(session, "cabinet", name, room, "Ann")
    assert names(session, room) == ["B", "A", "C"]
    storage.move(session, storage.find_one(session, "C").id, room, "Ann", position=0)
    assert names(session, room) == ["C", "B", "A"]


@pytest.mark.parametrize(("kind", "name"), [("planet", "Mars"), ("drawer", "")])
def test_what_is_no_unit_is_refused(session: Session, kind: str, name: str) -> None:
    with pytest.raises(BadInput):
        storage.add(session, kind, name, None, "Ann")


def test_two_units_in_one_place_bear_two_names_and_a_barcode_is_on_one(
    session: Session, room: str, drawer: str
) -> None:
    with pytest.raises(Conflict, match="Room 1"):
        storage.add(session, "cabinet", "cabinet 2", room, "Ann")
    with pytest.raises(Conflict, match="Room 1 / Cabinet 2 / 14"):
        storage.add(session, "drawer", "15", room, "Ann", "D-0014")
    other = storage.add(session, "cabinet", "Cabinet 3", room, "Ann")
    with pytest.raises(Conflict):
        storage.rename(session, other, "Cabinet 2", "Ann")


def test_a_unit_moves_with_all_that_lies_in_it(session: Session, material: str, room: str, drawer: str) -> None:
    put(session, material, drawer)
    vault = storage.add(session, "room", "Vault", None, "Ann")
    storage.move(session, storage.find_one(session, "Cabinet 2").id, vault, "Ann")
    assert storage.path_of(session, drawer).names == ("Vault", "Cabinet 2", "14")
    assert {view.name: view.records for view in storage.children(session, None)} == {"Room 1": 0, "Vault": 1}
    history.undo_last(session, "Ann")
    assert storage.path_of(session, drawer).names == ("Room 1", "Cabinet 2", "14")


def test_moving_a_unit_is_said_first_and_is_a_batch(session: Session, material: str, room: str, drawer: str) -> None:
    put(session, material, drawer)
    vault = storage.add(session, "room", "Vault", None, "Ann")
    cabinet = storage.find_one(session, "Cabinet 2").id
    plan = storage.plan_move(session, cabinet, vault)
    assert (plan.before, plan.after, plan.units, plan.records) == ("Room 1", "Vault", 1, 1)
    batch = storage.move(session, cabinet, vault, "Ann")
    assert batch is not None and batches.batches(session, limit=1)[0].name == plan.name
    assert plan.name == "cabinet Cabinet 2 with 1 record into Vault"
    assert storage.move(session, cabinet, vault, "Ann") is None
    batches.revert_batch(session, batch, "Bob")
    assert storage.path_of(session, drawer).names == ("Room 1", "Cabinet 2", "14")
    with pytest.raises(Conflict, match="lies in it"):
        storage.plan_move(session, room, drawer)


def test_a_unit_cannot_lie_in_itself(session: Session, room: str, drawer: str) -> None:
    with pytest.raises(Conflict, match="lies in it"):
        storage.move(session, room, drawer, "Ann")
    with pytest.raises(Conflict, match="itself"):
        storage.move(session, room, room, "Ann")


def test_no_undo_or_redo_makes_a_ring(session: Session) -> None:
    one, two = (storage.add(session, "room", name, None, "Eve") for name in "AB")
    storage.move(session, one, two, "Ann")
    history.undo_last(session, "Ann")
    storage.move(session, two, one, "Bob")
    with pytest.raises(Overtaken):
        history.redo_last(session, "Ann")
    assert storage.path_of(session, two).names == ("A", "B")


def test_only_what_is_empty_is_deleted_and_comes_back(session: Session, material: str, drawer: str) -> None:
    put(session, material, drawer)
    with pytest.raises(Conflict, match="1 record"):
        storage.delete(session, drawer, "Ann")
    with pytest.raises(Conflict, match="1 unit"):
        storage.delete(session, storage.find_one(session, "Cabinet 2").id, "Ann")
    put(session, material, None)
    storage.delete(session, drawer, "Ann")
    with pytest.raises(NotFound):
        storage.path_of(session, drawer)
    history.undo_last(session, "Ann")
    assert storage.path_of(session, drawer).identifier == "D-0014"


def test_a_unit_that_others_use_is_not_undone_away(session: Session, material: str) -> None:
    room = storage.add(session, "room", "Room 1", None, "Ann")
    put(session, material, room, "Bob")
    with pytest.raises(Overtaken, match="not empty"):
        history.undo_last(session, "Ann")
    assert storage.children(session, None)[0].records == 1


def test_nothing_is_put_back_into_what_was_deleted(session: Session, material: str, room: str, drawer: str) -> None:
    put(session, material, drawer, "Bob")
    put(session, material, room, "Bob")
    storage.delete(session, drawer, "Ann")
    with pytest.raises(Overtaken):
        history.undo_last(session, "Bob")
    assert storage.children(session, None)[0].records == 1


def test_adding_and_renaming_are_taken_back_and_done_again(session: Session) -> None:
    unit = storage.add(session, "room", "Room 1", None, "Ann")
    storage.rename(session, unit, "Vault", "Ann")
    history.undo_last(session, "Ann")
    assert names(session) == ["Room 1"]
    history.undo_last(session, "Ann")
    assert names(session) == []
    history.redo_last(session, "Ann")
    history.redo_last(session, "Ann")
    assert names(session) == ["Vault"]


def test_records_are_stored_and_taken_out_as_one_batch(session: Session, material: str, room: str) -> None:
    batch = put(session, material, room)
    key = material_key(session, material).id
    assert placing.elsewhere(session, [key], room) == []
    assert placing.elsewhere(session, [key, key, 99], None) == [key]
    batches.revert_batch(session, batch, "Bob")
    assert placing.elsewhere(session, [key], room) == [key]


def test_holdings_are_opinions_with_a_date(session: Session, drawer: str) -> None:
    storage.add_count(session, drawer, 40, "estimated", "2019", "Ann")
    storage.add_count(session, drawer, 37, "counted", "2026-11-24", "Bob", "by hand")
    storage.add_count(session, drawer, 99, "estimated", "1990-05", "Eve")
    counts = storage.holding_counts(session, drawer)
    assert [(count.number, count.method, count.operator) for count in counts] == [
        (37, "counted", "Bob"), (40, "estimated", "Ann"), (99, "estimated", "Eve"),
    ]  # fmt: skip
    (view,) = storage.children(session, storage.find_one(session, "Cabinet 2").id)
    assert view.holding == counts[0]
    for number, method, day in [(-1, "counted", "2026"), (1, "guessed", "2026"), (1, "counted", "yesterday")]:
        with pytest.raises(BadInput):
            storage.add_count(session, drawer, number, method, day, "Ann")


@pytest.fixture
def moved_out(session: Session, material: str, room: str, drawer: str) -> str:
    """The batch in which a thing left a drawer that is no more."""
    put(session, material, drawer)
    batch = put(session, material, room, "Bob")
    storage.delete(session, drawer, "Ann")
    return batch


def test_a_thing_whose_drawer_is_gone_stays_and_is_named(session: Session, material: str, moved_out: str) -> None:
    taken = batches.revert_batch(session, moved_out, "Bob")
    assert (taken.records, taken.reverted, taken.skipped) == (0, 0, ((material, "storageUnit"),))


def test_of_a_thing_whose_drawer_is_gone_the_reason_is_said(session: Session, material: str, moved_out: str) -> None:
    _, touched = mending_back.touched(session, moved_out)
    refused = mending_back.put_back(session, moved_out, None, touched, "Bob", "do").refused
    done = mending_back.put_back_one_by_one(session, moved_out, None, refused, "Bob", "do")
    assert done.records == set()
    assert [(skipped.material_entity_id, "was deleted" in skipped.why) for skipped in done.skipped] == [
        (material, True)
    ]
