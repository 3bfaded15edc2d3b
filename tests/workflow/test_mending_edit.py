"""One edit over many records: said exactly, done in short transactions, cut off and completed, taken back whole."""

from __future__ import annotations

import threading
import time

import pytest
from tests_mending import keys, records, state, values

from curatorbench.bootstrap import parts
from curatorbench.domain.errors import BadInput, Cancelled, NotFound
from curatorbench.domain.mending import (
    ClearTerm,
    Edit,
    FillEmpty,
    MoveStatus,
    Part,
    PutInto,
    ReplaceText,
    SetTerm,
)
from curatorbench.domain.record import Absence, RecordStatus, SourceKind
from curatorbench.workflow import enter, explore, mending, review, storage
from curatorbench.workflow.workbench import Workbench


def edited(bench: Workbench, edit: Edit, *values_: dict[str, str]) -> list[dict[str, str | None]]:
    made = records(bench, *values_)
    mending.edit(bench, keys(bench, made), edit, "Ann")
    return [values(bench, material) for material in made]


def test_a_plan_says_exactly_what_the_edit_does(bench: Workbench) -> None:
    made = records(bench, *({"country": "Peru"} for _ in range(30)), *({"country": "Chile"} for _ in range(40)), {})
    review.approve(bench, made[31], "curator")
    review.withhold(bench, made[32], "curator")
    wanted = keys(bench, made)
    plan = mending.plan_edit(bench, [*wanted, wanted[0]], SetTerm("dwc:country", " Peru "))
    assert (plan.count, plan.already, plan.approved, plan.withheld, len(plan.records)) == (41, 30, 1, 1, 41)
    assert plan.name == "country set to “Peru” (41 records)"
    assert plan.records[0].parts == (Part("country", "Chile", "Peru"),)
    assert plan.records[-1].parts == (Part("country", None, "Peru"),)
    assert {"1 of them is approved.", "1 of them is withheld."} <= set(plan.warnings)
    done = mending.edit(bench, wanted, SetTerm("country", "Peru"), "Ann")
    assert (done.records, done.name, done.skipped) == (41, plan.name, ())
    change = explore.page(bench, made[31]).values["country"]
    assert (change.value, change.source.kind, change.operator, change.checked) == (
        "Peru", SourceKind.PERSON, "Ann", True,
    )  # fmt: skip
    again = mending.edit(bench, wanted, SetTerm("country", "Peru"), "Ann")
    assert (again.records, again.batch) == (0, None)
    assert len(mending.batches(bench)) == 1


def test_fill_leaves_values_and_what_a_person_found_empty(bench: Workbench) -> None:
    made = records(bench, {"county": "Lima"}, {}, {}, {})
    review.set_value(bench, made[1], "county", None, "Bob", absence=Absence.EMPTY)
    review.set_value(bench, made[2], "county", "Ica", "Bob")
    review.set_value(bench, made[2], "county", None, "Bob")
    plan = mending.plan_edit(bench, keys(bench, made), FillEmpty("county", "Cusco"))
    assert (plan.count, plan.already) == (2, 2)
    mending.edit(bench, keys(bench, made), FillEmpty("county", "Cusco"), "Ann")
    assert [values(bench, material).get("county") for material in made] == ["Lima", None, "Cusco", "Cusco"]


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (ReplaceText("locality", "Rio", "Río"), "Rio Rioja, near Rio", "Río Ríoja, near Río"),
        (ReplaceText("locality", "Rio", "Río", whole_words=True), "Rio Rioja, Rio.", "Río Rioja, Río."),
        (ReplaceText("locality", "rio", "Río", any_case=True), "RIO, rio", "Río, Río"),
        (ReplaceText("locality", "a.b", "x"), "a.b aab", "x aab"),
        (ReplaceText("locality", "x", r"\1\g<0>"), "x", r"\1\g<0>"),
        (ReplaceText("locality", "Cafe\u0301", "Bar"), "Café", "Bar"),
        (ReplaceText("locality", "Cafe", "Bar"), "Cafe\u0301", "Cafe\u0301"),
        (ReplaceText("locality", "all", ""), "all", None),
        (ReplaceText("locality", "p. 3", ""), "Lima p. 3", "Lima"),
    ],
)
def test_text_inside_is_replaced_plainly(bench: Workbench, edit: Edit, before: str, after: str | None) -> None:
    assert edited(bench, edit, {"locality": before})[0].get("locality") == after


def test_what_the_label_says_and_whether_somebody_looked_outlast_letters_replaced(bench: Workbench) -> None:
    made = records(bench, {"country": "Peru,"}, {})
    review.set_value(bench, made[1], "country", "Peru,", "Bob", verbatim="PERÚ,")
    mending.edit(bench, keys(bench, made), ReplaceText("country", ",", ""), "Ann")
    changes = [explore.page(bench, material).values["country"] for material in made]
    assert [(c.value, c.verbatim, c.checked) for c in changes] == [("Peru", None, False), ("Peru", "PERÚ,", True)]


def test_numbers_are_mended_by_letters_only_and_never_doubled(bench: Workbench) -> None:
    made = records(bench, {"catalogNumber": "B-1"}, {"catalogNumber": "B 1"}, {"catalogNumber": "B 2"})
    done = mending.edit(bench, keys(bench, made), ReplaceText("catalogNumber", " ", "-"), "Ann")
    assert [values(bench, material)["catalogNumber"] for material in made] == ["B-1", "B 1", "B-2"]
    assert (done.records, [skipped.catalog_number for skipped in done.skipped]) == (1, ["B 1"])
    plan = mending.plan_edit(bench, keys(bench, made), ReplaceText("catalogNumber", " ", "-"))
    assert plan.warnings == ("Numbers that other records have: 1. They stay as they are while it is so.",)
    for edit in (SetTerm("catalogNumber", "7"), FillEmpty("catalogNumber", "7"), ClearTerm("catalogNumber")):
        with pytest.raises(BadInput, match="one object"):
            mending.plan_edit(bench, keys(bench, made), edit)


def test_letters_replaced_make_no_placeholder_of_a_number_and_no_value_too_long(bench: Workbench) -> None:
    made = keys(bench, records(bench, {"catalogNumber": "B-1", "country": "a" * 2_000}))
    for edit in (ReplaceText("catalogNumber", "B-1", "s.n."), ReplaceText("country", "a", "b" * 20)):
        with pytest.raises(BadInput):
            mending.plan_edit(bench, made, edit)
        with pytest.raises(BadInput):
            mending.edit(bench, made, edit, "Ann")
    mending.edit(bench, made, ReplaceText("catalogNumber", "-", "\x07"), "Ann")
    assert explore.rows(bench, made)[0].summary.catalog_number == "B1"


def test_what_is_no_edit_is_refused(bench: Workbench) -> None:
    made = keys(bench, records(bench, {}))
    for edit in (
        SetTerm("colour", "red"), SetTerm("country", " "), ReplaceText("country", "", "x"),
        SetTerm("occurrenceID", "1"), ClearTerm("materialEntityID"),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            mending.edit(bench, made, edit, "Ann")
    with pytest.raises(NotFound):
        mending.edit(bench, made, PutInto("no unit"), "Ann")
    assert mending.batches(bench) == []


def test_status_and_storage_are_edits_too(bench: Workbench) -> None:
    made = records(bench, {}, {}, {})
    review.check(bench, made[0], "Bob")
    drawer = storage.add(bench, "drawer", "D 1", None, "Bob")
    before = state(bench)
    plan = mending.plan_edit(bench, keys(bench, made), MoveStatus(RecordStatus.CHECKED))
    assert (plan.count, plan.already, plan.records[0].parts) == (2, 1, (Part("status", "captured", "checked"),))
    moved = mending.edit(bench, keys(bench, made), MoveStatus(RecordStatus.CHECKED), "Ann")
    plan = mending.plan_edit(bench, keys(bench, made), PutInto(drawer))
    assert (plan.name, plan.records[0].parts) == ("put into D 1 (3 records)", (Part("storageUnit", None, "D 1"),))
    mending.edit(bench, keys(bench, made), PutInto(drawer), "Ann")
    about = enter.about(bench, made[0])
    assert about.storage is not None and about.storage.id == drawer
    for _ in range(2):
        review.undo(bench, "Ann")
    assert state(bench) == before
    assert moved.batch is not None and mending.batches(bench)[-1].taken_back_by is not None


def test_ctrl_z_takes_the_newest_batch_of_that_operator_back_across_a_reopened_workspace(bench: Workbench) -> None:
    made = records(bench, *({"country": "Chile"} for _ in range(500)))
    wanted = keys(bench, made)
    before = state(bench)
    mending.edit(bench, wanted, SetTerm("country", "Peru"), "Ann")
    mending.edit(bench, wanted[:5], SetTerm("county", "Lima"), "Bob")
    bench.close()
    again = Workbench.open(bench.workspace.root, parts())
    try:
        undone = review.undo(again, "Ann")
        assert undone is not None and (undone.records, undone.batch) == (500, "country set to “Peru” (500 records)")
        assert values(again, made[0]) == {"country": "Chile", "county": "Lima"}
        assert review.undo(again, "Ann") is None
        redone = review.redo(again, "Ann")
        assert redone is not None and values(again, made[499]) == {"country": "Peru"}
        review.undo(again, "Ann")
        undone = review.undo(again, "Bob")
        assert undone is not None and undone.records == 5
        assert state(again) == before
    finally:
        again.close()


def test_what_was_changed_since_is_skipped_and_named(bench: Workbench) -> None:
    made = records(bench, {"catalogNumber": "A-1"}, {"catalogNumber": "A-2"}, {"catalogNumber": "A-3"})
    done = mending.edit(bench, keys(bench, made), SetTerm("country", "Peru"), "Ann")
    review.set_value(bench, made[1], "country", "Chile", "Bob")
    plan = mending.plan_take_back(bench, done.batch or "")
    assert (plan.count, plan.name) == (2, "revert of country set to “Peru” (3 records)")
    assert [record.parts for record in plan.records] == [(Part("country", "Peru", None),)] * 2
    assert len(plan.warnings) == 1 and "A-2" in plan.warnings[0] and "Bob" in plan.warnings[0]
    back = mending.take_back(bench, done.batch or "", "Ann")
    assert (back.records, [(s.catalog_number, "Chile" in s.why) for s in back.skipped]) == (2, [("A-2", True)])
    once_more = mending.take_back(bench, done.batch or "", "Ann")
    assert (once_more.records, once_more.batch) == (0, None)
    with pytest.raises(NotFound):
        mending.take_back(bench, "no batch", "Ann")


def test_cancelled_in_the_middle_it_says_how_many_of_how_many_and_is_completed_or_taken_back(bench: Workbench) -> None:
    made = records(bench, *({} for _ in range(400)))
    wanted = keys(bench, made)
    before = state(bench)

    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        mending.edit(bench, wanted, SetTerm("country", "Peru"), "Ann", stop)
    (cut,) = mending.batches(bench)
    assert 0 < cut.records < cut.planned == 400
    rest = mending.edit(bench, wanted, SetTerm("country", "Peru"), "Ann")
    assert rest.records == 400 - cut.records
    with pytest.raises(Cancelled):
        mending.take_back(bench, cut.batch, "Ann", stop)
    mending.take_back(bench, cut.batch, "Ann")
    back = mending.take_back(bench, rest.batch or "", "Ann")
    assert back.skipped == ()
    assert state(bench) == before


def test_a_save_beside_a_large_edit_does_not_wait_for_its_end(bench: Workbench) -> None:
    made = records(bench, *({} for _ in range(2001)))
    wanted, other = keys(bench, made[:-1]), made[-1]
    work = threading.Thread(target=mending.edit, args=(bench, wanted, SetTerm("country", "Peru"), "Ann"))
    work.start()
    waits = []
    while work.is_alive():
        began = time.perf_counter()
        review.set_value(bench, other, "county", str(len(waits)), "Bob")
        waits.append(time.perf_counter() - began)
        time.sleep(0.02)
    work.join()
    assert len(waits) >= 5, waits
    assert sorted(waits)[len(waits) // 2] < 0.5, waits


def test_a_plan_names_places_and_records_as_people_do(bench: Workbench) -> None:
    """No identifier stands where a person reads: neither of what would be so again nor of what stays."""
    made = records(bench, {}, {})
    drawer = storage.add(bench, "drawer", "D 1", None, "Bob")
    other = storage.add(bench, "drawer", "D 2", None, "Bob")
    moved = mending.edit(bench, keys(bench, made), PutInto(drawer), "Ann")
    storage.store(bench, keys(bench, made[:1]), other, "Bob")
    assert moved.batch is not None
    plan = mending.plan_take_back(bench, moved.batch)
    assert [part for record in plan.records for part in record.parts] == [Part("storageUnit", "D 1", None)]
    assert plan.warnings == ("(no number): storageUnit was changed by Bob since; it is now 'D 2'.",)
    merged = mending.plan_merge(bench, *records(bench, {"catalogNumber": "A"}), made[0])
    assert Part("storageUnit", None, "D 2") in {part for record in merged.records for part in record.parts}
    assert merged.name == "(no number) merged into A"
