"""What different people did to the same records, taken back in any order: nothing is on two records, or on none."""

import pytest
from tests_mending import picture, records, state, values

from curatorbench.domain.errors import Conflict, Overtaken
from curatorbench.domain.mending import ImageMove, SetTerm
from curatorbench.models.records import relations
from curatorbench.workflow import enter, explore, identify, mending, review
from curatorbench.workflow.workbench import Workbench


def shown_on(bench: Workbench, image: str) -> list[str]:
    """The records in lists that an image is on."""
    return [page.summary.material_entity_id for page in explore.every_record(bench) if image in page.assets]


def test_an_image_that_somebody_moved_on_does_not_come_back_to_the_first_as_well(bench: Workbench) -> None:
    first, second, third = records(bench, {}, {}, {})
    image = picture(bench, first, 1)
    mending.move_images(bench, [ImageMove(image, first, second)], "Ann")
    mending.move_images(bench, [ImageMove(image, second, third)], "Bob")
    undone = review.undo(bench, "Ann")
    assert undone is not None and undone.skipped == 2
    assert shown_on(bench, image) == [third]
    review.undo(bench, "Bob")
    assert shown_on(bench, image) == [second]


def test_an_image_does_not_go_back_to_a_record_that_became_part_of_another(bench: Workbench) -> None:
    first, second, third = records(bench, {}, {}, {})
    image = picture(bench, first, 1)
    moved = mending.move_images(bench, [ImageMove(image, first, second)], "Ann")
    mending.merge(bench, third, first, "Bob")
    planned = mending.plan_take_back(bench, moved.batch or "")
    assert "image" not in {part.what for record in planned.records for part in record.parts}
    done = mending.take_back(bench, moved.batch or "", "Ann")
    assert shown_on(bench, image) == [second]
    assert {skipped.why for skipped in done.skipped} == {"The record became part of another since, by Bob."}
    review.undo(bench, "Bob")
    mending.take_back(bench, moved.batch or "", "Ann")
    assert shown_on(bench, image) == [first]


def test_a_row_of_images_goes_back_though_each_was_on_the_next_ones_record(bench: Workbench) -> None:
    row = records(bench, {}, {}, {})
    images = [picture(bench, record, number) for number, record in enumerate(row, 1)]
    before = state(bench)
    moves = [ImageMove(image, a, b) for image, a, b in zip(images, row, [*row[1:], row[0]], strict=True)]
    mending.move_images(bench, moves, "Ann")
    review.undo(bench, "Ann")
    assert state(bench) == before
    review.redo(bench, "Ann")
    assert [shown_on(bench, image) for image in images] == [[row[1]], [row[2]], [row[0]]]


def test_two_people_cannot_make_two_records_part_of_each_other(bench: Workbench) -> None:
    one, two = records(bench, {"catalogNumber": "A"}, {"catalogNumber": "B"})
    mending.merge(bench, two, one, "Ann")
    review.undo(bench, "Ann")
    mending.merge(bench, one, two, "Bob")
    before = state(bench)
    with pytest.raises(Overtaken):
        review.redo(bench, "Ann")
    assert state(bench) == before
    review.undo(bench, "Bob")
    review.redo(bench, "Ann")
    assert [page.summary.material_entity_id for page in explore.every_record(bench)] == [two]


def test_a_chain_of_merges_is_taken_back_from_its_end_and_its_uuids_lead_through_it(bench: Workbench) -> None:
    first, second, third = records(bench, {"country": "Peru"}, {}, {})
    image = picture(bench, first, 1)
    identify.identify(bench, first, "Aus bus", None, None, None, "Ann")
    before = state(bench)
    mending.merge(bench, second, first, "Ann")
    mending.merge(bench, third, second, "Bob")
    assert review.find(bench, first) == third
    with pytest.raises(Overtaken):
        review.undo(bench, "Ann")
    assert shown_on(bench, image) == [third]
    review.undo(bench, "Bob")
    review.undo(bench, "Ann")
    assert state(bench) == before


def test_a_record_that_others_became_part_of_is_not_undone_away(bench: Workbench) -> None:
    kept = enter.enter(bench, "HERB", {"country": "Peru"}, "Ann")
    (other,) = records(bench, {"country": "Peru"})
    mending.merge(bench, kept, other, "Bob")
    with pytest.raises(Overtaken, match="worked on by Bob"):
        review.undo(bench, "Ann")
    review.undo(bench, "Bob")
    assert review.undo(bench, "Ann") is not None


def test_what_a_person_says_of_a_withdrawn_record_is_refused_and_not_lost(bench: Workbench) -> None:
    there, gone = records(bench, {}, {})
    review.set_value(bench, gone, "county", "Lima", "Ann")
    mending.merge(bench, there, gone, "Bob")
    with pytest.raises(Conflict, match="became part of"):
        review.set_value(bench, gone, "country", "Peru", "Ann")
    with pytest.raises(Conflict, match="became part of"):
        identify.identify(bench, gone, "Aus bus", None, None, None, "Ann")
    with pytest.raises(Conflict, match="withdrawn"):
        enter.relate(bench, there, "same sheet", gone, "Ann")
    with pytest.raises(Overtaken, match="became part of another since, by Bob"):
        review.undo(bench, "Ann")
    assert values(bench, there) == {"county": "Lima"}


def test_relations_from_a_withdrawn_record_do_not_keep_its_other_end_from_a_merge(bench: Workbench) -> None:
    one, two, three = records(bench, {}, {}, {})
    new = enter.enter(bench, "HERB", {}, "Ann", related=[("same sheet", one)])
    review.undo(bench, "Ann")
    with bench.workspace.store.write() as session, pytest.raises(Conflict):
        relations.relate(session, two, "same sheet", new, "Ann")
    mending.merge(bench, three, one, "Ann")
    assert review.find(bench, one) == three


def test_a_record_stays_with_its_image_where_that_cannot_go_back(bench: Workbench) -> None:
    (old,) = records(bench, {})
    image = picture(bench, old, 1)
    split = mending.split(bench, old, [image], [], "Ann")
    (made,) = split.made
    (third,) = records(bench, {})
    mending.merge(bench, third, old, "Bob")
    mending.take_back(bench, split.batch or "", "Ann")
    assert shown_on(bench, image) == [made]


def test_a_batch_edit_of_a_record_withdrawn_since_leaves_it(bench: Workbench) -> None:
    there, gone = records(bench, {"country": "Peru"}, {"country": "Peru"})
    keys = list(explore.keys_of(bench, [there, gone]))
    edited = mending.edit(bench, keys, SetTerm("country", "Chile"), "Ann")
    mending.merge(bench, there, gone, "Bob")
    done = mending.take_back(bench, edited.batch or "", "Ann")
    assert [skipped.material_entity_id for skipped in done.skipped] == [gone]
    assert values(bench, there) == {"country": "Peru"}
