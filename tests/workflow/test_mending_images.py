"""An image on the wrong record: it goes, with what was read on it and what rules took from it."""

import pytest
from tests_mending import RULE, picture, pictures, records, state, suggested, suggestion, values

from curatorbench.domain.errors import BadInput, Cancelled, NotFound
from curatorbench.domain.mending import ImageMove, Part
from curatorbench.domain.record import RecordStatus, SourceKind
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.workflow import explore, mending, review
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def ruled(bench: Workbench) -> Workbench:
    """A bench on which a rule accepts what is sure."""
    review.switch_rule(bench, RULE, True, "curator")
    return bench


def test_what_rules_took_goes_with_the_image_and_what_others_say_stays(ruled: Workbench) -> None:
    wrong, right = records(ruled, {}, {"county": "Lima"})
    picture(ruled, wrong, 1, country="Peru")
    image = picture(ruled, wrong, 2, country="Peru", county="Cusco", recordedBy="Weberbauer", catalogNumber="X-7")
    assert values(ruled, wrong)["catalogNumber"] == "X-7"

    plan = mending.plan_move_image(ruled, image, wrong, right)
    assert [record.material_entity_id for record in plan.records] == [wrong, right]
    assert Part("image", image, None) in plan.records[0].parts
    assert Part("recordedBy", "Weberbauer", None) in plan.records[0].parts
    assert Part("recordedBy", None, "Weberbauer") in plan.records[1].parts
    before = state(ruled)

    done = mending.move_image(ruled, image, wrong, right, "Ann")
    assert (done.records, done.name) == (2, plan.name)
    assert values(ruled, wrong) == {"country": "Peru"}
    assert values(ruled, right) == {"county": "Lima", "recordedBy": "Weberbauer", "catalogNumber": "X-7"}
    taken = explore.page(ruled, right).values["recordedBy"]
    assert (taken.source.kind, taken.checked, taken.operator) == (SourceKind.RULE, False, "Ann")
    assert image in explore.page(ruled, right).assets and image not in explore.page(ruled, wrong).assets
    assert ("county", "Cusco") in suggested(ruled, right)
    assert ("county", "Cusco") not in suggested(ruled, wrong)

    undone = review.undo(ruled, "Ann")
    assert undone is not None and undone.batch == done.name
    assert state(ruled) == before
    assert ("county", "Cusco") in suggested(ruled, wrong) and suggested(ruled, right) == set()


def test_what_a_person_accepted_stays_and_is_named(bench: Workbench) -> None:
    wrong, right = records(bench, {}, {})
    image = picture(bench, wrong, 1, country="Peru", county="Cusco")
    review.set_value(bench, wrong, "country", "Peru", "Bob")
    plan = mending.plan_move_image(bench, image, wrong, right)
    assert any("country 'Peru'" in said and "Bob" in said for said in plan.warnings)
    mending.move_image(bench, image, wrong, right, "Ann")
    assert values(bench, wrong) == {"country": "Peru"}
    assert values(bench, right) == {}


def test_a_detached_image_has_a_placeholder_that_is_gone_when_it_is_taken_back(ruled: Workbench) -> None:
    (wrong,) = records(ruled, {"county": "Lima"})
    picture(ruled, wrong, 1)
    image = picture(ruled, wrong, 2, country="Peru")
    before, listed = state(ruled), len(explore.records(ruled))
    done = mending.move_image(ruled, image, wrong, None, "Ann")
    (made,) = done.made
    page = explore.page(ruled, made)
    assert (page.assets, page.summary.status, page.summary.collection) == ((image,), RecordStatus.READ, "HERB")
    assert values(ruled, made) == {"country": "Peru"}
    assert len(explore.records(ruled)) == listed + 1
    mending.take_back(ruled, done.batch or "", "Bob")
    assert state(ruled) == before
    review.undo(ruled, "Bob")
    assert values(ruled, made) == {"country": "Peru"}


def test_what_is_read_later_goes_to_the_record_that_the_image_is_on_now(ruled: Workbench) -> None:
    wrong, right = records(ruled, {}, {})
    image = picture(ruled, wrong, 1)
    mending.move_image(ruled, image, wrong, right, "Ann")
    with ruled.workspace.store.read() as session:
        assert assets.materials_of(session, image) == (right,)


def test_two_images_swapped_swap_their_numbers(ruled: Workbench) -> None:
    one, two = records(ruled, {}, {})
    first = picture(ruled, one, 1, catalogNumber="A-1")
    second = picture(ruled, two, 2, catalogNumber="A-2")
    before = state(ruled)
    done = mending.move_images(ruled, [ImageMove(first, one, two), ImageMove(second, two, one)], "Ann")
    assert (values(ruled, one), values(ruled, two)) == ({"catalogNumber": "A-2"}, {"catalogNumber": "A-1"})
    mending.take_back(ruled, done.batch or "", "Ann")
    assert state(ruled) == before


def test_images_that_part_take_what_each_of_them_says(ruled: Workbench) -> None:
    wrong, right = records(ruled, {}, {})
    first = picture(ruled, wrong, 1, country="Peru")
    second = picture(ruled, wrong, 2, county="Cusco", country="Peru")
    done = mending.move_images(ruled, [ImageMove(first, wrong, right), ImageMove(second, wrong)], "Ann")
    assert values(ruled, wrong) == {}
    assert values(ruled, right) == {"country": "Peru"}
    assert values(ruled, done.made[0]) == {"country": "Peru", "county": "Cusco"}


def test_what_a_rule_took_from_an_older_reading_goes_with_the_only_image(ruled: Workbench) -> None:
    wrong, right = records(ruled, {}, {})
    image = picture(ruled, wrong, 1, country="Peru")
    with ruled.workspace.store.write() as session:
        asset = assets.asset_by_hash(session, image)
        assert asset is not None
        readings.save_suggestions(session, asset.id, wrong, [suggestion("county", "Cusco")])
    mending.move_image(ruled, image, wrong, right, "Ann")
    assert (values(ruled, wrong), values(ruled, right)) == ({}, {"country": "Peru"})


def test_a_row_of_photos_on_the_wrong_records_goes_in_one_batch(ruled: Workbench) -> None:
    """As arctos#8702, where it was 570: every photo belongs to the record after its own."""
    made = records(ruled, *({"recordNumber": str(number)} for number in range(121)))
    images = pictures(ruled, [(made[at], at, {"country": f"Land {at}"}) for at in range(120)])
    before = state(ruled)
    moves = [ImageMove(image, made[at], made[at + 1]) for at, image in enumerate(images)]
    plan = mending.plan_move_images(ruled, moves)
    assert (plan.count, plan.name, len(plan.records)) == (121, "120 images moved", 50)
    done = mending.move_images(ruled, moves, "Ann")
    assert done.records == 121
    assert [values(ruled, made[at]).get("country") for at in (0, 1, 120)] == [None, "Land 0", "Land 119"]
    undone = review.undo(ruled, "Ann")
    assert undone is not None and undone.records == 121
    assert state(ruled) == before


def test_a_move_that_is_none_is_refused_before_anything_moves(bench: Workbench) -> None:
    one, two = records(bench, {}, {})
    image = picture(bench, one, 1)
    before = state(bench)
    for moves in ([], [ImageMove(image, one, one)], [ImageMove(image, one, two), ImageMove(image, one, None)]):
        with pytest.raises(BadInput):
            mending.move_images(bench, moves, "Ann")
    for moves in ([ImageMove(image, two, one)], [ImageMove(image, one, two), ImageMove("f" * 64, one, two)]):
        with pytest.raises(NotFound):
            mending.move_images(bench, moves, "Ann")
    assert state(bench) == before
    assert mending.batches(bench) == []


def test_cancelled_between_groups_leaves_whole_groups(ruled: Workbench) -> None:
    made = records(ruled, *({} for _ in range(120)))
    images = pictures(ruled, [(made[at], at, {}) for at in range(60)])
    moves = [ImageMove(image, made[at], made[60 + at]) for at, image in enumerate(images)]

    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.3:
            raise Cancelled

    before = state(ruled)
    with pytest.raises(Cancelled):
        mending.move_images(ruled, moves, "Ann", stop)
    (batch,) = mending.batches(ruled, 1)
    assert 0 < batch.records < 120
    moved = [at for at, image in enumerate(images) if explore.page(ruled, made[60 + at]).assets == (image,)]
    assert len(moved) * 2 == batch.records
    mending.take_back(ruled, batch.batch, "Ann")
    assert state(ruled) == before
