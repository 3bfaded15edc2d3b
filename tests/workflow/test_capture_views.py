"""Several pictures of one thing, several things on one picture, and a better picture in the place of another."""

from pathlib import Path

import pytest
from stand import Stand

from curatorbench.domain.captures import Answer, Became
from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.profiles import Profile
from curatorbench.models.finding.published import published
from curatorbench.models.records import catalogue
from curatorbench.models.store.keys import material_key
from curatorbench.workflow import capture, enter, explore, review, storage
from curatorbench.workflow.workbench import Workbench

PACKETS = Profile("Packets", views=("front", "back"))
SHEETS = Profile("Sheets")


@pytest.fixture
def packets(bench: Workbench, tmp_path: Path) -> Stand:
    return Stand(bench, tmp_path / "stand", PACKETS)


@pytest.fixture
def sheets(bench: Workbench, tmp_path: Path) -> Stand:
    return Stand(bench, tmp_path / "stand", SHEETS)


def roles(stand: Stand, material: str) -> list[str]:
    with stand.bench.workspace.store.read() as session:
        return [str(link.values["role"]) for link in catalogue.images_of(session, material_key(session, material).id)]


def test_the_back_without_a_code_is_of_the_same_thing(packets: Stand) -> None:
    assert (packets.session.object, packets.session.view) == (None, "front")
    front = packets.take("P 0001")
    thing = front.records[0].material_entity_id
    assert (packets.session.object, packets.session.view) == (thing, "back")
    back = packets.take()
    assert (back.became, back.view, back.records[0].material_entity_id) == (Became.SAVED, "back", thing)
    assert (packets.session.object, packets.session.view) == (None, "front")
    assert explore.page(packets.bench, thing).assets == (front.sha256, back.sha256)
    tally = capture.tally(packets.bench, packets.id)
    assert (tally.things, tally.exposures, tally.without_number) == (1, 2, 0)


def test_a_code_that_is_only_on_the_back_numbers_the_thing(packets: Stand) -> None:
    thing = packets.take().records[0].material_entity_id
    assert [one.material_entity_id for one in capture.without_number(packets.bench)] == [thing]
    packets.take("P 0002")
    assert explore.page(packets.bench, thing).summary.catalog_number == "P 0002"
    assert capture.without_number(packets.bench) == []


def test_the_back_of_another_thing_is_held(packets: Stand) -> None:
    first = packets.take("P 0001").records[0].material_entity_id
    other = packets.take("P 0002")
    assert other.became is Became.HELD and other.error is not None and "P 0002" in other.error.message
    assert packets.session.object == first
    made = capture.answer(packets.bench, packets.id, other.id, Answer.APART)
    assert (made.view, made.records[0].catalog_number) == ("front", "P 0002")
    assert packets.session.object == made.records[0].material_entity_id


def test_a_person_says_that_a_thing_has_no_further_view_or_one_more(packets: Stand) -> None:
    with pytest.raises(Conflict):
        capture.another_view(packets.bench, packets.id, "label")
    thing = packets.take("P 0001").records[0].material_entity_id
    assert capture.next_object(packets.bench, packets.id).object is None
    assert (asked := capture.another_view(packets.bench, packets.id, "label")).view == "label" and asked.object == thing
    with pytest.raises(BadInput):
        capture.another_view(packets.bench, packets.id, "superseded")
    packets.take()
    assert roles(packets, thing) == ["front", "label"]
    assert packets.session.view == "back"  # still lacking, and the person went on with the thing


def test_undo_goes_back_view_by_view(packets: Stand) -> None:
    thing = packets.take("P 0001").records[0].material_entity_id
    packets.take()
    capture.undo_last(packets.bench, packets.id)
    assert (packets.session.object, packets.session.view) == (thing, "back")
    review.undo(packets.bench, "Ann")
    assert (packets.session.object, packets.session.view) == (None, "front")


def test_several_codes_make_several_records_on_one_sheet(sheets: Stand) -> None:
    known = enter.enter(sheets.bench, "C", {"catalogNumber": "S 0002"}, "Ann")
    taken = sheets.take("S 0001", "S 0002", "S 0003")
    assert (taken.became, [one.catalog_number for one in taken.records]) == (
        Became.MET,
        ["S 0001", "S 0002", "S 0003"],
    )
    assert taken.records[1].material_entity_id == known
    about = enter.about(sheets.bench, known)
    assert {(one.kind, one.catalog_number) for one in about.relations} == {
        ("same sheet", "S 0001"),
        ("same sheet", "S 0003"),
    }
    assert capture.tally(sheets.bench, sheets.id).things == 3
    capture.undo_last(sheets.bench, sheets.id)
    assert [one.catalog_number for one in explore.records(sheets.bench)] == ["S 0002"]
    assert enter.about(sheets.bench, known).relations == () and explore.page(sheets.bench, known).assets == ()


def test_things_in_one_drawer_are_on_no_sheet(bench: Workbench, tmp_path: Path) -> None:
    drawer = Stand(bench, tmp_path / "stand", Profile("Drawers", kind="other", views=("drawer",)))
    first, _ = drawer.take("D 0001", "D 0002").records
    assert enter.about(bench, first.material_entity_id).relations == ()
    assert enter.about(bench, first.material_entity_id).kind == "other"


def test_a_reshot_picture_stands_in_the_place_of_the_last(sheets: Stand) -> None:
    blurred = sheets.take("S 0001")
    thing = blurred.records[0].material_entity_id
    sharp = sheets.take("S 0001", is_reshoot=True)
    assert (sharp.became, sharp.view, sharp.records[0].material_entity_id) == (Became.SAVED, "sheet", thing)
    page = explore.page(sheets.bench, thing)
    assert page.assets == (sharp.sha256,) and page.summary.asset_sha256 == sharp.sha256
    assert [image.sha256 for image in enter.about(sheets.bench, thing).images] == [sharp.sha256]
    assert sorted(roles(sheets, thing)) == ["sheet", "superseded"]
    assert blurred.sha256 is not None and sheets.bench.workspace.originals.verify(blurred.sha256)
    assert capture.tally(sheets.bench, sheets.id).things == 1
    capture.undo_last(sheets.bench, sheets.id)
    assert explore.page(sheets.bench, thing).assets == (blurred.sha256,)
    assert roles(sheets, thing) == ["sheet"]


def test_a_reshot_picture_may_show_the_code_that_was_missed(sheets: Stand) -> None:
    thing = sheets.take().records[0].material_entity_id
    sheets.take("S 0009", is_reshoot=True)
    assert explore.page(sheets.bench, thing).summary.catalog_number == "S 0009"


def test_a_reshot_picture_of_another_thing_is_held(sheets: Stand) -> None:
    sheets.take("S 0001")
    sheets.take("S 0002")
    assert sheets.take("S 0001", is_reshoot=True).became is Became.HELD


def test_an_answer_is_taken_back_to_the_question(sheets: Stand) -> None:
    thing = sheets.take("S 0001").records[0].material_entity_id
    again = sheets.take("S 0001")
    sheets.take("S 0002")
    for said in (Answer.RESHOT, Answer.AWAY, Answer.ANOTHER):
        capture.answer(sheets.bench, sheets.id, again.id, said)
        undone = capture.undo_last(sheets.bench, sheets.id)
        assert undone is not None and (undone.id, undone.became) == (again.id, Became.HELD)
        assert [one.id for one in capture.held(sheets.bench, sheets.id)] == [again.id]
        assert len(explore.page(sheets.bench, thing).assets) == 1
    capture.answer(sheets.bench, sheets.id, again.id, Answer.ANOTHER)
    review.undo(sheets.bench, "Ann")
    assert [one.id for one in capture.held(sheets.bench, sheets.id)] == [again.id]


def test_what_was_replaced_is_not_published(sheets: Stand) -> None:
    sheets.take("S 0001")
    sharp = sheets.take("S 0001", is_reshoot=True)
    with sheets.bench.workspace.store.read() as session:
        collection = catalogue.find_collection(session, "C")
        assert collection is not None
        (record,) = published(session, collection)
        assert [media.sha256 for media in record.media] == [sharp.sha256]


def test_a_stable_identifier_leads_to_the_thing_that_bears_it(packets: Stand) -> None:
    uuid = "urn:uuid:1fb38bd4-1b1f-4f0e-8e0d-2f2e2a4b8f11"
    thing = packets.take(uuid).records[0].material_entity_id
    assert [one.material_entity_id for one in capture.without_number(packets.bench)] == [thing]
    assert packets.take(uuid).records[0].material_entity_id == thing
    doubled = packets.take(uuid)
    assert doubled.became is Became.HELD and [one.material_entity_id for one in doubled.records] == [thing]
    capture.answer(packets.bench, packets.id, doubled.id, Answer.AWAY)
    both = packets.take("https://herbarium.bgbm.org/object/B100277113", "B100277113")
    assert [one.catalog_number for one in both.records] == ["B100277113"]


def test_the_front_is_the_records_image_though_it_was_taken_anew_after_the_back(packets: Stand) -> None:
    front = packets.take("P 0001")
    back = packets.take()
    packets.take("P 0002")
    packets.take()
    better = packets.take("P 0001")
    assert better.became is Became.HELD
    capture.answer(packets.bench, packets.id, better.id, Answer.RESHOT)
    page = explore.page(packets.bench, front.records[0].material_entity_id)
    assert page.assets == (better.sha256, back.sha256) and page.summary.asset_sha256 == better.sha256


def test_a_reshot_picture_with_a_number_that_nothing_has_is_held_too(sheets: Stand) -> None:
    sheets.take("S 0001")
    assert sheets.take("S 0007", is_reshoot=True).became is Became.HELD


def test_only_the_last_of_several_pictures_of_a_view_is_replaced(sheets: Stand) -> None:
    first = sheets.take("S 0001")
    capture.another_view(sheets.bench, sheets.id, "label")
    second = sheets.take()
    capture.another_view(sheets.bench, sheets.id, "label")
    sheets.take()
    better = sheets.take(is_reshoot=True)
    page = explore.page(sheets.bench, first.records[0].material_entity_id)
    assert page.assets == (first.sha256, second.sha256, better.sha256)


def test_the_code_of_a_drawer_on_its_picture_says_where_its_things_lie(bench: Workbench, tmp_path: Path) -> None:
    unit = storage.add(bench, "drawer", "12", None, "Ann", identifier="DR 0012")
    drawer = Stand(bench, tmp_path / "stand", Profile("Drawers", kind="other", views=("drawer",)))
    taken = drawer.take("DR 0012", "D 0001", "D 0002")
    assert [one.catalog_number for one in taken.records] == ["D 0001", "D 0002"]
    about = enter.about(bench, taken.records[1].material_entity_id)
    assert about.storage is not None and about.storage.id == unit
    capture.undo_last(bench, drawer.id)
    assert drawer.session.storage is None
