"""A code that may be another thing's number, while a thing is open: asked about, unless it is known to be harmless."""

from pathlib import Path

import pytest
from stand import Stand

from curatorbench.domain.captures import Answer, Became, Exposure
from curatorbench.domain.profiles import Profile
from curatorbench.workflow import capture, enter, explore, review, storage
from curatorbench.workflow.workbench import Workbench

TWO_SIDES = Profile("Sheets", views=("front", "back"), number="HB####")
FOREIGN = "XYZ00123"


@pytest.fixture
def stand(bench: Workbench, tmp_path: Path) -> Stand:
    return Stand(bench, tmp_path / "stand", TWO_SIDES)


def thing(taken: Exposure) -> str:
    return taken.records[0].material_entity_id


def pictures(stand: Stand, material: str) -> tuple[str, ...]:
    return explore.page(stand.bench, material).assets


@pytest.mark.parametrize("code", [FOREIGN, "HB001", "HB12", "00617142", "MNHN-P-P00123", "US 12-3456"])
def test_a_foreign_or_misread_code_is_a_question(stand: Stand, code: str) -> None:
    front = stand.take("HB0001")
    back = stand.take(code)
    assert (back.became, back.view) == (Became.HELD, "back") and back.error is not None
    assert f"bears {code}, which is no number of the form HB####, and was to be of HB0001" in back.error.message
    assert back.error.hint and [thing(back)] == [thing(front)]
    assert pictures(stand, thing(front)) == (front.sha256,), "nothing is saved before it is answered"
    assert stand.session.object == thing(front) and stand.session.view == "back"


def test_it_may_be_of_the_open_thing_and_its_code_stays_with_the_picture(stand: Stand) -> None:
    front, back = stand.take("HB0001"), stand.take(FOREIGN)
    said = capture.answer(stand.bench, stand.id, back.id, Answer.ANOTHER)
    assert (said.became, said.view, thing(said)) == (Became.SAVED, "back", thing(front))
    assert pictures(stand, thing(front)) == (front.sha256, back.sha256)
    assert [code.text for code in said.codes] == [FOREIGN]
    assert [one.catalog_number for one in explore.records(stand.bench)] == ["HB0001"]


def test_it_may_be_a_thing_of_its_own_with_that_number_and_back(stand: Stand) -> None:
    front, back = stand.take("HB0001"), stand.take(FOREIGN)
    said = capture.answer(stand.bench, stand.id, back.id, Answer.APART)
    assert (said.became, said.view) == (Became.SAVED, "front")
    assert said.records[0].catalog_number == FOREIGN and pictures(stand, thing(said)) == (back.sha256,)
    assert pictures(stand, thing(front)) == (front.sha256,)
    undone = capture.undo_last(stand.bench, stand.id)
    assert undone is not None and undone.became is Became.HELD
    assert [one.id for one in capture.held(stand.bench)] == [back.id]
    assert [one.catalog_number for one in explore.records(stand.bench)] == ["HB0001"]


def test_a_number_that_a_record_has_is_not_given_twice(stand: Stand) -> None:
    enter.enter(stand.bench, "C", {"catalogNumber": FOREIGN}, "Ann")
    stand.take("HB0001")
    said = capture.answer(stand.bench, stand.id, stand.take(FOREIGN).id, Answer.APART)
    assert said.records[0].catalog_number is None


def test_of_several_foreign_codes_none_becomes_the_number(stand: Stand) -> None:
    stand.take("HB0001")
    held = stand.take(FOREIGN, "LOAN-2044")
    assert held.error is not None and "LOAN-2044" in held.error.message and FOREIGN in held.error.message
    assert capture.answer(stand.bench, stand.id, held.id, Answer.APART).records[0].catalog_number is None


def test_who_shoots_on_is_asked_later(stand: Stand) -> None:
    front, held = stand.take("HB0001"), stand.take(FOREIGN)
    right = stand.take("HB0001")
    assert right.became is Became.SAVED and pictures(stand, thing(front)) == (front.sha256, right.sha256)
    assert stand.take("HB0002").became is Became.SAVED
    assert [one.id for one in capture.held(stand.bench)] == [held.id]
    assert capture.answer(stand.bench, stand.id, held.id, Answer.AWAY).became is Became.AWAY


@pytest.mark.parametrize(
    "codes",
    [
        ("HB0001", FOREIGN),  # an old barcode beside the right number
        (FOREIGN, "hb 0001", "LOAN-2044"),
        (),
        ("Flora of Chile",),  # an annotation label's
        ("det. Smith 2004",),
        ("https://example.org/projects/2024",),  # an address is no number
        ("https://example.org/herbarium/HB0001",),
    ],
)
def test_no_question_where_the_code_is_harmless(stand: Stand, codes: tuple[str, ...]) -> None:
    front = stand.take("HB0001")
    back = stand.take(*codes)
    assert (back.became, back.view, thing(back)) == (Became.SAVED, "back", thing(front))


def test_nor_where_the_open_thing_bears_it(stand: Stand) -> None:
    ark = "http://n2t.net/ark:/65665/m3abc"
    stand.take("HB0001", FOREIGN, ark)
    assert stand.take(FOREIGN.lower()).became is Became.SAVED, "it was on the front"
    stand.take("HB0002", ark.replace("abc", "def"))
    assert stand.take(ark.replace("abc", "def")).became is Became.SAVED
    known = stand.take("HB0003")
    review.set_value(stand.bench, thing(known), "otherCatalogNumbers", f"K 1 | {FOREIGN}", "Ann")
    assert stand.take(FOREIGN).became is Became.SAVED


def test_nor_where_it_is_a_unit_s_or_a_taxon_s(bench: Workbench, stand: Stand) -> None:
    storage.add(bench, "drawer", "Drawer 7", None, "Ann", identifier="DR-0007")
    stand.take("HB0001")
    assert stand.take("DR-0007").became is Became.CONTEXT
    assert stand.take("taxon:Rosa canina").became is Became.CONTEXT


def test_what_lies_beside_all_things_is_asked_about_no_more(stand: Stand) -> None:
    """A colour target's serial number, on the backs alone."""
    target, became = "CC24-004711", []
    for number in range(1, 5):
        stand.take(f"HB000{number}")
        back = stand.take(target)
        became.append(back.became)
        if back.became is Became.HELD:
            capture.answer(stand.bench, stand.id, back.id, Answer.ANOTHER)
    assert became == [Became.HELD, Became.HELD, Became.SAVED, Became.SAVED]


def test_on_the_fronts_too_it_never_is(stand: Stand) -> None:
    for number in range(1, 4):
        stand.take(f"HB000{number}", "CC24-004711")
        assert stand.take("CC24-004711").became is Became.SAVED


def test_a_picture_taken_again_is_looked_at_like_that_too(stand: Stand) -> None:
    front = stand.take("HB0001", "LOAN-2044")
    again = stand.take(FOREIGN, is_reshoot=True)
    assert again.became is Became.HELD and thing(again) == thing(front)
    assert stand.take("LOAN-2044", is_reshoot=True).became is Became.SAVED


def test_without_an_open_thing_a_foreign_code_asks_nothing(stand: Stand) -> None:
    taken = stand.take(FOREIGN)
    assert taken.became is Became.SAVED and taken.records[0].catalog_number is None
