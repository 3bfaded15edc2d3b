"""What a session carries on: unit, sticky values, numbers, pace; and that a program that was killed goes on with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from stand import Stand

from curatorbench.bootstrap import parts
from curatorbench.domain.captures import Answer, Became
from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.domain.profiles import PROFILES, Demand, Profile
from curatorbench.models.records import exposures
from curatorbench.models.store.workspace import Workspace
from curatorbench.models.tables.base import MOMENT
from curatorbench.workflow import capture, enter, explore, review, storage, work
from curatorbench.workflow.workbench import Workbench

PINNED = Profile("Pinned", number="E#####", mints_numbers=True, sticky=("family",), demand=Demand("FADGI two stars"))


@pytest.fixture
def drawers(bench: Workbench) -> tuple[str, str]:
    cabinet = storage.add(bench, "cabinet", "7", None, "Ann")
    return (
        storage.add(bench, "drawer", "1", cabinet, "Ann", identifier="DRAWER-1"),
        storage.add(bench, "drawer", "2", cabinet, "Ann", identifier="E00002"),
    )


@pytest.fixture
def stand(bench: Workbench, tmp_path: Path, drawers: tuple[str, str]) -> Stand:
    return Stand(bench, tmp_path / "stand", PINNED, storage=drawers[0], sticky={"family": "Carabidae"})


def test_things_get_unit_sticky_values_and_the_next_number(stand: Stand, drawers: tuple[str, str]) -> None:
    assert stand.session.number == "E00001"
    made = [stand.take().records[0] for _ in range(3)]
    # E00002 is on a drawer, but no record's number: that is another thing.
    assert [one.catalog_number for one in made] == ["E00001", "E00002", "E00003"]
    about = enter.about(stand.bench, made[0].material_entity_id)
    assert about.storage is not None and (about.storage.id, about.kind) == (drawers[0], "specimen")
    family = explore.page(stand.bench, made[0].material_entity_id).values["family"]
    assert (family.value, family.source.name) == ("Carabidae", "Ann")
    assert {job.payload.get("demand") for job in work.jobs(stand.bench) if job.kind == "inspect"} == {"FADGI two stars"}


def test_a_number_is_given_once_but_for_what_was_taken_back(stand: Stand) -> None:
    stand.take()
    stand.take()
    capture.undo_last(stand.bench, stand.id)
    assert stand.session.number == "E00002"
    enter.enter(stand.bench, "C", {"catalogNumber": "E00002"}, "Ann")
    third = stand.take().records[0]
    assert third.catalog_number == "E00003"
    review.undo(stand.bench, "Ann")  # withdrawn by the general way: its label may be printed already
    assert stand.take().records[0].catalog_number == "E00004"


def test_a_code_of_a_drawer_or_a_taxon_changes_what_follows(stand: Stand, drawers: tuple[str, str]) -> None:
    stand.take("E00007")
    switched = stand.take("E00002")  # the tree knows it as a drawer
    assert (switched.became, switched.records) == (Became.CONTEXT, ())
    session = stand.session
    assert session.storage is not None and session.storage.id == drawers[1] and session.asks_again
    assert stand.take("taxon:Carabus auratus").became is Became.CONTEXT
    assert stand.session.sticky == {"family": "Carabidae", "scientificName": "Carabus auratus"}
    record = stand.take("E00008").records[0]
    assert record.scientific_name == "Carabus auratus"
    about = enter.about(stand.bench, record.material_entity_id)
    assert about.storage is not None and about.storage.id == drawers[1]
    assert not capture.set_sticky(stand.bench, stand.id, {"dwc:genus": " Carabus "}).asks_again
    assert stand.session.sticky == {"genus": "Carabus"}


def test_a_switch_is_taken_back_like_a_capture(stand: Stand, drawers: tuple[str, str]) -> None:
    stand.take("unit:E00002")
    undone = capture.undo_last(stand.bench, stand.id)
    assert undone is not None and undone.became is Became.CONTEXT
    session = stand.session
    assert session.storage is not None and session.storage.id == drawers[0] and not session.asks_again


def test_a_unit_that_is_not_there_is_a_question(stand: Stand) -> None:
    taken = stand.take("unit:NOWHERE")
    assert taken.became is Became.HELD and taken.error is not None
    assert capture.answer(stand.bench, stand.id, taken.id, Answer.AWAY).became is Became.AWAY
    with pytest.raises(Conflict):
        capture.answer(stand.bench, stand.id, taken.id, Answer.APART)


def test_a_killed_program_goes_on_where_it_was(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Packets", views=("front", "back")), sticky={"genus": "Grimmia"})
    thing = stand.take("P 0001").records[0].material_entity_id
    other = Workbench.on(Workspace.open(bench.workspace.root), parts())
    going = capture.current(other, "Ann")
    assert going is not None and (going.id, going.object, going.view) == (stand.id, thing, "back")
    assert going.sticky == {"genus": "Grimmia"} and going.profile.views == ("front", "back")
    assert capture.current(other, "Ben") is None
    capture.end(other, going.id)
    assert capture.current(other, "Ann") is None
    other.close()


def test_two_programs_never_give_one_number_twice(bench: Workbench, tmp_path: Path) -> None:
    other = Workbench.on(Workspace.open(bench.workspace.root), parts())
    stands = [Stand(bench, tmp_path / "a", PINNED), Stand(other, tmp_path / "b", PINNED)]
    numbers = [stand.take().records[0].catalog_number for _ in range(3) for stand in stands]
    assert numbers == [f"E0000{n}" for n in range(1, 7)]
    other.close()


def test_the_tally_tells_what_is_expected_and_the_pace(stand: Stand, drawers: tuple[str, str]) -> None:
    storage.add_count(stand.bench, drawers[0], 40, "counted", "2026-11-01", "Ann")
    for _ in range(2):
        stand.take()
    tally = capture.tally(stand.bench, stand.id)
    assert (tally.things, tally.exposures, tally.expected, tally.without_number) == (2, 2, 40, 0)
    assert tally.per_hour == pytest.approx(2 * 60)  # within the first minute


def test_a_pause_is_no_pace(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thing every half minute, and an hour for lunch: 120 an hour."""
    at = datetime.now(UTC)
    for wait in (30, 30, 3600, 30, 30):
        at += timedelta(seconds=wait)
        monkeypatch.setattr(exposures, "now", partial(at.strftime, MOMENT))
        stand.take()
        if wait == 3600:
            assert capture.tally(stand.bench, stand.id).per_hour == pytest.approx(120, rel=0.05), "it stays as it was"
    assert capture.tally(stand.bench, stand.id).per_hour == pytest.approx(120, rel=0.05)


def test_a_session_is_handed_over(stand: Stand) -> None:
    first = stand.take().records[0].material_entity_id
    assert capture.hand_over(stand.bench, stand.id, "Nora").operator == "Nora"
    second = stand.take().records[0].material_entity_id
    by = [explore.page(stand.bench, one).values["family"].source.name for one in (first, second)]
    assert by == ["Ann", "Nora"]
    going = capture.current(stand.bench, "Nora")
    assert going is not None and going.id == stand.id
    assert capture.current(stand.bench, "Ann") is None


def test_a_number_is_given_to_what_has_none(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"))
    first, second = (stand.take().records[0].material_entity_id for _ in range(2))
    assert [one.material_entity_id for one in capture.without_number(bench)] == [first, second]
    capture.give_number(bench, first, " B  0001 ", "Ann")
    with pytest.raises(Conflict, match=first):
        capture.give_number(bench, second, "B 0001", "Ann")
    with pytest.raises(BadInput):
        capture.give_number(bench, second, "s.n.", "Ann")
    assert [one.material_entity_id for one in capture.without_number(bench)] == [second]
    review.set_value(bench, second, "catalogNumber", None, "Ann")


def test_own_profiles_come_first_and_stand_before_those_of_the_program(bench: Workbench) -> None:
    assert capture.profiles(bench) == list(PROFILES)
    own = Profile(PROFILES[0].name, number="B-####", mints_numbers=True)
    capture.save_profile(bench, own)
    assert capture.profiles(bench) == [own, *PROFILES[1:]]
    capture.delete_profile(bench, own.name)
    assert capture.profiles(bench) == list(PROFILES)
    with pytest.raises(NotFound):
        capture.delete_profile(bench, own.name)


@pytest.mark.parametrize(
    "wrong",
    [
        Profile(" "),
        Profile("a", kind="planet"),
        Profile("a", views=()),
        Profile("a", views=("superseded",)),
        Profile("a", mints_numbers=True),
        Profile("a", number="no digit"),
        Profile("a", demand=Demand("my own")),
    ],
)
def test_a_profile_by_which_nothing_could_be_captured_is_refused(bench: Workbench, wrong: Profile) -> None:
    with pytest.raises(BadInput):
        capture.save_profile(bench, wrong)


def test_what_was_undone_and_done_again_counts_again(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"))
    for _ in range(3):
        stand.take()
    for expected in (2, 1):
        review.undo(bench, "Ann")
        assert capture.tally(bench, stand.id).things == expected
    for expected in (2, 3):
        review.redo(bench, "Ann")
        assert capture.tally(bench, stand.id).things == expected
    assert len(capture.recent(bench, stand.id)) == 3


def test_numbers_go_on_after_those_that_were_imported(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", PINNED)
    stand.take()
    for number in ("E00002", "E00700", "e00701", "E7"):
        enter.enter(bench, "C", {"catalogNumber": number}, "Ann", similar_is_other=True)
    assert stand.take().records[0].catalog_number == "E00702"


def test_things_with_a_code_that_cannot_be_read_are_numbered_first(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"))
    first, second = (stand.take() for _ in range(2))
    with bench.workspace.store.write() as session:
        kept = exposures.exposure(session, second.id)
        exposures.save(session, replace(kept, has_unread_code=True))
    waiting = [one.material_entity_id for one in capture.without_number(bench)]
    assert waiting == [second.records[0].material_entity_id, first.records[0].material_entity_id]
