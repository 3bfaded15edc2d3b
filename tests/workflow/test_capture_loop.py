"""What exposures become: records of their numbers, further views, questions; and the way back."""

from pathlib import Path

import pytest
from stand import Stand

from curatorbench.domain.box import Box
from curatorbench.domain.captures import Answer, Became
from curatorbench.domain.errors import Conflict
from curatorbench.domain.profiles import Profile
from curatorbench.domain.suggestion import AcceptanceRule, Suggestion
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.workflow import capture, enter, explore, inspect, review, work
from curatorbench.workflow.workbench import Workbench

SHEETS = Profile("Sheets", views=("sheet",), number="HB####", sticky=("family",))


@pytest.fixture
def stand(bench: Workbench, tmp_path: Path) -> Stand:
    return Stand(bench, tmp_path / "stand", SHEETS, sticky={"family": "Rosaceae"})


def test_a_number_that_no_record_has_makes_one(stand: Stand) -> None:
    taken = stand.take("HB0001")
    assert taken.became is Became.SAVED and taken.error is None
    (record,) = taken.records
    page = explore.page(stand.bench, record.material_entity_id)
    assert page.assets == (taken.sha256,)
    assert {term: (one.value, one.source.kind) for term, one in page.values.items()} == {
        "catalogNumber": ("HB0001", "capture"),
        "family": ("Rosaceae", "person"),
    }
    assert [code.text for code in taken.codes] == ["HB0001"]
    assert capture.recent(stand.bench, stand.id) == [taken]


def test_a_record_without_a_picture_is_met(stand: Stand) -> None:
    known = enter.enter(stand.bench, "C", {"catalogNumber": "HB0002", "family": "Poaceae"}, "Ann")
    taken = stand.take("HB0002")
    assert (taken.became, [one.material_entity_id for one in taken.records]) == (Became.MET, [known])
    assert explore.page(stand.bench, known).values["family"].value == "Poaceae"
    assert explore.page(stand.bench, known).assets == (taken.sha256,)


def test_a_duplicate_is_said_before_anything_is_saved(stand: Stand) -> None:
    first = stand.take("HB0003")
    again = stand.take("HB0003")
    assert again.became is Became.HELD and again.error is not None
    assert [one.material_entity_id for one in again.records] == [one.material_entity_id for one in first.records]
    assert again.sha256 is not None and stand.bench.workspace.originals.verify(again.sha256)
    assert len(explore.records(stand.bench)) == 1
    assert [(one.id, one.became) for one in capture.held(stand.bench, stand.id)] == [(again.id, Became.HELD)]


@pytest.mark.parametrize(
    ("said", "shown"), [(Answer.ANOTHER, 2), (Answer.RESHOT, 1), (Answer.APART, 1), (Answer.AWAY, 1)]
)
def test_what_is_held_becomes_what_a_person_says(stand: Stand, said: Answer, shown: int) -> None:
    first = stand.take("HB0003").records[0].material_entity_id
    again = stand.take("HB0003")
    answered = capture.answer(stand.bench, stand.id, again.id, said)
    assert answered.id == again.id and answered.error is None and capture.held(stand.bench, stand.id) == []
    assert len(explore.page(stand.bench, first).assets) == shown
    if said is Answer.RESHOT:
        assert explore.page(stand.bench, first).assets == (again.sha256,)
    numbers = [record.catalog_number for record in explore.records(stand.bench)]
    assert numbers == (["HB0003", None] if said is Answer.APART else ["HB0003"])


def test_undo_takes_one_exposure_back_after_the_other(stand: Stand) -> None:
    stand.take("HB0001")
    stand.take("HB0002")
    undone = capture.undo_last(stand.bench, stand.id)
    assert undone is not None and undone.sha256 is not None
    assert [record.catalog_number for record in explore.records(stand.bench)] == ["HB0001"]
    assert stand.bench.workspace.originals.verify(undone.sha256)
    assert capture.undo_last(stand.bench, stand.id) is not None
    assert explore.records(stand.bench) == []
    assert capture.undo_last(stand.bench, stand.id) is None


def test_the_general_undo_takes_an_exposure_back_too(stand: Stand) -> None:
    stand.take("HB0001")
    assert review.undo(stand.bench, "Ann") is not None
    assert explore.records(stand.bench) == [] and capture.recent(stand.bench, stand.id) == []
    assert capture.tally(stand.bench, stand.id).things == 0


def test_what_rules_accepted_meanwhile_keeps_nothing_from_being_undone(stand: Stand) -> None:
    taken = stand.take("HB0001").records[0].material_entity_id
    rule = AcceptanceRule("countries", frozenset({"country"}), 0.5)
    review.switch_rule(stand.bench, rule, True, "Ann")
    read = Suggestion("country", "Chile", "Chile", (Box(0, 0, 1, 1),), 0.9, "engine", "1", "test")
    with stand.bench.workspace.store.write() as session:
        review.apply_rules(session, taken, [read])
    assert explore.page(stand.bench, taken).values["country"].source.kind == "rule"
    assert capture.undo_last(stand.bench, stand.id) is not None
    assert explore.records(stand.bench) == []


def test_what_a_person_did_since_does(stand: Stand) -> None:
    taken = stand.take("HB0001").records[0].material_entity_id
    review.set_value(stand.bench, taken, "country", "Chile", "Ben")
    with pytest.raises(Conflict):
        capture.undo_last(stand.bench, stand.id)
    assert len(explore.records(stand.bench)) == 1 and len(explore.page(stand.bench, taken).assets) == 1


def test_inspection_does_not_answer_for_a_person(stand: Stand) -> None:
    stand.take("HB0003")
    again = stand.take("HB0003")
    apart = capture.answer(stand.bench, stand.id, again.id, Answer.APART).records[0].material_entity_id
    assert again.sha256 is not None
    with stand.bench.workspace.store.write() as session:
        inspect.meet_records(session, again.sha256, again.codes)
    assert explore.page(stand.bench, apart).assets == (again.sha256,)


def test_suggestions_of_a_replaced_picture_are_no_record_s(stand: Stand) -> None:
    first = stand.take("HB0003")
    thing = first.records[0].material_entity_id
    read = Suggestion("country", "Chile", "Chile", (Box(0, 0, 1, 1),), 0.9, "engine", "1", "test")
    with stand.bench.workspace.store.write() as session:
        asset = assets.asset_by_hash(session, first.sha256 or "")
        assert asset is not None
        readings.save_suggestions(session, asset.id, thing, [read])
    assert len(explore.page(stand.bench, thing).suggestions) == 1
    better = stand.take("HB0003", is_reshoot=True)
    assert explore.page(stand.bench, thing).suggestions == ()
    assert {job.payload["sha256"] for job in work.jobs(stand.bench)} == {first.sha256, better.sha256}
    capture.undo_last(stand.bench, stand.id)
    assert len(explore.page(stand.bench, thing).suggestions) == 1


def test_what_is_held_is_checked_and_read_once_it_is_a_record_s(stand: Stand) -> None:
    def jobs(sha256: str | None) -> list[str]:
        return sorted(job.kind for job in work.jobs(stand.bench) if job.payload["sha256"] == sha256)

    stand.take("HB0003")
    again = stand.take("HB0003")
    assert jobs(again.sha256) == ["derive", "inspect"]
    capture.answer(stand.bench, stand.id, again.id, Answer.ANOTHER)
    assert jobs(again.sha256) == ["derive", "inspect", "inspect"]
    assert jobs(stand.take("taxon:Rosa canina").sha256) == ["derive"]


def test_a_list_that_grew_old_offers_nothing_that_was_released(stand: Stand) -> None:
    station = capture.connect(stand.bench, "simulated:packet")
    try:
        shot = capture.shoot(station)
        listed = list(station.device.shots())
        assert shot in listed
        capture.take(stand.bench, station, stand.id, shot)
        station.handed.finish()
        assert not station.handed.take(shot)
        assert capture.waiting(station) == []
    finally:
        station.close()
