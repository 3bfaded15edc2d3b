"""What the codes on a picture make of it: several things, one thing with several codes, values for a record met."""

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image
from stand import Stand

from curatorbench.domain.box import Box
from curatorbench.domain.captures import Answer, Became, Exposure
from curatorbench.domain.errors import Conflict
from curatorbench.domain.pictures import Barcode
from curatorbench.domain.profiles import Profile
from curatorbench.workflow import capture, enter, explore, ingest, inspect, review, storage
from curatorbench.workflow.capture import codes
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def sheets(bench: Workbench, tmp_path: Path) -> Stand:
    return Stand(bench, tmp_path / "stand", Profile("Sheets"))


def numbers(taken: Exposure) -> set[str | None]:
    return {one.catalog_number for one in taken.records}


def test_five_codes_in_a_drawer_are_five_things(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Drawers", kind="other", views=("drawer",)))
    taken = stand.take(*(f"E 000{n}" for n in range(5)))
    assert taken.became is Became.SAVED and numbers(taken) == {f"E 000{n}" for n in range(5)}
    assert capture.tally(bench, stand.id).things == 5


@pytest.mark.parametrize("template", ["", "B 10 #######"])
@pytest.mark.parametrize("order", [1, -1])
def test_an_old_accession_makes_no_second_thing(bench: Workbench, tmp_path: Path, template: str, order: int) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets", number=template))
    taken = stand.take(*("B 10 0001234", "1987654", "LOAN-2044")[::order] if template else ("1987654", "B 10 0001234"))
    assert numbers(taken) == {"B 10 0001234"} and len(explore.records(bench)) == 1


def test_a_number_that_a_record_has_goes_before_one_with_letters(sheets: Stand) -> None:
    known = enter.enter(sheets.bench, "C", {"catalogNumber": "00617142"}, "Ann")
    taken = sheets.take("LOAN-2044", "00617142")
    assert [one.material_entity_id for one in taken.records] == [known]


def test_one_number_in_two_spellings_is_one_thing(sheets: Stand) -> None:
    taken = sheets.take("K 000123456", "http://specimens.kew.org/herbarium/K000123456")
    assert numbers(taken) == {"K 000123456"} and len(explore.records(sheets.bench)) == 1


def test_sticky_values_fill_what_a_record_that_is_met_lacks(bench: Workbench, tmp_path: Path) -> None:
    known = enter.enter(bench, "C", {"catalogNumber": "S 0001", "country": "Chile", "year": None}, "Ann")
    sticky = {"family": "Rosaceae", "country": "Peru", "year": "1900"}
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"), sticky=sticky)
    assert stand.take("S 0001").became is Became.MET
    values = explore.page(bench, known).values
    assert (values["family"].value, values["family"].source.kind) == ("Rosaceae", "person")
    assert values["country"].value == "Chile" and values["year"].value is None
    assert review.undo(bench, "Ann") is not None
    assert explore.page(bench, known).assets == () and "family" not in {
        term for term, one in explore.page(bench, known).values.items() if one.value
    }


def test_what_is_held_for_no_record_is_not_said_to_be_of_one_that_went(sheets: Stand) -> None:
    held = sheets.take("unit:nowhere")
    assert held.became is Became.HELD and held.records == ()
    for said in (Answer.ANOTHER, Answer.RESHOT):
        with pytest.raises(Conflict, match="held for no record"):
            capture.answer(sheets.bench, None, held.id, said)
    assert capture.answer(sheets.bench, None, held.id, Answer.APART).became is Became.SAVED


def test_a_late_answer_is_about_the_drawer_in_which_it_was_asked(bench: Workbench, tmp_path: Path) -> None:
    first, second = (storage.add(bench, "drawer", name, None, "Ann") for name in ("Drawer 1", "Drawer 2"))
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"), storage=first, sticky={"family": "Poaceae"})
    stand.take("S 0001")
    held = stand.take("S 0001")
    capture.change_unit(bench, stand.id, second)
    capture.set_sticky(bench, stand.id, {"family": "Rosaceae"})
    thing = capture.answer(bench, None, held.id, Answer.APART).records[0].material_entity_id
    about = enter.about(bench, thing)
    assert explore.page(bench, thing).values["family"].value == "Poaceae"
    assert about.storage is not None and about.storage.id == first


def test_unread_places_are_looked_for_only_where_no_number_was_read(tmp_path: Path) -> None:
    def drawn(text: str) -> NDArray[np.uint8]:
        return np.asarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=3))

    sheet = np.full((1400, 1000), 240, np.uint8)
    for text, top in (("CBH00000001", 700), ("CBH00000002", 200)):
        code = drawn(text)
        sheet[top : top + code.shape[0], 100 : 100 + code.shape[1]] = code
    sheet[600:900, 190:250] = 240  # torn
    both, alone = tmp_path / "both.png", tmp_path / "alone.png"
    Image.fromarray(sheet).save(both)
    sheet[:500] = 240
    Image.fromarray(sheet).save(alone)
    assert codes.read(alone, "").has_unread
    assert not codes.read(both, "").has_unread and codes.read(both, "B ####").has_unread


def test_an_address_leads_what_a_folder_brought_to_its_record(bench: Workbench, tmp_path: Path, sheets: Stand) -> None:
    known = enter.enter(bench, "C", {"catalogNumber": "K000123456"}, "Ann")
    ark = "http://n2t.net/ark:/65665/m3abc"
    bearer = sheets.take(ark).records[0].material_entity_id
    for text, owner in (("http://specimens.kew.org/herbarium/K000123456", known), (ark, bearer)):
        (taken,) = ingest.take_in(bench, sheets.shot(text).files, collection="C", operator="Ann")
        assert taken.sha256 is not None
        with bench.workspace.store.write() as session:
            inspect.meet_records(session, taken.sha256, (Barcode(text, "QRCode", Box(0, 0, 1, 1)),))
        assert taken.sha256 in explore.page(bench, owner).assets


def test_an_answer_is_given_in_the_session_that_asks(bench: Workbench, tmp_path: Path, sheets: Stand) -> None:
    sheets.take("S 0001")
    held = sheets.take("S 0001")
    other = Stand(bench, tmp_path / "other", Profile("Sheets"))
    with pytest.raises(Conflict):
        capture.answer(bench, other.id, held.id, Answer.ANOTHER)
